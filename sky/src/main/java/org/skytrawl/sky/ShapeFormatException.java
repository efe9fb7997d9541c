package org.skytrawl.sky;

/** A text or array is not a valid region. The message names the wrong part. */
public final class ShapeFormatException extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_QUOTE = 40;

    ShapeFormatException(String message) {
        super(message);
    }

    /** Quotes external text in a message: at most 40 characters, without control characters. */
    static String quote(CharSequence text) {
        StringBuilder quoted = new StringBuilder("'");
        for (int i = 0; i < Math.min(text.length(), LONGEST_QUOTE); i++) {
            char c = text.charAt(i);
            quoted.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
        }
        return quoted.append(text.length() > LONGEST_QUOTE ? "...'" : "'").toString();
    }
}
