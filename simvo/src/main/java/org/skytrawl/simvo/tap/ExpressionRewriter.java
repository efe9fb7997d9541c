package org.skytrawl.simvo.tap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.tap.AdqlText.Part;

final class ExpressionRewriter {
    private static final Set<String> SIGNS =
            Set.of("+", "-", "*", "/", "=", "<>", "!=", "<", ">", "<=", ">=", "||", ",");

    private final AdqlText text;
    private final TableRef.Names names;
    private final AdqlRewriter queries;
    private final CallRewriter calls;

    ExpressionRewriter(AdqlText text, TableRef.Names names, AdqlRewriter queries) {
        this.text = text;
        this.names = names;
        this.queries = queries;
        this.calls = new CallRewriter(text, this);
    }

    String expression(Part part) throws TapError {
        if (part.isEmpty()) {
            throw text.error(part.from(), "an expression");
        }
        List<String> pieces = new ArrayList<>();
        int i = part.from();
        while (i < part.to()) {
            i = text.is(i, "ILIKE") ? ilike(i + 1, part.to(), pieces) : piece(i, part.to(), pieces);
        }
        return String.join(" ", pieces);
    }

    String list(Part part) throws TapError {
        return String.join(", ", all(text.split(part)));
    }

    List<String> all(List<Part> parts) throws TapError {
        List<String> all = new ArrayList<>();
        for (Part part : parts) {
            all.add(expression(part));
        }
        return all;
    }

    /** Appends the piece at a position, and returns the position of the next. */
    private int piece(int i, int to, List<String> pieces) throws TapError {
        AdqlToken token = text.at(i);
        if (token.isName()) {
            return word(i, to, pieces);
        }
        if (token.is("(")) {
            Part inner = new Part(i + 1, text.closing(i));
            pieces.add("(" + (queries.isQuery(inner) ? queries.query(inner) : expression(inner)) + ")");
            return inner.to() + 1;
        }
        if (token.kind() == AdqlToken.Kind.SIGN && !SIGNS.contains(token.text())) {
            throw text.error(i, "a part of an expression");
        }
        pieces.add(
                switch (token.kind()) {
                    case TEXT -> quoted(token.text());
                    case NUMBER -> number(token.text());
                    default -> token.is("!=") ? "<>" : token.text();
                });
        return i + 1;
    }

    private int word(int i, int to, List<String> pieces) throws TapError {
        AdqlToken token = text.at(i);
        boolean plain = token.kind() == AdqlToken.Kind.WORD;
        if (plain && AdqlWords.isInExpressions(token.upper())) {
            pieces.add(token.upper());
            return i + 1;
        }
        if (plain && i + 1 < to && text.is(i + 1, "(")) {
            int close = text.closing(i + 1);
            pieces.add(calls.call(token, new Part(i + 2, close)));
            return close + 1;
        }
        int end = i + 1;
        while (end + 1 < to && text.is(end, ".") && text.at(end + 1).isName()) {
            end += 2;
        }
        pieces.add(column(new Part(i, end)));
        return end;
    }

    /** The database has no ILIKE: both sides are compared in lower case. */
    private int ilike(int from, int to, List<String> pieces) throws TapError {
        boolean not = !pieces.isEmpty() && pieces.getLast().equals("NOT");
        if (not) {
            pieces.removeLast();
        }
        int left = pieces.size() - 1;
        while (left >= 2 && pieces.get(left - 1).equals("||")) {
            left -= 2;
        }
        if (left < 0) {
            throw text.error(from - 1, "something to compare before it");
        }
        List<String> operand = pieces.subList(left, pieces.size());
        String lower = "LOWER(" + String.join(" ", operand) + ")";
        operand.clear();
        pieces.add(lower + (not ? " NOT LIKE" : " LIKE"));
        List<String> right = new ArrayList<>();
        int i = piece(from, to, right);
        while (i < to && text.is(i, "||")) {
            right.add("||");
            i = piece(i + 1, to, right);
        }
        pieces.add("LOWER(" + String.join(" ", right) + ")");
        return i;
    }

    private String column(Part part) throws TapError {
        int count = (part.to() - part.from() + 1) / 2;
        AdqlToken first = text.at(part.from());
        if (count > 3) {
            throw text.error(part.from(), "a column of the form schema.table.column");
        }
        if (count == 1) {
            return name(first);
        }
        AdqlToken second = text.at(part.from() + 2);
        return count == 2
                ? name(first) + "." + name(second)
                : table(first, second).sql() + "." + name(text.at(part.from() + 4));
    }

    private TableRef table(AdqlToken schema, AdqlToken name) throws TapError {
        TableRef table = names.find(schema.name(), name.name());
        if (table == null) {
            throw new TapError("unknown table " + schema.name() + "." + name.name());
        }
        return table;
    }

    /** All columns of one table; by name, since the database omits the columns of a natural join. */
    String allColumns(Part part, Map<String, @Nullable TableRef> inScope) throws TapError {
        TableRef table;
        String prefix;
        AdqlToken first = text.at(part.from());
        if (part.to() == part.from() + 3 && text.is(part.from() + 1, ".")) {
            table = table(first, text.at(part.from() + 2));
            prefix = table.sql();
        } else if (part.to() == part.from() + 1 && first.isName()) {
            if (!inScope.containsKey(first.name())) {
                throw new TapError("unknown table " + first.shown());
            }
            table = inScope.get(first.name());
            prefix = name(first);
        } else {
            throw text.error(part.from(), "a table before .*");
        }
        return table == null
                ? prefix + ".*"
                : table.table().columns().stream()
                        .map(column -> prefix + "." + AdqlWords.sql(column.name()))
                        .collect(Collectors.joining(", "));
    }

    String name(AdqlToken token) throws TapError {
        if (!token.isName()) {
            throw new TapError("syntax error at " + token.shown() + ": expected a name");
        }
        if (token.kind() == AdqlToken.Kind.WORD && AdqlWords.isReserved(token.text())) {
            throw new TapError("syntax error at " + token.shown()
                    + ": it is a reserved word of ADQL; a name like that is written in quotes");
        }
        return AdqlWords.sql(token.name());
    }

    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** Numbers with a point become binary ones: quotients of the database's decimals lose digits. */
    static String number(String text) {
        if (text.matches("\\d+")) {
            return text;
        }
        String number = (text.startsWith(".") ? "0" + text : text).replaceFirst("\\.(?=$|[eE])", ".0");
        return number.matches(".*[eE].*") ? number : number + "E0";
    }
}
