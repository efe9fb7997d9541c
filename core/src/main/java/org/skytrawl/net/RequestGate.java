package org.skytrawl.net;

/**
 * Lets requests pass, or not: a program that shares the right to ask a host with others must still have it at the moment when it
 * asks. Thread-safe; several requests pass at once.
 */
@FunctionalInterface
public interface RequestGate {
    /** All requests pass. */
    RequestGate OPEN = host -> true;

    /**
     * Is asked when the connection is there, right before the first byte of a request is sent; for each redirect and each repetition
     * too. May block for a moment, as it takes to look at a file.
     *
     * @return false: the request is not sent, and ends as cancelled
     */
    boolean admits(HostKey host);
}
