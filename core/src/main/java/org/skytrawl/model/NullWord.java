package org.skytrawl.model;

import java.util.Locale;

/** Words for null in cells of text. */
public final class NullWord {
    private NullWord() {}

    /** Whether a text is a word for null where no such name can occur: in identifiers, URLs, types, regions and numbers. */
    public static boolean is(String text) {
        return text.length() <= "undefined".length()
                && !text.isEmpty()
                && "nNuU-(<".indexOf(text.charAt(0)) >= 0
                && switch (text.toLowerCase(Locale.ROOT)) {
                    case "null",
                            "(null)",
                            "<null>",
                            "none",
                            "nil",
                            "n/a",
                            "n.a.",
                            "na",
                            "nan",
                            "unknown",
                            "undefined" -> true;
                    case "-", "--", "---" -> true;
                    default -> false;
                };
    }

    /** Whether a text is the null of a database, Python or Java. Titles and names can be other words for null. */
    public static boolean isPlain(String text) {
        return text.length() == 4 && (text.equals("NULL") || text.equals("null") || text.equals("None"));
    }
}
