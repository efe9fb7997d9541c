package org.skytrawl.registry.snapshot;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is on disk of one registry.
 *
 * @param source the registry's URL
 * @param file where its snapshot is, or would be
 * @param fetched when that was fetched, or null if there is none that can be read
 * @param stale whether a run would fetch it anew
 * @param fullFetched when all of it was last fetched, and not only what had changed; null if that is not known
 * @param services how many services it has to choose from, or null if that is not known
 * @param version the version of its form, 0 if there is none
 */
public record SnapshotStatus(
        String source,
        Path file,
        @Nullable Instant fetched,
        boolean stale,
        @Nullable Instant fullFetched,
        @Nullable Integer services,
        int version) {}
