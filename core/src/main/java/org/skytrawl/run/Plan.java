package org.skytrawl.run;

import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.selection.Selection;

/**
 * The services that a run queries. Immutable and thread-safe.
 *
 * @param privateAddressesAllowed whether the services may be on this machine or in private networks: if the user listed them, or
 *     the registry is there itself
 */
public record Plan(ProvenanceEvent.RegistryRead registry, Selection selection, boolean privateAddressesAllowed) {
    /** Whether the user has named the services, now or for the run of a log, and no registry. */
    boolean isNamedByUser() {
        return registry.fetched() == null;
    }
}
