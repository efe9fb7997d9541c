package org.skytrawl.harvest.take;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.harvest.state.Cell;
import org.skytrawl.harvest.state.Mark;
import org.skytrawl.harvest.state.Range;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.Service;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.HostLimiter;
import org.skytrawl.net.StoppedException;
import org.skytrawl.protocol.mapping.PlainNumber;
import org.skytrawl.protocol.obstap.TapSync;
import org.skytrawl.votable.RowSink;
import org.skytrawl.votable.TableField;

/** Asks one service about its table. Used by one thread. */
final class TapTable implements TableCounts {
    /** Numbers beyond these are not used to split; NaN is, with the ones beyond, in the first or the last part, or in none. */
    private static final String LEAST = "-1E30";

    private static final String GREATEST = "1E30";
    private static final int SAMPLE = 1_000;
    private static final int LONGEST_VALUE = 100;

    /** No table has more. */
    private static final double MOST_ROWS = 1E15;

    private final Service service;
    private final Session session;
    private final Requests requests;
    private List<String> conditions = List.of();
    private List<String> marks = List.of();

    /**
     * What all services of a session share. Thread-safe.
     *
     * @param end no request begins after it
     * @param pauses before each further attempt of a request that failed
     */
    record Session(
            TapSync tap,
            HostLimiter limiter,
            Deadline end,
            Cancellation cancellation,
            HarvestOptions options,
            List<Duration> pauses) {}

    TapTable(Service service, Session session) {
        this.service = service;
        this.session = session;
        this.requests = new Requests(service, session);
    }

    /** @param all for all queries */
    void restrict(List<String> all) {
        conditions = List.copyOf(all);
    }

    /** @param expressions that are asked with each count: aggregates that differ if rows have changed */
    void mark(Collection<String> expressions) {
        marks = List.copyOf(expressions);
    }

    /** @param told why an attempt failed, before the next one */
    void onTrouble(Consumer<String> told) {
        requests.onTrouble(told);
    }

    String rowsOf(Cell cell) {
        return "SELECT * FROM " + service.tableName() + where(cell);
    }

    private String where(Cell cell, String... more) {
        List<String> all = Stream.of(conditions.stream(), cell.ranges().stream().map(Range::adql), Stream.of(more))
                .flatMap(part -> part)
                .toList();
        return all.isEmpty() ? "" : " WHERE " + String.join(" AND ", all);
    }

    @Override
    public Mark mark(Cell cell) throws RefusedException, StoppedException {
        StringBuilder query = new StringBuilder("SELECT COUNT(*) AS n");
        for (int i = 0; i < marks.size(); i++) {
            query.append(", ").append(marks.get(i)).append(" AS m").append(i);
        }
        query.append(" FROM ").append(service.tableName()).append(where(cell));
        List<@Nullable Object[]> rows = rows(query.toString(), 2, 3);
        if (rows.size() == 1
                && rows.getFirst().length > marks.size()
                && rows.getFirst()[0] instanceof Number number
                && number.doubleValue() >= 0
                && number.doubleValue() <= MOST_ROWS) {
            Map<String, String> values = new HashMap<>();
            for (int i = 0; i < marks.size(); i++) {
                values.put(marks.get(i), value(rows.getFirst()[i + 1]));
            }
            return new Mark(number.longValue(), values);
        }
        throw new RefusedException("the answer to COUNT(*) is not one number of rows", true, null);
    }

    private static String value(@Nullable Object cell) {
        return switch (cell) {
            case null -> "";
            case Number number -> Mark.text(number.doubleValue());
            default -> PlainText.of(cell.toString(), LONGEST_VALUE);
        };
    }

    @Override
    public Bounds bounds(Cell cell, String column) throws RefusedException, StoppedException {
        List<@Nullable Object[]> rows = rows(
                "SELECT MIN(" + column + ") AS lo, MAX(" + column + ") AS hi FROM " + service.tableName()
                        + where(cell, column + " >= " + LEAST, column + " <= " + GREATEST),
                2,
                2);
        if (rows.size() != 1 || rows.getFirst().length < 2) {
            throw new RefusedException("the answer to MIN and MAX is not one row", true, null);
        }
        return new Bounds(number(rows.getFirst()[0]), number(rows.getFirst()[1]));
    }

