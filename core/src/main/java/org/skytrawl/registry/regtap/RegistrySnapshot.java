package org.skytrawl.registry.regtap;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.skytrawl.model.Axis;
import org.skytrawl.registry.Candidate;

/**
 * All that a registry says which selection needs, at one moment.
 *
 * @param source the registry's URL, as it was given
 * @param fetched when it was asked
 * @param coverageAxes the axes of which the registry keeps coverage at all; on others nothing is known of any service
 * @param onPrivateNetwork whether the registry is on this machine or in a private network, so that it may name services
 *     there
 * @param candidates the services to choose from
 * @param notes what could not be read or used, a line for each kind
 */
public record RegistrySnapshot(
        String source,
        Instant fetched,
        Set<Axis> coverageAxes,
        boolean onPrivateNetwork,
        List<Candidate> candidates,
        List<String> notes) {
    /** Keeps its own copies. */
    public RegistrySnapshot {
        coverageAxes = Set.copyOf(coverageAxes);
        candidates = List.copyOf(candidates);
        notes = List.copyOf(notes);
    }
}
