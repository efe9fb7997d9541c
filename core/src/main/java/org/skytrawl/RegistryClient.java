package org.skytrawl;

import java.time.Duration;
import java.util.List;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.registry.search.RegistrySearch;
import org.skytrawl.registry.search.SearchResult;
import org.skytrawl.run.Registries;

/** The registries of a client, to be asked without a discovery. Thread-safe; usable as long as the client is open. */
public final class RegistryClient {
    private final Skytrawl client;
    private final Registries registries;

    RegistryClient(Skytrawl client, Registries registries) {
        this.client = client;
        this.registries = registries;
    }

    /** The registries' TAP access URLs, in the order in which they are tried. */
    public List<String> urls() {
        return registries.list().urls();
    }

    /**
     * Searches the registry: one registry after the other is asked until one answers. Waits a minute at most.
     *
     * @throws DiscoveryException if none answers; the message says what each said
     * @throws InterruptedException if this thread is interrupted
     */
    public SearchResult search(RegistrySearch search) throws InterruptedException {
        return search(search, Skytrawl.PATIENCE);
    }

    /** The same, waiting so long at most for all registries together. */
    public SearchResult search(RegistrySearch search, Duration most) throws InterruptedException {
        return client.ask(most, (end, cancellation) -> search.run(registries.mirrors(), end, cancellation));
    }

    /**
     * Fetches the registry snapshot anew from the first registry that answers, and keeps it for the runs that follow.
     *
     * @return how many services there are to choose from
     * @throws DiscoveryException if none answers
     * @throws InterruptedException if this thread is interrupted
     */
    public int update(Duration most) throws InterruptedException {
        return client.ask(
                most,
                (end, cancellation) -> registries
                        .snapshots()
                        .update(urls(), end, cancellation)
                        .snapshot()
                        .candidates()
                        .size());
    }
}
