package org.skytrawl.net;

/** How far a fetch has come; where it stood when it was stopped goes into the provenance log. */
public enum FetchPhase {
    /** Waiting for a permit of our own {@link HostLimiter}. */
    QUEUED,
    /** Waiting for the addresses of the host's name. */
    RESOLVING,
    /** Connecting, TLS handshake and proxy tunnel included. */
    CONNECTING,
    /** Sending the request and waiting for the answer's status and headers. */
    WAITING,
    /** Reading the answer's body. */
    READING
}
