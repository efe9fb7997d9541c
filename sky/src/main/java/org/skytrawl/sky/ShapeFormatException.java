package org.skytrawl.sky;

/** A text or array that cannot be read as a region of the sky. The message names the offending part. */
public final class ShapeFormatException extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_QUOTE = 40;

    ShapeFormatException(String message) {
        super(message);
    }

    /** A piece of hostile text made fit for a message: cut to a bounded length, without control characters. */
    static String quote(CharSequence text) {
        StringBuilder quoted = new StringBuilder("'");
        for (int i = 0; i < Math.min(text.length(), LONGEST_QUOTE); i++) {
            char c = text.charAt(i);
            quoted.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
        }
        return quoted.append(text.length() > LONGEST_QUOTE ? "...'" : "'").toString();
    }
}
