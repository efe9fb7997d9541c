package org.skytrawl.simvo.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.votable.Table;

/** The rows of one table while they are written, column by name. For one thread. */
final class TableRows {
    private final Table table;
    private final Map<String, Integer> places = new HashMap<>();
    private final List<@Nullable Object[]> rows = new ArrayList<>();

    TableRows(Table table) {
        this.table = table;
        for (int i = 0; i < table.columns().size(); i++) {
            places.put(table.columns().get(i).name(), i);
        }
    }

    /** Adds a row: names of columns, each with its value after it. What is not named is NULL. */
    void add(@Nullable Object... namesAndValues) {
        @Nullable Object[] row = new @Nullable Object[places.size()];
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Integer place = places.get(String.valueOf(namesAndValues[i]));
            if (place == null) {
                throw new IllegalArgumentException(table.name() + " has no column " + namesAndValues[i]);
            }
            row[place] = namesAndValues[i + 1];
        }
        rows.add(row);
    }

    Table table() {
        return table;
    }

    List<@Nullable Object[]> rows() {
        return rows;
    }
}
