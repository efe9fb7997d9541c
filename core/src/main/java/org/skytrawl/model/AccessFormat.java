package org.skytrawl.model;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A media type as records have it ({@code access_format}, ObsCore 1.1 section 4.7), in a form that can be compared. Immutable.
 *
 * @param text in lower case, without blanks around separators and without quotes: two formats with the same text are one
 * @param kind what the data are, however that is written: {@code fits}, {@code votable}, {@code datalink}, else the media type
 *     without parameters. {@code application/fits} and {@code image/fits} are one kind, as are all serializations of VOTable.
 *     {@code text/xml} does not say which XML it is, so it is of its own kind
 */
public record AccessFormat(String text, String kind) {
    public static final String FITS = "fits";
    public static final String VOTABLE = "votable";

    /** A document with links to the data (DataLink 1.1). */
    public static final String DATALINK = "datalink";

    private static final String SEPARATORS = ";=,/";
    private static final Pattern DATALINK_CONTENT = Pattern.compile(";content=datalink(?![\\w.+-])");

    /** Null for a format that says nothing: missing, blank or a null word. */
    public static @Nullable AccessFormat of(@Nullable String mediaType) {
        String word = mediaType == null ? "" : mediaType.strip();
        if (word.isEmpty() || NullWord.is(word)) {
            return null;
        }
        String text = tight(word.toLowerCase(Locale.ROOT));
        return new AccessFormat(text, kindOf(text));
    }

    /** Without quotes, and without blanks around separators. In linear time, as the text may be made to be slow. */
    private static String tight(String word) {
        StringBuilder tight = new StringBuilder(word.length());
        boolean blanks = false;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (Character.isWhitespace(c)) {
                blanks = true;
            } else if (c != '"') {
                boolean inside = !tight.isEmpty() && SEPARATORS.indexOf(tight.charAt(tight.length() - 1)) < 0;
                if (blanks && inside && SEPARATORS.indexOf(c) < 0) {
                    tight.append(' ');
                }
                tight.append(c);
                blanks = false;
            }
        }
        return tight.length() == word.length() ? word : tight.toString();
    }

    public boolean isFits() {
        return kind.equals(FITS);
    }

    /** Whether it is a VOTable with data, not with links. */
    public boolean isVotable() {
        return kind.equals(VOTABLE);
    }

    public boolean isDatalink() {
        return kind.equals(DATALINK);
    }

    /** {@code fits}, {@code image/fits}, {@code application/x-fits-gzip}. */
    private static boolean isFits(String plain) {
        int start = plain.indexOf('/') + 1;
        start += plain.startsWith("x-", start) ? 2 : 0;
        int end = start + FITS.length();
        return plain.startsWith(FITS, start)
                && (end == plain.length() || !Character.isLetterOrDigit(plain.charAt(end)));
    }

    private static String kindOf(String text) {
        if (text.contains("votable")) {
            return DATALINK_CONTENT.matcher(text).find() ? DATALINK : VOTABLE;
        }
        String plain = text.split("[;,]", 2)[0];
        if (isFits(plain)) {
            return FITS;
        }
        return switch (plain) {
            case "image/jpg", "jpg", "jpeg" -> "image/jpeg";
            case "png" -> "image/png";
            case "gif" -> "image/gif";
            default -> plain;
        };
    }
}
