package org.skytrawl.output;

import org.jspecify.annotations.Nullable;

/** Cleans the text of services for display: XML forbids most control characters, terminals obey them. */
final class CellText {
    private static final char REPLACEMENT = '\uFFFD';

    /** The value of a cell; a text is cleaned. */
    static @Nullable Object clean(@Nullable Object value) {
        return value instanceof String text ? clean(text) : value;
    }

    /** Character sets, each a subset of the next. */
    enum Reach {
        ASCII,
        UCS2,
        UNICODE
    }

    private CellText() {}

    /**
     * Replaces each control character, bidirectional control, noncharacter and unpaired surrogate by U+FFFD, and each
     * line end (CR, CR LF, Unicode's line and paragraph separators) by a line feed. XML readers convert the first two
     * anyway; many readers of lines, astropy's CSV and ECSV among them, take each of these as the end of a row.
     */
    static String clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPlain(text.charAt(i))) {
                return replaced(text, i);
            }
        }
        return text;
    }

    /** The smallest character set that holds the cleaned text. */
    static Reach reach(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= ' ' && c < 0x7F) && c != '\t' && c != '\n' && c != '\r') {
                return clean(text).chars().anyMatch(it -> Character.isSurrogate((char) it))
                        ? Reach.UNICODE
                        : Reach.UCS2;
            }
        }
        return Reach.ASCII;
    }

    /** Whether the character is kept, independent of its neighbours. */
    private static boolean isPlain(char c) {
        return (c >= ' ' && c < 0x7F)
                || c == '\t'
                || c == '\n'
                || (c >= 0xA0 && c < 0xFFFE && !Character.isSurrogate(c) && !isSeparator(c) && !isBidiControl(c));
    }

    /** Bidi_Control of Unicode, and the deprecated format characters after them. */
    private static boolean isBidiControl(char c) {
        return c == '\u061C'
                || c == '\u200E'
                || c == '\u200F'
                || (c >= '\u202A' && c <= '\u202E')
                || (c >= '\u2066' && c <= '\u206F');
    }

    private static boolean isSeparator(char c) {
        return c == '\u2028' || c == '\u2029';
    }

    private static String replaced(String text, int from) {
        StringBuilder clean = new StringBuilder(text.length()).append(text, 0, from);
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            char next = i + 1 < text.length() ? text.charAt(i + 1) : 0;
            if (isPlain(c)) {
                clean.append(c);
            } else if (isSeparator(c) || (c == '\r' && next != '\n')) {
                clean.append('\n');
            } else if (Character.isSurrogatePair(c, next)) {
                clean.append(c).append(next);
                i++;
            } else if (c != '\r') {
                clean.append(REPLACEMENT);
            }
        }
        return clean.toString();
    }
}
