package org.skytrawl.provenance;

/** Why a service failed, as a stable word for programs; the message beside it is for people. */
public enum FailureCode {
    /** The host's name does not resolve. */
    UNKNOWN_HOST,
    /** Nothing listens at the host's port. */
    CONNECTION_REFUSED,
    /** No connection for another reason: no route, unreachable network. */
    CONNECTION_FAILED,
    /** The connection broke off before the answer had begun. */
    CONNECTION_RESET,
    /** The TLS handshake or the certificate was refused. */
    TLS,
    /** A host on a private network or this machine, named by a document from the public network. */
    PRIVATE_ADDRESS,
    /** An access URL that is no http or https URL. */
    BAD_URL,
    /** A redirect loop, or more redirects than a client should follow. */
    TOO_MANY_REDIRECTS,
    /** A redirect without target, or to another scheme than http and https. */
    BAD_REDIRECT,
    /** An HTTP status of 400 and above whose body says nothing better. */
    HTTP_STATUS,
    /** The answer, decoded, has more bytes than are accepted. */
    TOO_LARGE,
    /** The answer broke off: the connection ended or the XML stopped before its end. */
    TRUNCATED,
    /** The answer is no VOTable (an HTML page, JSON, nothing at all). */
    NOT_VOTABLE,
    /** The answer is XML that cannot be parsed, or a table that cannot be read. */
    MALFORMED,
    /** The answer declares XML entities, which are never expanded. */
    FORBIDDEN_XML,
    /** The service answered with QUERY_STATUS ERROR. */
    SERVICE_ERROR,
    /** A fault of Skytrawl itself; please report it. */
    INTERNAL
}
