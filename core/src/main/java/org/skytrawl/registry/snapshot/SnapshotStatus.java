package org.skytrawl.registry.snapshot;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The state of the stored snapshot of one registry; version 0 if there is no readable one. */
public record SnapshotStatus(
        String source,
        Path file,
        @Nullable Instant fetched,
        boolean stale,
        @Nullable Instant fullFetched,
        @Nullable Integer services,
        int version) {}
