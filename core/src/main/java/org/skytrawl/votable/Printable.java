package org.skytrawl.votable;

import org.skytrawl.provenance.FailureCode;

/** Text of services made fit to be shown: no control characters, no line breaks, bounded. */
final class Printable {
    /** The longest message kept. */
    static final int MAX_MESSAGE = 4096;

    private Printable() {}

    static ReadFailure failure(FailureCode code, String message) {
        return new ReadFailure(code, of(message, MAX_MESSAGE));
    }

    /** Blanks are folded; control, formatting and private characters go, so that no terminal obeys them. */
    static String of(CharSequence text, int maxChars) {
        StringBuilder kept = new StringBuilder(Math.min(text.length(), maxChars));
        boolean blank = false;
        for (int i = 0; i < text.length() && kept.length() < maxChars; ) {
            int c = Character.codePointAt(text, i);
            i += Character.charCount(c);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                blank = !kept.isEmpty();
            } else if (isShown(c)) {
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
