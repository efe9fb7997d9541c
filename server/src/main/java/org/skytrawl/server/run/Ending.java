package org.skytrawl.server.run;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.skytrawl.Discovery;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.DiscoveryRun;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.PlainText;
import org.skytrawl.provenance.ProvenanceEvent.RunEnded;
import org.skytrawl.provenance.ProvenanceEvent.RunStarted;
import org.skytrawl.provenance.ProvenanceLog;

/** A run from its first request to its last byte on disk. */
final class Ending {
    private static final int LONGEST_ERROR = 2000;

    private final ServedRun run;
    private final StoredResults results;
    private final Consumer<Ending> ended;

    Ending(ServedRun run, StoredResults results, Consumer<Ending> ended) {
        this.run = run;
        this.results = results;
        this.ended = ended;
    }

    ServedRun run() {
        return run;
    }

    /** Returns at once. */
    void begin(Supplier<Discovery> discovery) {
        String note = null;
        ProvenanceLog log;
        try {
            log = ProvenanceLog.to(run.folder().newLog());
        } catch (IOException e) {
            log = ProvenanceLog.to(OutputStream.nullOutputStream());
            note = "the log cannot be stored: " + e.getMessage();
        }
        DiscoveryRun started;
        String first = note;
        ProvenanceLog own = log;
        try {
            started = discovery.get().log(log).start();
        } catch (RuntimeException e) {
            failed(own, e);
            Thread.ofPlatform().daemon().name("skytrawl-store").start(() -> ended.accept(this));
            return;
        }
        run.begin(started);
        // a platform thread, since disks block
        var unused = started.future()
                .whenComplete((result, trouble) -> Thread.ofPlatform()
                        .name("skytrawl-store")
                        .daemon()
                        .start(() -> {
                            try {
                                end(started, own, result, trouble, first);
                            } catch (RuntimeException e) {
                                failed(own, e);
                            } finally {
                                ended.accept(this);
                            }
                        }));
    }

    private void end(
            DiscoveryRun started,
            ProvenanceLog log,
            @Nullable DiscoveryResult result,
            @Nullable Throwable trouble,
            @Nullable String note) {
        RunEnded end = log.summary();
        if (result == null || end == null) {
            failed(log, trouble);
            return;
        }
        String cut = closed(log);
        boolean isStopped = end.cancelled() || run.isCancelled() || deadlinePassed(log, end);
        RunSummary summary = RunSummary.ended(
                isStopped ? RunState.STOPPED : RunState.DONE,
                started.progress(),
                end,
                result.losses().size());
        summary = note == null ? summary : summary.withNote(note);
        summary = cut == null ? summary : summary.withNote(cut);
        results.logs().put(run.id(), log);
        results.datasets().put(run.id(), result.datasets());
        run.unstored(result.datasets());
        run.end(summary);
    }

    private static boolean deadlinePassed(ProvenanceLog log, RunEnded end) {
        return log.events().getFirst() instanceof RunStarted begun
                && begun.options().runDeadline() != null
                && end.seconds() - end.stalledSeconds()
                        >= begun.options().runDeadline().toMillis() / 1000.0
                && log.services().stream().anyMatch(ended -> ended.outcome().isLoss());
    }

    private void failed(ProvenanceLog log, @Nullable Throwable trouble) {
        var unused = closed(log);
        Throwable cause = trouble != null && trouble.getCause() != null ? trouble.getCause() : trouble;
        String message = cause instanceof DiscoveryException || cause instanceof IllegalArgumentException
                ? String.valueOf(cause.getMessage())
                : "a fault of Skytrawl: " + cause;
        results.logs().put(run.id(), log);
        run.end(RunSummary.withoutResult(RunState.FAILED, Instant.now(), PlainText.of(message, LONGEST_ERROR)));
    }

    private static @Nullable String closed(ProvenanceLog log) {
        try {
            log.close();
            return null;
        } catch (IOException e) {
            return "the log is stored in part only: " + e.getMessage();
        }
    }

    /**
     * Writes the result, then the numbers of the run: without these, it was interrupted.
     *
     * @param serverEnds whether it was stopped because the server ends
     */
    void store(boolean serverEnds, Consumer<String> said) {
        RunSummary end = run.summary();
        if (serverEnds && end.state() == RunState.STOPPED) {
            end = end.as(RunState.INTERRUPTED);
        }
        try {
            List<FoundDataset> rows = end.hasResult() ? run.datasets() : List.of();
            RunSummary numbers = end;
            run.write(folder -> {
                if (numbers.hasResult()) {
                    folder.write(rows, run.log());
                }
                folder.write(run.record().with(numbers));
            });
        } catch (IOException | InterruptedException | RuntimeException e) {
            end = end.withoutResult().withNote("the result is not stored: " + e.getMessage());
            said.accept("the run " + run.id() + " is not stored: " + e.getMessage());
        }
        run.stored(end);
    }
}
