package org.skytrawl.server.facade;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.server.question.QuestionForm;
import org.skytrawl.server.run.RunState;
import org.skytrawl.server.run.RunStore;
import org.skytrawl.server.run.ServedRun;

/** What the facade needs of the runs of the server. Thread-safe. */
record RunAccess(RunStore store) {
    /** @throws org.skytrawl.server.http.ApiException if too many wait */
    ServedRun start(QuestionForm form, Duration deadline) {
        return store.startForTool(form, deadline);
    }

    /** The newest first. */
    List<ServedRun> all() {
        return store.all();
    }

    Instant started(ServedRun run) {
        return run.started();
    }

    /** Whether it has ended within the limit. */
    boolean awaitEnd(ServedRun run, Duration limit) throws InterruptedException {
        return run.awaitEnd(limit);
    }

    /** Whether it waits for its turn. */
    boolean isQueued(ServedRun run) {
        return run.summary().state() == RunState.QUEUED;
    }

    void cancel(ServedRun run) {
        store.cancel(run);
    }

    ProvenanceLog log(ServedRun run) {
        return run.log();
    }

    List<FoundDataset> datasets(ServedRun run) throws InterruptedException {
        return run.datasets();
    }

    boolean isComplete(ServedRun run) {
        return Boolean.TRUE.equals(run.summary().isComplete());
    }

    /** Whether there is a result, be it empty. */
    boolean hasResult(ServedRun run) {
        return run.summary().hasResult();
    }

    /** Why it could not begin; null otherwise. */
    @Nullable
    String error(ServedRun run) {
        return run.summary().error();
    }
}
