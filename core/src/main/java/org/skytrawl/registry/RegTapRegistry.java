package org.skytrawl.registry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Axis;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.FetchContext;
import org.skytrawl.net.FetchException;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.net.StopCause;
import org.skytrawl.net.StoppedException;
import org.skytrawl.protocol.TapSync;
import org.skytrawl.provenance.Phase;
import org.skytrawl.registry.NamedRows.Row;

/**
 * Fetches a snapshot of a relational registry (RegTAP 1.1 or 1.2) in a few bulk queries. Thread-safe; blocks.
 *
 * @param fetcher how to reach it
 * @param clock for the moment of the snapshot
 * @param maxBytes the most decoded bytes of one answer
 * @param maxRec the most rows asked for at once
 */
record RegTapRegistry(HttpFetcher fetcher, Clock clock, long maxBytes, long maxRec) {
    /** Registries of 30,000 resources answer within seconds; one that takes longer is overloaded. */
    static final Duration QUERY_TIME = Duration.ofSeconds(60);

    /** The first question is small: a registry that is down should be passed over soon. */
    static final Duration FIRST_QUERY_TIME = Duration.ofSeconds(20);

    /** A registry is a shared good. */
    private static final int QUERIES_AT_ONCE = 3;

    /**
     * Fetches all.
     *
     * @param url the TAP access URL; whoever gave it may have meant a private network
     * @throws RegistryFailure if anything of it could not be had whole
     * @throws StoppedException if the signal was given
     */
    RegistrySnapshot fetch(String url, Deadline deadline, Cancellation cancellation)
            throws RegistryFailure, StoppedException {
        Instant begun = clock.instant();
        boolean onPrivateNetwork = isPrivate(url, deadline, cancellation);
        TapSync tap = new TapSync(fetcher, maxBytes, onPrivateNetwork);
        RegistryTables tables = tables(new WholeQuery(tap, url, maxRec, FIRST_QUERY_TIME, deadline, cancellation));
        tables.checkComplete();
        Notes notes = new Notes();
        RegistryRows rows = rows(tables, tap, url, deadline, cancellation, notes);
        List<Candidate> candidates = CandidateBuilder.build(rows, notes);
        return new RegistrySnapshot(url, begun, tables.coverageAxes(), onPrivateNetwork, candidates, notes.lines());
    }

    private boolean isPrivate(String url, Deadline deadline, Cancellation cancellation)
            throws RegistryFailure, StoppedException {
        try {
            return fetcher.isPrivate(
                    url, new FetchContext(deadline.earlier(Deadline.after(FIRST_QUERY_TIME)), cancellation));
        } catch (FetchException e) {
            throw new RegistryFailure(String.valueOf(e.getMessage()));
        } catch (StoppedException e) {
            if (e.stopCause() == StopCause.TIMEOUT) {
                throw new RegistryFailure(String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    private static RegistryTables tables(WholeQuery whole) throws RegistryFailure, StoppedException {
        RegTapQuery schema = RegTapQuery.schema();
        return new RegistryTables(whole.rows(schema, new Notes()));
    }

    private RegistryRows rows(
            RegistryTables tables, TapSync tap, String url, Deadline deadline, Cancellation cancellation, Notes notes)
            throws RegistryFailure, StoppedException {
        Set<Axis> axes = tables.coverageAxes();
        List<RegTapQuery> queries = new ArrayList<>(List.of(
                RegTapQuery.RESOURCES,
                RegTapQuery.interfaces(
                        tables.has("rr.interface", "authenticated_only"), tables.has("rr.interface", "mirror_url")),
                RegTapQuery.TABLES,
                RegTapQuery.DETAILS,
                RegTapQuery.RELATIONSHIPS));
        if (axes.contains(Axis.SPACE)) {
            queries.add(RegTapQuery.spatial(tables.has("rr.stc_spatial", "ref_system_name")));
        }
        if (axes.contains(Axis.SPECTRUM)) {
            queries.add(RegTapQuery.SPECTRAL);
        }
        if (axes.contains(Axis.TIME)) {
            queries.add(RegTapQuery.TEMPORAL);
        }
        Cancellation own = new Cancellation();
        Cancellation.Registration registration = cancellation.onCancel(own::cancel);
        try {
            WholeQuery whole = new WholeQuery(tap, url, maxRec, QUERY_TIME, deadline, own);
            List<Notes> ownNotes = new ArrayList<>();
            List<Callable<List<Row>>> tasks = new ArrayList<>();
            for (RegTapQuery query : queries) {
                Notes mine = new Notes();
                ownNotes.add(mine);
                tasks.add(() -> whole.rows(query, mine));
            }
            List<List<Row>> answers = together(tasks, own);
            ownNotes.forEach(notes::addAll);
            return RowsReader.read(queries, answers, notes);
        } finally {
            registration.close();
        }
    }

    /** Runs the tasks, a few at once; the first failure ends the others. */
    private static List<List<Row>> together(List<Callable<List<Row>>> tasks, Cancellation cancellation)
            throws RegistryFailure, StoppedException {
        try (ExecutorService executor = Executors.newFixedThreadPool(
                QUERIES_AT_ONCE,
                Thread.ofVirtual().name("skytrawl-registry-", 0).factory())) {
            FirstFailure first = new FirstFailure();
            List<Future<List<Row>>> running = new ArrayList<>();
            for (Callable<List<Row>> task : tasks) {
                running.add(executor.submit(() -> first.watch(task, cancellation)));
            }
            List<List<Row>> answers = new ArrayList<>();
            try {
                for (Future<List<Row>> answer : running) {
                    answers.add(answer.get());
                }
            } catch (InterruptedException e) {
                // before the executor is closed, which waits for its tasks
                cancellation.cancel();
                Thread.currentThread().interrupt();
                throw new StoppedException(StopCause.CANCELLED, Phase.WAITING);
            }
            return answers;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof RegistryFailure failure) {
                throw failure;
            }
            if (cause instanceof StoppedException stop) {
                throw stop;
            }
            throw new IllegalStateException(cause);
        }
    }

    /** Remembers what went wrong first: what the others say then is only that they were stopped. */
    private static final class FirstFailure {
        private final AtomicReference<@Nullable RegistryFailure> first = new AtomicReference<>();

        List<Row> watch(Callable<List<Row>> task, Cancellation cancellation) throws Exception {
            try {
                return task.call();
            } catch (RegistryFailure e) {
                first.compareAndSet(null, e);
                cancellation.cancel();
                throw e;
            } catch (StoppedException e) {
                RegistryFailure earlier = first.get();
                if (earlier != null) {
                    throw earlier;
                }
                throw e;
            }
        }
    }
}
