package org.skytrawl.simvo.tap;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.skytrawl.simvo.tap.AdqlToken.Kind;
import org.skytrawl.simvo.tap.TableNames.Place;
import org.skytrawl.simvo.votable.Table;

/**
 * Turns ADQL into the SQL of HSQLDB, word by word: names of tables become those of the database, other names are quoted, so
 * that no word of HSQLDB's own gets in the way, functions become ours, and TOP, OFFSET and ILIKE what HSQLDB has instead.
 * Its own parser then checks the grammar. Used once.
 */
final class AdqlTranslator {
    private static final Set<String> KEYWORDS = Set.of(
            "SELECT",
            "FROM",
            "WHERE",
            "AND",
            "OR",
            "NOT",
            "IN",
            "IS",
            "NULL",
            "LIKE",
            "ILIKE",
            "BETWEEN",
            "EXISTS",
            "AS",
            "ON",
            "USING",
            "JOIN",
            "NATURAL",
            "LEFT",
            "RIGHT",
            "FULL",
            "INNER",
            "OUTER",
            "CROSS",
            "GROUP",
            "BY",
            "HAVING",
            "ORDER",
            "ASC",
            "DESC",
            "UNION",
            "EXCEPT",
            "INTERSECT",
            "ALL",
            "DISTINCT",
            "TOP",
            "OFFSET",
            "CASE",
            "WHEN",
            "THEN",
            "ELSE",
            "END",
            "TRUE",
            "FALSE",
            "INTEGER",
            "SMALLINT",
            "BIGINT",
            "REAL",
            "DOUBLE",
            "PRECISION",
            "CHAR",
            "VARCHAR",
            "TIMESTAMP");
    private static final Set<String> AFTER_FROM =
            Set.of("WHERE", "GROUP", "HAVING", "ORDER", "UNION", "EXCEPT", "INTERSECT", "SELECT", "OFFSET");
    private static final int DEEPEST = 60;

    private final List<AdqlToken> tokens;
    private final TableNames names;
    private final Set<Table> tables = new LinkedHashSet<>();
    private final Map<String, String> aliases = new HashMap<>();
    private final Deque<Boolean> inFrom = new ArrayDeque<>();
    private boolean tableWanted;
    private long top = Long.MAX_VALUE;
    private String offset = "";
    private int at;

    private AdqlTranslator(List<AdqlToken> tokens, TableNames names) {
        this.tokens = tokens;
        this.names = names;
    }

    static AdqlTranslation translate(String query, TableNames names) throws AdqlException {
        AdqlTranslator translator = new AdqlTranslator(AdqlToken.of(query), names);
        if (translator.tokens.isEmpty() || !translator.tokens.getFirst().is("SELECT")) {
            throw new AdqlException("a query begins with SELECT");
        }
        translator.inFrom.push(false);
        List<String> words = translator.words(false);
        if (translator.at < translator.tokens.size()) {
            throw new AdqlException("a closing parenthesis has none that opens");
        }
        String sql = String.join(" ", words);
        if (!translator.offset.isEmpty()) {
            sql += translator.top == Long.MAX_VALUE || translator.top == 0
                    ? " OFFSET " + translator.offset + " ROWS"
                    : " LIMIT " + translator.top + " OFFSET " + translator.offset;
        }
        return new AdqlTranslation(sql, translator.top, List.copyOf(translator.tables), translator.aliases);
    }

    /** SQL up to the end, or to the parenthesis that closes this one, or, of a function's argument, to its comma. */
    private List<String> words(boolean argument) throws AdqlException {
        if (inFrom.size() > DEEPEST) {
            throw new AdqlException("parentheses are nested more than " + DEEPEST + " deep");
        }
        List<String> out = new ArrayList<>();
        while (at < tokens.size()) {
            AdqlToken token = tokens.get(at);
            if (token.is(")") || (argument && token.is(","))) {
                return out;
            }
            at++;
            switch (token.kind()) {
                case TEXT -> out.add(quoted(token.text(), '\''));
                case NUMBER -> out.add(token.text());
                case SIGN -> sign(token, out);
                case DELIMITED -> name(token, out);
                case NAME -> {
                    if (next("(") && !KEYWORDS.contains(token.upper())) {
                        function(token, out);
                    } else if (KEYWORDS.contains(token.upper()) && !next(".")) {
                        keyword(token.upper(), out);
                    } else {
                        name(token, out);
                    }
                }
            }
        }
        return out;
    }

    private boolean next(String sign) {
        return at < tokens.size()
                && tokens.get(at).kind() == Kind.SIGN
                && tokens.get(at).text().equals(sign);
    }

    private void sign(AdqlToken token, List<String> out) throws AdqlException {
        if (token.text().equals("(")) {
            // a join in parentheses is still a list of tables
            inFrom.push(tableWanted);
            List<String> inner = words(false);
            inFrom.pop();
            if (!next(")")) {
                throw new AdqlException("a parenthesis is not closed");
            }
            at++;
            tableWanted = false;
            out.add("(" + String.join(" ", inner) + ")");
            return;
        }
        if (token.text().equals(",") && Boolean.TRUE.equals(inFrom.peek())) {
            tableWanted = true;
        }
        out.add(token.text());
    }

