package org.skytrawl.targets;

import org.jspecify.annotations.Nullable;

/**
 * How a table is read as target list. Start from {@link #DEFAULTS}. Immutable.
 *
 * @param columns which columns are used
 * @param radiusDeg radius of all targets in degrees, in (0,180]; null if the table has a column of it. A column that was not named
 *     in {@code columns} is then not used
 * @param skipBadRows whether to leave out and count rows that are no targets; otherwise they are an error
 */
public record TargetFileOptions(
        TargetColumns columns, @Nullable Double radiusDeg, boolean skipBadRows) {
    public static final TargetFileOptions DEFAULTS = new TargetFileOptions(TargetColumns.FOUND, null, false);

    /** @throws IllegalArgumentException if the radius is out of range, or both a radius and its column are given */
    public TargetFileOptions {
        if (radiusDeg != null && !(radiusDeg > 0 && radiusDeg <= 180)) {
            throw new IllegalArgumentException("radius must be in (0,180] degrees, not " + radiusDeg);
        }
        if (radiusDeg != null && columns.radius() != null) {
            throw new IllegalArgumentException("give either one radius for all targets or a column of radii, not both");
        }
    }

    public TargetFileOptions withColumns(TargetColumns names) {
        return new TargetFileOptions(names, radiusDeg, skipBadRows);
    }

    /** @param deg radius of all targets in degrees, in (0,180] */
    public TargetFileOptions withRadiusDeg(double deg) {
        return new TargetFileOptions(columns, deg, skipBadRows);
    }

    public TargetFileOptions withSkipBadRows(boolean skip) {
        return new TargetFileOptions(columns, radiusDeg, skip);
    }
}
