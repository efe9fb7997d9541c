package org.skytrawl.registry.regtap;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot and its origin.
 *
 * @param fromDisk whether it was loaded from disk
 * @param stale whether it is too old, but no registry answered
 * @param tried why each registry before it was passed over, as {@code URL: reason}
 * @param notes for the reader of the result, including the notes of the snapshot
 * @param update how it was fetched, or null if it was loaded from disk
 */
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
