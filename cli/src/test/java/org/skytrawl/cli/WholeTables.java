package org.skytrawl.cli;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import uk.ac.starlink.table.RowSequence;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableFactory;
import uk.ac.starlink.util.ByteArrayDataSource;

/**
 * The tables of a registry as they are, read whole by plain HTTP and another reader than Skytrawl's: what is sought in them is
 * worked out in plain Java.
 */
final class WholeTables {
    private final Map<String, List<Map<String, Object>>> tables = new TreeMap<>();

    private WholeTables() {}

    /** Reads tables of schema {@code rr}. */
    static WholeTables read(String tapUrl, String... names) throws Exception {
        WholeTables whole = new WholeTables();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (String name : names) {
                String form = "REQUEST=doQuery&LANG=ADQL&MAXREC=900000&QUERY="
                        + URLEncoder.encode("SELECT * FROM rr." + name, StandardCharsets.UTF_8);
                HttpResponse<byte[]> answer = client.send(
                        HttpRequest.newBuilder(URI.create(tapUrl + "/sync"))
                                .timeout(Duration.ofSeconds(60))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(form))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
                if (answer.statusCode() != 200) {
                    throw new IllegalStateException(name + ": HTTP status " + answer.statusCode());
                }
                whole.tables.put(name, rows(answer.body()));
            }
        }
        return whole;
    }

    private static List<Map<String, Object>> rows(byte[] votable) throws Exception {
        StarTable table = new StarTableFactory().makeStarTable(new ByteArrayDataSource("answer", votable), "votable");
        List<Map<String, Object>> rows = new ArrayList<>();
        try (RowSequence sequence = table.getRowSequence()) {
            while (sequence.next()) {
                Map<String, Object> row = new HashMap<>();
                for (int i = 0; i < table.getColumnCount(); i++) {
                    row.put(table.getColumnInfo(i).getName().toLowerCase(java.util.Locale.ROOT), sequence.getCell(i));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    /** All resources. */
    Set<String> ivoids() {
        return with("resource", row -> true);
    }

    /** Those that have such a row. */
    Set<String> with(String table, Predicate<Map<String, Object>> wanted) {
        Set<String> ivoids = new TreeSet<>();
        tables.get(table).stream().filter(wanted).forEach(row -> ivoids.add(text(row, "ivoid")));
        return ivoids;
    }

    /** Those that have no such row. */
    Set<String> without(String table, Predicate<Map<String, Object>> wanted) {
        Set<String> ivoids = ivoids();
        ivoids.removeAll(with(table, wanted));
        return ivoids;
    }

    /**
     * Those of which a row that declares something matches.
     *
     * @param inclusive whether those without a row that declares anything count too
     */
    Set<String> declared(
            String table,
            Predicate<Map<String, Object>> declares,
            Predicate<Map<String, Object>> matches,
            boolean inclusive) {
        Set<String> found = with(table, declares.and(matches));
        if (inclusive) {
            found.addAll(without(table, declares));
        }
        return found;
    }

    /** The rows of a table. */
    List<Map<String, Object>> rows(String table) {
        return tables.get(table);
    }

    /** A cell as text; empty where it is null. */
    static String text(Map<String, Object> row, String column) {
        Object cell = row.get(column);
        return cell == null ? "" : cell.toString();
    }

    /** A cell as a number; NaN where it is null. */
    static double number(Map<String, Object> row, String column) {
        return row.get(column) instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
