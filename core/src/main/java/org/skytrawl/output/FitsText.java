package org.skytrawl.output;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uk.ac.starlink.fits.CardFactory;
import uk.ac.starlink.fits.CardImage;

/**
 * Text in FITS: printable ASCII only (Standard 4.0 section 7.3.3.1). Any other character is written as backslash, u and
 * four hexadecimal digits of its UTF-16 code, and so is a backslash before a u, as Python's {@code unicode_escape}.
 */
final class FitsText {
    /** Card that says that texts are escaped. */
    static final String KEY = "TXTESCAP";

    static final CardImage CARD =
            CardFactory.DEFAULT.createLogicalCard(KEY, true, "backslash u XXXX stands for that character");

    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");

    /**
     * The most characters in a cell, equal to the longest URL accepted from a service. All cells of a column are as
     * wide as its longest: one text of a megabyte would make a gigabyte of a thousand rows.
     */
    static final int LONGEST = 8192;

    private static final String CUT = "...";

    /** Length of one escape. */
    private static final int ESCAPED = 6;

    private FitsText() {}

    static boolean isTooLong(String text) {
        return text.length() > LONGEST
                || (text.length() > LONGEST / ESCAPED && escaped(text).length() > LONGEST);
    }

    /** The text as a cell: escaped, and cut with three dots at the end if it is too long. */
    static String cell(String text) {
        if (!isTooLong(text)) {
            return escaped(text);
        }
        int most = LONGEST - CUT.length();
        int keep = Math.min(text.length(), most);
        String cut = escaped(text.substring(0, keep));
        while (cut.length() > most) {
            keep -= Math.max(1, (cut.length() - most) / ESCAPED);
            cut = escaped(text.substring(0, keep));
        }
        boolean splitsPair = Character.isHighSurrogate(text.charAt(keep - 1));
        return (splitsPair ? cut.substring(0, cut.length() - ESCAPED) : cut) + CUT;
    }

    static String escaped(String text) {
        StringBuilder escaped = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c >= ' ' && c < 0x7F && !(c == '\\' && text.startsWith("u", i + 1));
            if (!plain && escaped == null) {
                escaped = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            if (escaped != null) {
                escaped.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c));
            }
        }
        return escaped == null ? text : escaped.toString();
    }

    static String plain(String text) {
        return text.indexOf('\\') < 0
                ? text
                : ESCAPE.matcher(text)
                        .replaceAll(it ->
                                Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(it.group(1), 16))));
    }
}
