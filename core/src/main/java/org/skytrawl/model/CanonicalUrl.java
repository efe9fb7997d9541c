package org.skytrawl.model;

import java.net.IDN;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Brings URLs that mean the same thing to one key: http and https, the case of scheme and host, a default port, the order
 * of parameters, empty parameters and a trailing {@code ?}, dot segments, and percent-encoding by RFC 3986 section 6.2.2.
 * Fragments are kept, as are the case of the path, repeated slashes, and the order of parameters of one name.
 *
 * <p>A key is for comparing only: it is not what a service should be asked at.
 */
public final class CanonicalUrl {
    private static final int MAX_PORT = 65_535;

    /** The longest host name in characters: names have 253 (RFC 1035 section 2.3.4), and longer ones take their time to encode. */
    static final int LONGEST_HOST = 255;

    private static final Comparator<String> BY_NAME = Comparator.comparing(
                    (String parameter) -> parameter.indexOf('=') >= 0)
            .thenComparing(parameter -> parameter.substring(0, Math.max(0, parameter.indexOf('='))));

    private CanonicalUrl() {}

    /**
     * The key of a URL.
     *
     * @return the key, or null where there is nothing to compare: a blank text, one that is not of the form
     *     {@code scheme://host...}, one with an impossible port or host name, or one that is too long for a URL
     */
    public static @Nullable String of(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String url = text.strip();
        int schemeEnd = schemeEnd(url);
        if (schemeEnd < 0 || OutsideText.isTooLongForUrl(url)) {
            return null;
        }
        if (PlainUrl.isCanonicalFrom(url, schemeEnd + 3)) {
            if (url.startsWith("https:")) {
                return url;
            }
            if (url.startsWith("http:")) {
                return "https" + url.substring(4);
            }
        }
        return rebuilt(url, schemeEnd);
    }

    /** Where the scheme ends, or -1 if no {@code ://} follows one (RFC 3986 section 3.1). */
    private static int schemeEnd(String url) {
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (c == ':') {
                return i > 0 && url.startsWith("://", i) ? i : -1;
            }
            if (!letter && (i == 0 || (!(c >= '0' && c <= '9') && "+-.".indexOf(c) < 0))) {
                return -1;
            }
        }
        return -1;
    }

    /** The key made part by part: what {@link #of} does with URLs that are not canonical already. */
    static @Nullable String rebuilt(String url, int schemeEnd) {
        String scheme = url.substring(0, schemeEnd).toLowerCase(Locale.ROOT);
        int start = schemeEnd + 3;
        int pathStart = firstOf(url, "/?#\\", start, url.length());
        String authority = authority(url.substring(start, pathStart), scheme);
        if (authority == null) {
            return null;
        }
        int fragmentStart = firstOf(url, "#", pathStart, url.length());
        int queryStart = firstOf(url, "?", pathStart, fragmentStart);
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

    /** The authority without default port and with the host in lower case; null if no such host or port can be. */
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
                || (!literal && firstOf(text, ":[] <>\"", 0, text.length()) < text.length())) {
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
     * A query with its question mark, or nothing if no parameter is left: parameters without {@code =} first, as they stand
     * (they may be told by their place), then the others by name, those of one name as they stand. Empty ones mean nothing and go.
     */
    private static String inOrder(String query) {
        if (query.indexOf('&') < 0) {
            return query.isEmpty() ? "" : '?' + query;
        }
        List<String> parameters = new ArrayList<>();
        for (int from = 0, end; from <= query.length(); from = end + 1) {
            end = firstOf(query, "&", from, query.length());
            if (end > from) {
                parameters.add(query.substring(from, end));
            }
        }
        parameters.sort(BY_NAME);
        return parameters.isEmpty() ? "" : '?' + String.join("&", parameters);
    }

    /** RFC 3986 section 5.2.4: every client does this before it asks. */
    private static String withoutDotSegments(String path) {
        if (!path.contains("/.")) {
            return path;
        }
        StringBuilder out = new StringBuilder(path.length());
        int from = 0;
        while (from < path.length()) {
            int end = firstOf(path, "/", from + 1, path.length());
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

    private static int firstOf(String text, String chars, int from, int end) {
        for (int i = from; i < end; i++) {
            if (chars.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return end;
    }
}
