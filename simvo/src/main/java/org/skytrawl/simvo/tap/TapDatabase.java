package org.skytrawl.simvo.tap;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.votable.Table;

/**
 * The tables of all TAP services of a simulated VO, in one or several databases. A database takes 15 ms to make and 1 MB. While
 * it makes or drops a table it waits for its queries to end and lets none begin, so services with uploads need several.
 * Thread-safe.
 */
public final class TapDatabase implements AutoCloseable {
    private final List<SqlDatabase> databases;
    private final ConcurrentMap<String, Site> sites = new ConcurrentHashMap<>();
    private final AtomicInteger siteNumbers = new AtomicInteger();
    private final ExecutorService jobs = Executors.newVirtualThreadPerTaskExecutor();

    /** @param databases number of databases among which the services are shared out, at least 1 */
    public TapDatabase(int databases) {
        this.databases = Stream.generate(SqlDatabase::new).limit(databases).toList();
    }

    public void create(String site, Table table) {
        Site owner = site(site);
        owner.database().createFilled(owner, List.of(table), made -> List.of());
    }

    /** @throws IllegalStateException if the database refuses rows; rows before them are kept */
    public void insert(String site, Table table, Iterable<@Nullable Object[]> rows) {
        Site owner = site(site);
        TableRef ref = owner.table(table.qualifiedName());
        if (ref == null) {
            throw new IllegalArgumentException("the site " + site + " has no table " + table.qualifiedName());
        }
        owner.database().insert(ref, rows);
    }

    /** Deletes the rows with a number of a column from {@code from} (included) to {@code to} (excluded). */
    public void delete(String site, Table table, String column, double from, double to) {
        Site owner = site(site);
        TableRef ref = owner.table(table.qualifiedName());
        if (ref == null) {
            throw new IllegalArgumentException("the site " + site + " has no table " + table.qualifiedName());
        }
        owner.database().delete(ref, column, from, to);
    }

    Site site(String name) {
        return sites.computeIfAbsent(name, key -> {
            int number = siteNumbers.incrementAndGet();
            return new Site(number, databases.get(number % databases.size()));
        });
    }

    ExecutorService jobs() {
        return jobs;
    }

    @Override
    public void close() {
        jobs.shutdownNow();
        databases.forEach(SqlDatabase::close);
    }
}
