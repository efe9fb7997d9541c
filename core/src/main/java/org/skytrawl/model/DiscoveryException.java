package org.skytrawl.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Nothing could be done at all: no registry can be used. Trouble with single services is never an exception. The message
 * is one line for people, and says what was tried and what to do.
 */
public final class DiscoveryException extends SkytrawlException {
    private static final long serialVersionUID = 1;

    /** With what happened, for people. */
    public DiscoveryException(String message) {
        this(message, null);
    }

    /** With what happened, for people, who was asked and said what, and what it came of, or null. */
    public DiscoveryException(String message, List<String> asked, @Nullable Throwable cause) {
        super(message, asked, cause);
    }

    /** With what happened, for people, and what it came of, or null. */
    public DiscoveryException(String message, @Nullable Throwable cause) {
        this(message, List.of(), cause);
    }
}
