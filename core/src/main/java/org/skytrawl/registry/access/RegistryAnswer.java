package org.skytrawl.registry.access;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.registry.RegistryRow;

/**
 * The rows of one query's answer.
 *
 * @param overflow how it was seen that there are more rows than these, for people; null if these are all
 */
public record RegistryAnswer(
        List<RegistryRow> rows, @Nullable String overflow) {
    /** Keeps its own copy. */
    public RegistryAnswer {
        rows = List.copyOf(rows);
    }
}
