package org.skytrawl.registry.regtap;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A snapshot, and its origin; stale if it is too old, but no registry answered. */
public record RegistryReading(
        RegistrySnapshot snapshot,
        boolean fromDisk,
        boolean stale,
        List<String> tried,
        List<String> notes,
        @Nullable SnapshotUpdate update) {
    public RegistryReading {
        tried = List.copyOf(tried);
        notes = List.copyOf(notes);
    }
}
