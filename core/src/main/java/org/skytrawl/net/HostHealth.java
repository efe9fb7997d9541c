package org.skytrawl.net;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.skytrawl.provenance.FailureCode;

/**
 * What a run has learned of its hosts: one that refuses connections, does not resolve, or lets service after service wait
 * in vain is not asked again. Thread-safe.
 */
public final class HostHealth {
    private final int mostInVain;
    private final Map<HostKey, String> down = new ConcurrentHashMap<>();
    private final Map<HostKey, AtomicInteger> inVain = new ConcurrentHashMap<>();

    /**
     * Of no host anything is known.
     *
     * @param mostInVain how many services in a row must have timed out before a first byte
     */
    public HostHealth(int mostInVain) {
        this.mostInVain = mostInVain;
    }

    /** Why this host is not to be asked any more, for people, or null. */
    public @Nullable String whyDown(HostKey host) {
        return down.get(host);
    }

    /** The host has not answered, for a reason that may hold for all of its services. */
    public void failed(HostKey host, FailureCode code) {
        switch (code) {
            case CONNECTION_REFUSED -> down.putIfAbsent(host, host + " refuses connections");
            case UNKNOWN_HOST -> down.putIfAbsent(host, "the name " + host.host() + " does not resolve");
            default -> answered(host);
        }
    }

    /** A service's whole time passed without a byte from this host. */
    public void waitedInVain(HostKey host) {
        int count = inVain.computeIfAbsent(host, key -> new AtomicInteger()).incrementAndGet();
        if (count >= mostInVain) {
            down.putIfAbsent(host, count + " services in a row timed out on " + host + " before a first byte");
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
