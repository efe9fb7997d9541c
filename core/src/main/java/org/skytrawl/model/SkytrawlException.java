package org.skytrawl.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the library throws where something could not be done at all. The message is one line for people. */
public abstract class SkytrawlException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String[] asked;

    /** @param asked whom or what was asked, and what came of it, a line for each */
    protected SkytrawlException(String message, List<String> asked, @Nullable Throwable cause) {
        super(message, cause);
        this.asked = asked.toArray(String[]::new);
    }

    /**
     * Whom or what was asked, and what came of it, a line for each: registries and name resolvers by URL, or the folder.
     * Empty if it did not come to that.
     */
    public List<String> asked() {
        return List.of(asked);
    }
}
