package org.skytrawl.output;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uk.ac.starlink.fits.CardFactory;
import uk.ac.starlink.fits.CardImage;

/**
 * Text in FITS, which has printable ASCII only (Standard 4.0 section 7.3.3.1, restricted to what all readers take): any other
 * character is written as backslash, u and four hexadecimal digits of its UTF-16 code, and so is a backslash before a u.
 * Python's {@code unicode_escape} reads it.
 */
final class FitsText {
    /** Whether the texts of a table are escaped: a reader that does not know this shows the escapes. */
    static final String KEY = "TXTESCAP";

    static final CardImage CARD =
            CardFactory.DEFAULT.createLogicalCard(KEY, true, "backslash u XXXX stands for that character");

    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");

    private FitsText() {}

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
