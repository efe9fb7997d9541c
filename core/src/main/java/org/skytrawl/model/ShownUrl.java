package org.skytrawl.model;

/**
 * A URL from the user or the network, without the user name and password that it may hold ({@code https://user:secret@host/},
 * RFC 3986 section 3.2.1). They are never sent (RFC 9110 section 4.2.4 forbids it), so nothing is lost with them; and they must
 * not get into messages, logs, results or the terminal. The one place that does this; the text need not be a good URL, since
 * messages are about bad ones above all.
 */
public final class ShownUrl {
    private static final int MOST_CHARS = 300;
    private static final String HIDDEN = "***@";

    private ShownUrl() {}

    /** The URL for a message: plain text of at most 300 characters, stars in place of user name and password. */
    public static String of(String url) {
        return of(url, MOST_CHARS);
    }

    /**
     * The same, cut to a length.
     *
     * @param mostChars the most characters of the result; at least 3
     */
    public static String of(String url, int mostChars) {
        return PlainText.of(hidden(url), mostChars);
    }

    /**
     * A text in which there may be URLs, as it is but for stars in place of their user names and passwords: for messages
     * that quote what a person has typed.
     */
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

    private static String hidden(String url) {
        return without(url, beginsWithScheme(url), HIDDEN);
    }

    /** The URL to be kept, asked and written: the same but for user name and password. */
    public static String withoutUser(String url) {
        return without(url, beginsWithScheme(url), "");
    }

    /**
     * The text with something else in place of user names and passwords: at its beginning, and wherever a scheme may end in
     * it, since a blank or a quote before a URL must not show its password.
     *
     * @param isUrl whether it is a URL from its beginning, so that its query is one, and stays as it is
     */
    private static String without(String url, boolean isUrl, String instead) {
        int lastAt = url.lastIndexOf('@');
        int start = hostStart(url);
        boolean queryIsAhead = isUrl;
        int done = 0;
        StringBuilder kept = new StringBuilder();
        while (start >= 0 && start <= lastAt) {
            int end = start;
            while (end < url.length() && "/\\?#".indexOf(url.charAt(end)) < 0) {
                end++;
            }
            int userEnd = userEnd(url, start, end, lastAt);
            if (userEnd >= 0) {
                kept.append(url, done, start).append(instead);
                done = userEnd;
            }
            if (queryIsAhead) {
                queryIsAhead = false;
                lastAt = url.lastIndexOf('@', queryStart(url, Math.max(done, end)));
            }
            int colon = colonAndSlash(url, Math.max(done, end - 1));
            start = colon < 0 ? -1 : behindSlashes(url, colon + 1);
        }
        return done == 0 ? url : kept.append(url, done, url.length()).toString();
    }

    /** Where user name and password end, behind the at sign; -1 if there are none. */
    private static int userEnd(String url, int start, int end, int lastAt) {
        int at = url.substring(start, end).lastIndexOf('@');
        if (at >= 0) {
            return start + at + 1;
        }
        // a password that is not encoded as it should be may have a slash: then no port follows the colon
        boolean isPassword = !isPort(url.substring(start, end));
        return isPassword ? lastAt + 1 : -1;
    }

    private static int queryStart(String url, int from) {
        int at = from;
        while (at < url.length() && url.charAt(at) != '?' && url.charAt(at) != '#') {
            at++;
        }
        return at;
    }

    /** Where the next colon with a slash behind it is, which may be the end of a scheme; -1 if there is none. */
    private static int colonAndSlash(String text, int from) {
        int at = text.indexOf(':', from);
        while (at >= 0 && !isSlash(text, at + 1)) {
            at = text.indexOf(':', at + 1);
        }
        return at;
    }

    /** Whether what follows the last colon of a host, if anything, is the number of a port. */
    private static boolean isPort(String host) {
        int colon = host.lastIndexOf(':');
        if (colon < 0 || host.lastIndexOf(']') > colon) {
            return true;
        }
        for (int i = colon + 1; i < host.length(); i++) {
            if (host.charAt(i) < '0' || host.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** Behind the scheme and all slashes: as lenient as what reads URLs, or a slash too few would show the password. */
    private static int hostStart(String url) {
        int scheme = schemeEnd(url);
        return behindSlashes(url, scheme < 0 ? behindBlanks(url) : scheme + 1);
    }

    private static boolean beginsWithScheme(String url) {
        return schemeEnd(url) >= 0;
    }

    /** The colon behind the scheme with which it begins; -1 if it does not. */
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
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '+'
                || c == '-'
                || c == '.';
    }
}
