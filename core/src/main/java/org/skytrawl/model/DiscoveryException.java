package org.skytrawl.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * No usable registry. Trouble with single services is never an exception. The message is one line for people: what was
 * tried, and what to do.
 */
public sealed class DiscoveryException extends SkytrawlException permits UnknownNameException {
    private static final long serialVersionUID = 1;

    public DiscoveryException(String message) {
        this(message, null);
    }

    public DiscoveryException(String message, List<String> asked, @Nullable Throwable cause) {
        super(message, asked, cause);
    }

    public DiscoveryException(String message, @Nullable Throwable cause) {
        this(message, List.of(), cause);
    }
}
