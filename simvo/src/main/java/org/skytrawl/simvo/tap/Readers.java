package org.skytrawl.simvo.tap;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Connections to the database of a user that may only read tables. Thread-safe. */
final class Readers implements AutoCloseable {
    static final String USER = "READER";

    /** More queries at once only delay each other. */
    private static final int MOST = 64;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String url;
    private final String password;
    private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();
    private final Semaphore permits = new Semaphore(MOST, true);
    private final Set<QueryRun> runs = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Readers(String url, String password) {
        this.url = url;
        this.password = password;
    }

    @FunctionalInterface
    interface Use<T> {
        T with(Connection connection) throws SQLException, TapError;
    }

    <T> T use(QueryRun run, Use<T> use) throws TapError, SQLException, InterruptedException {
        long seconds = run.limit().toSeconds();
        if (!permits.tryAcquire(seconds, TimeUnit.SECONDS)) {
            throw new TapError(503, "the service is busy: no query was begun within " + seconds + " s");
        }
        runs.add(run);
        try {
            if (closed) {
                throw new TapError(503, "the service ends");
            }
            Connection pooled = idle.poll();
            Connection connection = pooled == null ? DriverManager.getConnection(url, USER, password) : pooled;
            boolean kept = false;
            try {
                T result = use.with(connection);
                kept = !closed;
                return result;
            } catch (TapError e) {
                kept = !closed;
                throw e;
            } finally {
                if (kept) {
                    idle.add(connection);
                } else {
                    connection.close();
                }
            }
        } finally {
            runs.remove(run);
            permits.release();
        }
    }

    /** Aborts the running queries; the database would wait for them. */
    @Override
    public void close() {
        closed = true;
        runs.forEach(QueryRun::abort);
        try {
            if (!permits.tryAcquire(MOST, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("queries do not end within " + PATIENCE.toSeconds() + " s");
            }
            // so that waiting queries learn of the end
            permits.release(MOST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            for (Connection one = idle.poll(); one != null; one = idle.poll()) {
                one.close();
            }
        } catch (SQLException e) {
            // the whole database ends now
        }
    }
}
