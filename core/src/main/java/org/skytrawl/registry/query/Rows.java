package org.skytrawl.registry.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.skytrawl.registry.RegistryRow;

/**
 * The rows of one table by resource, with cells by column name. An empty text is null; so are all cells of a column that the
 * registry does not have.
 */
final class Rows {
    private final Map<String, List<Row>> byIvoid = new HashMap<>();
    private final Map<String, Integer> places = new HashMap<>();

    /** @param columns the queried columns, the ivoid first; empty for a table that the registry does not have */
    Rows(List<String> columns, List<RegistryRow> rows) {
        columns.forEach(column -> places.put(column, places.size()));
        add(rows);
    }

    void add(List<RegistryRow> rows) {
        for (RegistryRow row : rows) {
            String ivoid = row.text(0);
            if (ivoid != null) {
                byIvoid.computeIfAbsent(key(ivoid), key -> new ArrayList<>(2)).add(new Row(places, row));
            }
        }
    }

    /** Registries write identifiers in any case. */
    static String key(String ivoid) {
        return ivoid.strip().toLowerCase(Locale.ROOT);
    }

    List<Row> of(String ivoid) {
        return byIvoid.getOrDefault(key(ivoid), List.of());
    }

    record Row(Map<String, Integer> places, RegistryRow row) {
        private <T> @Nullable T cell(String column, IntFunction<@Nullable T> read) {
            Integer place = places.get(column);
            return place == null ? null : read.apply(place);
        }

        @Nullable
        String text(String column) {
            String text = cell(column, row::text);
            return text == null || text.isBlank() ? null : text.strip();
        }

        @Nullable
        String lower(String column) {
            String text = text(column);
            return text == null ? null : text.toLowerCase(Locale.ROOT);
        }

        @Nullable
        Integer integer(String column) {
            return cell(column, row::integer);
        }

        @Nullable
        Double real(String column) {
            Double number = cell(column, row::real);
            return number == null || number.isNaN() ? null : number;
        }

        boolean flag(String column) {
            return Boolean.TRUE.equals(cell(column, row::flag));
        }

        /** The registry joins them by hash signs (RegTAP 1.2 section 4.3). */
        List<String> parts(String column) {
            String text = text(column);
            return text == null
                    ? List.of()
                    : Arrays.stream(text.split("#", -1))
                            .map(String::strip)
                            .filter(part -> !part.isEmpty())
                            .distinct()
                            .toList();
        }
    }
}
