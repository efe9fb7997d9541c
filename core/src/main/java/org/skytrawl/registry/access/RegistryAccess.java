package org.skytrawl.registry.access;

import java.time.Duration;
import java.util.List;
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

    /** The registry's TAP access URL, as it was given. */
    public String url() {
        return tap.url();
    }

    /** When it must have answered: its share of the whole time. */
    public Deadline deadline() {
        return tap.deadline();
    }

    /** The signal that ends it earlier. */
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

    /** Its tables of schema {@code rr}. */
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
        return QueriesAtOnce.rows(tap, queries, maxRec, notes);
    }

    /** What could not be read so far, a line for each kind. */
    public List<String> notes() {
        return notes.lines();
    }
}
