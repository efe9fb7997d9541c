package org.skytrawl.registry.snapshot;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Axis;

/**
 * The first line of a snapshot on disk.
 *
 * @param version of the form; an older one lacks some of what follows
 * @param stamp ties the file of rows to it; empty in version 1
 * @param fullFetched when all was last fetched anew, or null in version 1
 * @param services how many candidates follow, or null in version 1
 */
public record SnapshotHeader(
        int version,
        String source,
        Instant fetched,
        String stamp,
        @Nullable Instant fullFetched,
        @Nullable Integer services,
        Set<Axis> coverageAxes,
        boolean onPrivateNetwork,
        List<String> notes) {
    /** Whether this program would not write it so: it serves until there is a new one. */
    public boolean isOld() {
        return version < SnapshotJson.VERSION;
    }

    /** Whether this program understands it. */
    public boolean isReadable() {
        return version >= SnapshotJson.OLDEST_READ && version <= SnapshotJson.VERSION;
    }
}
