package org.skytrawl.net;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.skytrawl.provenance.FailureCode;

/**
 * What was learned of hosts: one that refuses connections, does not resolve, or lets service after service wait in vain is
 * not asked again in the run that learned it, nor in another one of the same client that is under way then. A later run tries
 * it again. Thread-safe.
 */
public final class HostHealth {
    private final int mostInVain;
    private final long beganNanos = System.nanoTime();
    private final ConcurrentMap<HostKey, Down> down;
    private final Map<HostKey, AtomicInteger> inVain = new ConcurrentHashMap<>();

    private record Down(String why, long sinceNanos) {}

    /**
     * Of no host anything is known.
     *
     * @param mostInVain how many services in a row must have timed out before a first byte
     */
    public HostHealth(int mostInVain) {
        this(mostInVain, new ConcurrentHashMap<>());
    }

    private HostHealth(int mostInVain, ConcurrentMap<HostKey, Down> down) {
        this.mostInVain = mostInVain;
        this.down = down;
    }

    /** For a run that begins now: it shares with this one, and others made of it, what is learned from now on. */
    public HostHealth ofRun(int mostServicesInVain) {
        return new HostHealth(mostServicesInVain, down);
    }

    /** Why this host is not to be asked any more, for people, or null. */
    public @Nullable String whyDown(HostKey host) {
        Down known = down.get(host);
        return known == null || isBeforeThis(known) ? null : known.why();
    }

    private boolean isBeforeThis(Down known) {
        return known.sinceNanos() - beganNanos < 0;
    }

    private void down(HostKey host, String why) {
        Down now = new Down(why, System.nanoTime());
        down.merge(host, now, (known, same) -> isBeforeThis(known) ? now : known);
    }

    /** The host has not answered, for a reason that may hold for all of its services. */
    public void failed(HostKey host, FailureCode code) {
        switch (code) {
            case CONNECTION_REFUSED -> down(host, host + " refuses connections");
            case UNKNOWN_HOST -> down(host, "the name " + host.host() + " does not resolve");
            default -> answered(host);
        }
    }

    /** A service's whole time passed without a byte from this host. */
    public void waitedInVain(HostKey host) {
        int count = inVain.computeIfAbsent(host, key -> new AtomicInteger()).incrementAndGet();
        if (count >= mostInVain) {
            down(host, count + " services in a row timed out on " + host + " before a first byte");
        }
    }

    /** The host said something, be it nonsense. */
    public void answered(HostKey host) {
        AtomicInteger count = inVain.get(host);
        if (count != null) {
            count.set(0);
        }
    }
}
