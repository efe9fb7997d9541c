package org.skytrawl.sky;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the regions of {@code s_region} as text: STC-S (STC-S 1.33; TAP 1.0 section 6), ADQL and pgSphere.
 *
 * <p>STC-S in any case: {@code Circle, Position, Polygon, Box, Ellipse, AllSky, Union ( ... )}, {@code Range} and
 * {@code Point} of DALI, and {@code MOC} followed by an ASCII MOC. Successive shapes are a union. The frame is {@code
 * ICRS} (also if missing or {@code UNKNOWNFRAME}), {@code FK5}, {@code J2000}, {@code FK4}, {@code B1950}, {@code
 * GALACTIC}, {@code ECLIPTIC} (of J2000) or {@code SUPERGALACTIC}, before or after the shape's word. Other frames,
 * {@code Intersection}, {@code Difference}, {@code Not} and {@code Convex} are refused. Ignored: reference positions,
 * two-dimensional flavours, {@code fillfactor}, {@code epoch}, {@code Error}, {@code Resolution}, {@code Size} and
 * {@code PixSize} with their numbers, and a {@code Position} after a shape. Numbers are degrees. {@link StcSWords} says
 * what separates words.
 *
 * <p>ADQL: the same shapes as functions, such as {@code CIRCLE('ICRS', 1, 2, 3)}, also with {@code POINT} as argument.
 *
 * <p>pgSphere: {@code (1d, 2d)}, {@code <(1d, 2d), 3d>}, {@code {(1d, 2d), ...}}, and {@code ((1d, 2d), (3d, 4d))}
 * for a box from south-west to north-east. Radians without {@code d}.
 */
public final class StcS {
    private static final int DEEPEST_UNION = 32;
    private static final int DEEPEST_NUMBERS = 3;

    private final StcSWords words;

    private StcS(String text) {
        this.words = new StcSWords(text);
    }

    /**
     * Takes linear time for any text.
     *
     * @throws ShapeFormatException naming the wrong word or number
     */
    public static SkyShape parse(String text) throws ShapeFormatException {
        return new StcS(text).read();
    }

    private SkyShape read() throws ShapeFormatException {
        if (words.takeIf("MOC")) {
            Moc moc = Moc.parse(words.rest());
            if (moc.isEmpty()) {
                throw new ShapeFormatException("an empty MOC");
            }
            return new MocShape(moc);
        }
        List<SkyShape> shapes = new ArrayList<>(1);
        while (words.current() != null) {
            // A position after a shape is its centre, not another shape.
            if (!shapes.isEmpty() && words.takeIf("POSITION")) {
                passNumbers();
            } else {
                shapes.add(shape(SkyFrame.ICRS, 0));
            }
            passTrailers();
        }
        return union(shapes, "empty text instead of a shape");
    }

    private static SkyShape union(List<SkyShape> shapes, String ifNone) throws ShapeFormatException {
        if (shapes.isEmpty()) {
            throw new ShapeFormatException(ifNone);
        }
        return shapes.size() == 1 ? shapes.getFirst() : new SkyUnion(shapes);
    }

