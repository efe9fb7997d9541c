package org.skytrawl.run;

import org.jspecify.annotations.Nullable;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.net.EnvironmentProxies;
import org.skytrawl.net.HostHealth;
import org.skytrawl.net.HostLimiter;
import org.skytrawl.net.HostLookup;
import org.skytrawl.net.HttpFetcher;

/**
 * The way to the network that all runs of one client share: connections, resolved names, limits, and what was learned of
 * hosts. Thread-safe; to be closed by its owner.
 */
public final class Network implements AutoCloseable {
    private static final int FEW = 4;

    private final HttpFetcher fetcher;
    private final @Nullable HostLimiter limiter;
    private final HostHealth health;
    private final boolean owned;

    private Network(HttpFetcher fetcher, @Nullable HostLimiter limiter, HostHealth health, boolean owned) {
        this.fetcher = fetcher;
        this.limiter = limiter;
        this.health = health;
        this.owned = owned;
    }

    /** A network over this fetcher, which is closed with it, with these bounds. */
    public static Network over(HttpFetcher fetcher, int perHost, int overall) {
        return new Network(fetcher, new HostLimiter(perHost, overall), new HostHealth(1), true);
    }

    /** A network of its own for one run, which has no bounds but the run's. */
    public static Network ofOneRun(HttpFetcher fetcher) {
        return new Network(fetcher, null, new HostHealth(1), true);
    }

    /** The same network, not closed by whoever is given this. */
    public Network lent() {
        return new Network(fetcher, limiter, health, false);
    }

    /**
     * A fetcher with nothing open yet.
     *
     * @throws DiscoveryException if the environment's proxy cannot be used
     */
    public static HttpFetcher fetcher(String userAgent) {
        EnvironmentProxies proxies;
        try {
            proxies = EnvironmentProxies.of(System.getenv());
        } catch (IllegalArgumentException e) {
            throw new DiscoveryException("the environment's proxy cannot be used: " + e.getMessage());
        }
        return new HttpFetcher(userAgent, proxies, HostLookup.system());
    }

    /** The same with the User-Agent of this version. */
    public static HttpFetcher fetcher() {
        return fetcher(Version.userAgent());
    }

    /**
     * Threads for so many tasks that block. Virtual ones bring the JDK's poller with them, a thread that never leaves native
     * code, for which the JVM waits 300 ms at its exit: a command that asks a few services would take a third of its time
     * for that.
     */
    public static Thread.Builder threads(int tasks) {
        return tasks <= FEW ? Thread.ofPlatform().daemon() : Thread.ofVirtual();
    }

    /** What asks. */
    public HttpFetcher http() {
        return fetcher;
    }

    /** For a run that begins now: its own bounds, within those of the network. */
    public HostLimiter limiter(int perHost, int overall) {
        return limiter == null ? new HostLimiter(perHost, overall) : limiter.within(perHost, overall);
    }

    /** For a run that begins now. */
    public HostHealth health(int perHost) {
        return health.ofRun(perHost);
    }

    @Override
    public void close() {
        if (owned) {
            fetcher.close();
        }
    }
}
