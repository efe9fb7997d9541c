package org.skytrawl.simvo.tap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.tap.AdqlText.Part;

/** Turns ADQL 2.0 and some of 2.1 into the database's SQL; unknown syntax does not reach it. For one query. */
final class AdqlRewriter {
    /** @param written the names that the query gave to columns, as it wrote them, by their names in SQL */
    record Sql(String sql, Map<String, String> written, List<TableRef> tables) {}

    /** What stands in SQL for the condition of a join or a WHERE. */
    @FunctionalInterface
    interface Conditions {
        /** @param sql the condition as the query has it */
        String of(String sql, AdqlText text, Part part, Map<String, @Nullable TableRef> inScope);
    }

    private static final String[] UNITING = {"UNION", "EXCEPT", "INTERSECT"};

    private final AdqlText text;
    private final Map<String, String> written = new HashMap<>();
    private final List<TableRef> tables = new ArrayList<>();
    private final Map<String, NamedQuery> named = new HashMap<>();
    private final ExpressionRewriter expressions;
    private final FromRewriter from;
    private final Conditions conditions;

    private AdqlRewriter(AdqlText text, TableRef.Names names, Conditions conditions) {
        this.text = text;
        this.conditions = conditions;
        this.expressions = new ExpressionRewriter(text, names, this);
        this.from = new FromRewriter(text, names, this);
    }

    static Sql rewrite(String adql, TableRef.Names names) throws TapError {
        return rewrite(adql, names, (sql, text, part, inScope) -> sql);
    }

    static Sql rewrite(String adql, TableRef.Names names, Conditions conditions) throws TapError {
        AdqlText text = new AdqlText(adql);
        AdqlRewriter rewriter = new AdqlRewriter(text, names, conditions);
        String sql = rewriter.query(rewriter.behindWith(text.all()));
        return new Sql(sql, rewriter.written, rewriter.tables);
    }

    record NamedQuery(String sql, String columns) {}

    /** Keeps the named queries of WITH (ADQL 2.1 section 2.2.2), and returns the part behind them. */
    private Part behindWith(Part all) throws TapError {
        int i = all.from();
        if (!text.is(i, "WITH")) {
            return all;
        }
        do {
            AdqlToken name = text.at(i + 1);
            i += 2;
            String columns = "";
            if (name.isName() && text.is(i, "(")) {
                int close = text.closing(i);
                columns = " (" + from.columnNames(new Part(i + 1, close)) + ")";
                i = close + 1;
            }
            if (!name.isName() || !text.is(i, "AS") || !text.is(i + 1, "(")) {
                throw text.error(i, "a name, AS and a query in parentheses");
            }
            int close = text.closing(i + 1);
            NamedQuery query = new NamedQuery("(" + query(new Part(i + 2, close)) + ")", columns);
            if (named.putIfAbsent(name.name(), query) != null) {
                throw new TapError("there are two queries named " + name.shown());
            }
            i = close + 1;
        } while (text.is(i, ","));
        return new Part(i, all.to());
    }

    @Nullable
    NamedQuery named(String name) {
        return named.get(name);
    }

    boolean isQuery(Part part) {
        int i = part.from();
        while (i < part.to() && text.is(i, "(")) {
            i++;
        }
        return i < part.to() && text.is(i, "SELECT");
    }

    void reads(TableRef table) {
        tables.add(table);
    }

    ExpressionRewriter expressions() {
        return expressions;
    }

    String query(Part part) throws TapError {
        int order = text.find(part, "ORDER");
        // it is not reserved in ADQL 2.0, so elsewhere it is a name
        int offset = text.is(part.to() - 2, "OFFSET") && part.to() - 2 > part.from() ? part.to() - 2 : -1;
        int orderEnd = offset < 0 ? part.to() : offset;
        int bodyEnd = order < 0 ? orderEnd : order;
        int operator = text.find(new Part(part.from(), bodyEnd), UNITING);
        StringBuilder sql = new StringBuilder();
        String top = null;
        int start = part.from();
        if (operator < 0) {
            top = operand(new Part(start, bodyEnd), sql);
        } else {
            for (int at = operator; at >= 0; at = text.find(new Part(start, bodyEnd), UNITING)) {
                limited(new Part(start, at), sql);
                boolean all = text.is(at + 1, "ALL");
                sql.append(' ').append(text.at(at).upper()).append(all ? " ALL " : " ");
                start = all ? at + 2 : at + 1;
            }
            limited(new Part(start, bodyEnd), sql);
        }
        if (order >= 0) {
            if (order > orderEnd || !text.is(order + 1, "BY")) {
                throw text.error(order + 1, "BY");
            }
            sql.append(" ORDER BY ").append(expressions.list(new Part(order + 2, orderEnd)));
        }
        limit(top, offset < 0 ? "0" : wholeNumber(offset + 1), sql);
        return sql.toString();
    }

    private void limited(Part part, StringBuilder sql) throws TapError {
        int start = sql.length();
        String top = operand(part, sql);
        if (top != null) {
            limit(top, "0", sql.insert(start, '('));
            sql.append(')');
        }
    }

