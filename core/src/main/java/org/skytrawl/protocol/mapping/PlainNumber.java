package org.skytrawl.protocol.mapping;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Formats numbers for requests: the shortest plain decimals that read back as the same double. */
public final class PlainNumber {
    /** Sizes are rounded up to this many decimals. */
    private static final int SIZE_DECIMALS = 10;

    private PlainNumber() {}

    /** Without an exponent, which some services cannot read. */
    public static String of(double value) {
        return plain(decimal(value));
    }

    /** Rounded up, so that an enclosing size still encloses. */
    public static String atLeast(double value) {
        return plain(decimal(value).setScale(SIZE_DECIMALS, RoundingMode.CEILING));
    }

    /** With an exponent for small numbers such as wavelengths: {@code 5.0E-7}. */
    public static String ofMetres(double value) {
        return Double.toString(value);
    }

    private static BigDecimal decimal(double value) {
        return new BigDecimal(Double.toString(value));
    }

    private static String plain(BigDecimal value) {
        // -0.0 and 0E-10 are both 0
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