    private void keyword(String word, List<String> out) throws AdqlException {
        if (word.equals("FROM") || word.equals("JOIN")) {
            inFrom.pop();
            inFrom.push(true);
            tableWanted = true;
        } else if (AFTER_FROM.contains(word)) {
            inFrom.pop();
            inFrom.push(false);
            tableWanted = false;
        }
        boolean outermost = inFrom.size() == 1;
        switch (word) {
            case "TOP" -> {
                String count = number("TOP");
                boolean distinct = out.getLast().equals("DISTINCT");
                if (outermost && out.size() <= 2) {
                    top = Long.parseLong(count);
                } else if (count.equals("0")) {
                    throw new AdqlException("TOP 0 within a query is not supported");
                } else {
                    // HSQLDB wants it before DISTINCT
                    out.add(distinct ? out.size() - 1 : out.size(), "TOP " + count);
                }
            }
            case "OFFSET" -> {
                if (!outermost) {
                    throw new AdqlException("OFFSET within a query is not supported");
                }
                offset = number("OFFSET");
            }
            case "ILIKE" -> ilike(out);
            case "AS" -> {
                out.add("AS");
                if (at < tokens.size() && tokens.get(at).isName() && !inFrom.peek()) {
                    aliases.put(tokens.get(at).upper(), tokens.get(at).text());
                }
            }
            default -> out.add(word);
        }
    }

    private String number(String after) throws AdqlException {
        AdqlToken token = at < tokens.size() ? tokens.get(at) : new AdqlToken(Kind.SIGN, "the end");
        if (token.kind() != Kind.NUMBER || !token.text().matches("\\d{1,15}")) {
            throw new AdqlException("after " + after + " comes a number of rows, not '" + token.text() + "'");
        }
        at++;
        return token.text();
    }

    /** {@code a ILIKE b} becomes {@code LOWER(a) LIKE LOWER(b)}. */
    private void ilike(List<String> out) throws AdqlException {
        boolean not = out.getLast().equals("NOT");
        int operand = out.size() - (not ? 2 : 1);
        if (operand < 0 || at == tokens.size()) {
            throw new AdqlException("ILIKE stands between two texts");
        }
        out.set(operand, "LOWER(" + out.get(operand) + ")");
        out.add("LIKE");
        AdqlToken pattern = tokens.get(at++);
        List<String> right = new ArrayList<>();
        if (pattern.kind() == Kind.TEXT) {
            right.add(quoted(pattern.text(), '\''));
        } else if (pattern.isName() && next("(")) {
            function(pattern, right);
        } else {
            name(pattern, right);
        }
        out.add("LOWER(" + String.join(" ", right) + ")");
    }

    private void function(AdqlToken token, List<String> out) throws AdqlException {
        String name = token.upper();
        if (!AdqlFunction.isKnown(name)) {
            throw new AdqlException("there is no function " + token.text());
        }
        at++;
        List<String> arguments = new ArrayList<>();
        inFrom.push(false);
        while (!next(")")) {
            if (at >= tokens.size()) {
                throw new AdqlException("the parenthesis after " + token.text() + " is not closed");
            }
            arguments.add(String.join(" ", words(true)));
            if (next(",")) {
                at++;
            }
        }
        inFrom.pop();
        at++;
        out.add(AdqlFunction.call(name, arguments));
    }

    /** A name of up to three parts, the last of which may be a star. */
    private void name(AdqlToken first, List<String> out) throws AdqlException {
        if (!first.isName()) {
            throw new AdqlException("a name is wanted, not '" + first.text() + "'");
        }
        List<AdqlToken> parts = new ArrayList<>(List.of(first));
        while (next(".") && at + 1 < tokens.size()) {
            AdqlToken part = tokens.get(at + 1);
            if (!part.isName() && !part.is("*")) {
                throw new AdqlException("after '" + first.text() + ".' comes a name, not '" + part.text() + "'");
            }
            parts.add(part);
            at += 2;
        }
        if (tableWanted) {
            tableWanted = false;
            out.add(table(parts));
            return;
        }
        Place place =
                parts.size() > 2 ? names.find(parts.get(0).text(), parts.get(1).text()) : null;
        if (place != null && parts.get(2).is("*")) {
            // of tables in a natural join, HSQLDB's star leaves out what they have in common
            out.add(place.table().columns().stream()
                    .map(column -> place.sql() + "." + quoted(column.name().toUpperCase(Locale.ROOT), '"'))
                    .collect(Collectors.joining(", ")));
            return;
        }
        StringBuilder sql = new StringBuilder(place == null ? "" : place.sql());
        for (AdqlToken part : parts.subList(place == null ? 0 : 2, parts.size())) {
            sql.append(sql.isEmpty() ? "" : ".").append(part.is("*") ? "*" : quoted(part.upper(), '"'));
        }
        out.add(sql.toString());
    }

    private String table(List<AdqlToken> parts) throws AdqlException {
        Place place =
                parts.size() == 2 ? names.find(parts.get(0).text(), parts.get(1).text()) : null;
        if (place == null) {
            throw new AdqlException("there is no table "
                    + String.join(".", parts.stream().map(AdqlToken::text).toList())
                            .toLowerCase(Locale.ROOT)
                    + "; TAP_SCHEMA.tables lists those there are");
        }
        tables.add(place.table());
        return place.sql();
    }

    private static String quoted(String text, char quote) {
        return quote + text.replace("" + quote, "" + quote + quote) + quote;
    }
}
