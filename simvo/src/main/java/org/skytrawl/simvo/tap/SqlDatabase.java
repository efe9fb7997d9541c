package org.skytrawl.simvo.tap;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.votable.Column;
import org.skytrawl.simvo.votable.ColumnType;
import org.skytrawl.simvo.votable.Table;

/** A database in memory, with the functions of ADQL; several TAP services share it, in schemas of their own. Thread-safe. */
final class SqlDatabase implements AutoCloseable {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final int ROWS_AT_ONCE = 500;

    static {
        // read by the database when its classes are loaded: the only Java methods that SQL may call
        String ours = AdqlFunctions.class.getName() + ".*";
        String others = System.getProperty("hsqldb.method_class_names");
        System.setProperty("hsqldb.method_class_names", others == null ? ours : others + ";" + ours);
        // otherwise it reconfigures java.util.logging
        System.setProperty("hsqldb.reconfig_logging", "false");
    }

    private final String url;
    private final Connection owner;
    private final Readers readers;
    private final ReentrantLock owning = new ReentrantLock();
    private final ConcurrentMap<TableRef, Double> reachesDeg = new ConcurrentHashMap<>();
    private final AtomicInteger uploadNumbers = new AtomicInteger();

    SqlDatabase() {
        this.url = "jdbc:hsqldb:mem:simvo" + DATABASES.incrementAndGet();
        String password = Long.toHexString(System.nanoTime());
        try {
            this.owner = DriverManager.getConnection(url, "SA", "");
            execute("SET DATABASE TRANSACTION CONTROL MVCC");
            execute("SET DATABASE COLLATION SQL_TEXT NO PAD");
            execute("CREATE USER \"" + Readers.USER + "\" PASSWORD '" + password + "'");
            for (String routine : ROUTINES.lines().toList()) {
                createRoutine(routine);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the database cannot be made", e);
        }
        this.readers = new Readers(url, password);
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
            if (column.indexed() || isJoinedByPlace(ref, column)) {
                String name = ref.table().name() + "_index" + number++;
                execute("CREATE INDEX \"" + ref.sqlSchema() + "\"." + AdqlWords.sql(name) + " ON " + ref.sql() + " ("
                        + AdqlWords.sql(column.name()) + ")");
            }
        }
    }

    private static boolean isJoinedByPlace(TableRef ref, Column column) {
        return ref.table().schema().equals(Uploads.SCHEMA)
                ? column.type() == ColumnType.DOUBLE
                : column.name().equals("s_dec");
    }

