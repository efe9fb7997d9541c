package org.skytrawl.simvo.tap;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.tap.AdqlText.Part;

final class FromRewriter {
    private static final Set<String> JOINING =
            Set.of("NATURAL", "INNER", "LEFT", "RIGHT", "FULL", "OUTER", "JOIN", "CROSS");

    private static final String[] BEHIND_CONDITION = {",", "NATURAL", "INNER", "LEFT", "RIGHT", "FULL", "JOIN", "CROSS"
    };

    private final AdqlText text;
    private final TableRef.Names names;
    private final AdqlRewriter queries;

    FromRewriter(AdqlText text, TableRef.Names names, AdqlRewriter queries) {
        this.text = text;
        this.names = names;
        this.queries = queries;
    }

    /** @param inScope gets the tables by their names in the query; null for queries */
    String clause(Part part, Map<String, @Nullable TableRef> inScope) throws TapError {
        if (part.isEmpty()) {
            throw text.error(part.from(), "a table");
        }
        StringBuilder sql = new StringBuilder();
        int i = part.from();
        boolean tableDue = true;
        while (i < part.to()) {
            AdqlToken token = text.at(i);
            if (token.is("(") && tableDue) {
                i = parenthesised(i, inScope, sql);
                tableDue = false;
            } else if (token.is(",")) {
                sql.append(", ");
                tableDue = due(tableDue, i);
                i++;
            } else if (token.kind() == AdqlToken.Kind.WORD && JOINING.contains(token.upper())) {
                sql.append(' ').append(token.upper()).append(' ');
                tableDue = token.is("JOIN") ? due(tableDue, i) : tableDue;
                i++;
            } else if (token.is("ON") && !tableDue) {
                int next = text.find(new Part(i + 1, part.to()), BEHIND_CONDITION);
                int end = next < 0 ? part.to() : next;
                sql.append(" ON ").append(queries.condition(new Part(i + 1, end), inScope));
                i = end;
            } else if (token.is("USING") && text.is(i + 1, "(") && !tableDue) {
                int end = text.closing(i + 1);
                sql.append(" USING (").append(columnNames(new Part(i + 2, end))).append(')');
                i = end + 1;
            } else if (token.isName() && tableDue) {
                i = table(i, part.to(), inScope, sql);
                tableDue = false;
            } else {
                throw text.error(i, tableDue ? "a table" : "a join, a condition or the next clause");
            }
        }
        if (tableDue) {
            throw text.error(part.to(), "a table");
        }
        return sql.toString();
    }

    private boolean due(boolean already, int i) throws TapError {
        if (already) {
            throw text.error(i, "a table");
        }
        return true;
    }

    private int parenthesised(int open, Map<String, @Nullable TableRef> inScope, StringBuilder sql) throws TapError {
        int close = text.closing(open);
        Part inner = new Part(open + 1, close);
        if (!queries.isQuery(inner)) {
            sql.append('(').append(clause(inner, inScope)).append(')');
            return close + 1;
        }
        sql.append('(').append(queries.query(inner)).append(')');
        int i = text.is(close + 1, "AS") ? close + 2 : close + 1;
        if (!isAlias(i)) {
            throw text.error(i, "a name for the query in parentheses");
        }
        inScope.put(text.at(i).name(), null);
        sql.append(" AS ").append(queries.expressions().name(text.at(i)));
        return i + 1;
    }

    private int table(int from, int to, Map<String, @Nullable TableRef> inScope, StringBuilder sql) throws TapError {
        AdqlToken schema = text.at(from);
        AdqlRewriter.NamedQuery named = text.is(from + 1, ".") ? null : queries.named(schema.name());
        if (named != null) {
            return namedQuery(named, from, to, inScope, sql);
        }
        if (!text.is(from + 1, ".") || from + 2 >= to || !text.at(from + 2).isName()) {
            throw new TapError("unknown table " + schema.shown() + ": tables are named with their schema");
        }
        String name = text.at(from + 2).name();
        TableRef table = names.find(schema.name(), name);
        if (table == null) {
            throw new TapError("unknown table " + schema.name() + "." + name + " (at character " + schema.at() + ")");
        }
        queries.reads(table);
        sql.append(table.sql());
        boolean as = text.is(from + 3, "AS");
        int i = as ? from + 4 : from + 3;
        if (i < to && isAlias(i)) {
            inScope.put(text.at(i).name(), table);
            sql.append(" AS ").append(queries.expressions().name(text.at(i)));
            return i + 1;
        }
        if (as) {
            throw text.error(i, "a name for the table");
        }
        inScope.put(table.table().name(), table);
        return i;
    }

    private int namedQuery(
            AdqlRewriter.NamedQuery named, int from, int to, Map<String, @Nullable TableRef> inScope, StringBuilder sql)
            throws TapError {
        int alias = text.is(from + 1, "AS") ? from + 2 : from + 1;
        boolean renamed = alias < to && isAlias(alias);
        if (!renamed && alias == from + 2) {
            throw text.error(alias, "a name for the table");
        }
        AdqlToken name = text.at(renamed ? alias : from);
        inScope.put(name.name(), null);
        sql.append(named.sql())
                .append(" AS ")
                .append(queries.expressions().name(name))
                .append(named.columns());
        return renamed ? alias + 1 : from + 1;
    }

    private boolean isAlias(int i) {
        AdqlToken token = text.at(i);
        return token.kind() == AdqlToken.Kind.DELIMITED
                || (token.kind() == AdqlToken.Kind.WORD && !AdqlWords.isReserved(token.text()));
    }

    String columnNames(Part part) throws TapError {
        StringBuilder sql = new StringBuilder();
        for (Part column : text.split(part)) {
            if (column.to() != column.from() + 1 || !text.at(column.from()).isName()) {
                throw text.error(column.from(), "the name of a column");
            }
            sql.append(sql.isEmpty() ? "" : ", ").append(queries.expressions().name(text.at(column.from())));
        }
        return sql.toString();
    }
}
