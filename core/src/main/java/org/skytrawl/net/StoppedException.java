package org.skytrawl.net;

import java.util.Locale;
import org.skytrawl.provenance.Phase;

/**
 * We ended this wait or transfer ourselves. The cause was recorded before anything was interrupted; it is never
 * read off the exception that the interruption led to.
 */
public final class StoppedException extends Exception {
    private static final long serialVersionUID = 1;

    private final StopCause stopCause;
    private final Phase phase;

    public StoppedException(StopCause stopCause, Phase phase) {
        // Without a stack trace: hundreds of services may time out in one run, and the phase says where.
        super(
                (stopCause == StopCause.TIMEOUT ? "timed out while " : "cancelled while ")
                        + phase.name().toLowerCase(Locale.ROOT),
                null,
                false,
                false);
        this.stopCause = stopCause;
        this.phase = phase;
    }

    public StopCause stopCause() {
        return stopCause;
    }

    /** Where it stood then. */
    public Phase phase() {
        return phase;
    }
}
