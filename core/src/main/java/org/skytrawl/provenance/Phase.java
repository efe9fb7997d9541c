package org.skytrawl.provenance;

import java.util.Locale;

/** How far a service's answer had come, in order. */
public enum Phase {
    /** Waiting for its turn. */
    QUEUED,
    /** Looking up the host's address. */
    RESOLVING,
    /** Opening the connection. */
    CONNECTING,
    /** Waiting for the first byte of the answer. */
    WAITING,
    /** Reading the answer. */
    READING;

    /** The phase as it stands in logs. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
