package org.skytrawl.registry.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.OutsideText;

/** Makes the tables of a resource from rows of a registry. Pure. */
final class TableAssembler {
    private static final Comparator<Rows.Row> BY_INDEX =
            Comparator.comparing(row -> row.integer("table_index"), Comparator.nullsLast(Comparator.naturalOrder()));

    private TableAssembler() {}

    /** In the order of the record. Columns whose table has no row make a table without a name. */
    static List<ResourceTable> tables(Ivoid ivoid, Map<ReadTable, Rows> rows) {
        Map<Integer, List<ResourceTable.Column>> columns = new HashMap<>();
        for (Rows.Row row : of(rows, ReadTable.COLUMN, ivoid)) {
            columns.computeIfAbsent(index(row), key -> new ArrayList<>()).add(column(row));
        }
        List<Rows.Row> described = new ArrayList<>(of(rows, ReadTable.TABLE, ivoid));
        described.sort(BY_INDEX);
        List<ResourceTable> tables = new ArrayList<>();
        for (Rows.Row row : described) {
            List<ResourceTable.Column> own = columns.remove(index(row));
            tables.add(new ResourceTable(
                    row.text("table_name") == null ? "" : String.valueOf(row.text("table_name")),
                    row.text("table_title"),
                    row.text("table_description"),
                    row.text("table_type"),
                    row.lower("table_utype"),
                    rows(row),
                    own == null ? List.of() : own));
        }
        columns.keySet().stream()
                .sorted()
                .forEach(index -> tables.add(new ResourceTable(
                        "",
                        "Table " + index + " (only its columns are known)",
                        null,
                        null,
                        null,
                        null,
                        columns.getOrDefault(index, List.of()))));
        return tables;
    }

    private static List<Rows.Row> of(Map<ReadTable, Rows> rows, ReadTable table, Ivoid ivoid) {
        return rows.getOrDefault(table, Rows.NONE).of(ivoid.value());
    }

    private static int index(Rows.Row row) {
        Integer index = row.integer("table_index");
        return index == null ? -1 : index;
    }

    /** Registries write -1 for unknown. */
    private static @Nullable Long rows(Rows.Row row) {
        Double rows = row.real("nrows");
        return rows == null || rows < 0 ? null : (Long) Math.round(rows);
    }

    private static ResourceTable.Column column(Rows.Row row) {
        String name = OutsideText.word(row.text("name"));
        return new ResourceTable.Column(
                name == null ? "" : name,
                OutsideText.word(row.text("datatype")),
                OutsideText.word(row.text("arraysize")),
                OutsideText.word(row.text("unit")),
                OutsideText.word(row.lower("ucd")),
                OutsideText.word(row.lower("utype")),
                row.flag("std"),
                row.text("column_description"));
    }
}
