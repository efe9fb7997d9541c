package org.skytrawl.sky;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The shapes of a word and some numbers in STC-S and DALI. */
enum NumericShape {
    CIRCLE(3),
    POSITION(2),
    POLYGON(-1),
    BOX(4),
    ELLIPSE(5),
    RANGE(4),
    ALLSKY(0);

    /** The number of numbers, or -1 if it varies. */
    private final int count;

    NumericShape(int count) {
        this.count = count;
    }

    /** The shape of a word in any case, or null. DALI's {@code point} is {@code Position} in STC-S. */
    static @Nullable NumericShape ofWord(String word) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "CIRCLE" -> CIRCLE;
            case "POSITION", "POINT" -> POSITION;
            case "POLYGON" -> POLYGON;
            case "BOX" -> BOX;
            case "ELLIPSE" -> ELLIPSE;
            case "RANGE" -> RANGE;
            case "ALLSKY" -> ALLSKY;
            default -> null;
        };
    }

    /**
     * @param v degrees
     * @throws ShapeFormatException if the count is wrong, or a number is not finite or outside its range
     */
    SkyShape ofNumbers(double... v) throws ShapeFormatException {
        for (double number : v) {
            if (!Double.isFinite(number)) {
                throw new ShapeFormatException(this + " with the number " + number);
            }
        }
        if (count >= 0 && v.length != count) {
            throw new ShapeFormatException(this + " with " + v.length + " numbers, not " + count);
        }
        try {
            return switch (this) {
                case CIRCLE -> SkyCircle.ofDegrees(v[0], v[1], v[2]);
                case POSITION -> SkyCircle.ofDegrees(v[0], v[1], 0);
                // one or two vertices are no outline, but tell where it is
                case POLYGON -> SkyPolygon.ofDegrees(v.length == 2 || v.length == 4 ? repeated(v) : v);
                case BOX -> SkyBox.ofDegrees(v[0], v[1], v[2], v[3]);
                case ELLIPSE -> new SkyEllipse(SkyPoint.ofDegrees(v[0], v[1]), v[2], v[3], v[4]);
                case RANGE -> SkyRange.ofDegrees(v[0], v[1], v[2], v[3]);
                case ALLSKY -> SkyCircle.ofDegrees(0, 0, 180);
            };
        } catch (IllegalArgumentException e) {
            throw new ShapeFormatException(this + ": " + e.getMessage());
        }
    }

    private static double[] repeated(double... v) {
        double[] three = Arrays.copyOf(v, 6);
        for (int i = v.length; i < three.length; i++) {
            three[i] = v[v.length - 2 + i % 2];
        }
        return three;
    }
}
