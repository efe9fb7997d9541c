package org.skytrawl.server.run;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.DiscoveryRun;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.server.question.QuestionForm;

/** A run of the server. Thread-safe. */
public final class ServedRun {
    private final String id;
    private final QuestionForm form;
    private final Instant begun;
    private final DiscoveryRun run;

    ServedRun(String id, QuestionForm form, Instant begun, DiscoveryRun run) {
        this.id = id;
        this.form = form;
        this.begun = begun;
        this.run = run;
    }

    public String id() {
        return id;
    }

    public QuestionForm form() {
        return form;
    }

    public Instant begun() {
        return begun;
    }

    public DiscoveryRun run() {
        return run;
    }

    public ProvenanceLog log() {
        return run.log();
    }

    public boolean isOver() {
        return run.isDone();
    }

    public String state() {
        if (!run.isDone()) {
            return "running";
        }
        ProvenanceEvent.RunEnded end = run.log().summary();
        return run.future().isCompletedExceptionally()
                ? "failed"
                : end == null || end.ending().cancelled() ? "stopped" : "done";
    }

    /** The rows so far; the merged ones at the end. */
    public List<FoundDataset> datasets() throws InterruptedException {
        if (!run.isDone()) {
            return run.provisional();
        }
        try {
            return run.await().datasets();
        } catch (DiscoveryException e) {
            return List.of();
        }
    }

    /** The message of a run that could not begin; null otherwise. */
    public @Nullable String error() throws InterruptedException {
        if (!run.isDone()) {
            return null;
        }
        try {
            var unused = run.await();
            return null;
        } catch (DiscoveryException e) {
            return e.getMessage();
        }
    }
}
