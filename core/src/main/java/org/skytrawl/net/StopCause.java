package org.skytrawl.net;

/** Why we ended something ourselves. */
public enum StopCause {
    /** The time was over. */
    TIMEOUT,
    /** The run, or its caller, gave the signal to stop. */
    CANCELLED
}