    private static double number(@Nullable Object cell) {
        return cell instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    @Override
    public SortedMap<Long, Long> histogram(Cell cell, String column, Bounds within, double width)
            throws RefusedException, StoppedException {
        // GROUP BY takes names of columns only in ADQL 2.0
        String least = PlainNumber.of(within.least());
        String bin = "FLOOR((" + column + " - (" + least + ")) / " + PlainNumber.of(width) + ")";
        String inner = "SELECT " + bin + " AS b FROM " + service.tableName()
                + where(cell, column + " >= " + LEAST, column + " <= " + GREATEST);
        SortedMap<Long, Long> bins = new TreeMap<>();
        for (@Nullable Object[] row : rows("SELECT b, COUNT(*) AS n FROM (" + inner + ") AS h GROUP BY b", 10_000, 2)) {
            if (row.length >= 2 && row[0] instanceof Number place && row[1] instanceof Number count) {
                bins.merge(place.longValue(), count.longValue(), Long::sum);
            }
        }
        return bins;
    }

    @Override
    public List<String> sample(Cell cell, String column) throws RefusedException, StoppedException {
        String query = "SELECT TOP " + SAMPLE + " " + column + " FROM " + service.tableName()
                + where(cell, column + " IS NOT NULL");
        return rows(query, SAMPLE + 1, 2).stream()
                .filter(row -> row.length > 0 && row[0] instanceof String)
                .map(row -> (String) Objects.requireNonNull(row[0]))
                .collect(Collectors.toList());
    }

    @Override
    public @Nullable String greatestOfSeveral(Cell cell, String column) throws RefusedException, StoppedException {
        List<@Nullable Object[]> rows = rows(
                "SELECT MIN(" + column + ") AS lo, MAX(" + column + ") AS hi FROM " + service.tableName()
                        + where(cell, column + " IS NOT NULL"),
                2,
                2);
        return rows.size() == 1
                        && rows.getFirst().length > 1
                        && rows.getFirst()[0] instanceof String least
                        && rows.getFirst()[1] instanceof String greatest
                        && !least.equals(greatest)
                ? greatest
                : null;
    }

    /** Whether a row is in no part of a split, as one with NaN is for some services. */
    boolean losesRows(Cell cell, String column, String edge) throws RefusedException, StoppedException {
        String parts = column + " < " + edge + " OR " + column + " >= " + edge + " OR " + column + " IS NULL";
        String query = "SELECT TOP 1 " + column + " FROM " + service.tableName() + where(cell, "NOT (" + parts + ")");
        RowList rows = new RowList(2);
        var unused = ask(query, 2, 2, rows);
        return rows.seen > 0;
    }

    /** The columns of the table. */
    List<TableField> fields() throws RefusedException, StoppedException {
        RowList rows = new RowList(2);
        var unused = ask("SELECT TOP 1 * FROM " + service.tableName(), 2, 3, rows);
        if (rows.fields.isEmpty()) {
            throw new RefusedException("the answer has no table", true, null);
        }
        return rows.fields;
    }

    private List<@Nullable Object[]> rows(String query, long most, int attempts)
            throws RefusedException, StoppedException {
        RowList rows = new RowList(most);
        TapSync.Answer answer = ask(query, most, attempts, rows);
        if (answer.overflow() != null && most > SAMPLE + 1) {
            throw new RefusedException("the answer was cut: " + answer.overflow(), true, null);
        }
        return rows.list;
    }

    /**
     * Asks until there is a whole answer.
     *
     * @param attempts the most of a query that the service says that it does not understand; others have more
     */
    TapSync.Answer ask(String query, long maxRec, int attempts, Restarting sink)
            throws RefusedException, StoppedException {
        return requests.ask(
                attempts, sink, context -> session.tap().query(service.accessUrl(), query, maxRec, context, sink));
    }

    /** A sink of rows that can begin again. */
    interface Restarting extends RowSink, Requests.Restarting {}

    /** Keeps the first rows of an answer: a service may send more than it was asked for. */
    private static final class RowList implements Restarting {
        private final long most;
        private List<TableField> fields = List.of();
        private final List<@Nullable Object[]> list = new ArrayList<>();
        private long seen;

        RowList(long most) {
            this.most = most;
        }

        @Override
        public void restart() {
            fields = List.of();
            list.clear();
            seen = 0;
        }

        @Override
        public void fields(List<TableField> all) {
            fields = all;
        }

        @Override
        public void row(@Nullable Object[] cells) {
            seen++;
            if (list.size() < most) {
                list.add(cells);
            }
        }
    }
}
