package org.skytrawl.registry.access;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.net.ServersInTurn;
import org.skytrawl.net.StoppedException;
import org.skytrawl.protocol.obstap.TapCapabilities;
import org.skytrawl.protocol.obstap.TapSync;
import org.skytrawl.protocol.obstap.VosiTables;
import org.skytrawl.registry.Notes;
import org.skytrawl.registry.RegistryFailure;
import org.skytrawl.registry.RegistryRow;

/** An answer that is late, truncated or missing is a {@link RegistryFailure}. For one thread. */
public final class RegistryAccess {
    /** Registries of 30,000 resources answer within seconds. One that takes longer is overloaded. */
    private static final Duration QUERY_TIME = Duration.ofSeconds(60);

    /** The first query is small, so a registry that is down is passed over soon. */
    private static final Duration FIRST_QUERY_TIME = Duration.ofSeconds(20);

    private static final int MOST_QUERIES = 3;
    private final HttpFetcher fetcher;
    private final RegistryTap tap;
    private final long maxRec;
    private final boolean onPrivateNetwork;
    private final Consumer<RegistryFeatures> learnt;
    private final Notes notes = new Notes();
    private @Nullable RegistryTables tables;
    private @Nullable RegistryFeatures features;
    private boolean listsItsTables = true;

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

    /** Resolves the host name, which may be on a private network. */
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
     * Limits for the decoded bytes of one answer and for the rows of one query.
     *
     * @param turn told which registry is being queried
     */
    public record Reach(HttpFetcher fetcher, long maxBytes, long maxRec, ServersInTurn turn) {
        public static final long MAX_REC = 1_000_000;

        public Reach(HttpFetcher fetcher, long maxBytes, long maxRec) {
            this(fetcher, maxBytes, maxRec, new ServersInTurn());
        }
    }

    void knowing(@Nullable RegistryFeatures remembered) {
        features = remembered;
    }

    public String url() {
        return tap.url();
    }

    public Deadline deadline() {
        return tap.deadline();
    }

    public Cancellation cancellation() {
        return tap.cancellation();
    }

    /** Whether it is on this machine or in a private network. Only then may it name services there. */
    public boolean onPrivateNetwork() {
        return onPrivateNetwork;
    }

