package org.skytrawl.simvo.tap;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.votable.Column;
import org.skytrawl.simvo.votable.Table;

/**
 * The tables of all TAP services, in one embedded HSQLDB in memory. Queries run as a user who can do nothing but SELECT.
 * Thread-safe.
 */
public final class TapDatabase implements AutoCloseable {
    /** More queries than that at once only take each other's time. */
    private static final int AT_ONCE = 8;

    private static final String READER = "READER";

    static {
        // HSQLDB calls no Java but what is named here; read once when its classes are loaded
        System.setProperty("hsqldb.method_class_names", AdqlFunctions.class.getName() + ".*");
        System.setProperty("hsqldb.reconfig_logging", "false");
    }

    private final String url = "jdbc:hsqldb:mem:simvo-" + UUID.randomUUID() + ";hsqldb.tx=mvcc";
    private final Connection admin;
    private final Semaphore places = new Semaphore(AT_ONCE, true);
    private final ConcurrentLinkedQueue<Connection> readers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger uploads = new AtomicInteger();
    private volatile boolean closed;

    /** An empty database. */
    public TapDatabase() {
        try {
            admin = DriverManager.getConnection(url, "SA", "");
            try (Statement statement = admin.createStatement()) {
                statement.execute("CREATE USER " + READER + " PASSWORD 'reader'");
                statement.execute("ALTER USER " + READER + " SET INITIAL SCHEMA PUBLIC");
                for (String function : DatabaseFunctions.DEFINITIONS) {
                    statement.execute(function);
                }
                for (String name : DatabaseFunctions.names()) {
                    statement.execute("GRANT EXECUTE ON SPECIFIC FUNCTION " + name + " TO " + READER);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "the database of the simulated TAP services cannot be made: " + e.getMessage(), e);
        }
    }

    /** What the physical schema of a site's schema is called. */
    static String physicalSchema(String site, String schema) {
        return (site + "_" + schema).toUpperCase(Locale.ROOT);
    }

    /**
     * Makes a table of one TAP service.
     *
     * @param site a word that no other service has, letters and digits
     */
    public void create(String site, Table table) {
        try {
            createIn(physicalSchema(site, table.schema()), table);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "table " + table.qualifiedName() + " of " + site + " cannot be made: " + e.getMessage(), e);
        }
    }

    private synchronized void createIn(String schema, Table table) throws SQLException {
        String name = '"' + schema + "\".\"" + table.name().toUpperCase(Locale.ROOT) + '"';
        try (Statement statement = admin.createStatement()) {
            statement.execute("CREATE SCHEMA IF NOT EXISTS \"" + schema + '"');
            statement.execute("CREATE TABLE " + name
                    + table.columns().stream()
                            .map(column -> quoted(column) + " " + column.type().sql())
                            .collect(Collectors.joining(", ", " (", ")")));
            for (Column column : table.columns()) {
                if (column.indexed()) {
                    statement.execute("CREATE INDEX \"" + schema + "_"
                            + table.name().toUpperCase(Locale.ROOT) + "_"
                            + column.name().toUpperCase(Locale.ROOT) + "\" ON " + name + " (" + quoted(column) + ")");
                }
            }
            statement.execute("GRANT SELECT ON TABLE " + name + " TO " + READER);
        }
    }

    private static String quoted(Column column) {
        return '"' + column.name().toUpperCase(Locale.ROOT) + '"';
    }

    /** Fills a table made before. */
    public void insert(String site, Table table, Iterable<@Nullable Object[]> rows) {
        try {
            insertIn(physicalSchema(site, table.schema()), table, rows);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "table " + table.qualifiedName() + " of " + site + " cannot be filled: " + e.getMessage(), e);
        }
    }

    private synchronized void insertIn(String schema, Table table, Iterable<@Nullable Object[]> rows)
            throws SQLException {
        String marks = table.columns().stream().map(column -> "?").collect(Collectors.joining(", ", "(", ")"));
        admin.setAutoCommit(false);
        try (PreparedStatement insert = admin.prepareStatement(
                "INSERT INTO \"" + schema + "\".\"" + table.name().toUpperCase(Locale.ROOT) + "\" VALUES " + marks)) {
            boolean any = false;
            for (@Nullable Object[] row : rows) {
                any = true;
                for (int i = 0; i < row.length; i++) {
                    insert.setObject(i + 1, row[i]);
                }
                insert.addBatch();
            }
            if (any) {
                // HSQLDB refuses an empty batch
                var unused = insert.executeBatch();
            }
            admin.commit();
        } finally {
            admin.setAutoCommit(true);
        }
    }

    /** A table that lives as long as one query; what is uploaded is bounded by whoever read it. */
    final class Upload implements AutoCloseable {
        private final String schema = "UPLOAD_" + uploads.incrementAndGet();

        /** Adds a table, which the query knows as TAP_UPLOAD's. */
        TableNames add(Table table, Iterable<@Nullable Object[]> rows) throws SQLException {
            createIn(schema, table);
            insertIn(schema, table, rows);
            TableNames names = new TableNames();
            names.add(table, schema);
            return names;
        }

        @Override
        public void close() throws SQLException {
            synchronized (TapDatabase.this) {
                try (Statement statement = admin.createStatement()) {
                    statement.execute("DROP SCHEMA IF EXISTS \"" + schema + "\" CASCADE");
                }
            }
        }
    }

    Upload upload() {
        return new Upload();
    }

    /** Uses a result. */
    @FunctionalInterface
    interface Use<T> {
        T of(java.sql.ResultSet result) throws SQLException, java.io.IOException;
    }

    /**
     * Runs a query as the user who can only read.
     *
     * @param rows the most rows fetched
     * @param seconds the most it may take
     */
    <T> T query(String sql, int rows, int seconds, Use<T> use)
            throws SQLException, java.io.IOException, InterruptedException {
        places.acquire();
        try {
            Connection connection = readers.poll();
            if (connection == null) {
                connection = DriverManager.getConnection(url, READER, "reader");
                connection.setReadOnly(true);
            }
            try (Statement statement = connection.createStatement()) {
                statement.setMaxRows(rows);
                statement.setQueryTimeout(seconds);
                return use.of(statement.executeQuery(sql));
            } finally {
                readers.add(connection);
            }
        } finally {
            places.release();
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (Statement statement = admin.createStatement()) {
            statement.execute("SHUTDOWN IMMEDIATELY");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
