package org.skytrawl.targets;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.AngleText.Kind;
import org.skytrawl.model.ConeText;
import org.skytrawl.model.Numbers;
import org.skytrawl.model.PlainText;

/**
 * Reads the cells of a column of angles by its unit.
 *
 * @param index of the column in a row
 * @param kind null for a radius
 * @param parts units in a degree; NaN for sexagesimal text
 * @param declared whether the column has a unit
 */
record AngleColumn(int index, String name, @Nullable Kind kind, double parts, boolean declared) {
    private static final double SEXAGESIMAL = Double.NaN;
    private static final double HOURS = 1 / 15.0;

    /** @throws IllegalArgumentException if its unit is none of an angle */
    static AngleColumn of(int index, SourceColumn column, @Nullable Kind kind) {
        double parts = parts(column.unit());
        boolean hours = parts == HOURS || (Double.isNaN(parts) && isOfHours(column.unit()));
        boolean wrong = hours ? kind != Kind.RIGHT_ASCENSION : Double.isNaN(parts) && kind != Kind.DECLINATION;
        if (parts == 0 || wrong) {
            throw new IllegalArgumentException("the unit '" + PlainText.of(column.unit(), 40) + "' of its column "
                    + column.shown() + " is none of "
                    + (kind == null
                            ? "deg, arcmin, arcsec, mas and rad"
                            : "deg, rad, arcmin, arcsec, "
                                    + (kind == Kind.RIGHT_ASCENSION ? "hourangle and h:m:s" : "d:m:s")));
        }
        return new AngleColumn(
                index,
                column.shown(),
                kind,
                parts,
                column.unit() != null && !column.unit().isBlank());
    }

    /** Of sexagesimal text. */
    private static boolean isOfHours(@Nullable String unit) {
        return unit != null && unit.toLowerCase(Locale.ROOT).indexOf('h') >= 0;
    }

    /** Whether the unit is declared and one of an angle that is a number. */
    static boolean isAngle(@Nullable String unit) {
        return unit != null && !unit.isBlank() && parts(unit) > 0;
    }

    /** The units in a degree; NaN for sexagesimal text, 0 for a unit of something else. */
    private static double parts(@Nullable String unit) {
        String word =
                unit == null ? "" : unit.strip().replace("\"h:m:s\"", "h:m:s").replace("\"d:m:s\"", "d:m:s");
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "", "deg", "degree", "degrees", "d", "\u00b0" -> 1;
            case "rad", "radian", "radians" -> Math.PI / 180;
            case "arcmin", "arcminute", "arcminutes", "amin", "'" -> 60;
            case "arcsec", "arcsecond", "arcseconds", "asec", "\"", "''" -> 3600;
            case "mas", "marcsec", "milliarcsec" -> 3.6e6;
            case "h", "hr", "hour", "hours", "hourangle" -> HOURS;
            case "h:m:s", "hms", "hh:mm:ss", "d:m:s", "dms", "dd:mm:ss" -> SEXAGESIMAL;
            default -> 0;
        };
    }

    /**
     * The angle of a cell in degrees.
     *
     * @throws IllegalArgumentException if it has none, or it is out of range
     */
    double degrees(@Nullable Object cell) {
        double deg = switch (cell) {
            case null -> Double.NaN;
            case Number number -> ofNumber(number.doubleValue());
            case String text -> ofText(text.strip());
            default -> throw new IllegalArgumentException("it is no angle");
        };
        if (!Double.isFinite(deg)) {
            throw new IllegalArgumentException("it is empty or not a number");
        }
        if (kind == null && !(deg > 0 && deg <= 180)) {
            throw new IllegalArgumentException("radius must be in (0,180] degrees, not " + deg);
        }
        boolean isLatitude = kind == Kind.DECLINATION || kind == Kind.LATITUDE;
        if (isLatitude && !(deg >= -90 && deg <= 90)) {
            throw new IllegalArgumentException("declination must be in [-90,90] degrees, not " + deg);
        }
        return deg;
    }

    private double ofNumber(double number) {
        if (Double.isNaN(parts)) {
            throw new IllegalArgumentException(number + " is a number, but its unit is that of sexagesimal text");
        }
        return number / parts;
    }

    private double ofText(String text) {
        if (text.isEmpty() || text.equalsIgnoreCase("nan") || text.equalsIgnoreCase("null")) {
            return Double.NaN;
        }
        double number = Numbers.parse(text);
        if (!Double.isNaN(number)) {
            return ofNumber(number);
        }
        if (kind == null) {
            if (declared) {
                throw new IllegalArgumentException("'" + PlainText.of(text, 40) + "' is not a number");
            }
            return ConeText.radiusDeg(PlainText.of(text, 40));
        }
        if (declared && !Double.isNaN(parts) && parts != HOURS && kind == Kind.RIGHT_ASCENSION) {
            throw new IllegalArgumentException(
                    "'" + PlainText.of(text, 40) + "' is not a number, which its unit asks for");
        }
        return ConeText.angleDeg(PlainText.of(text, 40), kind);
    }
}
