package org.skytrawl.sky;

import org.jspecify.annotations.Nullable;

/**
 * The words of a region's text in order. Blanks, commas, semicolons, square brackets and quotes around words separate
 * them; each parenthesis is a word. A quote within or after a word belongs to it: {@code 5"} is no number of degrees.
 */
final class StcSWords {

    private final String text;
    private int wordStart;
    private int wordEnd;
    private @Nullable String current;
    /** The quote that was opened, or 0. */
    private char quote;

    StcSWords(String text) {
        this.text = text;
        advance();
    }

    private void advance() {
        int at = wordEnd;
        while (at < text.length() && isPassed(text.charAt(at))) {
            at++;
        }
        wordStart = at;
        if (at < text.length() && isParenthesis(text.charAt(at))) {
            at++;
        } else {
            while (at < text.length() && !isEnd(text.charAt(at))) {
                at++;
            }
        }
        wordEnd = at;
        current = wordStart == wordEnd ? null : text.substring(wordStart, wordEnd);
    }

    /** Whether a character before a word is left out. */
    private boolean isPassed(char c) {
        if (c == quote) {
            quote = 0;
            return true;
        }
        if (quote == 0 && (c == '\'' || c == '"')) {
            quote = c;
            return true;
        }
        return isSeparator(c);
    }

    private boolean isEnd(char c) {
        return isSeparator(c) || isParenthesis(c) || c == quote;
    }

    /** The next word, or null at the end. */
    @Nullable
    String current() {
        return current;
    }

    String take() throws ShapeFormatException {
        String word = current;
        if (word == null) {
            throw new ShapeFormatException("text ends too early, after "
                    + ShapeFormatException.quote(text.substring(Math.max(0, text.length() - 20))));
        }
        advance();
        return word;
    }

    boolean takeIf(String word) {
        if (current == null || !current.equalsIgnoreCase(word)) {
            return false;
        }
        advance();
        return true;
    }

    double takeNumber() throws ShapeFormatException {
        String word = take();
        double number = parse(word);
        if (!Double.isFinite(number)) {
            throw new ShapeFormatException("not a finite number: " + ShapeFormatException.quote(word));
        }
        return number;
    }

    void expect(String word) throws ShapeFormatException {
        String next = take();
        if (!next.equalsIgnoreCase(word)) {
            throw new ShapeFormatException("not '" + word + "' but " + ShapeFormatException.quote(next));
        }
    }

    /** An angle of pgSphere in degrees: radians unless {@code d} follows it. */
    double takeAngleDeg() throws ShapeFormatException {
        String word = current == null ? "" : current;
        double number = takeNumber();
        if (isDegrees(word)) {
            return number;
        }
        if (Math.abs(number) > 2 * Math.PI) {
            throw new ShapeFormatException("not in radians: " + ShapeFormatException.quote(word));
        }
        return Math.toDegrees(number);
    }

    String rest() {
        return text.substring(wordStart);
    }

    static boolean isNumber(@Nullable String word) {
        char c = word == null ? ' ' : word.charAt(0);
        return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.';
    }

    private static boolean isDegrees(String word) {
        return word.endsWith("d") || word.endsWith("D");
    }

    /** Reads exponents of C and Fortran, and the {@code d} that pgSphere puts after degrees. */
    private static double parse(String word) {
        // Excludes Java's extensions: hexadecimal, trailing f.
        for (int i = 0; i < word.length(); i++) {
            if ("0123456789+-.eEdD".indexOf(word.charAt(i)) < 0) {
                return Double.NaN;
            }
        }
        String plain = isDegrees(word) ? word.substring(0, word.length() - 1) : word;
        try {
            return isDegrees(plain)
                    ? Double.NaN
                    : Double.parseDouble(plain.replace('d', 'e').replace('D', 'e'));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static boolean isSeparator(char c) {
        return c <= ' ' || ",;[]".indexOf(c) >= 0;
    }

    private static boolean isParenthesis(char c) {
        return "(){}<>".indexOf(c) >= 0;
    }
}
