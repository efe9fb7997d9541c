package org.skytrawl.registry.access;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.StopCause;
import org.skytrawl.net.StoppedException;
import org.skytrawl.provenance.Phase;
import org.skytrawl.registry.Notes;
import org.skytrawl.registry.RegistryFailure;
import org.skytrawl.registry.RegistryRow;

/** Bulk queries of one registry, a few at once; the first failure ends the others. */
final class QueriesAtOnce {
    /** A registry is a shared good. */
    private static final int AT_ONCE = 3;

    private final RegistryTap tap;
    private final Cancellation own = new Cancellation();
    private final AtomicReference<@Nullable RegistryFailure> first = new AtomicReference<>();

    private QueriesAtOnce(RegistryTap tap) {
        this.tap = tap.withCancellation(own);
    }

    /** The rows of each query, in the order of the queries; all of them or none. */
    static List<List<RegistryRow>> rows(RegistryTap tap, List<RegTapQuery> queries, long maxRec, Notes notes)
            throws RegistryFailure, StoppedException {
        QueriesAtOnce asked = new QueriesAtOnce(tap);
        Cancellation.Registration registration = tap.cancellation().onCancel(asked.own::cancel);
        try {
            WholeQuery whole = new WholeQuery(asked.tap, maxRec);
            List<Notes> ownNotes = new ArrayList<>();
            List<Callable<List<RegistryRow>>> tasks = new ArrayList<>();
            for (RegTapQuery query : queries) {
                Notes mine = new Notes();
                ownNotes.add(mine);
                tasks.add(() -> whole.rows(query, mine));
            }
            List<List<RegistryRow>> answers = asked.together(tasks);
            ownNotes.forEach(notes::addAll);
            return answers;
        } finally {
            registration.close();
        }
    }

    private List<List<RegistryRow>> together(List<Callable<List<RegistryRow>>> tasks)
            throws RegistryFailure, StoppedException {
        try (ExecutorService executor = Executors.newFixedThreadPool(
                AT_ONCE,
                Thread.ofPlatform().daemon().name("skytrawl-registry-", 0).factory())) {
            List<Future<List<RegistryRow>>> running = new ArrayList<>();
            for (Callable<List<RegistryRow>> task : tasks) {
                running.add(executor.submit(() -> watched(task)));
            }
            List<List<RegistryRow>> answers = new ArrayList<>();
            try {
                for (Future<List<RegistryRow>> answer : running) {
                    answers.add(answer.get());
                }
            } catch (InterruptedException e) {
                // before the executor is closed, which waits for its tasks
                own.cancel();
                Thread.currentThread().interrupt();
                throw new StoppedException(StopCause.CANCELLED, Phase.WAITING);
            }
            return answers;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof Error trouble) {
                throw trouble;
            }
            if (cause instanceof RegistryFailure failure) {
                throw failure;
            }
            if (cause instanceof StoppedException stop) {
                throw stop;
            }
            throw new IllegalStateException(cause);
        }
    }

    /** What went wrong first counts: what the others say then is only that they were stopped. */
    private List<RegistryRow> watched(Callable<List<RegistryRow>> task) throws Exception {
        try {
            return task.call();
        } catch (RuntimeException | Error e) {
            own.cancel();
            throw e;
        } catch (RegistryFailure e) {
            first.compareAndSet(null, e);
            own.cancel();
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
