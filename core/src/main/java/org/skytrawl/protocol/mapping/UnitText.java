package org.skytrawl.protocol.mapping;

import java.math.BigDecimal;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.OutsideText;

/**
 * Parses units: products, quotients and powers of names with a scale factor, in the notations of VOUnits 1.1, CDS ({@code
 * 10-9m}), OGIP ({@code 10**-9 m}) and FITS 4.0. Logarithms and other functions are not known.
 */
final class UnitText {
    /** No unit in use is longer; it bounds the nesting of parentheses too. */
    private static final int LONGEST = 64;

    private final String text;
    private int at;

    private UnitText(String text) {
        this.text = text;
    }

    static @Nullable Unit parse(String written) {
        if (written.length() > LONGEST) {
            return null;
        }
        String text = plain(written);
        Unit named = UnitNames.of(text);
        if (named != null) {
            return named;
        }
        UnitText parser = new UnitText(text);
        Unit unit = parser.product();
        return parser.at == text.length() ? unit : null;
    }

    /** One spelling of micro, minus, dots and superscripts, without a dot at the end ({@code sec.}). */
    static String plain(String written) {
        String text = Normalizer.normalize(written, Normalizer.Form.NFKC)
                .replace('\u03bc', 'u')
                .replace('\u2212', '-')
                .replace('\u2013', '-')
                .replace('\u00b7', '.')
                .replace('\u22c5', '.')
                .strip();
        return OutsideText.withoutEnd(text, ".");
    }

    private @Nullable Unit product() {
        int power = 1;
        Unit result = Unit.ONE;
        boolean isFirst = true;
        while (true) {
            int before = at;
            at = OutsideText.skipBlanks(text, at);
            boolean hasBlank = at > before;
            if (take("/") || (hasBlank && take("per "))) {
                power = -1;
            } else if (!isFirst && (take(".") || take("*") || takeTimes())) {
                power = 1;
            } else if (at == text.length() || text.charAt(at) == ')') {
                return isFirst ? null : result;
            } else {
                power = 1;
            }
            Unit next = factor();
            // a number after a name is no scale
            boolean isMisplaced = next != null && next.is(Unit.Dimension.NONE) && !result.is(Unit.Dimension.NONE);
            result = next == null || isMisplaced ? null : result.times(next, power);
            if (result == null) {
                return null;
            }
            isFirst = false;
        }
    }

    private @Nullable Unit factor() {
        at = OutsideText.skipBlanks(text, at);
        Unit base;
        if (take("(")) {
            base = product();
            if (!take(")")) {
                return null;
            }
        } else {
            base = isDigit(at) || (isAt('.') && isDigit(at + 1)) ? number() : name();
        }
        return base == null ? null : raised(base);
    }

    private @Nullable Unit name() {
        int start = at;
        while (at < text.length() && UnitNames.isLetter(text.charAt(at))) {
            at++;
        }
        return start == at ? null : UnitNames.of(text.substring(start, at));
    }

    /** A decimal number. */
    private @Nullable Unit number() {
        int start = at;
        digits();
        if (take(".")) {
            digits();
        }
        if ((isAt('e') || isAt('E')) && (isDigit(at + 1) || (isSign(at + 1) && isDigit(at + 2)))) {
            at += 2;
            digits();
        }
        BigDecimal value = new BigDecimal(text.substring(start, at)).stripTrailingZeros();
        if (value.signum() == 0 || Math.abs((long) value.scale()) > Unit.MOST_TENS) {
            return null;
        }
        return new Unit(value.unscaledValue().doubleValue(), -value.scale(), Unit.Dimension.NONE);
    }

    /** {@code m**2}, {@code m^2}, {@code m^(-2)}, {@code m2}, {@code m-2}; {@code 10-9} of numbers. */
    private @Nullable Unit raised(Unit base) {
        boolean isMarked = take("**") || take("^");
        boolean isBracketed = isMarked && take("(");
        boolean hasPower = isMarked || isDigit(at) || (isSign(at) && isDigit(at + 1));
        if (!hasPower) {
            return base;
        }
        int sign = isAt('-') ? -1 : 1;
        at += isSign(at) ? 1 : 0;
        int start = at;
        digits();
        if (at == start || at - start > 3 || (isBracketed && !take(")"))) {
            return null;
        }
        int end = isBracketed ? at - 1 : at;
        int power = sign * Integer.parseInt(text.substring(start, end));
        if (base.is(Unit.Dimension.NONE)) {
            // only powers of ten are written as such
            boolean isTen = base.factor() == 1 && base.tens() == 1;
            return isTen && Math.abs(power) <= Unit.MOST_TENS ? new Unit(1, power, Unit.Dimension.NONE) : null;
        }
        return Unit.ONE.times(base, power);
    }

    private void digits() {
        while (isDigit(at)) {
            at++;
        }
    }

    private boolean take(String word) {
        if (!text.startsWith(word, at)) {
            return false;
        }
        at += word.length();
        return true;
    }

    /** In {@code 1.5x10+11m}. */
    private boolean takeTimes() {
        return isDigit(at + 1) && (take("x") || take("\u00d7"));
    }

    private boolean isAt(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    private boolean isDigit(int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    private boolean isSign(int index) {
        return index < text.length() && (text.charAt(index) == '-' || text.charAt(index) == '+');
    }
}
