package org.skytrawl.provenance;

import java.util.Locale;

/** The phases of a query, in order. */
public enum Phase {
    /** Waiting for a permit. */
    QUEUED,
    RESOLVING,
    CONNECTING,
    /** Waiting for the first byte of the answer. */
    WAITING,
    READING;

    /** The name in logs. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
