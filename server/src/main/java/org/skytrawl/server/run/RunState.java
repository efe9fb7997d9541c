package org.skytrawl.server.run;

import java.util.Locale;

/** What became of a run so far (docs/api.md, "A run"). */
public enum RunState {
    /** It waits for others to end. */
    QUEUED,
    RUNNING,
    /** Every service has its outcome. */
    DONE,
    /** It was cancelled, or its deadline passed. */
    STOPPED,
    /** It could not begin. */
    FAILED,
    /** The server ended before the run did. */
    INTERRUPTED;

    /** The word in answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isOver() {
        return this != QUEUED && this != RUNNING;
    }
}
