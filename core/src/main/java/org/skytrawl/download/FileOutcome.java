package org.skytrawl.download;

import java.util.Locale;

/** Outcome of a file. Of several files of one dataset the last in this order is the dataset's outcome. */
public enum FileOutcome {
    /** Already complete from an earlier run. */
    PRESENT,
    /** Complete now. */
    DOWNLOADED,
    /** Not requested; the code says why. */
    SKIPPED,
    /** The run was cancelled, or stopped because the folder could not be written. */
    CANCELLED,
    /** No byte came for too long, or the run's deadline passed. */
    TIMED_OUT,
    /** The request failed, or the content is not of the expected kind. */
    FAILED;

    /** The word in the manifest. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isThere() {
        return this == PRESENT || this == DOWNLOADED;
    }
}
