package org.skytrawl.model;

import org.jspecify.annotations.Nullable;

/**
 * Text that servers, files and neighbours send: how long it may be, and how it is taken apart. All of it takes time in
 * proportion to the text's length, which a regular expression often does not: {@code /+$} on slashes with another character
 * behind them takes the square of it, for megabytes an hour. {@code PatternsTest} refuses such patterns.
 */
public final class OutsideText {
    /** The longest URL in characters. What is longer is no URL: servers and browsers refuse it too (RFC 9110 section 4.1). */
    public static final int LONGEST_URL = 8192;

    /** The longest name, identifier, unit, UCD, utype, xtype or media type in characters. */
    public static final int LONGEST_WORD = 1024;

    private OutsideText() {}

    /** Whether a text is too long for a URL. */
    public static boolean isTooLongForUrl(String text) {
        return text.length() > LONGEST_URL;
    }

    /** Whether a text is too long for a name, identifier, unit, UCD, utype, xtype or media type. */
    public static boolean isTooLongForWord(@Nullable String text) {
        return text != null && text.length() > LONGEST_WORD;
    }

    /** The text, or null if it is too long for a name, identifier, unit, UCD, utype, xtype or media type. */
    public static @Nullable String word(@Nullable String text) {
        return isTooLongForWord(text) ? null : text;
    }

    /** The longest text that a column may have. Titles, regions and the like have no bound but that of a table's cell. */
    public static int longest(ObsCoreColumn column) {
        return switch (column) {
            case access_url, obs_publisher_did, obs_creator_did, publisher_id, bib_reference -> LONGEST_URL;
            case access_format, s_ucd, em_ucd, o_ucd, s_unit, em_unit, o_unit -> LONGEST_WORD;
            default -> Integer.MAX_VALUE;
        };
    }

    /** The text without these characters at its end. */
    public static String withoutEnd(String text, String characters) {
        int end = text.length();
        while (end > 0 && characters.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(0, end);
    }

    /** The text without the blanks of ASCII at its end. */
    public static String withoutBlanksAtEnd(String text) {
        return text.substring(0, blanksBefore(text, text.length()));
    }

    /** Where the blanks of ASCII begin that stand before {@code end}; {@code end} if there are none. */
    public static int blanksBefore(String text, int end) {
        int start = end;
        while (start > 0 && isBlank(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    /** The index of the first character from {@code from} on that is no blank of ASCII; the text's length if there is none. */
    public static int skipBlanks(String text, int from) {
        int i = from;
        while (i < text.length() && isBlank(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** Whether the character is a blank, a tab or a line end of ASCII. */
    public static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    /** Whether the character may be part of a word: a letter or digit of ASCII, or an underscore. */
    public static boolean isWordCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }

    /** The end of a URL's path: what stands behind the last slash that has something behind it. Percent-encoded as it is. */
    public static String lastSegment(String url) {
        int end = firstOf(url, "?#", 0);
        int authority = authorityStart(url);
        int start = authority < 0 || authority > end ? 0 : Math.min(end, firstOf(url, "/", authority));
        String path = withoutEnd(url.substring(start, end), "/");
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The host and port of a URL, or the text as it is if it does not begin with {@code scheme://}. */
    public static String host(String url) {
        int start = authorityStart(url);
        if (start < 0) {
            return url;
        }
        String authority = url.substring(start, firstOf(url, "/?#", start));
        return authority.substring(authority.lastIndexOf('@') + 1);
    }

    /** The scheme of a URL as it is written, or an empty text if it does not begin with one (RFC 3986 section 3.1). */
    public static String scheme(String url) {
        return url.substring(0, Math.max(0, schemeEnd(url)));
    }

    private static int authorityStart(String url) {
        int end = schemeEnd(url);
        return end >= 0 && url.startsWith("://", end) ? end + 3 : -1;
    }

    /** Where the colon behind the scheme is, or -1. */
    private static int schemeEnd(String url) {
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (c == ':') {
                return i > 0 ? i : -1;
            }
            if (!letter && (i == 0 || (!(c >= '0' && c <= '9') && "+-.".indexOf(c) < 0))) {
                return -1;
            }
        }
        return -1;
    }

    /** The index of the first of these characters from {@code from} on; the text's length if there is none. */
    private static int firstOf(String text, String characters, int from) {
        for (int i = from; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }
}