    /** If the capabilities cannot be read, they count as empty, with a note. */
    public RegistryFeatures features() throws RegistryFailure, StoppedException {
        RegistryFeatures known = features;
        if (known == null) {
            // tables first: without them nothing works, and a registry that hangs then fails for this reason
            RegistryTables itsTables = tables();
            TapCapabilities capabilities = capabilities();
            known = RegistryFeatures.of(itsTables, capabilities == null ? TapCapabilities.NONE : capabilities);
            features = known;
            // a registry under construction may list no tables; that must not be remembered for a day
            if (capabilities != null && known.hasTable("rr.resource") && listsItsTables) {
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
            notes.add("unknown ADQL features of a registry", url() + ": " + e.reason());
            return null;
        }
    }

    /** Leaves time for queries, which work without capabilities too. */
    private Duration capabilitiesTime() {
        Duration third =
                deadline().isNever() ? FIRST_QUERY_TIME : deadline().left().dividedBy(3);
        return third.compareTo(FIRST_QUERY_TIME) < 0 ? third : FIRST_QUERY_TIME;
    }

    public RegistryTables tables() throws RegistryFailure, StoppedException {
        RegistryTables known = tables;
        if (known == null) {
            WholeQuery whole = new WholeQuery(tap.withQueryTime(FIRST_QUERY_TIME), maxRec);
            try {
                List<RegistryRow> listed = whole.rows(RegTapQuery.schema(), new Notes());
                if (listed.isEmpty()) {
                    throw RegistryFailure.refused("TAP_SCHEMA.columns: it lists no table rr.*");
                }
                known = new RegistryTables(listed);
            } catch (RegistryFailure e) {
                if (!e.isRefusal()) {
                    throw e;
                }
                known = tablesOtherwise(e);
                notes.add("a registry without TAP_SCHEMA", url() + ": " + e.reason());
            }
            tables = known;
        }
        return known;
    }

    /** From VOSI tables; else, and for tables without columns, what RegTAP demands, unless refused. */
    private RegistryTables tablesOtherwise(RegistryFailure schema) throws RegistryFailure, StoppedException {
        RegistryTap quick = tap.withQueryTime(FIRST_QUERY_TIME);
        Map<String, Set<String>> listed = vosiTables(quick, schema);
        List<List<String>> accepted = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (List<String> tried : RegistryTables.TRIED) {
            String table = tried.getFirst();
            if (!listed.isEmpty() && !Set.of().equals(listed.get(table))) {
                continue;
            }
            listsItsTables = false;
            if (!known.contains(table) && accepts(quick, table, tried.subList(1, tried.size()))) {
                known.add(table);
                accepted.add(tried);
            }
            if (tried.size() == 2 && !known.contains(table)) {
                // no registry, or one that fails altogether
                throw schema;
            }
        }
        return RegistryTables.accepting(accepted, listed);
    }

    /** Empty unless they list {@code rr.resource}. */
    private Map<String, Set<String>> vosiTables(RegistryTap quick, RegistryFailure schema)
            throws RegistryFailure, StoppedException {
        try {
            Map<String, Set<String>> listed =
                    quick.within("", context -> VosiTables.fetch(fetcher, url(), "rr", onPrivateNetwork, context));
            return listed.containsKey("rr.resource") ? listed : Map.of();
        } catch (RegistryFailure e) {
            if (deadline().isOver()) {
                throw schema;
            }
            return Map.of();
        }
    }

    private static boolean accepts(RegistryTap tap, String table, List<String> columns)
            throws RegistryFailure, StoppedException {
        RegTapQuery query = RegTapQuery.of(table, columns, List.of("ivo://ivoa.net"));
        try {
            tap.ask(table, query.adql(null), 1, new NamedRows(columns), new Notes());
            return true;
        } catch (RegistryFailure e) {
            if (e.isRefusal()) {
                return false;
            }
            throw e;
        }
    }

    /** @param columns in the order of the cells; case does not count */
    public RegistryAnswer answer(String adql, long limit, String... columns) throws RegistryFailure, StoppedException {
        NamedRows rows = new NamedRows(List.of(columns));
        TapSync.Answer answer = tap.ask("the query", adql, limit, rows, notes);
        return new RegistryAnswer(rows.rows(), answer.overflow());
    }

    /** A truncated answer is a failure. */
    public List<RegistryRow> rows(String adql, String... columns) throws RegistryFailure, StoppedException {
        RegistryAnswer answer = answer(adql, maxRec, columns);
        if (answer.overflow() != null) {
            throw new RegistryFailure("its answer is cut off (" + answer.overflow() + ")");
        }
        return answer.rows();
    }

    /** All rows of each query, in the order of the queries. Continues truncated answers until they are complete. */
    public List<List<RegistryRow>> whole(List<RegTapQuery> queries) throws RegistryFailure, StoppedException {
        Cancellation own = new Cancellation();
        WholeQuery whole = new WholeQuery(tap.withCancellation(own), maxRec);
        List<Notes> allNotes = new ArrayList<>();
        List<Callable<List<RegistryRow>>> tasks = new ArrayList<>();
        for (RegTapQuery query : queries) {
            Notes queryNotes = new Notes();
            allNotes.add(queryNotes);
            tasks.add(() -> whole.rows(query, queryNotes));
        }
        Cancellation.Registration registration = cancellation().onCancel(own::cancel);
        try {
            List<List<RegistryRow>> answers = InParallel.run(MOST_QUERIES, tasks, own::cancel);
            allNotes.forEach(notes::addAll);
            return answers;
        } finally {
            registration.close();
        }
    }

    public List<String> notes() {
        return notes.lines();
    }

    /** Continues a truncated answer from its last ivoid, and fetches all rows of that ivoid again. */
    private record WholeQuery(RegistryTap tap, long maxRec) {
        /** A registry that sends less at a time is of no use. */
        private static final int MAX_PARTS = 1_000;

        List<RegistryRow> rows(RegTapQuery query, Notes notes) throws RegistryFailure, StoppedException {
            List<RegistryRow> all = new ArrayList<>();
            Set<String> seen = new HashSet<>();
            String cutAt = null;
            for (int part = 0; part < MAX_PARTS; part++) {
                NamedRows rows = new NamedRows(query.columns());
                TapSync.Answer answer = tap.ask(query.table(), query.adql(cutAt), maxRec, rows, notes);
                List<RegistryRow> own = rows.rows();
                boolean cut = answer.overflow() != null;
                if (cutAt != null && (own.isEmpty() || !own.getFirst().ivoid().equalsIgnoreCase(cutAt))) {
                    throw new RegistryFailure(query.table() + ": the parts of a cut answer do not fit together");
                }
                String next = cut && !own.isEmpty() ? own.getLast().ivoid() : null;
                int before = all.size();
                for (RegistryRow row : own) {
                    if (next == null || !row.ivoid().equalsIgnoreCase(next)) {
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

        /** The rows of a resource must be contiguous, else nobody knows which rows are missing after a cut. */
        private static void checkOrder(RegistryRow row, List<RegistryRow> before, Set<String> seen, String table)
                throws RegistryFailure {
            String ivoid = row.ivoid().toLowerCase(Locale.ROOT);
            boolean again = !before.isEmpty() && before.getLast().ivoid().equalsIgnoreCase(ivoid);
            if (!seen.add(ivoid) && !again) {
                throw new RegistryFailure(table + ": the answer is cut and not ordered by ivoid");
            }
        }
    }
}
