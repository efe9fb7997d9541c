package org.skytrawl.run;

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

/** The services that the caller lists; their coverage is unknown and ignored. */
public record ListSource(ServiceList list) implements ServiceSource {
    @Override
    public Plan plan(
            Question question, DiscoveryOptions options, HttpFetcher fetcher, Deadline end, Cancellation cancellation) {
        return new Plan(
                new ProvenanceEvent.RegistryRead(
                        Instant.now(),
                        ProvenanceEvent.CandidateSource.named(list.name()),
                        list.candidates().size(),
                        List.of(),
                        list.notes(),
                        false),
                ServiceSelection.select(list.candidates(), question, options.which(), false),
                list.mayBePrivate());
    }
}
