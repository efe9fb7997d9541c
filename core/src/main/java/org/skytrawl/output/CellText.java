package org.skytrawl.output;

/**
 * Makes the text of services fit to be shown: XML forbids most control characters, and terminals obey them. Characters that turn
 * the direction of writing make a text look like another.
 */
final class CellText {
    private static final char REPLACEMENT = '\uFFFD';

    /** Character sets, each within the next. */
    enum Reach {
        ASCII,
        UCS2,
        UNICODE
    }

    private CellText() {}

    /**
     * The text with each control character, bidirectional control, noncharacter and unpaired surrogate replaced by U+FFFD, and
     * with each line end (CR, CR LF, the line and paragraph separators of Unicode) a line feed: XML readers make that of the first two anyway, and
     * many readers of lines, astropy's of CSV and ECSV among them, take all for the end of a row.
     */
    static String clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPlain(text.charAt(i))) {
                return replaced(text, i);
            }
        }
        return text;
    }

    /** The least character set that holds the cleaned text. */
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

    /** Whether the character stands as it is, whatever is beside it. */
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
            } else if (c == '\r') {
                if (next != '\n') {
                    clean.append('\n');
                }
            } else if (isSeparator(c)) {
                clean.append('\n');
            } else if (Character.isSurrogatePair(c, next)) {
                clean.append(c).append(next);
                i++;
            } else {
                clean.append(REPLACEMENT);
            }
        }
        return clean.toString();
    }
}
