package org.skytrawl.model;

import org.jspecify.annotations.Nullable;

/**
 * Makes external text safe to show on one line: folds blanks and line breaks, and removes control, formatting and
 * private characters, which terminals may obey. All such cleaning is done here.
 */
public final class PlainText {
    private static final String CUT = "...";

    private PlainText() {}

    public static String of(@Nullable CharSequence text) {
        return of(text, Integer.MAX_VALUE);
    }

    /**
     * The cleaned text, cut to a length with three dots at the end; empty for null.
     *
     * @param mostChars maximum length of the result; at least 3
     */
    public static String of(@Nullable CharSequence text, int mostChars) {
        if (text == null) {
            return "";
        }
        if (text.length() <= mostChars && isPlainAscii(text)) {
            return text.toString();
        }
        StringBuilder kept = new StringBuilder(Math.min(text.length(), mostChars));
        boolean blank = false;
        for (int i = 0; i < text.length(); ) {
            int c = Character.codePointAt(text, i);
            i += Character.charCount(c);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                blank = !kept.isEmpty();
            } else if (isShown(c)) {
                if (kept.length() + Character.charCount(c) + (blank ? 1 : 0) > mostChars) {
                    kept.setLength(Math.min(kept.length(), mostChars - CUT.length()));
                    return kept.append(CUT).toString();
                }
                if (blank) {
                    kept.append(' ');
                    blank = false;
                }
                kept.appendCodePoint(c);
            }
        }
        return kept.toString();
    }

    /** Fast path for most texts: printable ASCII, single blanks between words only. */
    private static boolean isPlainAscii(CharSequence text) {
        char before = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || (c == ' ' && before == ' ')) {
                return false;
            }
            before = c;
        }
        return before != ' ' || text.isEmpty();
    }

    /** Whether cleaning would change nothing but doubled blanks. */
    public static boolean isPlain(String text) {
        return text.codePoints().allMatch(PlainText::isPlain);
    }

    /** Whether the character is visible, or a blank within a line. */
    public static boolean isPlain(int codePoint) {
        return isShown(codePoint)
                && Character.getType(codePoint) != Character.LINE_SEPARATOR
                && Character.getType(codePoint) != Character.PARAGRAPH_SEPARATOR;
    }

    private static boolean isShown(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
