package org.skytrawl.output;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uk.ac.starlink.fits.CardFactory;
import uk.ac.starlink.fits.CardImage;

/** Text in FITS: printable ASCII only. Other characters are escaped as in Python's {@code unicode_escape}. */
final class FitsText {
    /** Card that says that texts are escaped. */
    static final String KEY = "TXTESCAP";

    static final CardImage CARD =
            CardFactory.DEFAULT.createLogicalCard(KEY, true, "backslash u XXXX stands for that character");

    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");

    /** The longest URL accepted from a service. All cells of a column are as wide as its longest. */
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
