package org.skytrawl.parquet;

import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreColumn;

/**
 * A column of a Parquet file.
 *
 * @param type {@code TEXT} is written as UTF-8, {@code INTEGER} as 64 bit integer, {@code REAL} as double
 * @param required whether every row must have a value
 * @param cell the value in a row
 */
public record ParquetColumn<T>(String name, ObsCoreColumn.Type type, boolean required, Cell<T> cell) {
    /** The value in a row. */
    @FunctionalInterface
    public interface Cell<T> {
        /** A {@code String}, a {@code Long} or {@code Integer}, or a {@code Double}, as the type says; null if none. */
        @Nullable
        Object of(T row);
    }
}
