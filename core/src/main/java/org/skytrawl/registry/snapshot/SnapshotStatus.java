package org.skytrawl.registry.snapshot;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of the stored snapshot of one registry.
 *
 * @param source the TAP access URL
 * @param file the path, also if there is no file
 * @param fetched time of the fetch, or null if there is no readable snapshot
 * @param stale whether a run would fetch it again
 * @param fullFetched time of the last full fetch, or null if unknown
 * @param services the number of candidates, or null if unknown
 * @param version version of the format; 0 if there is no readable snapshot
 */
public record SnapshotStatus(
        String source,
        Path file,
        @Nullable Instant fetched,
        boolean stale,
        @Nullable Instant fullFetched,
        @Nullable Integer services,
        int version) {}
