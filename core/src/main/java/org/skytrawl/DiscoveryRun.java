package org.skytrawl;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Question;
import org.skytrawl.provenance.AwaitedHost;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.RunContext;
import org.skytrawl.provenance.RunProgress;
import org.skytrawl.run.Network;
import org.skytrawl.run.RunEngine;
import org.skytrawl.run.ServiceSource;

/**
 * A run in progress. Thread-safe.
 *
 * <p>It always ends: after the deadline of the last service or of the run, or within a second of {@link #cancel}.
 */
public final class DiscoveryRun implements AutoCloseable {
    private final RunEngine engine;
    private final ProvenanceLog log;
    private final CompletableFuture<DiscoveryResult> result;

    private DiscoveryRun(RunEngine engine, ProvenanceLog log) {
        this.engine = engine;
        this.log = log;
        this.result = engine.result().thenApply(datasets -> new DiscoveryResult(datasets, log));
    }

    /** Starts a run with its own network, on its own threads. */
    static DiscoveryRun start(
            Question constraints,
            DiscoveryOptions options,
            RunContext context,
            ServiceSource source,
            ProvenanceLog log,
            @Nullable DiscoveryListener listener) {
        return start(constraints, options, context, source, log, listener, () -> Network.ofOneRun(Network.fetcher()));
    }

    static DiscoveryRun start(
            Question constraints,
            DiscoveryOptions options,
            RunContext context,
            ServiceSource source,
            ProvenanceLog log,
            @Nullable DiscoveryListener listener,
            Supplier<Network> network) {
        RunEngine engine = RunEngine.start(
                constraints,
                options,
                context,
                source,
                log,
                listener == null ? null : listener::onEvent,
                listener == null ? null : listener::onRecord,
                network);
        return new DiscoveryRun(engine, log);
    }

    /** Ends the run within a second and keeps its results so far. Any thread or listener may call it, repeatedly. */
    public void cancel() {
        engine.cancel();
    }

    /** Same as {@link #cancel}. */
    @Override
    public void close() {
        cancel();
    }

    public boolean isDone() {
        return result.isDone();
    }

    /**
     * Waits for the end.
     *
     * @throws DiscoveryException if no registry is usable
     * @throws InterruptedException if this thread is interrupted; the run goes on
     */
    public DiscoveryResult await() throws InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DiscoveryException trouble) {
                throw trouble;
            }
            throw new IllegalStateException("the run failed by a fault of Skytrawl: " + e.getCause(), e.getCause());
        }
    }

    /**
     * Waits for the end up to a limit.
     *
     * @return null if the run has not ended
     * @throws DiscoveryException if no registry is usable
     * @throws InterruptedException if this thread is interrupted; the run goes on
     */
    public @Nullable DiscoveryResult await(Duration limit) throws InterruptedException {
        try {
            var unused = result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            // thrown by await()
        }
        return await();
    }

    /** The result, or {@link DiscoveryException}. Completing or cancelling this future does not affect the run. */
    public CompletableFuture<DiscoveryResult> future() {
        return result.copy();
    }

    public RunProgress progress() {
        return engine.view().progress();
    }

    /** The hosts with unfinished services, the longest awaited first. */
    public List<AwaitedHost> awaited() {
        return engine.view().awaited();
    }

    /** Upper limit of the time for unfinished services, without stand-ins of those that fail. */
    public Duration leftAtMost() {
        return engine.view().leftAtMost();
    }

    /** The records so far, one dataset each; they are merged at the end. */
    public List<FoundDataset> provisional() {
        return engine.provisional();
    }

    public ProvenanceLog log() {
        return log;
    }
}
