package org.skytrawl.registry.regtap;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.skytrawl.model.Axis;
import org.skytrawl.registry.Candidate;

/**
 * What selection needs of a registry, at one time.
 *
 * @param source the URL of the registry
 * @param fetched time of the query
 * @param coverageAxes the axes on which the registry has coverage; on others all services are undeclared
 * @param onPrivateNetwork whether the registry is on this machine or in a private network; only then may it name services
 *     there
 * @param notes what could not be read or used, one line for each kind
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
