package org.skytrawl.run;

import java.time.Duration;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Connections;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.net.EnvironmentProxies;
import org.skytrawl.net.HostHealth;
import org.skytrawl.net.HostKey;
import org.skytrawl.net.HostLimiter;
import org.skytrawl.net.HostLookup;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.net.RequestGate;
import org.skytrawl.protocol.TargetWayFindings;

/** Connections, resolved names, limits, host health and memory for records, shared by all runs of a client. Thread-safe; its owner closes it. */
public final class Network implements Connections {
    private static final int FEW = 4;

    /** The pauses until a host that refuses connections counts as down are together 15 times as long as the first. */
    private static final int PAUSES_OF_A_TIMEOUT = 16;

    private static final Duration LONGEST_FIRST_PAUSE = Duration.ofMillis(1250);

    private final HttpFetcher fetcher;
    private final @Nullable HostLimiter limiter;
    private final HostHealth health;
    private final TargetWayFindings ways;
    private final RecordBudget records;
    private final boolean owned;

    private Network(
            HttpFetcher fetcher,
            @Nullable HostLimiter limiter,
            HostHealth health,
            TargetWayFindings ways,
            RecordBudget records,
            boolean owned) {
        this.fetcher = fetcher;
        this.limiter = limiter;
        this.health = health;
        this.ways = ways;
        this.records = records;
        this.owned = owned;
    }

    /** A network over a fetcher, which it closes, with its own limits; the one per host adapts if it is null. */
    public static Network over(HttpFetcher fetcher, @Nullable Integer perHost, int overall) {
        return of(fetcher, new HostLimiter(perHost, overall));
    }

    /** A network for one run, with no limits but those of the run. */
    public static Network ofOneRun(HttpFetcher fetcher) {
        return of(fetcher, null);
    }

    private static Network of(HttpFetcher fetcher, @Nullable HostLimiter limiter) {
        return new Network(fetcher, limiter, new HostHealth(), new TargetWayFindings(), new RecordBudget(), true);
    }

    /** The same network; closing the returned one does nothing. */
    public Network lent() {
        return new Network(fetcher, limiter, health, ways, records, false);
    }

    /**
     * A new fetcher.
     *
     * @throws DiscoveryException if the environment's proxy cannot be used
     */
    public static HttpFetcher fetcher(String userAgent) {
        return fetcher(userAgent, RequestGate.OPEN);
    }

    private static HttpFetcher fetcher(String userAgent, RequestGate gate) {
        EnvironmentProxies proxies;
        try {
            proxies = EnvironmentProxies.of(System.getenv());
        } catch (IllegalArgumentException e) {
            throw new DiscoveryException("the environment's proxy cannot be used: " + e.getMessage());
        }
        return new HttpFetcher(userAgent, proxies, HostLookup.system(), gate);
    }

    public static HttpFetcher fetcher() {
        return fetcher(Version.userAgent());
    }

    /** @param gate through which all requests go */
    public static HttpFetcher fetcher(RequestGate gate) {
        return fetcher(Version.userAgent(), gate);
    }

    /**
     * Threads for tasks that block. For a few tasks platform threads: virtual ones start the JDK's poller, a thread in native
     * code that the JVM waits 300 ms for at its exit.
     */
    public static Thread.Builder threads(int tasks) {
        return tasks <= FEW ? Thread.ofPlatform().daemon() : Thread.ofVirtual();
    }

    TargetWayFindings ways() {
        return ways;
    }

    RecordBudget records() {
        return records;
    }

    public HttpFetcher http() {
        return fetcher;
    }

    /** The limits of a new run, within those of the network. */
    public HostLimiter limiter(@Nullable Integer perHost, int overall) {
        return limiter == null ? new HostLimiter(perHost, overall) : limiter.within(perHost, overall);
    }

    /**
     * Host health for a new run.
     *
     * @param maxTimeouts of a host, until it counts as down
     * @param timeout limit of one service; the pauses of a host that refuses connections are shorter, all together
     */
    public HostHealth health(ToIntFunction<HostKey> maxTimeouts, Duration timeout) {
        Duration pause = timeout.dividedBy(PAUSES_OF_A_TIMEOUT);
        return health.ofRun(maxTimeouts, pause.compareTo(LONGEST_FIRST_PAUSE) < 0 ? pause : LONGEST_FIRST_PAUSE);
    }

    @Override
    public void close() {
        if (owned) {
            fetcher.close();
        }
    }
}
