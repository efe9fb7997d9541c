package org.skytrawl.registry.access;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.registry.RegistryRow;

/** @param overflow how the truncation was detected, for people; null if the answer is complete */
public record RegistryAnswer(
        List<RegistryRow> rows, @Nullable String overflow) {
    public RegistryAnswer {
        rows = List.copyOf(rows);
    }
}
