package org.skytrawl.simvo.tap;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word, number, text or sign of a query.
 *
 * @param text as written, but without its quotes and with doubled quotes made single
 */
record AdqlToken(Kind kind, String text, int at) {
    static List<AdqlToken> all(String adql) throws TapError {
        return Lexer.tokens(adql);
    }

    enum Kind {
        WORD,
        DELIMITED,
        TEXT,
        NUMBER,
        SIGN
    }

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

    String shown() {
        return switch (kind) {
                    case DELIMITED -> '"' + text + '"';
                    case TEXT -> "'" + text + "'";
                    case WORD, NUMBER, SIGN -> text;
                }
                + " (at character " + at + ")";
    }

    /** Splits the text of a query into tokens (ADQL 2.0 section 2.1). */
    private static final class Lexer {
        private static final Pattern NUMBER = Pattern.compile("(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?");
        private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
        private static final Pattern SIGN = Pattern.compile("<>|!=|<=|>=|\\|\\||[-+*/=<>(),.;]");
        private static final int LONGEST = 1_000_000;

        private final String adql;
        private final List<AdqlToken> tokens = new ArrayList<>();
        private int at;

        private Lexer(String adql) {
            this.adql = adql;
        }

        static List<AdqlToken> tokens(String adql) throws TapError {
            if (adql.length() > LONGEST) {
                throw new TapError("the query has more than " + LONGEST + " characters");
            }
            Lexer lexer = new Lexer(adql);
            while (lexer.at < adql.length()) {
                lexer.next();
            }
            return lexer.tokens;
        }

        private void next() throws TapError {
            char c = adql.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (adql.startsWith("--", at)) {
                int end = adql.indexOf('\n', at);
                at = end < 0 ? adql.length() : end;
            } else if (c == '\'') {
                quoted('\'', Kind.TEXT);
            } else if (c == '"') {
                quoted('"', Kind.DELIMITED);
            } else if (!matched(NUMBER, Kind.NUMBER) && !matched(WORD, Kind.WORD) && !matched(SIGN, Kind.SIGN)) {
                throw new TapError("syntax error: ADQL has no character '" + c + "' (at character " + (at + 1) + ")");
            }
        }

        private boolean matched(Pattern pattern, Kind kind) {
            Matcher matcher = pattern.matcher(adql).region(at, adql.length());
            if (!matcher.lookingAt()) {
                return false;
            }
            tokens.add(new AdqlToken(kind, matcher.group(), at + 1));
            at = matcher.end();
            return true;
        }

        private void quoted(char quote, Kind kind) throws TapError {
            StringBuilder text = new StringBuilder();
            int i = at + 1;
            while (true) {
                int end = adql.indexOf(quote, i);
                if (end < 0) {
                    throw new TapError("syntax error: the " + quote + " at character " + (at + 1) + " is never closed");
                }
                text.append(adql, i, end);
                i = end + 1;
                if (i >= adql.length() || adql.charAt(i) != quote) {
                    break;
                }
                text.append(quote);
                i++;
            }
            if (kind == Kind.DELIMITED && text.isEmpty()) {
                throw new TapError("syntax error: an empty name (at character " + (at + 1) + ")");
            }
            tokens.add(new AdqlToken(kind, text.toString(), at + 1));
            at = i;
        }
    }
}
