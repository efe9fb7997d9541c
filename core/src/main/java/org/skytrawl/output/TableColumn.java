package org.skytrawl.output;

import org.jspecify.annotations.Nullable;

/**
 * A column of a table that is written.
 *
 * @param name its name
 * @param type what it holds: {@code String}, {@code Long}, {@code Integer} or {@code Double}
 * @param unit its unit, or null if it has none
 * @param ucd its UCD, or null if it has none
 * @param utype its utype, or null if it has none
 * @param description what it is
 * @param cell its value in a row
 * @param <T> what a row is made of
 */
record TableColumn<T>(
        String name,
        Class<?> type,
        @Nullable String unit,
        @Nullable String ucd,
        @Nullable String utype,
        String description,
        Cell<T> cell) {
    @FunctionalInterface
    interface Cell<T> {
        /** The value, or null if it is not known. */
        @Nullable
        Object of(T row);
    }

    static <T> TableColumn<T> of(String name, Class<?> type, @Nullable String ucd, String description, Cell<T> cell) {
        return new TableColumn<>(name, type, null, ucd, null, description, cell);
    }

    TableColumn<T> in(String unit) {
        return new TableColumn<>(name, type, unit, ucd, utype, description, cell);
    }

    /** The value in a row, text fit to be shown; null if not known. */
    @Nullable
    Object value(T row) {
        Object value = cell.of(row);
        return value instanceof String text ? CellText.clean(text) : value;
    }
}
