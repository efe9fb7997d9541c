package org.skytrawl.simvo.tap;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A word of ADQL (ADQL 2.0 section 2.1).
 *
 * @param text as written; of delimited identifiers without their quotes
 */
record AdqlToken(Kind kind, String text) {
    enum Kind {
        NAME,
        DELIMITED,
        TEXT,
        NUMBER,
        SIGN
    }

    boolean is(String word) {
        return (kind == Kind.NAME || kind == Kind.SIGN) && text.equalsIgnoreCase(word);
    }

    boolean isName() {
        return kind == Kind.NAME || kind == Kind.DELIMITED;
    }

    String upper() {
        return text.toUpperCase(Locale.ROOT);
    }

    /** The tokens of a query, without blanks and comments. */
    static List<AdqlToken> of(String query) throws AdqlException {
        List<AdqlToken> tokens = new ArrayList<>();
        int at = 0;
        while (at < query.length()) {
            char c = query.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (query.startsWith("--", at)) {
                int end = query.indexOf('\n', at);
                at = end < 0 ? query.length() : end;
            } else if (c == '\'' || c == '"') {
                int end = closing(query, at, c);
                String inner = query.substring(at + 1, end).replace("" + c + c, "" + c);
                tokens.add(new AdqlToken(c == '"' ? Kind.DELIMITED : Kind.TEXT, inner));
                at = end + 1;
            } else if (isLetter(c)) {
                int end = at;
                while (end < query.length() && (isLetter(query.charAt(end)) || isDigit(query.charAt(end)))) {
                    end++;
                }
                tokens.add(new AdqlToken(Kind.NAME, query.substring(at, end)));
                at = end;
            } else if (isDigit(c) || (c == '.' && at + 1 < query.length() && isDigit(query.charAt(at + 1)))) {
                int end = numberEnd(query, at);
                tokens.add(new AdqlToken(Kind.NUMBER, query.substring(at, end)));
                at = end;
            } else {
                String two = at + 2 <= query.length() ? query.substring(at, at + 2) : "";
                String sign = List.of("<=", ">=", "<>", "!=", "||").contains(two) ? two : String.valueOf(c);
                if (sign.length() == 1 && "()*,.+-/<>=".indexOf(c) < 0) {
                    throw new AdqlException("the character '" + c + "' at position " + (at + 1) + " is no ADQL");
                }
                tokens.add(new AdqlToken(Kind.SIGN, sign));
                at += sign.length();
            }
        }
        return tokens;
    }

    private static int closing(String query, int start, char quote) throws AdqlException {
        int at = start + 1;
        while (true) {
            int end = query.indexOf(quote, at);
            if (end < 0) {
                throw new AdqlException("the " + (quote == '"' ? "name" : "text") + " that begins at position "
                        + (start + 1) + " has no closing " + quote);
            }
            if (end + 1 < query.length() && query.charAt(end + 1) == quote) {
                at = end + 2;
            } else {
                return end;
            }
        }
    }

    private static int numberEnd(String query, int start) {
        int end = start;
        while (end < query.length() && (isDigit(query.charAt(end)) || query.charAt(end) == '.')) {
            end++;
        }
        if (end < query.length() && (query.charAt(end) == 'e' || query.charAt(end) == 'E')) {
            int digits = end + 1;
            if (digits < query.length() && "+-".indexOf(query.charAt(digits)) >= 0) {
                digits++;
            }
            if (digits < query.length() && isDigit(query.charAt(digits))) {
                end = digits;
                while (end < query.length() && isDigit(query.charAt(end))) {
                    end++;
                }
            }
        }
        return end;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
