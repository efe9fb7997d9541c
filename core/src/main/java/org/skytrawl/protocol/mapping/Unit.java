package org.skytrawl.protocol.mapping;

import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.SpectralUnit;

/**
 * A unit as a multiple of base units: {@code factor * 10^tens} of them. The power of ten is kept apart because division by it is
 * exact: 500 nm are 5e-7 m.
 */
public record Unit(double factor, int tens, Dimension dimension) {
    /** Powers of metre, gram, second, arcsecond, byte and of things counted, such as pixels. */
    record Dimension(int length, int mass, int time, int angle, int data, int count) {
        static final Dimension NONE = new Dimension(0, 0, 0, 0, 0, 0);
        static final Dimension LENGTH = new Dimension(1, 0, 0, 0, 0, 0);
        static final Dimension MASS = new Dimension(0, 1, 0, 0, 0, 0);
        static final Dimension TIME = new Dimension(0, 0, 1, 0, 0, 0);
        static final Dimension ANGLE = new Dimension(0, 0, 0, 1, 0, 0);
        static final Dimension DATA = new Dimension(0, 0, 0, 0, 1, 0);
        static final Dimension COUNT = new Dimension(0, 0, 0, 0, 0, 1);
        static final Dimension FREQUENCY = NONE.times(TIME, -1);
        static final Dimension WAVENUMBER = NONE.times(LENGTH, -1);
        static final Dimension FORCE = MASS.times(LENGTH, 1).times(TIME, -2);
        static final Dimension ENERGY = FORCE.times(LENGTH, 1);
        static final Dimension POWER = ENERGY.times(TIME, -1);
        static final Dimension ANGLE_PER_PIXEL = ANGLE.times(COUNT, -1);

        Dimension times(Dimension other, int power) {
            return new Dimension(
                    length + power * other.length,
                    mass + power * other.mass,
                    time + power * other.time,
                    angle + power * other.angle,
                    data + power * other.data,
                    count + power * other.count);
        }
    }

    static final Unit ONE = new Unit(1, 0, Dimension.NONE);

    /** Larger powers, and numbers out of range, are no units. */
    static final int MOST_TENS = 300;

    private static final int MOST_POWER = 20;

    /** A joule in base units is 1000 g m2 s-2. */
    private static final int JOULE_TENS = 3;

    /** The unit that a text names, or null if it is not known. */
    public static @Nullable Unit of(String text) {
        return UnitText.parse(text);
    }

    /** This unit times a power of another, or null if that is no unit. */
    @Nullable
    Unit times(Unit other, int power) {
        if (Math.abs(power) > MOST_POWER) {
            return null;
        }
        double product = factor * Math.pow(other.factor, power);
        int sum = tens + power * other.tens;
        boolean isUsable = product > 0 && product <= Double.MAX_VALUE && Math.abs(sum) <= MOST_TENS;
        return isUsable ? new Unit(product, sum, dimension.times(other.dimension, power)) : null;
    }

    boolean is(Dimension other) {
        return dimension.equals(other);
    }

    /** Converts to base units. */
    double toBase(double value) {
        double multiple = value * factor;
        return tens < 0 ? multiple / powerOfTen(-tens) : multiple * powerOfTen(tens);
    }

    private static double powerOfTen(int tens) {
        // unlike Math.pow this is exact
        return tens == 0 ? 1 : Double.parseDouble("1e" + tens);
    }

    /** Converts to a unit of the same dimension. */
    DoubleUnaryOperator to(Unit own) {
        double times = factor / own.factor;
        int places = tens - own.tens;
        double power = powerOfTen(Math.abs(places));
        if (times == 1 && places == 0) {
            return DoubleUnaryOperator.identity();
        }
        return places < 0 ? value -> value * times / power : value -> value * times * power;
    }

    /** A number of this unit in another one of the same quantity; NaN if the quantities differ. */
    public double convert(double value, Unit other) {
        return is(other.dimension) ? to(other).applyAsDouble(value) : Double.NaN;
    }

    public boolean isSpectral() {
        return is(Dimension.LENGTH) || isInverse();
    }

    /** Whether larger values of this unit are shorter wavelengths: energies, frequencies and wavenumbers. */
    public boolean isInverse() {
        return is(Dimension.ENERGY) || is(Dimension.FREQUENCY) || is(Dimension.WAVENUMBER);
    }

    /** The vacuum wavelength in metres; infinite for 0 of an inverse unit, NaN if the unit is not spectral. */
    public double toWavelengthM(double value) {
        double base = toBase(value);
        if (is(Dimension.LENGTH)) {
            return base;
        }
        if (is(Dimension.WAVENUMBER)) {
            return 1 / base;
        }
        return is(Dimension.FREQUENCY)
                ? SpectralUnit.HZ.toWavelengthM(base)
                : is(Dimension.ENERGY) ? SpectralUnit.J.toWavelengthM(base / powerOfTen(JOULE_TENS)) : Double.NaN;
    }
}
