package org.skytrawl.simvo.data;

import java.util.Locale;

public enum DataFault {
    /** Every answer breaks off after half of the requested bytes: a client that continues there gets the file. */
    CUT(true, "breaks off after half of what is asked for"),
    /** The first answer breaks off, and there are no ranges: a client must start again to get the file. */
    CUT_ONCE_NO_RANGES(true, "breaks off once, and gives no ranges"),
    WRONG_RANGES(true, "breaks off once, and then gives other bytes than those asked for"),
    WRONG_LENGTH(false, "promises more bytes than it sends"),
    HTML(false, "sends a web page with status 200"),
    EMPTY(false, "sends no byte with status 200"),
    NOT_FOUND(false, "answers HTTP 404"),
    LOGIN(false, "answers HTTP 401"),
    HANG(false, "stands still after half of the file, or of what is asked for"),
    EVIL_NAME(true, "names the file ../../../evil and more"),
    REDIRECT(true, "sends on to another URL of its own"),
    REDIRECT_LOOP(false, "redirects to itself"),
    REDIRECT_FILE(false, "redirects to file:///etc/passwd"),
    LINK_ERROR(false, "sends a links document that says NotFoundFault"),
    NO_LINK(false, "sends a links document without a link to the data");

    private final boolean arrives;
    private final String description;

    DataFault(boolean arrives, String description) {
        this.arrives = arrives;
        this.description = description;
    }

    /** Whether a correct client gets the file in spite of the fault. */
    public boolean arrives() {
        return arrives;
    }

    public String description() {
        return description;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
