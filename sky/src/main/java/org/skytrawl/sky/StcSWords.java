package org.skytrawl.sky;

import org.jspecify.annotations.Nullable;

/** The words of an STC-S text in order. Blanks and commas separate them; parentheses are words. */
final class StcSWords {

    private final String text;
    private int wordStart;
    private int wordEnd;
    private @Nullable String current;

    StcSWords(String text) {
        this.text = text;
        advance();
    }

    private void advance() {
        int at = wordEnd;
        while (at < text.length() && isSeparator(text.charAt(at))) {
            at++;
        }
        wordStart = at;
        if (at < text.length() && isParenthesis(text.charAt(at))) {
            at++;
        } else {
            while (at < text.length() && !isSeparator(text.charAt(at)) && !isParenthesis(text.charAt(at))) {
                at++;
            }
        }
        wordEnd = at;
        current = wordStart == wordEnd ? null : text.substring(wordStart, wordEnd);
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

    String rest() {
        return text.substring(wordStart);
    }

    static boolean isNumber(String word) {
        char c = word.charAt(0);
        return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.';
    }

    private static double parse(String word) {
        // Excludes Java's extensions: hexadecimal, trailing d or f.
        for (int i = 0; i < word.length(); i++) {
            if ("0123456789+-.eE".indexOf(word.charAt(i)) < 0) {
                return Double.NaN;
            }
        }
        try {
            return Double.parseDouble(word);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static boolean isSeparator(char c) {
        return c <= ' ' || c == ',';
    }

    private static boolean isParenthesis(char c) {
        return c == '(' || c == ')';
    }
}
