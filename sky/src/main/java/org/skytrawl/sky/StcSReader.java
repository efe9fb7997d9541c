package org.skytrawl.sky;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One reading of one STC-S text. For one thread. */
final class StcSReader {

    private static final int DEEPEST_UNION = 32;

    private final StcSWords words;

    StcSReader(String text) {
        this.words = new StcSWords(text);
    }

    SkyShape read() throws ShapeFormatException {
        if (words.takeIf("MOC")) {
            return new MocShape(Moc.parse(words.rest()));
        }
        List<SkyShape> shapes = new ArrayList<>(1);
        while (words.current() != null) {
            // Behind a shape a position says where its middle is: no shape of its own.
            if (!shapes.isEmpty() && words.takeIf("POSITION")) {
                numbers();
            } else {
                shapes.add(shape(SkyFrame.ICRS, 0));
            }
            passTrailers();
        }
        if (shapes.isEmpty()) {
            throw new ShapeFormatException("empty text where a shape should be");
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
            throw new ShapeFormatException("not a shape that can be read: " + ShapeFormatException.quote(word));
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
                default ->
                    throw new ShapeFormatException("not a frame that can be read: " + ShapeFormatException.quote(word));
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
        DoubleList numbers = new DoubleList();
        String word = words.current();
        while (word != null && StcSWords.isNumber(word)) {
            numbers.add(words.takeNumber());
            word = words.current();
        }
        return numbers.toArray();
    }

    /** Takes what may follow a shape and does not change it. */
    private void passTrailers() throws ShapeFormatException {
        while (passTrailer(words.current())) {
            // Each round has taken one.
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
