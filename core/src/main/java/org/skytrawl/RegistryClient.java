package org.skytrawl;

import java.time.Duration;
import java.util.List;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.registry.list.ServiceList;
import org.skytrawl.registry.query.SearchRun;
import org.skytrawl.registry.query.ServicesOf;
import org.skytrawl.registry.search.RegistrySearch;
import org.skytrawl.registry.search.SearchResult;
import org.skytrawl.run.Registries;

/** Access to a client's registries without a discovery. Thread-safe; usable until the client is closed. */
public final class RegistryClient {
    private final Skytrawl client;
    private final Registries registries;

    RegistryClient(Skytrawl client, Registries registries) {
        this.client = client;
        this.registries = registries;
    }

    /** The TAP access URLs, in the order in which they are tried. */
    public List<String> urls() {
        return registries.list().urls();
    }

    /**
     * Tries one registry after the other until one answers. Waits at most a minute.
     *
     * @throws DiscoveryException if none answers; the message has the error of each
     * @throws InterruptedException if this thread is interrupted
     */
    public SearchResult search(RegistrySearch search) throws InterruptedException {
        return search(search, Skytrawl.PATIENCE);
    }

    /** The same with a time limit for all registries together. */
    public SearchResult search(RegistrySearch search, Duration limit) throws InterruptedException {
        return client.ask(
                limit, (end, cancellation) -> SearchRun.search(search, registries.mirrors(), end, cancellation));
    }

    /** The services of the resources found that can be queried for datasets, for {@link Discovery#services}. */
    public ServiceList services(SearchResult found, Duration limit) throws InterruptedException {
        ServicesOf question = new ServicesOf("the search", found.ivoids());
        return client.ask(
                limit,
                (end, cancellation) ->
                        registries.mirrors().ask(question, end, cancellation).answer());
    }

    /**
     * Fetches a new snapshot from the first registry that answers, and keeps it for later runs.
     *
     * @return the number of services in it
     * @throws DiscoveryException if none answers
     * @throws InterruptedException if this thread is interrupted
     */
    public int update(Duration limit) throws InterruptedException {
        return client.ask(
                limit,
                (end, cancellation) -> registries
                        .snapshots()
                        .update(urls(), end, cancellation)
                        .snapshot()
                        .candidates()
                        .size());
    }
}
