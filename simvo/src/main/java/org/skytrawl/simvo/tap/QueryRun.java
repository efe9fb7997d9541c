package org.skytrawl.simvo.tap;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One run of a query: ends when it is done, when its time is over, or when it is aborted. Thread-safe. */
final class QueryRun {
    private static final Duration BETWEEN_CANCELS = Duration.ofMillis(20);
    private static final int MOST_CANCELS = 500;
    private static final Pattern NOT_FOUND = Pattern.compile("object not found: (\\S+)");
    private static final Pattern UNEXPECTED = Pattern.compile("unexpected token: (.+?)(?: required: (.*))?$");
    private static final int TIMEOUT = -4872;

    /** @param rows a value or null for each column */
    record Result(ResultColumns columns, List<@Nullable Object[]> rows, boolean overflow) {}

    private final Readers readers;
    private final Duration limit;
    private @Nullable Statement running;
    private boolean aborted;

    /** @param limit the longest that it may take; whole seconds, at least one */
    QueryRun(Readers readers, Duration limit) {
        this.readers = readers;
        this.limit = limit;
    }

    void abort() {
        synchronized (this) {
            aborted = true;
        }
        // the database ignores a cancel just before it begins a statement, so the cancel is repeated until the
        // statement ends
        Thread.ofVirtual().start(() -> {
            for (int i = 0; i < MOST_CANCELS && cancelled(); i++) {
                LockSupport.parkNanos(BETWEEN_CANCELS.toNanos());
            }
        });
    }

    private synchronized boolean cancelled() {
        if (running == null) {
            return false;
        }
        try {
            running.cancel();
            return true;
        } catch (SQLException e) {
            // the connection is closed, and with it the statement
            return false;
        }
    }

    Duration limit() {
        return limit;
    }

    synchronized boolean isAborted() {
        return aborted;
    }

    private synchronized boolean begins(@Nullable Statement statement) {
        running = statement;
        return !aborted;
    }

    /** @param most the most rows; with 0 the query is only prepared */
    Result run(AdqlRewriter.Sql query, int most) throws TapError, InterruptedException {
        try {
            return readers.use(this, connection -> run(connection, query, most));
        } catch (SQLException e) {
            throw explained(e);
        }
    }

    private Result run(Connection connection, AdqlRewriter.Sql query, int most) throws SQLException, TapError {
        try (PreparedStatement statement = connection.prepareStatement(query.sql())) {
            ResultColumns columns = ResultColumns.of(statement.getMetaData(), query);
            if (most == 0) {
                return new Result(columns, List.of(), true);
            }
            statement.setQueryTimeout((int) Math.max(1, limit.toSeconds()));
            statement.setMaxRows(most + 1);
            if (!begins(statement)) {
                throw new TapError("the query was aborted");
            }
            try (ResultSet set = statement.executeQuery()) {
                return read(set, columns, most);
            } finally {
                begins(null);
            }
        } catch (SQLException e) {
            // explained here so that the connection, which is still good, is kept
            throw explained(e);
        } catch (StackOverflowError e) {
            // the database's parser recurses with each AND and OR
            throw new TapError("the query has too many conditions");
        }
    }

    private static Result read(ResultSet set, ResultColumns columns, int most) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        while (set.next()) {
            if (rows.size() == most) {
                return new Result(columns, rows, true);
            }
            @Nullable Object[] row = new @Nullable Object[columns.columns().size()];
            for (int i = 0; i < row.length; i++) {
                row[i] = columns.value(i, set.getObject(i + 1));
            }
            rows.add(row);
        }
        return new Result(columns, rows, false);
    }

    private TapError explained(SQLException fault) {
        if (isAborted()) {
            return new TapError("the query was aborted");
        }
        if (fault.getErrorCode() == TIMEOUT) {
            return new TapError("the query took longer than " + limit.toSeconds() + " s and was ended");
        }
        String message = String.valueOf(fault.getMessage())
                .replaceAll("(?s) in statement \\[.*", "")
                .replaceAll("\\s+", " ");
        Matcher notFound = NOT_FOUND.matcher(message);
        if (notFound.find()) {
            return new TapError("unknown column " + named(notFound.group(1)));
        }
        Matcher unexpected = UNEXPECTED.matcher(message);
        if (unexpected.find()) {
            return new TapError("syntax error at " + unexpected.group(1)
                    + (unexpected.group(2) == null ? "" : ": expected " + unexpected.group(2)));
        }
        if (message.contains("unexpected end of statement")) {
            return new TapError("syntax error at the end of the query: something is missing");
        }
        return new TapError("the query cannot be evaluated: " + message);
    }

    private static String named(String sqlName) {
        return AdqlWords.swapped(sqlName.replaceAll("\"", "").replaceAll("\\b[SU]\\d+_", ""));
    }
}
