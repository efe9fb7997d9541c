package org.skytrawl.registry;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is on disk of one registry.
 *
 * @param source the registry's URL
 * @param file where its snapshot is, or would be
 * @param fetched when that was fetched, or null if there is none
 * @param stale whether a run would fetch it anew
 */
public record SnapshotStatus(
        String source, Path file, @Nullable Instant fetched, boolean stale) {}
