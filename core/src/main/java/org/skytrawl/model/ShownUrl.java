package org.skytrawl.model;

/**
 * Removes user name and password from URLs ({@code https://user:secret@host/}, RFC 3986 section 3.2.1). They are never
 * sent (RFC 9110 section 4.2.4 forbids it), and must not appear in messages, logs, results or the terminal. The text
 * need not be a valid URL: messages mostly quote invalid ones. All such removal is done here.
 */
public final class ShownUrl {
    private static final int MOST_CHARS = 300;
    private static final String HIDDEN = "***@";

    private ShownUrl() {}

    /** The URL for a message: plain text of at most 300 characters, with stars instead of user name and password. */
    public static String of(String url) {
        return of(url, MOST_CHARS);
    }

    /** @param mostChars maximum length of the result; at least 3 */
    public static String of(String url, int mostChars) {
        return PlainText.of(without(url, schemeEnd(url) >= 0, HIDDEN), mostChars);
    }

    /** A text with stars instead of user name and password in each URL; for messages that quote user input. */
    public static String inText(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        int done = 0;
        for (int at = colonAndSlash(text, 0); at >= 0; at = colonAndSlash(text, done)) {
            int end = at + 1;
            while (end < text.length() && !isEndOfUrl(text.charAt(end))) {
                end++;
            }
            shown.append(text, done, at + 1).append(without(text.substring(at + 1, end), true, HIDDEN));
            done = end;
        }
        return shown.append(text, done, text.length()).toString();
    }

    private static boolean isEndOfUrl(char c) {
        return Character.isWhitespace(c) || c == '\'' || c == '"' || c == '<' || c == '>';
    }

    /** The URL for requests, storage and output: without user name and password. */
    public static String withoutUser(String url) {
        return without(url, schemeEnd(url) >= 0, "");
    }

    /**
     * Replaces user name and password at the beginning and after each possible end of a scheme, so that a blank or
     * quote before a URL does not expose the password.
     *
     * @param isUrl whether the text is a URL from its beginning; its query then stays as it is
     */
    private static String without(String url, boolean isUrl, String instead) {
        int lastAt = url.lastIndexOf('@');
        int start = hostStart(url);
        boolean queryIsAhead = isUrl;
        int done = 0;
        StringBuilder kept = new StringBuilder();
        while (start >= 0 && start <= lastAt) {
            int end = OutsideText.firstOf(url, "/\\?#", start, url.length());
            int userEnd = userEnd(url, start, end, lastAt);
            if (userEnd >= 0) {
                kept.append(url, done, start).append(instead);
                done = userEnd;
            }
            if (queryIsAhead) {
                queryIsAhead = false;
                lastAt = url.lastIndexOf('@', OutsideText.firstOf(url, "?#", Math.max(done, end), url.length()));
            }
            int colon = colonAndSlash(url, Math.max(done, end - 1));
            start = colon < 0 ? -1 : behindSlashes(url, colon + 1);
        }
        return done == 0 ? url : kept.append(url, done, url.length()).toString();
    }

    /** The index after user name and password, or -1 if there are none. */
    private static int userEnd(String url, int start, int end, int lastAt) {
        int at = url.substring(start, end).lastIndexOf('@');
        if (at >= 0) {
            return start + at + 1;
        }
        // an unencoded password may contain a slash: then no port follows the colon
        return isPort(url.substring(start, end)) ? -1 : lastAt + 1;
    }

    /** The next colon before a slash, which may end a scheme; or -1. */
    private static int colonAndSlash(String text, int from) {
        int at = text.indexOf(':', from);
        while (at >= 0 && !isSlash(text, at + 1)) {
            at = text.indexOf(':', at + 1);
        }
        return at;
    }

    /** Whether the host has no colon, or only digits follow its last colon. */
    private static boolean isPort(String host) {
        int colon = host.lastIndexOf(':');
        if (colon < 0 || host.lastIndexOf(']') > colon) {
            return true;
        }
        return host.chars().skip(colon + 1).allMatch(c -> c >= '0' && c <= '9');
    }

    /**
     * The index after the scheme and all slashes. As lenient as URL parsers, since a stricter reading could expose the
     * password.
     */
    private static int hostStart(String url) {
        int scheme = schemeEnd(url);
        return behindSlashes(url, scheme < 0 ? behindBlanks(url) : scheme + 1);
    }

    /** The colon after the scheme at the beginning, or -1. */
    private static int schemeEnd(String url) {
        int at = behindBlanks(url);
        int scheme = at;
        while (scheme < url.length() && isOfScheme(url.charAt(scheme))) {
            scheme++;
        }
        boolean hasScheme = scheme > at && scheme < url.length() && url.charAt(scheme) == ':';
        return hasScheme && (isHttp(url, at, scheme) || isSlash(url, scheme + 1)) ? scheme : -1;
    }

    private static int behindBlanks(String url) {
        int at = 0;
        while (at < url.length() && url.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }

    private static int behindSlashes(String url, int from) {
        int at = from;
        while (isSlash(url, at)) {
            at++;
        }
        return at;
    }

    private static boolean isHttp(String url, int from, int to) {
        return (to - from == 4 && url.regionMatches(true, from, "http", 0, 4))
                || (to - from == 5 && url.regionMatches(true, from, "https", 0, 5));
    }

    private static boolean isSlash(String url, int at) {
        return at < url.length() && (url.charAt(at) == '/' || url.charAt(at) == '\\');
    }

    private static boolean isOfScheme(char c) {
        return (c != '_' && OutsideText.isWordCharacter(c)) || "+-.".indexOf(c) >= 0;
    }
}
