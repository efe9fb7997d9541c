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
 * A run under way: watch it, read what it has, cancel it, wait for its result. Thread-safe.
 *
 * <p>It always ends: after the last service's deadline or the run's own, or within a second of {@link #cancel}.
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

    /** Starts a run with a network of its own; everything it does happens on threads of its own. */
    static DiscoveryRun start(
            Question constraints,
            DiscoveryOptions options,
            RunContext context,
            ServiceSource source,
            ProvenanceLog log,
            @Nullable DiscoveryListener listener) {
        return start(constraints, options, context, source, log, listener, () -> Network.ofOneRun(Network.fetcher()));
    }

    /** The same over a network of the caller's. */
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

    /** Ends the run with what it has, within a second. May be called from any thread, also by a listener, repeatedly. */
    public void cancel() {
        engine.cancel();
    }

    /** The same as {@link #cancel}; does nothing once the run is over. */
    @Override
    public void close() {
        cancel();
    }

    /** Whether the run is over. */
    public boolean isDone() {
        return result.isDone();
    }

    /**
     * Waits for the end.
     *
     * @throws DiscoveryException if there were no services to choose from: no usable registry
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
     * Waits for the end, so long at most.
     *
     * @return null if it has not ended then
     * @throws DiscoveryException if there were no services to choose from: no usable registry
     * @throws InterruptedException if this thread is interrupted; the run goes on
     */
    public @Nullable DiscoveryResult await(Duration most) throws InterruptedException {
        try {
            var unused = result.get(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            // as await() has it
        }
        return await();
    }

    /**
     * The result, or {@link DiscoveryException}, when the run is over. Completing or cancelling this future does not touch
     * the run.
     */
    public CompletableFuture<DiscoveryResult> future() {
        return result.copy();
    }

    /** How far it has come. */
    public RunProgress progress() {
        return engine.progress();
    }

    /** The hosts whose services have not all ended, those first that have kept the run waiting for the longest. */
    public List<AwaitedHost> awaited() {
        return engine.awaited();
    }

    /** How long those that have not ended may take at the most; those asked in place of others that fail come on top. */
    public Duration leftAtMost() {
        return engine.leftAtMost();
    }

    /** The records that have come so far, one dataset each: provisional, as merging happens at the end. */
    public List<FoundDataset> provisional() {
        return engine.provisional();
    }

    /** The log so far. */
    public ProvenanceLog log() {
        return log;
    }
}
