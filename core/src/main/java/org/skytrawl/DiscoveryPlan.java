package org.skytrawl;

import java.util.List;
import java.util.function.Predicate;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Service;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.registry.query.NearbyResources;
import org.skytrawl.run.Plan;
import org.skytrawl.selection.Explanation;
import org.skytrawl.selection.Selection;

/**
 * The services that a run queries. Immutable and thread-safe.
 *
 * @param registry the source of the services
 * @param selection the decision for each service
 * @param privateAddressesAllowed whether the services may be on this machine or in private networks: if the user listed them, or
 *     the registry is there itself
 */
public record DiscoveryPlan(
        ProvenanceEvent.RegistryRead registry, Selection selection, boolean privateAddressesAllowed) {
    /**
     * Explains the decision for each service of a resource: its coverage, the test of each constraint, services with the same
     * data, and its query.
     *
     * @return one for each service; empty if the plan has no service of this resource
     */
    public List<Explanation> explain(Ivoid ivoid) {
        return selection.explain(ivoid);
    }

    /** Resources of the plan with similar identifiers, the most similar first. */
    public List<Ivoid> near(Ivoid ivoid) {
        return new NearbyResources(ivoid)
                .nearest(selection.decisions().stream()
                        .flatMap(decision -> decision.service().ivoids().stream())
                        .toList());
    }

    static DiscoveryPlan of(Plan plan) {
        return new DiscoveryPlan(plan.registry(), plan.selection(), plan.privateAddressesAllowed());
    }

    Plan forRun() {
        return new Plan(registry, selection, privateAddressesAllowed);
    }

    /** The plan restricted to chosen services; the others end as {@code skipped}. */
    public DiscoveryPlan only(Predicate<Service> chosen) {
        return new DiscoveryPlan(registry, selection.only(chosen), privateAddressesAllowed);
    }
}
