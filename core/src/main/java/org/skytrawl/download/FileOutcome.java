package org.skytrawl.download;

import java.util.Locale;

/** What became of a file. Of several files of one dataset the last in this order is the dataset's outcome. */
public enum FileOutcome {
    /** It was there already, whole, from an earlier run. */
    PRESENT,
    /** It is there now, whole. */
    DOWNLOADED,
    /** It was not asked for; the code says why. */
    SKIPPED,
    /** The run was cancelled, or stopped for the sake of the disk, before it was there. */
    CANCELLED,
    /** Nothing came for too long, or the run's time was over. */
    TIMED_OUT,
    /** It is not to be had, or what came is not what was promised. */
    FAILED;

    /** As it stands in the manifest. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isThere() {
        return this == PRESENT || this == DOWNLOADED;
    }
}