    private static void limit(@Nullable String top, String skipped, StringBuilder sql) {
        if ("0".equals(top)) {
            // for the database 0 means no limit, or is an error
            sql.append(" OFFSET 2000000000 ROWS FETCH FIRST 1 ROWS ONLY");
            return;
        }
        if (!skipped.equals("0")) {
            sql.append(" OFFSET ").append(skipped).append(" ROWS");
        }
        if (top != null) {
            sql.append(" FETCH FIRST ").append(top).append(" ROWS ONLY");
        }
    }

    /** A select, or a query in parentheses; returns the number behind TOP, if any. */
    private @Nullable String operand(Part part, StringBuilder sql) throws TapError {
        if (!part.isEmpty() && text.is(part.from(), "(") && text.closing(part.from()) == part.to() - 1) {
            sql.append('(')
                    .append(query(new Part(part.from() + 1, part.to() - 1)))
                    .append(')');
            return null;
        }
        return select(part, sql);
    }

    private @Nullable String select(Part part, StringBuilder sql) throws TapError {
        if (part.isEmpty() || !text.is(part.from(), "SELECT")) {
            throw text.error(part.from(), "SELECT");
        }
        int i = part.from() + 1;
        sql.append("SELECT ");
        if (text.is(i, "DISTINCT") || text.is(i, "ALL")) {
            sql.append(text.at(i).upper()).append(' ');
            i++;
        }
        String top = null;
        if (text.is(i, "TOP")) {
            top = wholeNumber(i + 1);
            i += 2;
        }
        int fromAt = text.find(new Part(i, part.to()), "FROM");
        if (fromAt < 0) {
            throw text.error(part.to(), "FROM");
        }
        int where = text.find(new Part(fromAt, part.to()), "WHERE");
        int group = text.find(new Part(fromAt, part.to()), "GROUP");
        int having = text.find(new Part(fromAt, part.to()), "HAVING");
        int havingFrom = having < 0 ? part.to() : having;
        int groupFrom = group < 0 ? havingFrom : group;
        int whereFrom = where < 0 ? groupFrom : where;
        if (whereFrom > groupFrom || groupFrom > havingFrom) {
            throw text.error(Math.min(groupFrom, havingFrom), "WHERE before GROUP BY before HAVING");
        }
        Map<String, @Nullable TableRef> inScope = new HashMap<>();
        String fromSql = from.clause(new Part(fromAt + 1, whereFrom), inScope);
        selectList(new Part(i, fromAt), inScope, sql);
        sql.append(" FROM ").append(fromSql);
        if (where >= 0) {
            sql.append(" WHERE ").append(condition(new Part(where + 1, groupFrom), inScope));
        }
        if (group >= 0) {
            if (!text.is(group + 1, "BY")) {
                throw text.error(group + 1, "BY");
            }
            sql.append(" GROUP BY ").append(expressions.list(new Part(group + 2, havingFrom)));
        }
        if (having >= 0) {
            sql.append(" HAVING ").append(expressions.expression(new Part(having + 1, part.to())));
        }
        return top;
    }

    String condition(Part part, Map<String, @Nullable TableRef> inScope) throws TapError {
        return conditions.of(expressions.expression(part), text, part, inScope);
    }

    private void selectList(Part part, Map<String, @Nullable TableRef> inScope, StringBuilder sql) throws TapError {
        String separator = "";
        for (Part item : text.split(part)) {
            sql.append(separator);
            separator = ", ";
            int last = item.to() - 1;
            if (item.isEmpty()) {
                throw text.error(item.from(), "a column");
            } else if (item.from() == last && text.is(last, "*")) {
                sql.append('*');
            } else if (text.is(last, "*") && text.is(last - 1, ".")) {
                sql.append(expressions.allColumns(new Part(item.from(), last - 1), inScope));
            } else {
                selectItem(item, sql);
            }
        }
    }

    private void selectItem(Part item, StringBuilder sql) throws TapError {
        int last = item.to() - 1;
        int as = text.find(item, "AS");
        AdqlToken alias = text.at(last);
        boolean reserved = alias.kind() == AdqlToken.Kind.WORD && AdqlWords.isReserved(alias.text());
        boolean bare = as < 0 && item.from() < last && alias.isName() && !reserved && endsOperand(text.at(last - 1));
        if (as < 0 && !bare) {
            sql.append(expressions.expression(item));
            return;
        }
        if (as >= 0 && as != last - 1) {
            throw text.error(as + 1, "a name for the column");
        }
        String name = expressions.name(alias);
        sql.append(expressions.expression(new Part(item.from(), as >= 0 ? as : last)))
                .append(" AS ")
                .append(name);
        written.putIfAbsent(AdqlWords.swapped(alias.name()), alias.text());
    }

    private static boolean endsOperand(AdqlToken token) {
        return switch (token.kind()) {
            case WORD -> !AdqlWords.isInExpressions(token.upper()) || token.is("END") || token.is("NULL");
            case DELIMITED, TEXT, NUMBER -> true;
            case SIGN -> token.is(")");
        };
    }

    private String wholeNumber(int i) throws TapError {
        AdqlToken token = text.at(i);
        if (token.kind() != AdqlToken.Kind.NUMBER || !token.text().matches("\\d{1,18}")) {
            throw text.error(i, "a whole number of rows");
        }
        return Long.toString(Math.min(Long.parseLong(token.text()), 1_900_000_000));
    }
}
