package org.skytrawl.download;

/** Why a file is missing, beside the codes of {@link org.skytrawl.provenance.FailureCode}. */
public enum FileCode {
    /** The record has no access URL. */
    NO_URL,
    /** An access URL that is neither http nor https, such as ftp. */
    SCHEME,
    /** The host is down: other files from it failed. */
    HOST_DOWN,
    /** The server requires a login (401, 403, or a datalink row that says so). */
    NEEDS_LOGIN,
    /** The content is not of the kind in the record, such as a web page in place of FITS. */
    WRONG_CONTENT,
    /** The answer is empty. */
    EMPTY,
    /** The links document has no row for the dataset itself, {@code #this}. */
    NO_LINK,
    /** The links document has an error in place of a link. */
    LINK_ERROR,
    /** Too many links, or too deep a chain of links documents. */
    TOO_MANY_LINKS,
    /** The folder cannot be written, or its disk is full. */
    DISK
}
