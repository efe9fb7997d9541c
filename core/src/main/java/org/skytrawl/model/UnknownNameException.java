package org.skytrawl.model;

import java.util.List;

/** The databases behind the name resolver do not know a name. */
public final class UnknownNameException extends DiscoveryException {
    private static final long serialVersionUID = 1;

    /** @param asked as {@link #asked()} */
    public UnknownNameException(String message, List<String> asked) {
        super(message, asked, null);
    }
}
