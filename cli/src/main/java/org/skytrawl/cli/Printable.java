package org.skytrawl.cli;

import org.jspecify.annotations.Nullable;

/** Makes text from elsewhere safe to show on a terminal. */
final class Printable {
    private Printable() {}

    /** The text on one line, without control, escape and direction-changing characters. */
    static String line(@Nullable String text) {
        if (text == null) {
            return "";
        }
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            boolean blank = Character.isWhitespace(c) || Character.getType(c) == Character.CONTROL;
            if (blank) {
                if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
                    line.append(' ');
                }
            } else if (Character.getType(c) != Character.FORMAT && Character.getType(c) != Character.SURROGATE) {
                line.appendCodePoint(c);
            }
        });
        return line.toString().strip();
    }

    /** The same, cut to a length. */
    static String line(@Nullable String text, int most) {
        String line = line(text);
        return line.length() <= most ? line : line.substring(0, Math.max(0, most - 3)) + "...";
    }

    /** {@code 1 service}, {@code 2 services}. */
    static String count(long count, String singular) {
        return count + " " + (count == 1 ? singular : singular + "s");
    }
}