    /** @throws IllegalStateException if the database refuses rows; rows before them are kept */
    void insert(TableRef ref, Iterable<@Nullable Object[]> rows) {
        RowReach reach = RowReach.of(ref.table());
        int columns = ref.table().columns().size();
        String marks = "?" + ", ?".repeat(columns - 1);
        String sql = "INSERT INTO " + ref.sql() + " VALUES (" + marks + ")";
        owned("rows for " + ref.table().qualifiedName() + " are refused", () -> {
            try (PreparedStatement statement = owner.prepareStatement(sql)) {
                int waiting = 0;
                double farthestDeg = 0;
                for (@Nullable Object[] row : rows) {
                    farthestDeg = reach == null ? 0 : Math.max(farthestDeg, reach.deg(row));
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
                if (reach != null) {
                    reachesDeg.merge(ref, farthestDeg, Math::max);
                }
            }
        });
    }

    void delete(TableRef ref, String column, double from, double to) {
        String name = AdqlWords.sql(column);
        owned("rows of " + ref.table().qualifiedName() + " are not deleted", () -> {
            try (PreparedStatement statement = owner.prepareStatement(
                    "DELETE FROM " + ref.sql() + " WHERE " + name + " >= ? AND " + name + " < ?")) {
                statement.setDouble(1, from);
                statement.setDouble(2, to);
                statement.executeUpdate();
            }
        });
    }

    /** Half of the largest field of view in an ObsCore table, degrees; 180 if that of a place is unknown. */
    double reachDeg(TableRef table) {
        return reachesDeg.getOrDefault(table, RowReach.UNKNOWN_DEG);
    }

    /** Makes tables in a schema of their own; {@link #dropUploads} drops it. */
    String createUploads(List<Table> tables) {
        String schema = "U" + uploadNumbers.incrementAndGet() + "_TAP_UPLOAD";
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

    Readers readers() {
        return readers;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        readers.close();
        owned("the database " + url + " does not close", () -> {
            execute("SHUTDOWN IMMEDIATELY");
            owner.close();
        });
    }

    /** The functions: name, method, type returned, types of the parameters; MOCs of many cells are LONG. */
    private static final String ROUTINES = """
            POINT point TEXT TEXT DOUBLE DOUBLE
            CIRCLE circle TEXT TEXT DOUBLE DOUBLE DOUBLE
            CIRCLE_AT circleAt TEXT TEXT TEXT DOUBLE
            BOX box TEXT TEXT DOUBLE DOUBLE DOUBLE DOUBLE
            BOX_AT boxAt TEXT TEXT TEXT DOUBLE DOUBLE
            POLYGON polygon TEXT TEXT DOUBLE_ARRAY
            POLYGON_AT polygonAt TEXT TEXT VARCHAR(200)_ARRAY
            CONTAINS contains INTEGER LONG LONG
            INTERSECTS intersects INTEGER LONG LONG
            CONTAINS_ROUND containsRound INTEGER DOUBLE DOUBLE DOUBLE DOUBLE DOUBLE DOUBLE
            CONTAINS_WITH_ROUND containsWithRound INTEGER LONG DOUBLE DOUBLE DOUBLE
            INTERSECTS_ROUND intersectsRound INTEGER DOUBLE DOUBLE DOUBLE DOUBLE DOUBLE DOUBLE
            INTERSECTS_WITH_ROUND intersectsWithRound INTEGER LONG DOUBLE DOUBLE DOUBLE
            DISTANCE distance DOUBLE TEXT TEXT
            DISTANCE4 distance4 DOUBLE DOUBLE DOUBLE DOUBLE DOUBLE
            AREA area DOUBLE LONG
            CENTROID centroid TEXT TEXT
            COORD1 coord1 DOUBLE TEXT
            COORD2 coord2 DOUBLE TEXT
            COORDSYS coordsys TEXT TEXT
            MOC moc LONG INTEGER TEXT
            MOC_OF mocOf LONG LONG
            IVO_HASWORD hasWord INTEGER LONG TEXT
            IVO_NOCASEMATCH noCaseMatch INTEGER LONG TEXT
            IVO_HASHLIST_HAS hashListHas INTEGER LONG TEXT
            IVO_INTERVAL_OVERLAPS intervalOverlaps INTEGER DOUBLE DOUBLE DOUBLE DOUBLE
            """;

    private void createRoutine(String line) throws SQLException {
        String[] words = line.split(" ", -1);
        String parameters = IntStream.range(3, words.length)
                .mapToObj(i -> "P" + i + " " + type(words[i]))
                .collect(Collectors.joining(", "));
        String routine = "\"PUBLIC\".\"ADQL_" + words[0] + "\"";
        execute("CREATE FUNCTION " + routine + "(" + parameters + ") RETURNS " + type(words[2])
                + " LANGUAGE JAVA DETERMINISTIC NO SQL RETURNS NULL ON NULL INPUT EXTERNAL NAME 'CLASSPATH:"
                + AdqlFunctions.class.getName() + "." + words[1] + "'");
        execute("GRANT EXECUTE ON FUNCTION " + routine + " TO \"" + Readers.USER + "\"");
    }

    private static String type(String word) {
        return switch (word) {
            case "TEXT" -> "VARCHAR(32672)";
            case "LONG" -> "VARCHAR(1000000)";
            default -> word.replace('_', ' ');
        };
    }
}
