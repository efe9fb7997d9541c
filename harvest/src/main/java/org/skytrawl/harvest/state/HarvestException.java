package org.skytrawl.harvest.state;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.SkytrawlException;

/** A harvest cannot be opened, read or written. The message names the file. */
public final class HarvestException extends SkytrawlException {
    private static final long serialVersionUID = 1;

    public HarvestException(String message) {
        this(message, null);
    }

    public HarvestException(String message, @Nullable Throwable cause) {
        super(message, List.of(), cause);
    }
}
