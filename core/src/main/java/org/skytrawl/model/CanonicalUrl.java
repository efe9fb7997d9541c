package org.skytrawl.model;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Maps equivalent URLs to one key. It unifies http and https, the case of scheme and host, a default port, the order of
 * parameters, empty parameters and a trailing {@code ?}, dot segments, and percent-encoding (RFC 3986 section 6.2.2).
 * It keeps fragments, the case of the path, repeated slashes, and the order of parameters of one name.
 *
 * <p>Use keys for comparison only, never in requests.
 */
public final class CanonicalUrl {
    private static final int MAX_PORT = 65_535;

    /** In characters. Host names have at most 253 (RFC 1035 section 2.3.4), and longer ones are slow to encode. */
    static final int LONGEST_HOST = 255;

    private static final Comparator<String> BY_NAME = Comparator.comparing(
                    (String parameter) -> parameter.indexOf('=') >= 0)
            .thenComparing(parameter -> parameter.substring(0, Math.max(0, parameter.indexOf('='))));

    private CanonicalUrl() {}

    /**
     * Returns the key, or null if the text is blank or too long for a URL, does not begin with {@code scheme://}, or
     * has an invalid port or host name.
     */
    public static @Nullable String of(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String url = text.strip();
        int start = OutsideText.authorityStart(url);
        if (start < 0 || OutsideText.isTooLongForUrl(url)) {
            return null;
        }
        if (PlainUrl.isCanonicalFrom(url, start)) {
            if (url.startsWith("https:")) {
                return url;
            }
            if (url.startsWith("http:")) {
                return "https" + url.substring(4);
            }
        }
        return rebuilt(url, start - 3);
    }

    /** Builds the key part by part, for URLs that are not canonical already. */
    static @Nullable String rebuilt(String url, int schemeEnd) {
        String scheme = url.substring(0, schemeEnd).toLowerCase(Locale.ROOT);
        int start = schemeEnd + 3;
        int pathStart = OutsideText.firstOf(url, "/?#\\", start, url.length());
        String authority = authority(url.substring(start, pathStart), scheme);
        if (authority == null) {
            return null;
        }
        int fragmentStart = OutsideText.firstOf(url, "#", pathStart, url.length());
        int queryStart = OutsideText.firstOf(url, "?", pathStart, fragmentStart);
        StringBuilder key = new StringBuilder(url.length() + 16);
        key.append(scheme.equals("http") ? "https" : scheme).append("://").append(authority);
        String path = PercentEncoding.normalized(url.substring(pathStart, queryStart));
        if (!path.startsWith("/")) {
            key.append('/');
        }
        key.append(withoutDotSegments(path));
        if (queryStart < fragmentStart) {
            key.append(inOrder(PercentEncoding.normalized(url.substring(queryStart + 1, fragmentStart))));
        }
        if (fragmentStart + 1 < url.length()) {
            key.append('#').append(PercentEncoding.normalized(url.substring(fragmentStart + 1)));
        }
        return key.toString();
    }

    /** The authority without default port and with a lower-case host; null if the host or port is invalid. */
    private static @Nullable String authority(String text, String scheme) {
        int hostStart = text.lastIndexOf('@') + 1;
        int colon = text.lastIndexOf(':');
        boolean hasPort = colon >= hostStart && text.indexOf(']', colon) < 0;
        String host = host(text.substring(hostStart, hasPort ? colon : text.length()));
        if (host == null) {
            return null;
        }
        String user = PercentEncoding.normalized(text.substring(0, hostStart));
        String digits = hasPort ? text.substring(colon + 1) : "";
        if (digits.isEmpty()) {
            return user + host;
        }
        int port = port(digits);
        if (port < 0) {
            return null;
        }
        return port == defaultPort(scheme) ? user + host : user + host + ':' + port;
    }

    private static @Nullable String host(String text) {
        boolean literal = text.startsWith("[") && text.endsWith("]") && text.length() > 2;
        if (text.isEmpty()
                || text.length() > LONGEST_HOST
                || (!literal && OutsideText.firstOf(text, ":[] <>\"", 0, text.length()) < text.length())) {
            return null;
        }
        if (text.chars().allMatch(c -> c < 128)) {
            return (literal ? text : PercentEncoding.normalized(text)).toLowerCase(Locale.ROOT);
        }
        try {
            return IDN.toASCII(text, IDN.ALLOW_UNASSIGNED | IDN.USE_STD3_ASCII_RULES)
                    .toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static int port(String digits) {
        int port = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9 || port > MAX_PORT) {
                return -1;
            }
            port = port * 10 + digit;
        }
        return port >= 1 && port <= MAX_PORT ? port : -1;
    }

