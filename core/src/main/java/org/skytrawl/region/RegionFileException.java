package org.skytrawl.region;

import org.jspecify.annotations.Nullable;

/** A file or text is not the region that it should be. The message is one line for people and names the file. */
public final class RegionFileException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    RegionFileException(String message) {
        super(message);
    }

    RegionFileException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
