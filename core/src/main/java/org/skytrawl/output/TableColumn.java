package org.skytrawl.output;

import org.jspecify.annotations.Nullable;

/** @param type {@code String}, {@code Long}, {@code Integer} or {@code Double} */
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

    static <T> TableColumn<T> text(String name, @Nullable String ucd, String description, Cell<T> cell) {
        return of(name, String.class, ucd, description, cell);
    }

    TableColumn<T> in(String unit) {
        return new TableColumn<>(name, type, unit, ucd, utype, description, cell);
    }

    /** The value in a row, cleaned; null if not known. */
    @Nullable
    Object value(T row) {
        return CellText.clean(cell.of(row));
    }
}
