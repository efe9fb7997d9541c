package org.skytrawl.registry.regtap;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.skytrawl.model.Axis;
import org.skytrawl.registry.Candidate;

/**
 * What selection needs of a registry, at one time. On other axes all services are undeclared. Only a registry on a
 * private network may name services there.
 */
public record RegistrySnapshot(
        String source,
        Instant fetched,
        Set<Axis> coverageAxes,
        boolean onPrivateNetwork,
        List<Candidate> candidates,
        List<String> notes) {
    public RegistrySnapshot {
        coverageAxes = Set.copyOf(coverageAxes);
        candidates = List.copyOf(candidates);
        notes = List.copyOf(notes);
    }
}
