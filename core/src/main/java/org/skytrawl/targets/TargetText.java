package org.skytrawl.targets;

import java.util.List;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Cone;
import org.skytrawl.model.ConeText;
import org.skytrawl.model.Target;
import org.skytrawl.model.TargetList;

/**
 * A short target list as text: {@code RA,DEC,RADIUS RA,DEC,RADIUS ...}, ICRS, each circle as {@link ConeText} reads it, without
 * blanks within. The ids are 1, 2, ... Stateless.
 */
public final class TargetText {
    private TargetText() {}

    /** Whether the text is meant as a list, and not as the name of a file: it begins as a number does, and has a comma. */
    public static boolean isIn(String text) {
        String plain = text.strip();
        return plain.indexOf(',') > 0 && "+-.0123456789".indexOf(plain.charAt(0)) >= 0;
    }

    /**
     * Reads a list.
     *
     * @param radiusDeg of all targets in degrees; null if each has its own
     * @throws IllegalArgumentException if it is empty, or a circle has another form or is out of range; it names the circle
     */
    public static TargetList parse(String text, @Nullable Double radiusDeg) {
        TargetList.Builder targets = new TargetList.Builder();
        StringTokenizer words = new StringTokenizer(text);
        while (words.hasMoreTokens()) {
            String id = Integer.toString(targets.size() + 1);
            try {
                Cone cone = ConeText.equatorial(words.nextToken(), radiusDeg);
                targets.add(new Target(id, cone.raDeg(), cone.decDeg(), cone.radiusDeg()));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("target " + id + ": " + e.getMessage(), e);
            }
        }
        return targets.build();
    }

    /** The text of some circles, so that {@link #parse} gives the same ones in the same order. */
    public static String of(List<Cone> circles) {
        StringBuilder text = new StringBuilder();
        for (Cone circle : circles) {
            text.append(text.isEmpty() ? "" : " ").append(circle.text().replace(' ', ','));
        }
        return text.toString();
    }
}
