package org.skytrawl;

import java.util.List;
import java.util.function.Predicate;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Service;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.registry.search.NearbyResources;
import org.skytrawl.selection.Explanation;
import org.skytrawl.selection.Selection;

/**
 * Which services a run asks. Immutable and thread-safe.
 *
 * @param registry where they come from
 * @param selection what is to be asked, and why the rest is not
 * @param privateAddressesAllowed whether who named the services may name hosts of this machine and of private networks:
 *     a registry that is there itself, or the user
 */
public record DiscoveryPlan(
        ProvenanceEvent.RegistryRead registry, Selection selection, boolean privateAddressesAllowed) {
    /**
     * Why each service of a resource is asked, or is not: what it declares, how each constraint was judged, what gives the same
     * data, and what it would be asked.
     *
     * @return one for each service; empty if the resource has none among those to choose from
     */
    public List<Explanation> explain(Ivoid ivoid) {
        return selection.explain(ivoid);
    }

    /** Resources among those to choose from whose identifiers look like this one, nearest first. */
    public List<Ivoid> near(Ivoid ivoid) {
        return new NearbyResources(ivoid)
                .nearest(selection.decisions().stream()
                        .flatMap(decision -> decision.service().ivoids().stream())
                        .toList());
    }

    /** The same without those services that the caller does not choose; they end as {@code skipped}. */
    public DiscoveryPlan only(Predicate<Service> chosen) {
        return new DiscoveryPlan(registry, selection.only(chosen), privateAddressesAllowed);
    }
}
