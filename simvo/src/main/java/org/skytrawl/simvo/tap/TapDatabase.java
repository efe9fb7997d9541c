package org.skytrawl.simvo.tap;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.votable.Column;
import org.skytrawl.simvo.votable.Table;

/**
 * The database of all TAP services of a simulated VO, in memory. Each site, which is one TAP service, has schemas of its own,
 * so that any number of them can have an {@code ivoa.obscore}. Thread-safe.
 */
public final class TapDatabase implements AutoCloseable {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final int ROWS_AT_ONCE = 500;

    static {
        // read by the database when its classes are loaded: the only Java methods that SQL may call
        String ours = AdqlFunctions.class.getName() + ".*;" + RegistryFunctions.class.getName() + ".*";
        String others = System.getProperty("hsqldb.method_class_names");
        System.setProperty("hsqldb.method_class_names", others == null ? ours : others + ";" + ours);
        // otherwise it reconfigures java.util.logging
        System.setProperty("hsqldb.reconfig_logging", "false");
    }

    private final String url;
    private final Connection owner;
    private final Readers readers;
    private final ReentrantLock owning = new ReentrantLock();
    private final ConcurrentMap<String, Site> sites = new ConcurrentHashMap<>();
    private final AtomicInteger siteNumbers = new AtomicInteger();
    private final AtomicInteger uploadNumbers = new AtomicInteger();
    private final ExecutorService jobs = Executors.newVirtualThreadPerTaskExecutor();

