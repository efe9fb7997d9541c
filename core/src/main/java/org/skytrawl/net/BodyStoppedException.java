package org.skytrawl.net;

import java.io.IOException;

/** Thrown by the body of an answer when we stopped it ourselves; what was read before counts. */
public final class BodyStoppedException extends IOException {
    private static final long serialVersionUID = 1;

    private final StoppedException stop;

    BodyStoppedException(StoppedException stop) {
        super(stop.getMessage(), stop);
        this.stop = stop;
    }

    /** Who stopped it, and where. */
    public StoppedException stop() {
        return stop;
    }
}
