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
        for (int at = text.indexOf("://"); at >= 0; at = text.indexOf("://", done)) {
            int end = at + 1;
            while (end < text.length() && !isEndOfUrl(text.charAt(end))) {
                end++;
            }
            shown.append(text, done, at + 1).append(hidden(text.substring(at + 1, end)));
            done = end;
        }
        return shown.append(text, done, text.length()).toString();
    }

    private static boolean isEndOfUrl(char c) {
        return Character.isWhitespace(c) || c == '\'' || c == '"' || c == '<' || c == '>';
    }

    private static String hidden(String url) {
        int end = userEnd(url);
        return end < 0 ? url : url.substring(0, hostStart(url)) + HIDDEN + url.substring(end);
    }

    /** The URL to be kept, asked and written: the same but for user name and password. */
    public static String withoutUser(String url) {
        int end = userEnd(url);
        return end < 0 ? url : url.substring(0, hostStart(url)) + url.substring(end);
    }

    /** Where user name and password end, behind the at sign; -1 if there are none. */
    private static int userEnd(String url) {
        if (url.indexOf('@') < 0) {
            return -1;
        }
        int start = hostStart(url);
        int end = start;
        while (end < url.length() && "/\\?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        int at = url.lastIndexOf('@', end - 1);
        if (at >= start) {
            return at + 1;
        }
        // a password that is not encoded as it should be may have a slash: then no port follows the colon
        boolean isPassword = !isPort(url, start, end);
        return isPassword ? url.lastIndexOf('@') + 1 : -1;
    }

    /** Whether what follows the last colon of a host, if anything, is the number of a port. */
    private static boolean isPort(String url, int start, int end) {
        int colon = url.lastIndexOf(':', end - 1);
        if (colon < start || url.lastIndexOf(']', end - 1) > colon) {
            return true;
        }
        for (int i = colon + 1; i < end; i++) {
            if (url.charAt(i) < '0' || url.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** Behind the scheme and all slashes: as lenient as what reads URLs, or a slash too few would show the password. */
    private static int hostStart(String url) {
        int at = 0;
        while (at < url.length() && url.charAt(at) <= ' ') {
            at++;
        }
        int scheme = at;
        while (scheme < url.length() && isOfScheme(url.charAt(scheme))) {
            scheme++;
        }
        boolean hasScheme = scheme > at && scheme < url.length() && url.charAt(scheme) == ':';
        if (hasScheme && (isHttp(url, at, scheme) || isSlash(url, scheme + 1))) {
            at = scheme + 1;
        }
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
