package org.skytrawl.net;

import java.io.IOException;

/** This program stopped reading the body of an answer. The bytes before that are valid. */
public final class BodyStoppedException extends IOException {
    private static final long serialVersionUID = 1;

    private final StoppedException stop;

    BodyStoppedException(StoppedException stop) {
        super(stop.getMessage(), stop);
        this.stop = stop;
    }

    public StoppedException stop() {
        return stop;
    }
}
