package org.skytrawl.longtext;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.skytrawl.simvo.votable.VoTableWriter;

/**
 * One character, or what stands for one, many times over and an x: what patterns with two repetitions next to each other take
 * the square of its length for.
 */
record LongText(String kind, String repeated, int times) {
    /** Enough for a pattern to take minutes, and a body that no bound of bytes stops. */
    static final int LONG = 100_000;

    /** Longer than the headers that clients take. */
    static final int LONGER = 1_000_000;

    private static final Map<String, String> KINDS = Map.of(
            "blanks", " ",
            "slashes", "/",
            "ats", "@",
            "percents", "%2F",
            "digits", "7",
            "brackets", "[",
            "parentheses", "(",
            "tags", "<",
            "quotes", "\"");

    /** All kinds, always in the same order. */
    static List<LongText> all(int times) {
        List<LongText> all = new ArrayList<>();
        KINDS.keySet().stream().sorted().forEach(kind -> all.add(new LongText(kind, KINDS.get(kind), times)));
        return all;
    }

    String raw() {
        return repeated.repeat(times) + "x";
    }

    String xml() {
        return VoTableWriter.escaped(repeated).repeat(times) + "x";
    }

    @Override
    public String toString() {
        return times + " " + kind;
    }
}
