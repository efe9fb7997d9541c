package org.skytrawl.provenance;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A spin lock for a few instructions that never block. Waiting threads keep their carrier. With another lock, a virtual
 * thread that waits for a second one gives up its carrier while it holds the first; if computing services then occupy
 * all carriers, it holds the lock for ever and blocks the run.
 */
public final class ShortLock {
    private final AtomicBoolean held = new AtomicBoolean();

    /** Call {@link #unlock} in a {@code finally}. */
    public void lock() {
        while (!held.compareAndSet(false, true)) {
            Thread.onSpinWait();
        }
    }

    public void unlock() {
        held.set(false);
    }
}
