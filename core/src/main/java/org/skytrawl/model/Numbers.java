package org.skytrawl.model;

/** Reads decimal numbers as people write them; Java's own extras (hexadecimal, trailing {@code d}, NaN) are refused. */
public final class Numbers {
    private Numbers() {}

    /** The number, or NaN if the text is not a finite decimal number. */
    public static double parse(String text) {
        if (text.isEmpty() || text.length() > 64) {
            return Double.NaN;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9') && "+-.eE".indexOf(c) < 0) {
                return Double.NaN;
            }
        }
        try {
            double value = Double.parseDouble(text);
            return Double.isFinite(value) ? value : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
