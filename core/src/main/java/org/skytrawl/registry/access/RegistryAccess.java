package org.skytrawl.registry.access;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.net.StoppedException;
import org.skytrawl.protocol.obstap.TapCapabilities;
import org.skytrawl.protocol.obstap.TapSync;
import org.skytrawl.registry.Notes;
import org.skytrawl.registry.RegistryFailure;
import org.skytrawl.registry.RegistryRow;

/**
 * One registry, to be asked by one thread until its deadline. What it cannot answer, not in time, or not whole is a
 * {@link RegistryFailure}; an unreadable row or cell is counted in {@link #notes}.
 */
public final class RegistryAccess {
    /** Registries of 30,000 resources answer within seconds; one that takes longer is overloaded. */
    private static final Duration QUERY_TIME = Duration.ofSeconds(60);

    /** The first question is small: a registry that is down should be passed over soon. */
    private static final Duration FIRST_QUERY_TIME = Duration.ofSeconds(20);

    /** A registry is a shared good. */
    private static final int AT_ONCE = 3;

    private final HttpFetcher fetcher;
    private final RegistryTap tap;
    private final long maxRec;
    private final boolean onPrivateNetwork;
    private final Consumer<RegistryFeatures> learnt;
    private final Notes notes = new Notes();
    private @Nullable RegistryTables tables;
    private @Nullable RegistryFeatures features;

    private RegistryAccess(
            HttpFetcher fetcher,
            RegistryTap tap,
            long maxRec,
            boolean onPrivateNetwork,
            Consumer<RegistryFeatures> learnt) {
        this.fetcher = fetcher;
        this.tap = tap;
        this.maxRec = maxRec;
        this.onPrivateNetwork = onPrivateNetwork;
        this.learnt = learnt;
    }

    /**
     * Resolves the registry's name.
     *
     * @param url the TAP access URL; whoever gave it may have meant a private network
     * @param reach how to reach it
     * @param learnt told what it can do, once it was asked
     */
    static RegistryAccess to(
            String url, Reach reach, Deadline deadline, Cancellation cancellation, Consumer<RegistryFeatures> learnt)
            throws RegistryFailure, StoppedException {
        HttpFetcher fetcher = reach.fetcher();
        RegistryTap first = new RegistryTap(
                new TapSync(fetcher, reach.maxBytes(), false), url, FIRST_QUERY_TIME, deadline, cancellation);
        boolean isPrivate = first.within("", context -> fetcher.isPrivate(url, context));
        TapSync sync = new TapSync(fetcher, reach.maxBytes(), isPrivate);
        RegistryTap tap = new RegistryTap(sync, url, QUERY_TIME, deadline, cancellation);
        return new RegistryAccess(fetcher, tap, reach.maxRec(), isPrivate, learnt);
    }

    /**
     * How registries are reached.
     *
     * @param maxBytes the most decoded bytes of one answer
     * @param maxRec the most rows asked for at once
     */
    public record Reach(HttpFetcher fetcher, long maxBytes, long maxRec) {
        public static final long MAX_REC = 1_000_000;
    }

    /** What it can do is known from before. */
    void knowing(@Nullable RegistryFeatures remembered) {
        features = remembered;
    }

    public String url() {
        return tap.url();
    }

    /** When it must have answered: its share of the whole time. */
    public Deadline deadline() {
        return tap.deadline();
    }

    public Cancellation cancellation() {
        return tap.cancellation();
    }

    /** Whether it is on this machine or in a private network, so that it may name services there. */
    public boolean onPrivateNetwork() {
        return onPrivateNetwork;
    }

    /**
     * What it can do. Where its capabilities cannot be had, it counts as one that declares nothing there, with a note.
     *
     * @throws RegistryFailure if its tables cannot be had
     */
    public RegistryFeatures features() throws RegistryFailure, StoppedException {
        RegistryFeatures known = features;
        if (known == null) {
            // first what nothing can be done without, so that what is said of one that hangs is true
            RegistryTables own = tables();
            TapCapabilities capabilities = capabilities();
            known = RegistryFeatures.of(own, capabilities == null ? TapCapabilities.NONE : capabilities);
            features = known;
            // one that is being built anew may list no tables now: that is not to be believed for a day
            if (capabilities != null && known.hasTable("rr.resource")) {
                learnt.accept(known);
            }
        }
        return known;
    }

    private @Nullable TapCapabilities capabilities() throws StoppedException {
        boolean mayBePrivate = tap.tap().privateAddressesAllowed();
        try {
            return tap.withQueryTime(capabilitiesTime())
                    .within("", context -> TapCapabilities.fetch(fetcher, url(), mayBePrivate, context));
        } catch (RegistryFailure e) {
            notes.add("what a registry's ADQL can do is not known", url() + ": " + e.reason());
            return null;
        }
    }

    /** Without them there is still much that it can be asked, for which there must be time left. */
    private Duration capabilitiesTime() {
        Duration third =
                deadline().isNever() ? FIRST_QUERY_TIME : deadline().left().dividedBy(3);
        return third.compareTo(FIRST_QUERY_TIME) < 0 ? third : FIRST_QUERY_TIME;
    }

