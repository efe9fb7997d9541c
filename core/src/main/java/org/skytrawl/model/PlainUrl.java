package org.skytrawl.model;

/** Sees in one pass, making no objects, that a URL is canonical as it stands: most of an archive's millions are. */
final class PlainUrl {
    private static final boolean[] STANDS = new boolean[128];

    static {
        for (char c = 0; c < STANDS.length; c++) {
            STANDS[c] = PercentEncoding.mayStand(c);
        }
    }

    private PlainUrl() {}

    /** Whether host, path and a query of at most one parameter or sorted ones, from {@code start} on, are canonical. */
    static boolean isCanonicalFrom(String url, int start) {
        int i = start;
        while (i < url.length() && isHost(url.charAt(i))) {
            i++;
        }
        if (i == start || i - start > CanonicalUrl.LONGEST_HOST || i == url.length() || url.charAt(i) != '/') {
            return false;
        }
        for (char last = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c == '?') {
                return isCanonicalQuery(url, i + 1);
            }
            if (!stands(url, i) || (c == '.' && last == '/')) {
                return false;
            }
            last = c;
        }
        return true;
    }

    private static boolean isCanonicalQuery(String url, int start) {
        int lastName = -1;
        int from = start;
        while (from < url.length()) {
            int i = from;
            int equals = -1;
            for (; i < url.length() && url.charAt(i) != '&'; i++) {
                char c = url.charAt(i);
                if (!stands(url, i)) {
                    return false;
                }
                if (c == '=' && equals < 0) {
                    equals = i;
                }
            }
            boolean only = from == start && i == url.length();
            if (i == from || (!only && (equals < 0 || (lastName >= 0 && !inOrder(url, lastName, from))))) {
                return false;
            }
            lastName = from;
            from = i + 1;
        }
        return from > start && url.charAt(url.length() - 1) != '&';
    }

    /** Whether the parameter name at {@code a} comes before the one at {@code b}, or is the same. */
    private static boolean inOrder(String url, int a, int b) {
        for (; ; a++, b++) {
            char x = url.charAt(a);
            char y = url.charAt(b);
            if (x == '=') {
                return true;
            }
            if (x != y) {
                return y != '=' && x < y;
            }
        }
    }

    private static boolean stands(String url, int i) {
        char c = url.charAt(i);
        return c == '%' ? staysEscaped(url, i) : c < 128 && STANDS[c];
    }

    private static boolean isHost(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
    }

    /** Whether there is an escape in capital digits of a character that needs one. */
    private static boolean staysEscaped(String url, int i) {
        int escaped = PercentEncoding.escapedAt(url, i);
        return escaped >= 0
                && !PercentEncoding.isUnreserved(escaped)
                && url.charAt(i + 1) <= 'F'
                && url.charAt(i + 2) <= 'F';
    }
}
