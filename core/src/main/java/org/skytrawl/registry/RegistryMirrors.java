package org.skytrawl.registry;

import java.util.ArrayList;
import java.util.List;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.net.StopCause;
import org.skytrawl.net.StoppedException;

/**
 * Registries, each of which can answer: one after the other is asked until one has answered. Thread-safe; blocks, so call it
 * on virtual threads.
 */
public final class RegistryMirrors {
    private static final long MAX_REC = 1_000_000;

    private final HttpFetcher fetcher;
    private final List<String> urls;
    private final long maxBytes;
    private final long maxRec;

    /**
     * These registries.
     *
     * @param fetcher how to reach them
     * @param urls their TAP access URLs in the order they are tried, at least one
     * @param store where is kept what is known of them
     * @param maxBytesPerAnswer the most decoded bytes read of one answer
     */
    public RegistryMirrors(HttpFetcher fetcher, List<String> urls, SnapshotStore store, long maxBytesPerAnswer) {
        this(fetcher, urls, store, maxBytesPerAnswer, MAX_REC);
    }

    RegistryMirrors(HttpFetcher fetcher, List<String> urls, SnapshotStore store, long maxBytesPerAnswer, long maxRec) {
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("at least one registry is needed, but there are none");
        }
        this.fetcher = fetcher;
        this.urls = List.copyOf(urls);
        this.maxBytes = maxBytesPerAnswer;
        this.maxRec = maxRec;
    }

    /** Their URLs, in the order they are tried. */
    public List<String> urls() {
        return urls;
    }

    /**
     * Asks one registry after the other until one answers; each has an equal share of the time that is left.
     *
     * @throws DiscoveryException if none answers; the message says what each said
     * @throws StoppedException if the signal was given
     */
    public <T> Told<T> ask(RegistryQuestion<T> question, Deadline deadline, Cancellation cancellation)
            throws StoppedException {
        List<String> tried = new ArrayList<>();
        for (int i = 0; i < urls.size(); i++) {
            String url = urls.get(i);
            // a registry that drips must not eat the time of those after it
            Deadline own = deadline.isNever()
                    ? deadline
                    : Deadline.after(deadline.left().dividedBy(urls.size() - i));
            try {
                RegistryAccess access = RegistryAccess.to(url, fetcher, maxBytes, maxRec, own, cancellation);
                return new Told<>(question.ask(access), url, tried);
            } catch (RegistryFailure e) {
                tried.add(url + ": " + e.reason());
            } catch (StoppedException e) {
                if (e.stopCause() != StopCause.TIMEOUT) {
                    throw e;
                }
                tried.add(url + ": " + e.getMessage());
            }
        }
        throw nobody(tried);
    }

    static DiscoveryException nobody(List<String> tried) {
        return new DiscoveryException("no registry can be used (" + String.join("; ", tried)
                + "): name another with --registry or IVOA_REGISTRY, or hand in a list of services");
    }
}