    public RegistryTables tables() throws RegistryFailure, StoppedException {
        RegistryTables known = tables;
        if (known == null) {
            WholeQuery whole = new WholeQuery(tap.withQueryTime(FIRST_QUERY_TIME), maxRec);
            known = new RegistryTables(whole.rows(RegTapQuery.schema(), new Notes()));
            tables = known;
        }
        return known;
    }

    /**
     * One query, which may be cut off.
     *
     * @param adql the query
     * @param limit the most rows wanted, as MAXREC; where there are more the answer says so
     * @param columns the names of the columns in the order in which the rows shall have them, in any case
     */
    public RegistryAnswer answer(String adql, long limit, String... columns) throws RegistryFailure, StoppedException {
        NamedRows rows = new NamedRows(List.of(columns));
        TapSync.Answer answer = tap.ask("the query", adql, limit, rows, notes);
        return new RegistryAnswer(rows.rows(), answer.overflow());
    }

    /**
     * All rows of one query; a cut-off answer is a failure.
     *
     * @param columns as for {@link #answer}
     */
    public List<RegistryRow> rows(String adql, String... columns) throws RegistryFailure, StoppedException {
        RegistryAnswer answer = answer(adql, maxRec, columns);
        if (answer.overflow() != null) {
            throw new RegistryFailure("its answer is cut off (" + answer.overflow() + ")");
        }
        return answer.rows();
    }

    /** All rows of each bulk query, in the order of the queries; an answer that is cut off is continued until it is whole. */
    public List<List<RegistryRow>> whole(List<RegTapQuery> queries) throws RegistryFailure, StoppedException {
        Cancellation own = new Cancellation();
        WholeQuery whole = new WholeQuery(tap.withCancellation(own), maxRec);
        List<Notes> ownNotes = new ArrayList<>();
        List<Callable<List<RegistryRow>>> tasks = new ArrayList<>();
        for (RegTapQuery query : queries) {
            Notes mine = new Notes();
            ownNotes.add(mine);
            tasks.add(() -> whole.rows(query, mine));
        }
        Cancellation.Registration registration = cancellation().onCancel(own::cancel);
        try {
            List<List<RegistryRow>> answers = InParallel.run(AT_ONCE, tasks, own::cancel);
            ownNotes.forEach(notes::addAll);
            return answers;
        } finally {
            registration.close();
        }
    }

    /** What could not be read so far, a line for each kind. */
    public List<String> notes() {
        return notes.lines();
    }

    /**
     * Fetches all rows of a query. An answer that is cut is continued from the ivoid at which it was cut, of which all rows are
     * fetched again, until an answer is whole; parts that do not fit together are an error.
     *
     * @param tap whom to ask
     * @param maxRec the most rows asked for at once
     */
    private record WholeQuery(RegistryTap tap, long maxRec) {
        /** More parts than this and the registry gives so little at once that nobody should wait. */
        private static final int MAX_PARTS = 1_000;

        /** All rows, by ivoid. */
        List<RegistryRow> rows(RegTapQuery query, Notes notes) throws RegistryFailure, StoppedException {
            List<RegistryRow> all = new ArrayList<>();
            Set<String> seen = new HashSet<>();
            String cutAt = null;
            for (int part = 0; part < MAX_PARTS; part++) {
                NamedRows rows = new NamedRows(query.columns());
                TapSync.Answer answer = tap.ask(query.table(), query.adql(cutAt), maxRec, rows, notes);
                List<RegistryRow> own = rows.rows();
                boolean cut = answer.overflow() != null;
                if (cutAt != null && (own.isEmpty() || !ivoid(own.getFirst()).equalsIgnoreCase(cutAt))) {
                    throw new RegistryFailure(query.table() + ": the parts of a cut answer do not fit together");
                }
                String next = cut && !own.isEmpty() ? ivoid(own.getLast()) : null;
                int before = all.size();
                for (RegistryRow row : own) {
                    if (next == null || !ivoid(row).equalsIgnoreCase(next)) {
                        if (cut || cutAt != null) {
                            checkOrder(row, all, seen, query.table());
                        }
                        all.add(row);
                    }
                }
                if (!cut) {
                    return all;
                }
                if (next == null || all.size() == before) {
                    throw new RegistryFailure(
                            query.table() + ": it gives so few rows at once that one resource does not fit ("
                                    + answer.overflow() + ")");
                }
                cutAt = next;
            }
            throw new RegistryFailure(query.table() + ": not whole after " + MAX_PARTS + " parts");
        }

        /** A resource's rows must stand together, else nobody knows what a cut has cost. */
        private static void checkOrder(RegistryRow row, List<RegistryRow> before, Set<String> seen, String table)
                throws RegistryFailure {
            String ivoid = ivoid(row).toLowerCase(Locale.ROOT);
            boolean again = !before.isEmpty() && ivoid(before.getLast()).equalsIgnoreCase(ivoid);
            if (!seen.add(ivoid) && !again) {
                throw new RegistryFailure(table + ": the answer is cut and not ordered by ivoid");
            }
        }

        private static String ivoid(RegistryRow row) {
            @Nullable String ivoid = row.text(0);
            return ivoid == null ? "" : ivoid;
        }
    }
}
