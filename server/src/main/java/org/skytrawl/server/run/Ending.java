package org.skytrawl.server.run;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.skytrawl.Discovery;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.DiscoveryRun;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.PlainText;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceEvent.RunEnded;
import org.skytrawl.provenance.ProvenanceEvent.RunStarted;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.ProvenanceLog;

/** A run from its first request to its last byte on disk. */
final class Ending {
    private static final int LONGEST_ERROR = 2000;

    private final ServedRun run;
    private final StoredResults results;
    private final Consumer<Ending> ended;

    /** What became of the run; set before {@link #ended} is called, by the same thread. */
    private @Nullable RunSummary summary;

    private List<FoundDataset> rows = List.of();

    /** @param ended called when the run has ended; has to call {@link #store} */
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
        } catch (RuntimeException | Error e) {
            // also without memory or threads: the run would keep its place for ever
            summary = failed(own, e);
            onThread(() -> ended.accept(this));
            return;
        }
        run.begin(started);
        var unused = started.future()
                .whenComplete((result, trouble) -> onThread(() -> {
                    try {
                        summary = summary(started, own, result, trouble, first);
                    } catch (RuntimeException | Error e) {
                        summary = failed(own, e);
                    } finally {
                        ended.accept(this);
                    }
                }));
    }

    /** A platform thread, since disks block; without any, this one. */
    private static void onThread(Runnable storing) {
        try {
            Thread.ofPlatform().daemon().name("skytrawl-store").start(storing);
        } catch (OutOfMemoryError e) {
            storing.run();
        }
    }

    private RunSummary summary(
            DiscoveryRun started,
            ProvenanceLog log,
            @Nullable DiscoveryResult result,
            @Nullable Throwable trouble,
            @Nullable String note) {
        RunEnded end = log.summary();
        if (result == null || end == null) {
            return failed(log, trouble);
        }
        String cut = closed(log);
        boolean isStopped = run.isCancelled() || isStopped(log.events(), end);
        RunSummary numbers = RunSummary.ended(
                isStopped ? RunState.STOPPED : RunState.DONE,
                started.progress(),
                end,
                result.losses().size());
        numbers = note == null ? numbers : numbers.withNote(note);
        numbers = cut == null ? numbers : numbers.withNote(cut);
        results.logs().put(run.id(), log);
        rows = result.datasets();
        results.datasets().put(run.id(), rows);
        return numbers;
    }

    /** Whether a run that ended was cancelled, or its deadline passed. */
    static boolean isStopped(List<ProvenanceEvent> events, RunEnded end) {
        return end.cancelled()
                || (events.getFirst() instanceof RunStarted begun
                        && begun.options().runDeadline() != null
                        && end.seconds() - end.stalledSeconds()
                                >= begun.options().runDeadline().toMillis() / 1000.0
                        && events.stream()
                                .anyMatch(event -> event instanceof ServiceEnded ended
                                        && ended.outcome().isLoss()));
    }

    private RunSummary failed(ProvenanceLog log, @Nullable Throwable trouble) {
        var unused = closed(log);
        Throwable cause = trouble != null && trouble.getCause() != null ? trouble.getCause() : trouble;
        String code = "fault";
        String message = "a fault of Skytrawl: " + cause;
        if (cause instanceof DiscoveryException || cause instanceof IllegalArgumentException) {
            code = cause instanceof DiscoveryException ? "no_registry" : "wrong_question";
            message = String.valueOf(cause.getMessage());
        }
        results.logs().put(run.id(), log);
        return RunSummary.failed(Instant.now(), code, PlainText.of(message, LONGEST_ERROR));
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
     * Writes the result, then the numbers of the run, and only then tells its end: a run that was seen to end is there after a kill.
     *
     * @param serverEnds whether it was stopped because the server ends
     */
    void store(boolean serverEnds, Consumer<String> said) {
        RunSummary end = Objects.requireNonNull(summary);
        if (serverEnds && end.state() == RunState.STOPPED) {
            end = end.as(RunState.INTERRUPTED);
        }
        try {
            RunSummary numbers = end;
            run.write(folder -> {
                if (numbers.hasResult()) {
                    folder.write(rows, run.log());
                }
                folder.end(numbers);
            });
        } catch (IOException | RuntimeException | Error e) {
            end = end.withoutResult().withNote("the result is not stored: " + e.getMessage());
            said.accept("the run " + run.id() + " is not stored: " + e.getMessage());
        } finally {
            run.measure();
            run.end(end);
        }
    }
}
