package org.skytrawl.protocol.mapping;

import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.OutsideText;
import org.skytrawl.model.SpectralUnit;
import org.skytrawl.votable.TableField;

/**
 * Converts numbers from units that services declare instead of ObsCore's. An unknown unit is taken as a misspelling of ObsCore's;
 * a known unit of another kind makes the numbers unusable.
 */
public final class ObsCoreUnit {
    private static final String[] PIXEL = {"pixels", "pixel", "pixs", "pix"};

    private ObsCoreUnit() {}

    /** Converts from this unit to the column's; the result is infinite if the number is unusable. */
    public static DoubleUnaryOperator conversion(ObsCoreColumn column, @Nullable String unit) {
        String own = column.unit();
        if (own == null || unit == null || unit.isBlank()) {
            return DoubleUnaryOperator.identity();
        }
        String name = unit.strip();
        if (name.equals(TableField.UNREADABLE_UNIT)) {
            return ObsCoreUnit::unusable;
        }
        return switch (own) {
            case "m" -> spectral(column, SpectralUnit.of(name));
            case "deg" -> linear(degrees(name), 1);
            case "arcsec" -> linear(degrees(name), 3600);
            case "kbyte" -> linear(kilobytes(name), 1);
            case "s" -> linear(seconds(name), 1);
            case "d" -> isOtherTime(name) ? ObsCoreUnit::unusable : DoubleUnaryOperator.identity();
            default -> DoubleUnaryOperator.identity();
        };
    }

    /** Whether numbers in this unit need no conversion. */
    static boolean isOwn(ObsCoreColumn column, @Nullable String unit) {
        return conversion(column, unit).applyAsDouble(2) == 2;
    }

    /** Whether the unit reverses the order of values: energies and frequencies. */
    static boolean isInverse(@Nullable String unit) {
        SpectralUnit spectral = unit == null ? null : SpectralUnit.of(unit);
        return spectral != null && spectral.isInverse();
    }

    private static DoubleUnaryOperator spectral(ObsCoreColumn column, @Nullable SpectralUnit unit) {
        if (unit == null || unit == SpectralUnit.M) {
            return DoubleUnaryOperator.identity();
        }
        boolean isPosition = column == ObsCoreColumn.em_min || column == ObsCoreColumn.em_max;
        // a width in energy cannot be converted to wavelength without its position
        return isPosition || !unit.isInverse() ? unit::toWavelengthM : ObsCoreUnit::unusable;
    }

    /** An infinity is counted as a bad cell. */
    private static double unusable(double value) {
        return Double.isNaN(value) ? value : Double.POSITIVE_INFINITY;
    }

    private static DoubleUnaryOperator linear(double factor, double more) {
        double scale = factor * more;
        return Double.isNaN(scale) || scale == 1 ? DoubleUnaryOperator.identity() : value -> value * scale;
    }

    /** Degrees per unit, NaN if not known. Pixels are ignored: deg/pix is deg. */
    private static double degrees(String unit) {
        String name = withoutPixel(unit.toLowerCase(Locale.ROOT));
        return switch (name) {
            case "deg", "degree", "degrees" -> 1;
            case "arcmin", "arcminute", "arcminutes" -> 1.0 / 60;
            case "arcsec", "arcsecond", "arcseconds" -> 1.0 / 3600;
            case "mas", "milliarcsec" -> 1.0 / 3_600_000;
            case "uas" -> 1.0 / 3_600_000_000L;
            case "rad", "radian", "radians" -> Math.toDegrees(1);
            case "h", "hr", "hour", "hours", "hourangle" -> 15;
            default -> Double.NaN;
        };
    }

    private static String withoutPixel(String unit) {
        for (String pixel : PIXEL) {
            if (unit.endsWith(pixel)) {
                String ratio = unit.substring(0, unit.length() - pixel.length());
                String before = OutsideText.withoutBlanksAtEnd(ratio);
                if (before.endsWith("/")) {
                    return OutsideText.withoutBlanksAtEnd(before.substring(0, before.length() - 1));
                }
                int per = before.length() - "per".length();
                boolean isWord = before.length() < ratio.length()
                        && (per == 0 || (per > 0 && !OutsideText.isWordCharacter(before.charAt(per - 1))));
                return isWord && before.endsWith("per")
                        ? OutsideText.withoutBlanksAtEnd(before.substring(0, per))
                        : unit;
            }
        }
        return unit;
    }

    private static double kilobytes(String unit) {
        return switch (unit.toLowerCase(Locale.ROOT)) {
            case "byte", "bytes", "b" -> 1e-3;
            case "kbyte", "kbytes", "kb" -> 1;
            case "mbyte", "mbytes", "mb" -> 1e3;
            case "gbyte", "gbytes", "gb" -> 1e6;
            case "kib", "kibyte" -> 1.024;
            case "mib", "mibyte" -> 1024 * 1.024;
            case "gib", "gibyte" -> 1024 * 1024 * 1.024;
            default -> Double.NaN;
        };
    }

    private static double seconds(String unit) {
        return switch (unit.toLowerCase(Locale.ROOT)) {
            case "s", "sec", "second", "seconds" -> 1;
            case "ms" -> 1e-3;
            case "us" -> 1e-6;
            case "min", "minute", "minutes" -> 60;
            case "h", "hr", "hour", "hours" -> 3600;
            case "d", "day", "days" -> 86_400;
            default -> Double.NaN;
        };
    }

    private static boolean isOtherTime(String unit) {
        return switch (unit.toLowerCase(Locale.ROOT)) {
            case "s", "sec", "ms", "min", "h", "yr", "year", "years", "a" -> true;
            default -> false;
        };
    }
}
