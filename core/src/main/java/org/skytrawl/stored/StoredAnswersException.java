package org.skytrawl.stored;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.SkytrawlException;

/** Answers that are kept cannot be read. The message names the file. */
public final class StoredAnswersException extends SkytrawlException {
    private static final long serialVersionUID = 1;

    public StoredAnswersException(String message, @Nullable Throwable cause) {
        super(message, List.of(), cause);
    }
}