    private static int defaultPort(String scheme) {
        return switch (scheme) {
            case "http" -> 80;
            case "https" -> 443;
            case "ftp" -> 21;
            default -> -1;
        };
    }

    /**
     * The query with its question mark; empty if no parameter is left. Parameters without {@code =} come first in their
     * own order, since some servers count positions. The others are sorted by name; the sort is stable. Empty ones are
     * dropped.
     */
    private static String inOrder(String query) {
        if (query.indexOf('&') < 0) {
            return query.isEmpty() ? "" : '?' + query;
        }
        List<String> parameters = new ArrayList<>();
        for (int from = 0, end; from <= query.length(); from = end + 1) {
            end = OutsideText.firstOf(query, "&", from, query.length());
            if (end > from) {
                parameters.add(query.substring(from, end));
            }
        }
        parameters.sort(BY_NAME);
        return parameters.isEmpty() ? "" : '?' + String.join("&", parameters);
    }

    /** RFC 3986 section 5.2.4. Every client does this before it sends a request. */
    private static String withoutDotSegments(String path) {
        if (!path.contains("/.")) {
            return path;
        }
        StringBuilder out = new StringBuilder(path.length());
        int from = 0;
        while (from < path.length()) {
            int end = OutsideText.firstOf(path, "/", from + 1, path.length());
            String segment = path.substring(from, end);
            boolean dots = segment.equals("/.") || segment.equals("/..");
            if (segment.equals("/..")) {
                out.setLength(Math.max(0, out.lastIndexOf("/")));
            }
            if (!dots) {
                out.append(segment);
            } else if (end == path.length()) {
                out.append('/');
            }
            from = end;
        }
        return out.toString();
    }

    /**
     * Checks in one pass, without allocation, whether a URL is already canonical. Most of the millions of URLs of an
     * archive are.
     */
    static final class PlainUrl {
        private static final boolean[] UNESCAPED = new boolean[128];

        static {
            for (char c = 0; c < UNESCAPED.length; c++) {
                UNESCAPED[c] = PercentEncoding.needsNoEscape(c);
            }
        }

        private PlainUrl() {}

        /**
         * Whether host, path and query from {@code start} on are canonical. The query has one parameter, or sorted
         * ones.
         */
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
                if (!isCanonicalAt(url, i) || (c == '.' && last == '/')) {
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
                    if (!isCanonicalAt(url, i)) {
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

        /** Whether the parameter name at {@code a} sorts before the one at {@code b}, or equals it. */
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

        private static boolean isCanonicalAt(String url, int i) {
            char c = url.charAt(i);
            return c == '%' ? staysEscaped(url, i) : c < 128 && UNESCAPED[c];
        }

        private static boolean isHost(char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
        }

        /** Whether there is an upper-case escape of a character that must be escaped. */
        private static boolean staysEscaped(String url, int i) {
            int escaped = PercentEncoding.escapedAt(url, i);
            return escaped >= 0
                    && !PercentEncoding.isUnreserved(escaped)
                    && url.charAt(i + 1) <= 'F'
                    && url.charAt(i + 2) <= 'F';
        }
    }

    /** Normalises percent-encoding (RFC 3986 sections 6.2.2.1 and 6.2.2.2). */
    private static final class PercentEncoding {
        private static final String HEX = "0123456789ABCDEF";

        private PercentEncoding() {}

        /**
         * Decodes escapes of unreserved characters and writes the others in upper case. Escapes what no URL may
         * contain, as clients do, including a percent sign that begins no escape.
         */
        static String normalized(String text) {
            int clean = 0;
            while (clean < text.length() && needsNoEscape(text.charAt(clean))) {
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
                if (c < 128 && needsNoEscape((char) c)) {
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

        /** Whether the character needs no escape in a path, query or fragment; false for the percent sign. */
        static boolean needsNoEscape(char c) {
            return isUnreserved(c) || "!$&'()*+,;=:@/?".indexOf(c) >= 0;
        }

        /** The byte encoded by the escape at {@code i}, or -1 if there is no escape. */
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
            return c < 128 && (OutsideText.isWordCharacter((char) c) || "-.~".indexOf(c) >= 0);
        }

        private static int digit(char c) {
            return c < 128 ? Character.digit(c, 16) : -1;
        }

        private static void escape(StringBuilder out, int value) {
            out.append('%').append(HEX.charAt(value >> 4)).append(HEX.charAt(value & 15));
        }
    }
}
