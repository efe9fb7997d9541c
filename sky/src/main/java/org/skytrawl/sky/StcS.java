package org.skytrawl.sky;

/**
 * The STC-S texts that services write into {@code s_region} (STC-S 1.33; TAP 1.0 section 6).
 *
 * <p>Read are, in any case, {@code Circle, Position, Polygon, Box, Ellipse, AllSky, Union ( ... )}, the words
 * {@code Range} and {@code Point} of DALI, and {@code MOC} followed by an ASCII MOC. Several shapes in a row are their
 * union. The frame may be missing (then, and for {@code UNKNOWNFRAME}, it is ICRS), {@code ICRS}, {@code FK5},
 * {@code J2000} or {@code GALACTIC}; others are refused, as are {@code Intersection}, {@code Difference}, {@code Not} and
 * {@code Convex}. Reference positions and the two-dimensional flavours are passed over, as are {@code fillfactor},
 * {@code epoch}, {@code Error}, {@code Resolution}, {@code Size} and {@code PixSize} with their numbers, and a
 * {@code Position} behind a shape. Numbers are degrees, separated by blanks or commas.
 */
public final class StcS {

    private StcS() {}

    /**
     * Reads a region. However hostile the text: in time proportional to its length, and with no other exception.
     *
     * @throws ShapeFormatException naming the offending word or number
     */
    public static SkyShape parse(String text) throws ShapeFormatException {
        return new StcSReader(text).read();
    }
}
