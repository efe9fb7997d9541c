package org.skytrawl;

import java.time.Instant;
import java.util.List;
import org.skytrawl.model.Constraints;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.registry.ServiceList;
import org.skytrawl.registry.ServiceSelection;

/** The services that the caller names: coverage is not known and not looked at. */
record ListSource(ServiceList list) implements ServiceSource {
    @Override
    public DiscoveryPlan plan(
            Constraints constraints,
            DiscoveryOptions options,
            HttpFetcher fetcher,
            Deadline end,
            Cancellation cancellation) {
        return new DiscoveryPlan(
                new ProvenanceEvent.RegistryRead(
                        Instant.now(),
                        list.name(),
                        null,
                        false,
                        list.candidates().size(),
                        List.of(),
                        list.notes()),
                ServiceSelection.select(list.candidates(), constraints, options.inclusive(), options.elide(), false),
                list.mayBePrivate());
    }
}
