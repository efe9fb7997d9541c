package org.skytrawl.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An operation of the library failed as a whole. The message is one line for people. */
public abstract class SkytrawlException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String[] asked;

    /** @param asked as {@link #asked()} */
    protected SkytrawlException(String message, List<String> asked, @Nullable Throwable cause) {
        super(message, cause);
        this.asked = asked.toArray(String[]::new);
    }

    /**
     * One line for each registry, name resolver (by URL) or folder that was tried, with the result. Empty if none was.
     */
    public List<String> asked() {
        return List.of(asked);
    }
}
