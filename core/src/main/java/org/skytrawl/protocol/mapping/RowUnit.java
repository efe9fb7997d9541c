package org.skytrawl.protocol.mapping;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A column of texts that name the spectral unit of other columns, row by row. */
public final class RowUnit {
    private final int index;
    private final UnaryOperator<String> toUnit;
    private String lastName = "";
    private @Nullable Unit lastUnit;

    /** @param index -1 if there is no such column */
    public RowUnit(int index) {
        this(index, UnaryOperator.identity());
    }

    /** @param toUnit rewrites a cell as a unit */
    public RowUnit(int index, UnaryOperator<String> toUnit) {
        this.index = index;
        this.toUnit = toUnit;
    }

    public int index() {
        return index;
    }

    public boolean isGiven() {
        return index >= 0;
    }

    /** Whether the row has a unit, known or not. */
    public boolean isDeclared(@Nullable Object[] row) {
        return index >= 0 && row[index] instanceof String name && ObsCoreUnit.isDeclared(name);
    }

    /** The row's unit; null if it has none or it is unknown. */
    public @Nullable Unit of(@Nullable Object[] row) {
        if (index < 0 || !(row[index] instanceof String name)) {
            return null;
        }
        if (!name.equals(lastName)) {
            lastName = name;
            lastUnit = SpectralColumn.unit(toUnit.apply(name));
        }
        return lastUnit;
    }
}
