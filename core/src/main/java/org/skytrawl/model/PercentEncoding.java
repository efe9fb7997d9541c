package org.skytrawl.model;

import java.nio.charset.StandardCharsets;

/** Percent-encoding brought to one form (RFC 3986 sections 6.2.2.1 and 6.2.2.2). Stateless. */
final class PercentEncoding {
    private static final String HEX = "0123456789ABCDEF";

    private PercentEncoding() {}

    /**
     * Escapes of unreserved characters are undone, the others written with capital digits; characters that no URL may
     * hold are escaped, as clients do before they ask, and so is a percent sign that begins no escape.
     */
    static String normalized(String text) {
        int clean = 0;
        while (clean < text.length() && mayStand(text.charAt(clean))) {
            clean++;
        }
        if (clean == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, clean);
        for (int i = clean; i < text.length(); ) {
            int c = text.codePointAt(i);
            int escaped = c == '%' ? escapedAt(text, i) : -1;
            if (escaped >= 0) {
                if (isUnreserved(escaped)) {
                    out.append((char) escaped);
                } else {
                    escape(out, escaped);
                }
                i += 3;
                continue;
            }
            if (c < 128 && mayStand((char) c)) {
                out.append((char) c);
            } else {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    escape(out, b & 0xff);
                }
            }
            i += Character.charCount(c);
        }
        return out.toString();
    }

    /** Whether the character stands for itself in a path, query or fragment; the percent sign does not. */
    static boolean mayStand(char c) {
        return isUnreserved(c) || "!$&'()*+,;=:@/?".indexOf(c) >= 0;
    }

    /** The byte that the escape at {@code i} stands for, or -1 if there is none. */
    static int escapedAt(String text, int i) {
        if (i + 2 >= text.length()) {
            return -1;
        }
        int high = digit(text.charAt(i + 1));
        int low = digit(text.charAt(i + 2));
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    /** RFC 3986 section 2.3. */
    static boolean isUnreserved(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }

    private static int digit(char c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }

    private static void escape(StringBuilder out, int value) {
        out.append('%').append(HEX.charAt(value >> 4)).append(HEX.charAt(value & 15));
    }
}
