package org.skytrawl;

import java.util.function.Predicate;
import org.skytrawl.model.Service;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.registry.Selection;

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
    /** The same without those services that the caller does not choose; they end as {@code skipped}. */
    public DiscoveryPlan only(Predicate<Service> chosen) {
        return new DiscoveryPlan(registry, selection.only(chosen), privateAddressesAllowed);
    }
}
