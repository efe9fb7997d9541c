package org.skytrawl.simvo.tap;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Shapes as texts in STC-S, the form in the database. */
final class StcText {
    private static final Set<String> FRAMES = Set.of("ICRS", "FK5", "J2000", "GALACTIC", "UNKNOWNFRAME");

    private StcText() {}

    /** The frame of a coordinate system, ICRS for an empty one, or null if it is not known. */
    static @Nullable String frame(String system) {
        if (system.isBlank()) {
            return "ICRS";
        }
        String first = system.strip().split("\\s+", -1)[0].toUpperCase(Locale.ROOT);
        return FRAMES.contains(first) ? first : null;
    }

    /**
     * A shape.
     *
     * @param function POINT, CIRCLE, BOX or POLYGON
     * @param numbers degrees
     */
    static String of(String function, String frame, List<Double> numbers) {
        StringBuilder text = new StringBuilder(function.equals("POINT") ? "POSITION" : function);
        text.append(' ').append(frame);
        for (Double number : numbers) {
            text.append(' ').append(number.doubleValue());
        }
        return text.toString();
    }

    /** The position at the end of a point's text, degrees, or null if it is no point. */
    static double @Nullable [] position(String text) {
        if (!text.startsWith("POSITION ")) {
            return null;
        }
        String[] words = text.split(" ", -1);
        if (words.length != 4) {
            return null;
        }
        try {
            return new double[] {Double.parseDouble(words[2]), Double.parseDouble(words[3])};
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** The frame in the text of a shape. */
    static String frameOf(String text) {
        String[] words = text.strip().split("\\s+", 3);
        String second = words.length > 1 ? words[1].toUpperCase(Locale.ROOT) : "ICRS";
        return FRAMES.contains(second) ? second : "ICRS";
    }
}
