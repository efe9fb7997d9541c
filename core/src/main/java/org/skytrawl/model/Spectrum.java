package org.skytrawl.model;

import org.jspecify.annotations.Nullable;

/** Reads spectral constraints as vacuum wavelengths in metres. */
public final class Spectrum {
    private Spectrum() {}

    /**
     * Reads {@code 500nm}, {@code 0.3keV..10keV}, {@code 1.2/1.6GHz} (a unit on one end applies to both), or an
     * interval with an open end. The ends may be in either order.
     *
     * @return wavelengths in metres
     * @throws IllegalArgumentException if a number or unit is malformed, or a value is not above 0
     */
    public static Interval parse(String text) {
        IntervalText ends = IntervalText.cut(text, "spectrum");
        Quantity lo = ends.lo() == null ? null : Quantity.parse(ends.lo(), text);
        Quantity hi = ends.hi() == null ? null : Quantity.parse(ends.hi(), text);
        SpectralUnit loUnit = unit(lo, hi, text);
        SpectralUnit hiUnit = unit(hi, lo, text);
        double a = lo == null ? openEnd(hiUnit, false) : loUnit.toWavelengthM(lo.value);
        double b = hi == null ? openEnd(loUnit, true) : hiUnit.toWavelengthM(hi.value);
        return new Interval(Math.min(a, b), Math.max(a, b));
    }

    /**
     * A spectral constraint as it was written, for people: {@code 500 nm}, {@code 0.3..10 keV}, {@code 0.3 keV and above}.
     * Units have their symbols of {@link SpectralUnit}, a common one stands once.
     *
     * @throws IllegalArgumentException as {@link #parse}
     */
    public static String inWords(String text) {
        IntervalText ends = IntervalText.cut(text, "spectrum");
        Quantity lo = ends.lo() == null ? null : Quantity.parse(ends.lo(), text);
        Quantity hi = ends.hi() == null ? null : Quantity.parse(ends.hi(), text);
        String loUnit = " " + unit(lo, hi, text).symbol();
        String hiUnit = " " + unit(hi, lo, text).symbol();
        if (lo == null) {
            return hi + hiUnit + " and below";
        }
        if (hi == null) {
            return lo + loUnit + " and above";
        }
        return (lo.equals(hi) ? "" : lo + (loUnit.equals(hiUnit) ? "" : loUnit) + "..") + hi + hiUnit;
    }

    /**
     * The wavelengths between two values, in either order.
     *
     * @throws IllegalArgumentException if a value is not a finite number above 0
     */
    public static Interval of(double from, double to, SpectralUnit unit) {
        positive(from, from + " " + unit.symbol());
        positive(to, to + " " + unit.symbol());
        double a = unit.toWavelengthM(from);
        double b = unit.toWavelengthM(to);
        return new Interval(Math.min(a, b), Math.max(a, b));
    }

    /** The wavelength of an open end. The lower end of an energy is the longest wavelength. */
    private static double openEnd(SpectralUnit unit, boolean upper) {
        return upper != unit.isInverse() ? Double.POSITIVE_INFINITY : 0;
    }

    private static SpectralUnit unit(@Nullable Quantity own, @Nullable Quantity other, String text) {
        if (own != null && own.unit != null) {
            return own.unit;
        }
        if (other != null && other.unit != null) {
            return other.unit;
        }
        throw new IllegalArgumentException(
                "spectrum '" + text + "' needs a unit, one of " + SpectralUnit.known() + "; for example 500nm");
    }

    private static void positive(double value, String text) {
        if (!(value > 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException("spectral value must be a finite number above 0, not " + text);
        }
    }

    private record Quantity(
            String number, double value, @Nullable SpectralUnit unit) {
        @Override
        public String toString() {
            return number;
        }

        static Quantity parse(String text, String whole) {
            int end = numberEnd(text);
            double value = Numbers.parse(text.substring(0, end));
            if (Double.isNaN(value)) {
                throw new IllegalArgumentException("'" + text + "' in spectrum '" + whole
                        + "' is not a number and a unit, such as 500nm; an interval is" + " written as 350nm..1um");
            }
            positive(value, text);
            String name = text.substring(end).strip();
            SpectralUnit unit = name.isEmpty() ? null : SpectralUnit.of(name);
            if (unit == null && !name.isEmpty()) {
                throw new IllegalArgumentException("unknown spectral unit '" + name + "' in spectrum '" + whole
                        + "'; known are " + SpectralUnit.known() + "; an interval is written as 350nm..1um");
            }
            return new Quantity(text.substring(0, end), value, unit);
        }

        /** The end of the number. An {@code e} belongs to it only if digits follow (1e3 eV, but 3eV). */
        private static int numberEnd(String text) {
            int i = 0;
            while (i < text.length() && "+-.0123456789".indexOf(text.charAt(i)) >= 0) {
                i++;
            }
            if (i < text.length() && (text.charAt(i) == 'e' || text.charAt(i) == 'E')) {
                int j = i + 1;
                if (j < text.length() && (text.charAt(j) == '+' || text.charAt(j) == '-')) {
                    j++;
                }
                int digits = j;
                while (j < text.length() && Character.isDigit(text.charAt(j))) {
                    j++;
                }
                return j > digits ? j : i;
            }
            return i;
        }
    }
}
