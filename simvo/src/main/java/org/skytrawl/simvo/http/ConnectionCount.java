package org.skytrawl.simvo.http;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Counts a host's connections. Thread-safe. */
final class ConnectionCount {
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicLong all = new AtomicLong();

    void opened() {
        all.incrementAndGet();
        most.accumulateAndGet(open.incrementAndGet(), Math::max);
    }

    void closed() {
        open.decrementAndGet();
    }

    int open() {
        return open.get();
    }

    int most() {
        return most.get();
    }

    long all() {
        return all.get();
    }
}
