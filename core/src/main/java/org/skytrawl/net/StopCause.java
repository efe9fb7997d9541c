package org.skytrawl.net;

/** Why this program stopped something. */
public enum StopCause {
    TIMEOUT,
    /** By the run or its caller. */
    CANCELLED
}
