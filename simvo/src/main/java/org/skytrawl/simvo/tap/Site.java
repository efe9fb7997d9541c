package org.skytrawl.simvo.tap;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.votable.Table;

/** The tables of one TAP service. Thread-safe. */
final class Site {
    private final int number;
    private final SqlDatabase database;
    private final Map<String, TableRef> tables = new ConcurrentHashMap<>();
    private final Set<String> schemas = ConcurrentHashMap.newKeySet();

    /** Held while tables are made that are made on first use. */
    private final ReentrantLock making = new ReentrantLock();

    Site(int number, SqlDatabase database) {
        this.number = number;
        this.database = database;
    }

    SqlDatabase database() {
        return database;
    }

    String sqlSchema(String schema) {
        return "S" + number + "_" + schema.toUpperCase(Locale.ROOT);
    }

    ReentrantLock making() {
        return making;
    }

    boolean firstOf(String schema) {
        return schemas.add(schema);
    }

    /** A table that is to be made; it can be found once it is {@link #add added}. */
    TableRef reference(Table table) {
        if (tables.containsKey(table.qualifiedName())) {
            throw new IllegalArgumentException("the site has a table " + table.qualifiedName() + " already");
        }
        return new TableRef(table, sqlSchema(table.schema()));
    }

    void add(TableRef ref) {
        tables.put(ref.table().qualifiedName(), ref);
    }

    @Nullable
    TableRef table(String qualifiedName) {
        return tables.get(qualifiedName);
    }
}
