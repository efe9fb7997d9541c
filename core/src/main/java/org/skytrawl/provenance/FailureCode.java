package org.skytrawl.provenance;

/** The cause of a failure as a stable word for programs. */
public enum FailureCode {
    /** The host name does not resolve. */
    UNKNOWN_HOST,
    /** Nothing listens at the port of the host. */
    CONNECTION_REFUSED,
    /** Another connection failure: no route, unreachable network. */
    CONNECTION_FAILED,
    /** The connection ended before the answer began. */
    CONNECTION_RESET,
    /** The TLS handshake or the certificate was refused. */
    TLS,
    /** A document from the public network names a host on a private network or this machine. */
    PRIVATE_ADDRESS,
    /** The access URL is not http or https. */
    BAD_URL,
    /** A redirect loop, or more redirects than a client should follow. */
    TOO_MANY_REDIRECTS,
    /** A redirect without target, or to another scheme than http and https. */
    BAD_REDIRECT,
    /** An HTTP status of 400 or above with no better explanation in the body. */
    HTTP_STATUS,
    /** The decoded answer is larger than accepted. */
    TOO_LARGE,
    /** The connection or the XML ended too early. */
    TRUNCATED,
    /** The answer has no content. */
    EMPTY,
    /** The answer is not a VOTable (an HTML page, JSON, binary data). */
    NOT_VOTABLE,
    /** The XML or the table cannot be parsed. */
    MALFORMED,
    /** The answer declares XML entities, which are never expanded. */
    FORBIDDEN_XML,
    /** The service answered with QUERY_STATUS ERROR. */
    SERVICE_ERROR,
    /** The limit of requests to one service for a target list was reached. */
    REQUEST_LIMIT,
    /** The end of the run, or a request that took too long, came before all targets of a list were answered. */
    TIME_LIMIT,
    /** A harvest does not have all rows of the service, or cannot be read. */
    NOT_HARVESTED,
    /** A bug in Skytrawl; please report it. */
    INTERNAL
}
