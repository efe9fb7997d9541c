package org.skytrawl.model;

import java.util.Locale;

/** Reads decimal numbers, and writes them for people. Java's extensions (hexadecimal, trailing {@code d}, NaN) are refused. */
public final class Numbers {
    private Numbers() {}

    /** The number, or NaN if the text is not a finite decimal number of at most 64 characters. */
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

    /** To six digits, without zeros at the end; empty for an infinity. */
    public static String inWords(double value) {
        if (Double.isInfinite(value)) {
            return "";
        }
        String text = String.format(Locale.ROOT, "%.6g", value);
        return text.contains("e") || !text.contains(".")
                ? text.replaceFirst("\\.?0+e", "e")
                : text.replaceFirst("\\.?0+$", "");
    }
}
