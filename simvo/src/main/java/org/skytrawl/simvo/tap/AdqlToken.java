package org.skytrawl.simvo.tap;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** @param text as written, but without its quotes and with doubled quotes made single */
record AdqlToken(Kind kind, String text, int at) {
    private static final int LONGEST = 1_000_000;

    /** A blank or comment, or a token in the group of its kind. */
    private static final Pattern NEXT = Pattern.compile("\\p{javaWhitespace}|--[^\n]*"
            + "|([A-Za-z][A-Za-z0-9_]*)"
            + "|(\"[^\"]*+(?:\"\"[^\"]*+)*+\")"
            + "|('[^']*+(?:''[^']*+)*+')"
            + "|((?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?)"
            + "|(<>|!=|<=|>=|\\|\\||[-+*/=<>(),.;])");

    /** In the order of the groups. */
    enum Kind {
        WORD,
        DELIMITED,
        TEXT,
        NUMBER,
        SIGN
    }

    static List<AdqlToken> all(String adql) throws TapError {
        if (adql.length() > LONGEST) {
            throw new TapError("the query has more than " + LONGEST + " characters");
        }
        List<AdqlToken> tokens = new ArrayList<>();
        Matcher next = NEXT.matcher(adql);
        for (int at = 0; at < adql.length(); at = next.end()) {
            char c = adql.charAt(at);
            String where = "character " + (at + 1);
            if (!next.region(at, adql.length()).lookingAt()) {
                throw new TapError(
                        c == '\'' || c == '"'
                                ? "syntax error: the " + c + " at " + where + " is never closed"
                                : "syntax error: ADQL has no character '" + c + "' (at " + where + ")");
            }
            String found = next.group();
            if (found.equals("\"\"")) {
                throw new TapError("syntax error: an empty name (at " + where + ")");
            }
            boolean quoted = c == '\'' || c == '"';
            String text = quoted ? found.substring(1, found.length() - 1).replace("" + c + c, "" + c) : found;
            Kind[] kinds = Kind.values();
            for (int i = 0; i < kinds.length; i++) {
                if (next.group(i + 1) != null) {
                    tokens.add(new AdqlToken(kinds[i], text, at + 1));
                }
            }
        }
        return tokens;
    }

    boolean is(String word) {
        return kind == Kind.WORD ? text.equalsIgnoreCase(word) : kind == Kind.SIGN && text.equals(word);
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
        String quote = kind == Kind.DELIMITED ? "\"" : kind == Kind.TEXT ? "'" : "";
        return quote + text + quote + " (at character " + at + ")";
    }
}
