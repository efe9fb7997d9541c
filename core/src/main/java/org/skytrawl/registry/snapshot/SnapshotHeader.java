package org.skytrawl.registry.snapshot;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Axis;

/** The first line of a snapshot on disk. The file of rows that belongs to it has the same stamp. */
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
    /** An old snapshot is used until there is a new one. */
    public boolean isOld() {
        return version < SnapshotJson.VERSION;
    }

    public boolean isReadable() {
        return version >= SnapshotJson.OLDEST_READ && version <= SnapshotJson.VERSION;
    }
}
