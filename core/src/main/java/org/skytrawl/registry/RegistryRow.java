package org.skytrawl.registry;

import org.jspecify.annotations.Nullable;

/** A row of a registry's answer; columns go by their place in the query, from 0. For reading by any thread. */
public final class RegistryRow {
    private final @Nullable Object[] cells;

    /** A row of these cells: texts, numbers, truth values, or null. */
    public RegistryRow(@Nullable Object... cells) {
        this.cells = cells.clone();
    }

    /** The cell as text; null where it is null. */
    public @Nullable String text(int column) {
        Object cell = cells[column];
        return cell == null ? null : cell.toString();
    }

    /** The same, null also where the query had no such column. */
    public @Nullable String textIfThere(int column) {
        return column < cells.length ? text(column) : null;
    }

    /** The cell as an integer; null where it is null or no number. */
    public @Nullable Integer integer(int column) {
        Number number = number(column);
        return number == null ? null : (Integer) number.intValue();
    }

    /** The cell as a number; null where it is null or none. */
    public @Nullable Double real(int column) {
        Number number = number(column);
        return number == null ? null : (Double) number.doubleValue();
    }

    /** A flag, false also where the query had no such column. */
    public boolean flagIfThere(int column) {
        return column < cells.length && flag(column);
    }

    /** A flag, be it a number or a truth value; null is false. */
    public boolean flag(int column) {
        Number number = number(column);
        return number != null ? number.intValue() != 0 : "true".equalsIgnoreCase(text(column));
    }

    /** A number, also where the registry sends it as text. */
    private @Nullable Number number(int column) {
        Object cell = cells[column];
        if (cell instanceof Number number) {
            return number;
        }
        if (!(cell instanceof String text)) {
            return null;
        }
        try {
            return Double.valueOf(text.strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
