package org.skytrawl.simvo.tap;

import java.util.Locale;

/**
 * A word, number, text or sign of a query.
 *
 * @param kind what it is
 * @param text as written, but without quotes and with doubled ones made single
 * @param at where it begins, the first character being 1
 */
record AdqlToken(Kind kind, String text, int at) {
    enum Kind {
        WORD,
        DELIMITED,
        TEXT,
        NUMBER,
        SIGN
    }

    /** Whether it is this keyword or sign; keywords are given in upper case. */
    boolean is(String word) {
        return switch (kind) {
            case WORD -> text.equalsIgnoreCase(word);
            case SIGN -> text.equals(word);
            case DELIMITED, TEXT, NUMBER -> false;
        };
    }

    boolean isName() {
        return kind == Kind.WORD || kind == Kind.DELIMITED;
    }

    /** The name that it is for tables and columns, in lower case if it was written without quotes. */
    String name() {
        return kind == Kind.WORD ? text.toLowerCase(Locale.ROOT) : text;
    }

    String upper() {
        return text.toUpperCase(Locale.ROOT);
    }

    /** As a message shows it. */
    String shown() {
        return switch (kind) {
                    case DELIMITED -> '"' + text + '"';
                    case TEXT -> "'" + text + "'";
                    case WORD, NUMBER, SIGN -> text;
                }
                + " (at character " + at + ")";
    }
}
