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