    public TapDatabase() {
        this.url = "jdbc:hsqldb:mem:simvo" + DATABASES.incrementAndGet();
        String password = Long.toHexString(System.nanoTime());
        try {
            this.owner = DriverManager.getConnection(url, "SA", "");
            execute("SET DATABASE TRANSACTION CONTROL MVCC");
            execute("SET DATABASE COLLATION SQL_TEXT NO PAD");
            execute("CREATE USER \"" + Readers.USER + "\" PASSWORD '" + password + "'");
            for (String routine : routines()) {
                execute(routine);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the database cannot be made", e);
        }
        Properties login = new Properties();
        login.setProperty("user", Readers.USER);
        login.setProperty("password", password);
        this.readers = new Readers(url, login);
    }

    /** Creates a table of a site; the site begins to exist with its first table. */
    public void create(String site, Table table) {
        createFilled(site(site), List.of(table), made -> List.of());
    }

    /** Creates tables that can be found only when their rows are in. */
    void createFilled(Site site, List<Table> tables, Function<Table, List<@Nullable Object[]>> rows) {
        owned("tables cannot be made: " + tables, () -> {
            for (Table table : tables) {
                TableRef ref = site.reference(table);
                if (site.firstOf(table.schema())) {
                    execute("CREATE SCHEMA \"" + ref.sqlSchema() + "\"");
                }
                define(ref);
                insert(ref, rows.apply(table));
                site.add(ref);
            }
        });
    }

    @FunctionalInterface
    private interface Work {
        void run() throws SQLException;
    }

    private void owned(String failure, Work work) {
        owning.lock();
        try {
            work.run();
        } catch (SQLException e) {
            throw new IllegalStateException(failure, e);
        } finally {
            owning.unlock();
        }
    }

    private void define(TableRef ref) throws SQLException {
        String columns = ref.table().columns().stream()
                .map(column ->
                        AdqlWords.sql(column.name()) + " " + column.type().sql())
                .collect(Collectors.joining(", "));
        execute("CREATE TABLE " + ref.sql() + " (" + columns + ")");
        execute("GRANT SELECT ON TABLE " + ref.sql() + " TO \"" + Readers.USER + "\"");
        int number = 0;
        for (Column column : ref.table().columns()) {
            if (column.indexed()) {
                String name = ref.table().name() + "_index" + number++;
                execute("CREATE INDEX \"" + ref.sqlSchema() + "\"." + AdqlWords.sql(name) + " ON " + ref.sql() + " ("
                        + AdqlWords.sql(column.name()) + ")");
            }
        }
    }

    /**
     * @param rows with a value or null for each column
     * @throws IllegalStateException if the database refuses them; rows before them are kept
     */
    public void insert(String site, Table table, Iterable<@Nullable Object[]> rows) {
        TableRef ref = site(site).table(table.qualifiedName());
        if (ref == null) {
            throw new IllegalArgumentException("the site " + site + " has no table " + table.qualifiedName());
        }
        insert(ref, rows);
    }

    void insert(TableRef ref, Iterable<@Nullable Object[]> rows) {
        int columns = ref.table().columns().size();
        String marks = "?" + ", ?".repeat(columns - 1);
        owning.lock();
        try (PreparedStatement statement =
                owner.prepareStatement("INSERT INTO " + ref.sql() + " VALUES (" + marks + ")")) {
            int waiting = 0;
            for (@Nullable Object[] row : rows) {
                for (int i = 0; i < columns; i++) {
                    statement.setObject(i + 1, row[i]);
                }
                statement.addBatch();
                if (++waiting == ROWS_AT_ONCE) {
                    statement.executeBatch();
                    waiting = 0;
                }
            }
            if (waiting > 0) {
                statement.executeBatch();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("rows for " + ref.table().qualifiedName() + " are refused", e);
        } finally {
            owning.unlock();
        }
    }

    /** Makes tables in a schema of their own; {@link #dropUploads} drops it. */
    String createUploads(List<Table> tables) {
        String schema = String.format(Locale.ROOT, "U%d_TAP_UPLOAD", uploadNumbers.incrementAndGet());
        owned("the uploaded tables cannot be made", () -> {
            execute("CREATE SCHEMA \"" + schema + "\"");
            for (Table table : tables) {
                define(new TableRef(table, schema));
            }
        });
        return schema;
    }

    void dropUploads(String schema) {
        owned("the uploaded tables cannot be dropped", () -> execute("DROP SCHEMA \"" + schema + "\" CASCADE"));
    }

    Site site(String name) {
        return sites.computeIfAbsent(name, key -> new Site(siteNumbers.incrementAndGet()));
    }

    Readers readers() {
        return readers;
    }

    ExecutorService jobs() {
        return jobs;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Aborts running queries and jobs, and drops all tables. */
    @Override
    public void close() {
        jobs.shutdownNow();
        readers.close();
        owned("the database " + url + " does not close", () -> {
            execute("SHUTDOWN IMMEDIATELY");
            owner.close();
        });
    }

    private static final String TEXT = "VARCHAR(32672)";

    /** MOCs of many cells are long. */
    private static final String LONG_TEXT = "VARCHAR(1000000)";

    private static List<String> routines() {
        List<String> sql = new ArrayList<>();
        geometry(sql, "POINT", "point", TEXT, TEXT, "DOUBLE", "DOUBLE");
        geometry(sql, "CIRCLE", "circle", TEXT, TEXT, "DOUBLE", "DOUBLE", "DOUBLE");
        geometry(sql, "CIRCLE_AT", "circleAt", TEXT, TEXT, TEXT, "DOUBLE");
        geometry(sql, "BOX", "box", TEXT, TEXT, "DOUBLE", "DOUBLE", "DOUBLE", "DOUBLE");
        geometry(sql, "BOX_AT", "boxAt", TEXT, TEXT, TEXT, "DOUBLE", "DOUBLE");
        geometry(sql, "POLYGON", "polygon", TEXT, TEXT, "DOUBLE ARRAY");
        geometry(sql, "POLYGON_AT", "polygonAt", TEXT, TEXT, "VARCHAR(200) ARRAY");
        geometry(sql, "CONTAINS", "contains", "INTEGER", LONG_TEXT, LONG_TEXT);
        geometry(sql, "INTERSECTS", "intersects", "INTEGER", LONG_TEXT, LONG_TEXT);
        geometry(sql, "DISTANCE", "distance", "DOUBLE", TEXT, TEXT);
        geometry(sql, "DISTANCE4", "distance4", "DOUBLE", "DOUBLE", "DOUBLE", "DOUBLE", "DOUBLE");
        geometry(sql, "AREA", "area", "DOUBLE", LONG_TEXT);
        geometry(sql, "CENTROID", "centroid", TEXT, TEXT);
        geometry(sql, "COORD1", "coord1", "DOUBLE", TEXT);
        geometry(sql, "COORD2", "coord2", "DOUBLE", TEXT);
        geometry(sql, "COORDSYS", "coordsys", TEXT, TEXT);
        geometry(sql, "MOC", "moc", LONG_TEXT, "INTEGER", TEXT);
        geometry(sql, "MOC_OF", "mocOf", LONG_TEXT, LONG_TEXT);
        registry(sql, "IVO_HASWORD", "hasWord", "INTEGER", LONG_TEXT, TEXT);
        registry(sql, "IVO_NOCASEMATCH", "noCaseMatch", "INTEGER", LONG_TEXT, TEXT);
        registry(sql, "IVO_HASHLIST_HAS", "hashListHas", "INTEGER", LONG_TEXT, TEXT);
        registry(sql, "IVO_INTERVAL_OVERLAPS", "intervalOverlaps", "INTEGER", "DOUBLE", "DOUBLE", "DOUBLE", "DOUBLE");
        return sql;
    }

    private static void geometry(List<String> sql, String name, String method, String returned, String... parameters) {
        addRoutine(sql, AdqlFunctions.class, name, method, returned, parameters);
    }

    private static void registry(List<String> sql, String name, String method, String returned, String... parameters) {
        addRoutine(sql, RegistryFunctions.class, name, method, returned, parameters);
    }

    private static void addRoutine(
            List<String> sql, Class<?> holder, String name, String method, String returned, String... parameters) {
        String declared = IntStream.range(0, parameters.length)
                .mapToObj(i -> "P" + i + " " + parameters[i])
                .collect(Collectors.joining(", "));
        String routine = "\"PUBLIC\".\"ADQL_" + name + "\"";
        sql.add("CREATE FUNCTION " + routine + "(" + declared + ") RETURNS " + returned
                + " LANGUAGE JAVA DETERMINISTIC NO SQL RETURNS NULL ON NULL INPUT EXTERNAL NAME 'CLASSPATH:"
                + holder.getName() + "." + method + "'");
        sql.add("GRANT EXECUTE ON FUNCTION " + routine + " TO \"" + Readers.USER + "\"");
    }
}
