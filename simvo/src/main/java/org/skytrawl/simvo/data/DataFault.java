package org.skytrawl.simvo.data;

import java.util.Locale;

/** What is wrong with the file of one dataset. */
public enum DataFault {
    /** Every answer breaks off after half of what was asked for: who goes on from there gets the file. */
    CUT(true, "breaks off after half of what is asked for"),
    /** The first answer breaks off, and no part of the file is to be had: only who begins anew gets it. */
    CUT_ONCE_NO_RANGES(true, "breaks off once, and gives no ranges"),
    /** Ranges are answered with other bytes than those asked for. */
    WRONG_RANGES(true, "breaks off once, and then gives other bytes than those asked for"),
    /** Promises more bytes than it has, and no part of the file is to be had. */
    WRONG_LENGTH(false, "promises more bytes than it sends"),
    /** A web page in place of the file. */
    HTML(false, "sends a web page with status 200"),
    /** Nothing at all. */
    EMPTY(false, "sends no byte with status 200"),
    /** Status 404. */
    NOT_FOUND(false, "answers HTTP 404"),
    /** Status 401. */
    LOGIN(false, "answers HTTP 401"),
    /** Begins and stands still. */
    HANG(false, "stands still after half of the file, or of what is asked for"),
    /** A file name that leads out of the folder, with an escape sequence. */
    EVIL_NAME(true, "names the file ../../../evil and more"),
    /** The file is elsewhere on the same host. */
    REDIRECT(true, "sends on to another URL of its own"),
    /** Sends on to itself. */
    REDIRECT_LOOP(false, "redirects to itself"),
    /** Sends on to a file of the client. */
    REDIRECT_FILE(false, "redirects to file:///etc/passwd"),
    /** A links document with an error in place of a link. */
    LINK_ERROR(false, "sends a links document that says NotFoundFault"),
    /** A links document that has only a preview. */
    NO_LINK(false, "sends a links document without a link to the data");

    private final boolean arrives;
    private final String description;

    DataFault(boolean arrives, String description) {
        this.arrives = arrives;
        this.description = description;
    }

    /** Whether who does it right gets the file in spite of it. */
    public boolean arrives() {
        return arrives;
    }

    /** What the server does, in one line. */
    public String description() {
        return description;
    }

    /** Its name in options: {@code wrong-length}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
