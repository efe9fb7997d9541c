package org.skytrawl.net;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.skytrawl.provenance.FailureCode;

/**
 * Hosts that are down: they refuse connections, do not resolve, or several services in a row timed out. A host that is down
 * gets no more requests from the current runs of the client; a later run tries it again. Thread-safe.
 */
public final class HostHealth {
    private final int maxTimeouts;
    private final long beganNanos = System.nanoTime();
    private final ConcurrentMap<HostKey, Down> down;
    private final Map<HostKey, AtomicInteger> timeouts = new ConcurrentHashMap<>();

    private record Down(String why, long sinceNanos) {}

    /** @param maxTimeouts services in a row that time out before the first byte until the host counts as down */
    public HostHealth(int maxTimeouts) {
        this(maxTimeouts, new ConcurrentHashMap<>());
    }

    private HostHealth(int maxTimeouts, ConcurrentMap<HostKey, Down> down) {
        this.maxTimeouts = maxTimeouts;
        this.down = down;
    }

    /** For a run that begins now; it shares all later findings with this object. */
    public HostHealth ofRun(int maxServiceTimeouts) {
        return new HostHealth(maxServiceTimeouts, down);
    }

    /** Why the host is down, for people, or null. */
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

    /** The host did not answer, for a reason that may hold for all its services. */
    public void failed(HostKey host, FailureCode code) {
        switch (code) {
            case CONNECTION_REFUSED -> down(host, host + " refuses connections");
            case UNKNOWN_HOST -> down(host, "the name " + host.host() + " does not resolve");
            default -> answered(host);
        }
    }

    /** A service timed out without a byte from this host. */
    public void waitedInVain(HostKey host) {
        int count = timeouts.computeIfAbsent(host, key -> new AtomicInteger()).incrementAndGet();
        if (count >= maxTimeouts) {
            down(host, count + " services in a row timed out on " + host + " before a first byte");
        }
    }

    /** The host sent something, valid or not. */
    public void answered(HostKey host) {
        AtomicInteger count = timeouts.get(host);
        if (count != null) {
            count.set(0);
        }
    }
}
