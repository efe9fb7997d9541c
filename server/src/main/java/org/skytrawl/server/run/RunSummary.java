package org.skytrawl.server.run;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.skytrawl.provenance.ProvenanceEvent.RunEnded;
import org.skytrawl.provenance.ReadLog;
import org.skytrawl.provenance.RunProgress;

/**
 * The numbers of a run. Those of a run that has ended are stored, so that a list of runs needs no log. Immutable.
 *
 * @param ended null while it goes on
 * @param datasets rows of the result; while the run goes on, records before merging
 * @param revision changes with the rows: it grows with the records, and falls if records are dropped for want of memory
 * @param missing services without a complete answer
 * @param outcomes services by the word of their outcome; empty while the run goes on
 * @param errorCode the code of the error, as in docs/api.md; null without an error, and in files of versions that knew only {@code
 *     no_registry}
 * @param error why it could not begin; null otherwise
 * @param hasResult whether there is a result, be it empty
 */
public record RunSummary(
        RunState state,
        @Nullable Instant ended,
        RunProgress progress,
        long datasets,
        long revision,
        long missing,
        Map<String, Integer> outcomes,
        @Nullable String errorCode,
        @Nullable String error,
        boolean hasResult,
        List<String> notes) {
    private static final RunProgress NOTHING = new RunProgress(0, 0, 0, 0, 0);

    static RunSummary queued() {
        return new RunSummary(RunState.QUEUED, null, NOTHING, 0, 0, 0, Map.of(), null, null, false, List.of());
    }

    static RunSummary running(RunProgress progress) {
        return new RunSummary(
                RunState.RUNNING,
                null,
                progress,
                progress.records(),
                progress.records(),
                progress.lost(),
                Map.of(),
                null,
                null,
                false,
                List.of());
    }

    /** A run that has a result. */
    static RunSummary ended(RunState state, RunProgress progress, RunEnded end, long missing) {
        return new RunSummary(
                state,
                end.time(),
                // its services have ended, also those that were stopped
                new RunProgress(
                        progress.toAsk(), 0, progress.toAsk(), progress.lost(), end.records(), progress.targets()),
                end.datasets(),
                Math.max(progress.records(), end.records()) + 1,
                missing,
                end.outcomes(),
                null,
                null,
                true,
                List.of());
    }

    /** A run that ended before it asked a service. */
    static RunSummary unbegun(RunState state, Instant ended) {
        return new RunSummary(state, ended, NOTHING, 0, 1, 0, Map.of(), null, null, false, List.of());
    }

    /** A run that could not begin. */
    static RunSummary failed(Instant ended, String errorCode, String error) {
        return new RunSummary(RunState.FAILED, ended, NOTHING, 0, 1, 0, Map.of(), errorCode, error, false, List.of());
    }

    /** A run that was killed, by its log. */
    static RunSummary interrupted(@Nullable ReadLog log) {
        if (log == null) {
            return unbegun(RunState.INTERRUPTED, Instant.now());
        }
        Instant last = log.events().getLast().time();
        Map<String, Integer> outcomes = new TreeMap<>();
        log.services().forEach(ended -> outcomes.merge(ended.outcome().word(), 1, Integer::sum));
        long records = 0;
        int asked = 0;
        for (var ended : log.services()) {
            if (ended.facts() != null) {
                records += ended.facts().records();
                asked++;
            }
        }
        int open = log.unended().size();
        int missing = log.missing().size();
        RunProgress progress = new RunProgress(asked + open, 0, asked, missing - open, records);
        return new RunSummary(
                RunState.INTERRUPTED, last, progress, 0, 1, missing, outcomes, null, null, false, List.of());
    }

    RunSummary withNote(String note) {
        List<String> all = new java.util.ArrayList<>(notes);
        all.add(note);
        return with(state, hasResult, List.copyOf(all));
    }

    RunSummary withoutResult() {
        return with(state, false, notes);
    }

    RunSummary as(RunState other) {
        return with(other, hasResult, notes);
    }

    private RunSummary with(RunState newState, boolean result, List<String> newNotes) {
        return new RunSummary(
                newState, ended, progress, datasets, revision, missing, outcomes, errorCode, error, result, newNotes);
    }

    /** Whether every service answered completely; null while it goes on. False if it failed. */
    public @Nullable Boolean isComplete() {
        return state.isOver() ? state == RunState.DONE && missing == 0 : null;
    }
}