    private SkyShape shape(SkyFrame outerFrame, int depth) throws ShapeFormatException {
        if (depth > DEEPEST_UNION) {
            throw new ShapeFormatException("UNION nested deeper than " + DEEPEST_UNION);
        }
        SkyFrame frame = frame(outerFrame);
        String word = words.take();
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "(" -> parenthesized(frame, depth);
            case "<", "{" -> inFrame(frame, pgSphere(word));
            // ADQL's REGION takes STC-S as text
            case "UNION", "REGION" -> {
                SkyFrame inner = frame(frame);
                words.expect("(");
                yield shapesToEnd(inner, depth, new ArrayList<>());
            }
            default -> {
                NumericShape kind = NumericShape.ofWord(word);
                if (kind == null) {
                    throw new ShapeFormatException("unsupported word: " + ShapeFormatException.quote(word));
                }
                yield numericShape(kind, frame);
            }
        };
    }

    private static SkyShape inFrame(SkyFrame frame, SkyShape shape) {
        return frame.equals(SkyFrame.ICRS) ? shape : new RotatedShape(frame, shape);
    }

    /** Takes shapes up to the closing parenthesis. */
    private SkyShape shapesToEnd(SkyFrame frame, int depth, List<SkyShape> shapes) throws ShapeFormatException {
        while (!words.takeIf(")")) {
            shapes.add(shape(frame, depth + 1));
            passTrailers();
        }
        return union(shapes, "UNION of nothing: '()'");
    }

    /** Shapes, or a point or box of pgSphere. */
    private SkyShape parenthesized(SkyFrame frame, int depth) throws ShapeFormatException {
        if (StcSWords.isNumber(words.current())) {
            return inFrame(frame, NumericShape.POSITION.ofNumbers(pointDeg()));
        }
        if (depth > DEEPEST_UNION || !words.takeIf("(")) {
            return shapesToEnd(frame, depth, new ArrayList<>());
        }
        if (!StcSWords.isNumber(words.current())) {
            SkyShape first = parenthesized(frame, depth + 1);
            return shapesToEnd(frame, depth, new ArrayList<>(List.of(first)));
        }
        double[] southWest = pointDeg();
        words.expect("(");
        double[] northEast = pointDeg();
        words.expect(")");
        return inFrame(frame, NumericShape.RANGE.ofNumbers(southWest[0], northEast[0], southWest[1], northEast[1]));
    }

    /** Takes the rest of a circle or polygon of pgSphere. */
    private SkyShape pgSphere(String opening) throws ShapeFormatException {
        words.expect("(");
        double[] point = pointDeg();
        if (opening.equals("<")) {
            double radiusDeg = words.takeAngleDeg();
            words.expect(">");
            return NumericShape.CIRCLE.ofNumbers(point[0], point[1], radiusDeg);
        }
        DoubleStream.Builder numbers = DoubleStream.builder().add(point[0]).add(point[1]);
        while (words.takeIf("(")) {
            for (double deg : pointDeg()) {
                numbers.add(deg);
            }
        }
        words.expect("}");
        return NumericShape.POLYGON.ofNumbers(numbers.build().toArray());
    }

    /** Takes longitude, latitude and the closing parenthesis of pgSphere. */
    private double[] pointDeg() throws ShapeFormatException {
        double[] deg = {words.takeAngleDeg(), words.takeAngleDeg()};
        words.expect(")");
        return deg;
    }

    /**
     * Takes the words and numbers of a shape after its own word. Parentheses may enclose all of them, and each point.
     */
    private SkyShape numericShape(NumericShape kind, SkyFrame outerFrame) throws ShapeFormatException {
        SkyFrame frame = frame(outerFrame);
        DoubleStream.Builder numbers = DoubleStream.builder();
        int count = 0;
        // the count at each parenthesis that is open
        int[] starts = new int[DEEPEST_NUMBERS];
        int open = 0;
        boolean ended = false;
        boolean inPairs = true;
        while (true) {
            String word = words.current();
            if (StcSWords.isNumber(word)) {
                if (ended) {
                    throw new ShapeFormatException(
                            "a second list of numbers: " + ShapeFormatException.quote(words.take()));
                }
                numbers.add(words.takeNumber());
                count++;
                inPairs &= open > 0;
            } else if (open < DEEPEST_NUMBERS && inPairs && !ended && isPointOrParenthesis(word, open)) {
                words.expect("(");
                starts[open++] = count;
                SkyFrame inner = frame(frame);
                if (!inner.equals(frame) && (count > 0 || !frame.equals(outerFrame))) {
                    throw new ShapeFormatException("a second frame in one shape");
                }
                frame = inner;
            } else if (open > 0 && words.takeIf(")")) {
                int size = count - starts[--open];
                ended |= size != 2;
                if (size != 2 && size != count) {
                    throw new ShapeFormatException("not a pair of numbers in parentheses");
                }
            } else {
                break;
            }
        }
        if (open > 0) {
            words.expect(")");
        }
        try {
            return inFrame(frame, kind.ofNumbers(numbers.build().toArray()));
        } catch (ShapeFormatException e) {
            String next = words.current();
            throw new ShapeFormatException(
                    e.getMessage() + (next == null ? ", at the end" : ", before " + ShapeFormatException.quote(next)));
        }
    }

    private boolean isPointOrParenthesis(@Nullable String word, int open) throws ShapeFormatException {
        return "(".equals(word) || (open > 0 && (words.takeIf("POINT") || words.takeIf("POSITION")));
    }

    /** Takes frames, reference positions and flavours, up to a number, a parenthesis or a shape. */
    private SkyFrame frame(SkyFrame outerFrame) throws ShapeFormatException {
        SkyFrame frame = null;
        String equinox = null;
        while (true) {
            String word = words.current();
            if (word == null || StcSWords.isNumber(word)) {
                break;
            }
            SkyFrame named = SkyFrame.ofWord(word);
            if (named != null) {
                if (frame != null && !named.equals(frame)) {
                    throw new ShapeFormatException("a second frame: " + ShapeFormatException.quote(word));
                }
                frame = named;
            } else if (isEquinox(word)) {
                if (equinox != null && !equinox.regionMatches(true, 0, word, 0, 1)) {
                    throw new ShapeFormatException("a second equinox: " + ShapeFormatException.quote(word));
                }
                equinox = word;
            } else if (!isIgnored(word)) {
                break;
            }
            words.take();
            if (word.equalsIgnoreCase("FILLFACTOR")) {
                words.takeNumber();
            }
        }
        if (equinox == null) {
            return frame == null ? outerFrame : frame;
        }
        boolean isOld = equinox.charAt(0) == 'B' || equinox.charAt(0) == 'b';
        if (frame != null && isOld != frame.equals(SkyFrame.FK4)) {
            throw new ShapeFormatException("unsupported equinox of the frame: " + ShapeFormatException.quote(equinox));
        }
        return frame != null ? frame : isOld ? SkyFrame.FK4 : SkyFrame.FK5;
    }

    private static boolean isEquinox(String word) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "J2000", "J2000.0", "B1950", "B1950.0" -> true;
            default -> false;
        };
    }

    /** Whether a word before the numbers changes nothing: a reference position or a flavour. */
    private static boolean isIgnored(String word) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "GEOCENTER",
                    "BARYCENTER",
                    "HELIOCENTER",
                    "TOPOCENTER",
                    "LSR",
                    "LSRK",
                    "LSRD",
                    "GALACTIC_CENTER",
                    "LOCAL_GROUP_CENTER",
                    "EMBARYCENTER",
                    "RELOCATABLE",
                    "UNKNOWNREFPOS",
                    "SPHERICAL2",
                    "CARTESIAN2",
                    "FILLFACTOR" -> true;
            default -> false;
        };
    }

    private void passNumbers() throws ShapeFormatException {
        while (StcSWords.isNumber(words.current())) {
            words.takeNumber();
        }
    }

    /** Takes words after a shape that do not change it. */
    private void passTrailers() throws ShapeFormatException {
        while (passTrailer(words.current())) {
            // one trailer a round
        }
    }

    private boolean passTrailer(@Nullable String word) throws ShapeFormatException {
        switch (word == null ? "" : word.toUpperCase(Locale.ROOT)) {
            case "UNIT" -> {
                words.take();
                String unit = words.take();
                if (!unit.equalsIgnoreCase("deg")) {
                    throw new ShapeFormatException("not in degrees but " + ShapeFormatException.quote(unit));
                }
                words.takeIf("DEG");
            }
            case "EPOCH" -> {
                words.take();
                words.take();
            }
            case "FILLFACTOR", "ERROR", "RESOLUTION", "SIZE", "PIXSIZE" -> {
                words.take();
                passNumbers();
            }
            default -> {
                return false;
            }
        }
        return true;
    }
}
