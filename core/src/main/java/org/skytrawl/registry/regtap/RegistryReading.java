package org.skytrawl.registry.regtap;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot and how it was come by.
 *
 * @param snapshot what to select from
 * @param fromDisk whether it was on disk already
 * @param stale whether it is older than wanted because no registry could be reached
 * @param tried what each registry that was passed over said, in order, as {@code URL: reason}
 * @param notes what else a reader of the result should know, the snapshot's own notes included
 * @param update how it was fetched, or null if it was on disk
 */
public record RegistryReading(
        RegistrySnapshot snapshot,
        boolean fromDisk,
        boolean stale,
        List<String> tried,
        List<String> notes,
        @Nullable SnapshotUpdate update) {
    /** Keeps its own copies. */
    public RegistryReading {
        tried = List.copyOf(tried);
        notes = List.copyOf(notes);
    }
}
