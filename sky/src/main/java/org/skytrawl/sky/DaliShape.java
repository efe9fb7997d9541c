package org.skytrawl.sky;

import java.util.Arrays;
import java.util.Locale;

/**
 * Reads regions of DALI 1.2 section 3.3 by the {@code xtype} of a FIELD: arrays of degrees ({@code point}, {@code
 * circle}, {@code polygon}, {@code range}) or texts ({@code shape}, {@code moc}). Always ICRS.
 */
public final class DaliShape {

    private DaliShape() {}

    /**
     * @param xtype {@code point, circle, polygon} or {@code range}, in any case
     * @param values degrees; NaNs at the end are padding and ignored
     * @throws ShapeFormatException if the xtype is another, or the numbers are not such a shape
     */
    public static SkyShape parse(String xtype, double[] values) throws ShapeFormatException {
        NumericShape kind = kind(xtype);
        return kind.ofNumbers(withoutPadding(kind, values));
    }

    /**
     * @param xtype {@code shape} (a word and numbers, such as {@code circle 1 2 3}), {@code moc} (ASCII MOC), or an
     *     array type (numbers only)
     * @throws ShapeFormatException if the xtype is another, or the text is not such a shape
     */
    public static SkyShape parse(String xtype, String text) throws ShapeFormatException {
        return switch (xtype.strip().toLowerCase(Locale.ROOT)) {
            case "shape" -> StcS.parse(text);
            case "moc" -> new MocShape(Moc.parse(text));
            default -> StcS.parse(kind(xtype) + " " + text);
        };
    }

    /**
     * The text that {@link StcS} reads as the same region, such as {@code POLYGON ICRS 1.0 2.0 3.0 4.0 5.0 6.0}.
     * Numbers are exact. The shape is not checked.
     *
     * @param xtype {@code point, circle, polygon} or {@code range}, in any case
     * @param values degrees; NaNs at the end are padding and ignored
     * @throws ShapeFormatException if the xtype is another, or there is no number (DALI's null value is all NaN)
     */
    public static String toStcS(String xtype, double[] values) throws ShapeFormatException {
        NumericShape kind = kind(xtype);
        StringBuilder text = new StringBuilder(kind.toString()).append(" ICRS");
        for (double value : withoutPadding(kind, values)) {
            text.append(' ').append(value);
        }
        return text.toString();
    }

    private static NumericShape kind(String xtype) throws ShapeFormatException {
        return switch (xtype.strip().toLowerCase(Locale.ROOT)) {
            case "point" -> NumericShape.POSITION;
            case "circle" -> NumericShape.CIRCLE;
            case "polygon" -> NumericShape.POLYGON;
            case "range" -> NumericShape.RANGE;
            default -> throw new ShapeFormatException("not a DALI shape: xtype " + ShapeFormatException.quote(xtype));
        };
    }

    private static double[] withoutPadding(NumericShape kind, double[] values) throws ShapeFormatException {
        int length = values.length;
        while (length > 0 && Double.isNaN(values[length - 1])) {
            length--;
        }
        if (length == 0) {
            throw new ShapeFormatException(kind + " without any number: a null value");
        }
        return Arrays.copyOf(values, length);
    }
}
