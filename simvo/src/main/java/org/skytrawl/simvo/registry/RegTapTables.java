package org.skytrawl.simvo.registry;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.votable.Column;
import org.skytrawl.simvo.votable.ColumnType;
import org.skytrawl.simvo.votable.Table;

/** The tables of a relational registry (RegTAP 1.2 section 8). */
final class RegTapTables {
    static final String SCHEMA = "rr";

    /** The data model of all tables (RegTAP 1.2 section 3). */
    static final String DATA_MODEL = "ivo://ivoa.net/std/regtap#1.2";

    private static final Map<String, Table> BY_NAME = read();

    private RegTapTables() {}

    static List<Table> all() {
        return List.copyOf(BY_NAME.values());
    }

    static Table named(String name) {
        Table table = BY_NAME.get(name);
        if (table == null) {
            throw new IllegalArgumentException("RegTAP has no table " + name);
        }
        return table;
    }

    private static Map<String, Table> read() {
        Map<String, Table> tables = new TreeMap<>();
        String[] heading = {};
        List<Column> columns = new ArrayList<>();
        try (BufferedReader lines = lines()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split("\t", -1);
                if (words[0].equals("table")) {
                    add(tables, heading, columns);
                    heading = words;
                    columns = new ArrayList<>();
                } else if (!line.startsWith("#")) {
                    columns.add(column(words));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        add(tables, heading, columns);
        return tables;
    }

    private static BufferedReader lines() {
        InputStream in = RegTapTables.class.getResourceAsStream("regtap.tsv");
        return new BufferedReader(new InputStreamReader(java.util.Objects.requireNonNull(in), StandardCharsets.UTF_8));
    }

    private static void add(Map<String, Table> tables, String[] heading, List<Column> columns) {
        if (heading.length > 0) {
            tables.put(heading[1], new Table(SCHEMA, heading[1], null, heading[2], columns));
        }
    }

    private static Column column(String... words) {
        return new Column(
                words[0],
                ColumnType.valueOf(words[1]),
                orNull(words[2]),
                orNull(words[3]),
                null,
                orNull(words[4]),
                words[6],
                words[5].equals("indexed"),
                !words[5].equals("local"));
    }

    private static @Nullable String orNull(String word) {
        return word.isEmpty() ? null : word;
    }
}
