package org.skytrawl.download;

/**
 * Why a file is not there, where {@link org.skytrawl.provenance.FailureCode} has no word for it; beside those in a
 * report's {@code code}.
 */
public enum FileCode {
    /** The record has no access URL. */
    NO_URL,
    /** An access URL that is neither http nor https, such as ftp. */
    SCHEME,
    /** The host is down: it was given up after others of its files. */
    HOST_DOWN,
    /** The server wants to know who asks (401, 403, or a datalink row that says so). */
    NEEDS_LOGIN,
    /** What came is not what the record promises, such as a web page in place of FITS. */
    WRONG_CONTENT,
    /** The answer has no byte. */
    EMPTY,
    /** The links document has no row for the dataset itself, {@code #this}. */
    NO_LINK,
    /** The links document has an error in place of a link. */
    LINK_ERROR,
    /** Links lead to links, too deep or to ever more. */
    TOO_MANY_LINKS,
    /** The folder cannot be written any more, or its disk is full. */
    DISK
}
