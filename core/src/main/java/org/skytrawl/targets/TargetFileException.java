package org.skytrawl.targets;

import org.jspecify.annotations.Nullable;

/** A table is not the target list that it should be. The message is one line for people and names the file. */
public final class TargetFileException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final long badRows;

    TargetFileException(String message, long badRows) {
        super(message);
        this.badRows = badRows;
    }

    TargetFileException(String message) {
        this(message, 0);
    }

    TargetFileException(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.badRows = 0;
    }

    /** The number of rows that are no targets, which {@link TargetFileOptions#skipBadRows} leaves out; 0 if something else is wrong. */
    public long badRows() {
        return badRows;
    }
}
