package org.skytrawl.sky;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the STC-S texts of {@code s_region} (STC-S 1.33; TAP 1.0 section 6).
 *
 * <p>Accepted in any case: {@code Circle, Position, Polygon, Box, Ellipse, AllSky, Union ( ... )}, {@code Range} and
 * {@code Point} of DALI, and {@code MOC} followed by an ASCII MOC. Successive shapes are a union. The frame is {@code
 * ICRS} (also if missing or {@code UNKNOWNFRAME}), {@code FK5}, {@code J2000} or {@code GALACTIC}. Other frames, {@code
 * Intersection}, {@code Difference}, {@code Not} and {@code Convex} are refused. Ignored: reference positions,
 * two-dimensional flavours, {@code fillfactor}, {@code epoch}, {@code Error}, {@code Resolution}, {@code Size} and
 * {@code PixSize} with their numbers, and a {@code Position} after a shape. Numbers are degrees, separated by blanks or
 * commas.
 */
public final class StcS {
    private static final int DEEPEST_UNION = 32;

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
            return new MocShape(Moc.parse(words.rest()));
        }
        List<SkyShape> shapes = new ArrayList<>(1);
        while (words.current() != null) {
            // A position after a shape is its centre, not another shape.
            if (!shapes.isEmpty() && words.takeIf("POSITION")) {
                numbers();
            } else {
                shapes.add(shape(SkyFrame.ICRS, 0));
            }
            passTrailers();
        }
        if (shapes.isEmpty()) {
            throw new ShapeFormatException("empty text instead of a shape");
        }
        return shapes.size() == 1 ? shapes.getFirst() : new SkyUnion(shapes);
    }

    private SkyShape shape(SkyFrame outerFrame, int depth) throws ShapeFormatException {
        String word = words.take();
        if (word.equalsIgnoreCase("UNION")) {
            return union(outerFrame, depth);
        }
        NumericShape kind = NumericShape.ofWord(word);
        if (kind == null) {
            throw new ShapeFormatException("unsupported shape: " + ShapeFormatException.quote(word));
        }
        SkyFrame frame = frame(outerFrame);
        SkyShape shape;
        double[] numbers = numbers();
        try {
            shape = kind.ofNumbers(numbers);
        } catch (ShapeFormatException e) {
            String next = words.current();
            throw new ShapeFormatException(
                    e.getMessage() + (next == null ? ", at the end" : ", before " + ShapeFormatException.quote(next)));
        }
        return frame.equals(SkyFrame.ICRS) ? shape : new RotatedShape(frame, shape);
    }

    private SkyUnion union(SkyFrame outerFrame, int depth) throws ShapeFormatException {
        if (depth >= DEEPEST_UNION) {
            throw new ShapeFormatException("UNION nested deeper than " + DEEPEST_UNION);
        }
        SkyFrame frame = frame(outerFrame);
        if (!words.takeIf("(")) {
            throw new ShapeFormatException("UNION without '(': " + ShapeFormatException.quote(words.take()));
        }
        List<SkyShape> shapes = new ArrayList<>();
        while (!words.takeIf(")")) {
            shapes.add(shape(frame, depth + 1));
            passTrailers();
        }
        if (shapes.isEmpty()) {
            throw new ShapeFormatException("UNION of nothing: '()'");
        }
        return new SkyUnion(shapes);
    }

    /** Takes all words before the numbers: frame, reference position, flavour. */
    private SkyFrame frame(SkyFrame outerFrame) throws ShapeFormatException {
        SkyFrame frame = null;
        String word = words.current();
        while (word != null && !StcSWords.isNumber(word) && !word.equals("(") && !word.equals(")")) {
            SkyFrame named = switch (word.toUpperCase(Locale.ROOT)) {
                case "ICRS", "UNKNOWNFRAME" -> SkyFrame.ICRS;
                case "FK5", "J2000" -> SkyFrame.FK5;
                case "GALACTIC", "GALACTIC_II" -> SkyFrame.GALACTIC;
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
                        "FILLFACTOR" -> null;
                case "ALLSKY", "CIRCLE", "ELLIPSE", "BOX", "POLYGON", "POSITION", "POINT", "RANGE", "UNION" ->
                    throw new ShapeFormatException("no numbers before " + ShapeFormatException.quote(word));
                default -> throw new ShapeFormatException("unsupported frame: " + ShapeFormatException.quote(word));
            };
            if (named != null && frame != null && !named.equals(frame)) {
                throw new ShapeFormatException("a second frame: " + ShapeFormatException.quote(word));
            }
            frame = named == null ? frame : named;
            words.take();
            if (word.equalsIgnoreCase("FILLFACTOR")) {
                words.takeNumber();
            }
            word = words.current();
        }
        return frame == null ? outerFrame : frame;
    }

    private double[] numbers() throws ShapeFormatException {
        DoubleStream.Builder numbers = DoubleStream.builder();
        String word = words.current();
        while (word != null && StcSWords.isNumber(word)) {
            numbers.add(words.takeNumber());
            word = words.current();
        }
        return numbers.build().toArray();
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
                numbers();
            }
            default -> {
                return false;
            }
        }
        return true;
    }
}
