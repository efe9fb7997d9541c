package org.skytrawl.registry;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Service;
import org.skytrawl.provenance.ServiceOutcome;

/**
 * A service that a selection chooses from, and its relations to other services in the registry.
 *
 * @param servedBy resources that serve all of its data ({@code isservedby}); for a service of several resources, only
 *     those that all of the resources name
 * @param tableNames names, in lower case, of the ObsCore tables that its records list; for a service of several
 *     resources, only those that all of the resources list
 * @param preset why no question can be sent to it, or null
 */
public record Candidate(
        Service service, List<Ivoid> servedBy, Set<String> tableNames, ServiceOutcome.@Nullable Skipped preset) {
    public Candidate {
        servedBy = List.copyOf(servedBy);
        Set<String> names = new TreeSet<>();
        tableNames.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        tableNames = Collections.unmodifiableSet(names);
    }

    public static Candidate of(Service service) {
        return new Candidate(service, List.of(), Set.of(), null);
    }
}
