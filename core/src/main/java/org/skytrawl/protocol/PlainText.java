package org.skytrawl.protocol;

/** Text of services made fit for a message: blanks folded, control and formatting characters gone, bounded. */
final class PlainText {
    private PlainText() {}

    static String of(CharSequence text, int mostChars) {
        StringBuilder kept = new StringBuilder();
        boolean blank = false;
        for (int i = 0; i < text.length(); ) {
            int c = Character.codePointAt(text, i);
            i += Character.charCount(c);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                blank = !kept.isEmpty();
            } else if (isShown(c)) {
                if (kept.length() >= mostChars) {
                    return kept.append("...").toString();
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
