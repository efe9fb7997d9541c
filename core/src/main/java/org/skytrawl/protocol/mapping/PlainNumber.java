package org.skytrawl.protocol.mapping;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as they are sent: plain decimals, as short as they can be and still read back as the same double. */
public final class PlainNumber {
    /** A hundredth of a milliarcsecond and less: what a size may grow by to be short. */
    private static final int SIZE_DECIMALS = 10;

    private PlainNumber() {}

    /** Never with an exponent, which some services cannot read. */
    public static String of(double value) {
        return plain(decimal(value));
    }

    /** Rounded up: a size that encloses something must still do so as text. */
    public static String atLeast(double value) {
        return plain(decimal(value).setScale(SIZE_DECIMALS, RoundingMode.CEILING));
    }

    /** With an exponent where that is shorter ({@code 5.0E-7}): wavelengths in metres are mostly zeros otherwise. */
    public static String ofMetres(double value) {
        return Double.toString(value);
    }

    private static BigDecimal decimal(double value) {
        return new BigDecimal(Double.toString(value));
    }

    private static String plain(BigDecimal value) {
        // zero keeps its scale when stripped on some paths: -0.0 and 0E-10 are both just 0
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
