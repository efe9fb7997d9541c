package org.skytrawl.run;

import java.time.Instant;
import java.util.List;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.Question;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.net.ServersInTurn;
import org.skytrawl.net.StoppedException;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.registry.access.RegistryConfig;
import org.skytrawl.registry.regtap.RegistryReading;
import org.skytrawl.registry.regtap.RegistrySnapshot;
import org.skytrawl.registry.snapshot.Registry;
import org.skytrawl.registry.snapshot.SnapshotStore;
import org.skytrawl.selection.Selection;
import org.skytrawl.selection.ServiceSelection;

/**
 * The services of a registry.
 *
 * @param urls the registries, tried in order; empty for those of the environment, the configuration file, or the public ones
 * @param turn told which registry is being queried
 */
public record RegistrySource(List<String> urls, SnapshotStore store, ServersInTurn turn) implements ServiceSource {
    @Override
    public Plan plan(
            Question question, DiscoveryOptions options, HttpFetcher fetcher, Deadline end, Cancellation cancellation)
            throws StoppedException {
        Registry registry = new Registry(fetcher, store, options.maxBytesPerAnswer(), turn);
        List<String> mirrors = RegistryConfig.ofUser(urls).urls();
        RegistryReading reading = registry.read(mirrors, question, options.inclusive(), end, cancellation);
        RegistrySnapshot snapshot = reading.snapshot();
        Selection selection = ServiceSelection.select(snapshot.candidates(), question, options.which(), true);
        return new Plan(
                new ProvenanceEvent.RegistryRead(
                        Instant.now(),
                        new ProvenanceEvent.CandidateSource(snapshot.source(), snapshot.fetched(), reading.stale()),
                        snapshot.candidates().size(),
                        reading.tried(),
                        reading.notes(),
                        false),
                selection,
                snapshot.onPrivateNetwork());
    }
}
