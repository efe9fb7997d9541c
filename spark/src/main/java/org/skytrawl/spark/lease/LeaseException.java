package org.skytrawl.spark.lease;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.SkytrawlException;

/** A lease cannot be taken, or has been lost. The message names the host or the file. */
public final class LeaseException extends SkytrawlException {
    private static final long serialVersionUID = 1;

    LeaseException(String message) {
        this(message, null);
    }

    LeaseException(String message, @Nullable Throwable cause) {
        super(message, List.of(), cause);
    }
}
