package org.skytrawl.protocol.mapping;

import java.util.Locale;
import java.util.StringTokenizer;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.NullWord;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.protocol.mapping.Unit.Dimension;

/**
 * Converts numbers from units that services declare to ObsCore's. Numbers in a unit that is not known, or of another quantity,
 * become infinite, which is outside every column's range.
 */
public final class ObsCoreUnit {
    private static final Unit HOUR = new Unit(3600, 0, Dimension.TIME);
    private static final Unit DEGREE = new Unit(3600, 0, Dimension.ANGLE);
    private static final int DEGREES_PER_HOUR = 15;

    private ObsCoreUnit() {}

    /** Converts from this unit to the column's; without a unit the numbers are in the column's. */
    public static DoubleUnaryOperator conversion(ObsCoreColumn column, @Nullable String unit) {
        if (unit == null || !isDeclared(unit) || column == ObsCoreColumn.o_stat_error) {
            return DoubleUnaryOperator.identity();
        }
        String own = column.unit();
        if (own != null && own.equals("d")) {
            return isDays(unit) ? DoubleUnaryOperator.identity() : value -> Double.POSITIVE_INFINITY;
        }
        Unit declared = Unit.of(unit);
        DoubleUnaryOperator known = declared == null ? null : known(column, own, declared);
        return known == null ? value -> Double.POSITIVE_INFINITY : known;
    }

    private static @Nullable DoubleUnaryOperator known(ObsCoreColumn column, @Nullable String own, Unit unit) {
        if (own == null) {
            return unit.is(Dimension.COUNT) || unit.is(Dimension.NONE) ? unit.to(Unit.ONE) : null;
        }
        if (unit.isInverse() && (column == ObsCoreColumn.em_min || column == ObsCoreColumn.em_max)) {
            return unit::toWavelengthM;
        }
        if (column == ObsCoreColumn.s_ra && unit.equals(HOUR)) {
            return hours -> hours >= 0 && hours <= 24 ? hours * DEGREES_PER_HOUR : Double.POSITIVE_INFINITY;
        }
        return switch (own) {
            case "m" -> unit.is(Dimension.LENGTH) ? unit.to(new Unit(1, 0, Dimension.LENGTH)) : null;
            case "deg" -> isAngle(unit) ? unit.to(DEGREE) : null;
            case "arcsec" -> isAngle(unit) ? unit.to(new Unit(1, 0, Dimension.ANGLE)) : null;
            case "kbyte" -> unit.is(Dimension.DATA) ? unit.to(new Unit(1, 3, Dimension.DATA)) : null;
            case "s" -> unit.is(Dimension.TIME) ? unit.to(new Unit(1, 0, Dimension.TIME)) : null;
            default -> throw new IllegalArgumentException(column + " has the unit " + own);
        };
    }

    /** Converts from this unit to degrees; a unit may be written once for each element of an array ({@code deg,deg}). */
    public static DoubleUnaryOperator toDegrees(@Nullable String unit) {
        String known = unit;
        // s_fov stands for any column in degrees
        if (unit != null && !isKnown(ObsCoreColumn.s_fov, unit)) {
            StringTokenizer each = new StringTokenizer(unit, " ,;");
            String first = each.hasMoreTokens() ? each.nextToken() : "";
            known = each.hasMoreTokens() && each.nextToken().equals(first) ? first : unit;
        }
        return conversion(ObsCoreColumn.s_fov, known);
    }

    /** A pixel's size is given in degrees or degrees per pixel. */
    private static boolean isAngle(Unit unit) {
        return unit.is(Dimension.ANGLE) || unit.is(Dimension.ANGLE_PER_PIXEL);
    }

    /** Whether there is a unit; the null of Java, Python and databases as text is none. */
    public static boolean isDeclared(@Nullable String unit) {
        return unit != null && !unit.isBlank() && !NullWord.isPlain(unit.strip());
    }

    /** Whether numbers need no conversion. */
    public static boolean isOwn(ObsCoreColumn column, @Nullable String unit) {
        return conversion(column, unit).applyAsDouble(2) == 2;
    }

    /** Whether numbers can be converted. */
    public static boolean isKnown(ObsCoreColumn column, @Nullable String unit) {
        return Double.isFinite(conversion(column, unit).applyAsDouble(1));
    }

    /** Whether the unit reverses the order of values: energies, frequencies and wavenumbers. */
    static boolean isInverse(@Nullable String unit) {
        Unit known = unit == null ? null : Unit.of(unit);
        return known != null && known.isInverse();
    }

    /** Days of any calendar or scale, such as {@code MJD (UTC)}; which one it is the values tell. */
    private static boolean isDays(String unit) {
        StringTokenizer words = new StringTokenizer(unit.toLowerCase(Locale.ROOT), " \t(),;:_/[]");
        boolean hasDays = false;
        while (words.hasMoreTokens()) {
            switch (words.nextToken()) {
                case "d", "day", "days", "mjd", "jd" -> hasDays = true;
                case "utc", "ut", "tt", "tdb", "tai", "modified", "julian", "date" -> {}
                default -> {
                    return false;
                }
            }
        }
        return hasDays;
    }
}
