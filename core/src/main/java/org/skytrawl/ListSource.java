package org.skytrawl;

import java.time.Instant;
import java.util.List;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.Question;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.registry.list.ServiceList;
import org.skytrawl.selection.ServiceSelection;

/** The services that the caller names: coverage is not known and not looked at. */
record ListSource(ServiceList list) implements ServiceSource {
    @Override
    public DiscoveryPlan plan(
            Question constraints,
            DiscoveryOptions options,
            HttpFetcher fetcher,
            Deadline end,
            Cancellation cancellation) {
        return new DiscoveryPlan(
                new ProvenanceEvent.RegistryRead(
                        Instant.now(),
                        ProvenanceEvent.CandidateSource.named(list.name()),
                        list.candidates().size(),
                        List.of(),
                        list.notes(),
                        false),
                ServiceSelection.select(list.candidates(), constraints, options.inclusive(), options.elide(), false),
                list.mayBePrivate());
    }
}
