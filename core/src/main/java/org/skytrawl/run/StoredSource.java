package org.skytrawl.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.Question;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.net.StoppedException;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.registry.Candidate;
import org.skytrawl.selection.Selection;
import org.skytrawl.selection.ServiceSelection;
import org.skytrawl.stored.StoredAnswers;

/**
 * Services whose answers are kept, and perhaps others that are asked.
 *
 * @param fresh the source of the services to ask besides, or null
 */
public record StoredSource(StoredAnswers stored, @Nullable ServiceSource fresh) implements ServiceSource {
    @Override
    public Plan plan(
            Question question, DiscoveryOptions options, HttpFetcher fetcher, Deadline end, Cancellation cancellation)
            throws StoppedException {
        ServiceSource others = fresh;
        String name = "the harvest " + stored.about().folder();
        if (others == null) {
            List<Candidate> candidates =
                    stored.services().stream().map(Candidate::of).toList();
            Selection all = ServiceSelection.select(candidates, question, options.which(), false);
            return new Plan(
                    new ProvenanceEvent.RegistryRead(
                            Instant.now(),
                            new ProvenanceEvent.CandidateSource(name, null, false, stored.about()),
                            candidates.size(),
                            List.of(),
                            stored.notes(),
                            stored.mayBePrivate()),
                    all,
                    stored.mayBePrivate());
        }
        Plan plan = others.plan(question, options, fetcher, end, cancellation);
        Selection all = plan.selection().with(stored.services());
        ProvenanceEvent.RegistryRead before = plan.registry();
        List<String> notes = new ArrayList<>(stored.notes());
        notes.addAll(before.notes());
        return new Plan(
                new ProvenanceEvent.RegistryRead(
                        before.time(),
                        new ProvenanceEvent.CandidateSource(
                                name + " and " + before.source(), before.fetched(), before.stale(), stored.about()),
                        all.decisions().size(),
                        before.tried(),
                        notes,
                        before.privateAddresses()),
                all,
                plan.privateAddressesAllowed());
    }

    @Override
    public boolean isAtHand() {
        return fresh == null || fresh.isAtHand();
    }
}
