package org.skytrawl.patterns;

/** A text that counts how often a character of it is looked at, and ends the matching when that is too often. */
final class CountedText implements CharSequence {
    private final String text;
    private final long most;
    private long looks;

    /** Ends the matching. */
    static final class TooManyLooks extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManyLooks() {
            super("looks at the characters too often", null, false, false);
        }
    }

    CountedText(String text, long most) {
        this.text = text;
        this.most = most;
    }

    @Override
    public char charAt(int index) {
        if (++looks > most) {
            throw new TooManyLooks();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
