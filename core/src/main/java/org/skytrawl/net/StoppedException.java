package org.skytrawl.net;

import java.util.Locale;
import org.skytrawl.provenance.Phase;

/** This program stopped a wait or transfer. The cause was recorded before the interruption, never guessed from its exception. */
public final class StoppedException extends Exception {
    private static final long serialVersionUID = 1;

    private final StopCause stopCause;
    private final Phase phase;

    public StoppedException(StopCause stopCause, Phase phase) {
        // no stack trace: hundreds of services may time out in one run, and the phase is enough
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

    public Phase phase() {
        return phase;
    }
}
