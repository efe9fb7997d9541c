package org.skytrawl.model;

import org.jspecify.annotations.Nullable;

/**
 * Makes text from elsewhere fit to be shown on one line: blanks and line breaks are folded; control, formatting and
 * private characters go, so that no terminal obeys them. The one place that does this.
 */
public final class PlainText {
    private static final String CUT = "...";

    private PlainText() {}

    /** All of the text; empty for null. */
    public static String of(@Nullable CharSequence text) {
        return of(text, Integer.MAX_VALUE);
    }

    /**
     * The text, cut to a length; three dots say that it was.
     *
     * @param mostChars the most characters of the result; at least 3
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

    /** As nearly all texts are, of which a command may show a hundred thousand: printable, blanks only between words. */
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

    /** Whether nothing of the text would be folded into a line or taken out; blanks may be doubled. */
    public static boolean isPlain(String text) {
        return text.codePoints().allMatch(PlainText::isPlain);
    }

    /** Whether the character can be seen, or is a blank within a line. */
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
