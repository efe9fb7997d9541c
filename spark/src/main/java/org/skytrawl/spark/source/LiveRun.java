package org.skytrawl.spark.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.net.RequestGate;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.run.Network;
import org.skytrawl.run.Plan;
import org.skytrawl.run.RunEngine;

/** A run of the engine of core for one partition, with its log in a file. */
final class LiveRun {
    private LiveRun() {}

    /**
     * What a run found.
     *
     * @param datasets merged within the group
     * @param ends of its services
     */
    record Found(List<FoundDataset> datasets, List<ProvenanceEvent.ServiceEnded> ends) {}

    /** Ends the run of this object when the leases are lost. Thread-safe. */
    static final class Stopper {
        private @Nullable RunEngine engine;
        private boolean stopped;

        synchronized void stop() {
            stopped = true;
            if (engine != null) {
                engine.cancel();
            }
        }

        private synchronized void begun(RunEngine running) {
            engine = running;
            if (stopped) {
                running.cancel();
            }
        }
    }

    /**
     * Asks all services of a partition, and waits for their ends.
     *
     * @param gate through which all requests go
     * @throws IOException if the log cannot be written
     */
    static Found run(LivePartition partition, Path logFile, RequestGate gate, Stopper stopper)
            throws IOException, InterruptedException {
        ProvenanceEvent.RunStarted asked = partition.run();
        Plan plan = partition.plan(asked);
        try (ProvenanceLog log = ProvenanceLog.to(logFile);
                HttpFetcher fetcher = Network.fetcher(gate)) {
            RunEngine engine = RunEngine.start(
                    asked.constraints(),
                    asked.options(),
                    asked.context(),
                    (question, options, http, end, cancellation) -> plan,
                    log,
                    null,
                    null,
                    () -> Network.ofOneRun(fetcher));
            stopper.begun(engine);
            try {
                return new Found(engine.result().get(), log.services());
            } catch (InterruptedException e) {
                engine.cancel();
                throw e;
            } catch (ExecutionException e) {
                throw e.getCause() instanceof DiscoveryException trouble
                        ? trouble
                        : new IllegalStateException(e.getCause());
            }
        }
    }
}
