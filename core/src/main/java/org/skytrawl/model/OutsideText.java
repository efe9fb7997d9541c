package org.skytrawl.model;

import org.jspecify.annotations.Nullable;

/**
 * Limits and parsing of text from servers and files. All methods take linear time. Regular expressions often do not:
 * {@code /+$} takes quadratic time on slashes that another character follows, which is an hour for megabytes. {@code
 * PatternsTest} refuses such patterns.
 */
public final class OutsideText {
    /** In characters. Servers and browsers refuse longer URLs too (RFC 9110 section 4.1). */
    public static final int LONGEST_URL = 8192;

    /** In characters, for a name, identifier, unit, UCD, utype, xtype or media type. */
    public static final int LONGEST_WORD = 1024;

    private OutsideText() {}

    public static boolean isTooLongForUrl(String text) {
        return text.length() > LONGEST_URL;
    }

    public static boolean isTooLongForWord(@Nullable String text) {
        return text != null && text.length() > LONGEST_WORD;
    }

    /** The text, or null if it is longer than {@link #LONGEST_WORD}. */
    public static @Nullable String word(@Nullable String text) {
        return isTooLongForWord(text) ? null : text;
    }

    /**
     * The longest text that a column may have. Titles, regions and the like are bounded only by the limit of a table
     * cell.
     */
    public static int longest(ObsCoreColumn column) {
        return switch (column) {
            case access_url, obs_publisher_did, obs_creator_did, publisher_id, bib_reference -> LONGEST_URL;
            case access_format, s_ucd, em_ucd, o_ucd, s_unit, em_unit, o_unit -> LONGEST_WORD;
            default -> Integer.MAX_VALUE;
        };
    }

    /** The URL with ampersands decoded once, for services and registries that escape them twice. */
    public static String unescapedUrl(String url) {
        return url.contains("&amp;") && url.regionMatches(true, 0, "http", 0, 4) ? url.replace("&amp;", "&") : url;
    }

    public static String withoutEnd(String text, String characters) {
        int end = text.length();
        while (end > 0 && characters.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(0, end);
    }

    public static String withoutBlanksAtEnd(String text) {
        return text.substring(0, blanksBefore(text, text.length()));
    }

    /** The start of the ASCII blanks before {@code end}; {@code end} if there are none. */
    public static int blanksBefore(String text, int end) {
        int start = end;
        while (start > 0 && isBlank(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    /** The index of the first character from {@code from} on that is not an ASCII blank, or the length of the text. */
    public static int skipBlanks(String text, int from) {
        int i = from;
        while (i < text.length() && isBlank(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** ASCII only: space, tab, line feed, vertical tab, form feed, carriage return. */
    public static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    /** ASCII letters, digits and the underscore. */
    public static boolean isWordCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }

    /** The last segment of the path that is not empty, still percent-encoded. */
    public static String lastSegment(String url) {
        int end = firstOf(url, "?#", 0, url.length());
        int authority = authorityStart(url);
        int start = authority < 0 || authority > end ? 0 : Math.min(end, firstOf(url, "/", authority, url.length()));
        String path = withoutEnd(url.substring(start, end), "/");
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The host and port, or the whole text if it does not begin with {@code scheme://}. */
    public static String host(String url) {
        int start = authorityStart(url);
        if (start < 0) {
            return url;
        }
        String authority = url.substring(start, firstOf(url, "/?#", start, url.length()));
        return authority.substring(authority.lastIndexOf('@') + 1);
    }

    /** The scheme as written, or an empty text (RFC 3986 section 3.1). */
    public static String scheme(String url) {
        return url.substring(0, Math.max(0, schemeEnd(url)));
    }

    /** The index after {@code scheme://}, or -1 if the text does not begin so. */
    static int authorityStart(String url) {
        int end = schemeEnd(url);
        return end >= 0 && url.startsWith("://", end) ? end + 3 : -1;
    }

    /** The index of the colon after the scheme, or -1. */
    private static int schemeEnd(String url) {
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c == ':') {
                return i > 0 ? i : -1;
            }
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && (i == 0 || (!(c >= '0' && c <= '9') && "+-.".indexOf(c) < 0))) {
                return -1;
            }
        }
        return -1;
    }

    /** The index of the first of these characters in a range, or its end. */
    static int firstOf(String text, String characters, int from, int end) {
        for (int i = from; i < end; i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return end;
    }
}
