package org.skytrawl.registry;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Service;
import org.skytrawl.provenance.ServiceOutcome;

/**
 * A service to choose from, with what the registry says of its place among the others.
 *
 * @param service the service
 * @param servedBy resources by which the registry says all of its data are served ({@code isservedby}); where it belongs
 *     to several resources, only what all of them say
 * @param tableNames names, in lower case, of the ObsCore tables that its own records list; where it belongs to several
 *     resources, only what all of them list
 * @param preset why it cannot be asked, whatever the question is, or null if it can
 */
public record Candidate(
        Service service, List<Ivoid> servedBy, Set<String> tableNames, ServiceOutcome.@Nullable Skipped preset) {
    public Candidate {
        servedBy = List.copyOf(servedBy);
        Set<String> names = new TreeSet<>();
        tableNames.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        tableNames = java.util.Collections.unmodifiableSet(names);
    }

    /** A service of which nothing else is known. */
    public static Candidate of(Service service) {
        return new Candidate(service, List.of(), Set.of(), null);
    }
}
