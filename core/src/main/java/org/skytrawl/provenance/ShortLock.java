package org.skytrawl.provenance;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A lock for a few instructions that wait for nothing. Who waits for it keeps its processor. With any other lock a virtual
 * thread that waits for a second one gives its carrier up while it holds the first; should services that compute without end
 * take all carriers, it would hold that for ever, and with it the run's conductor.
 */
public final class ShortLock {
    private final AtomicBoolean held = new AtomicBoolean();

    /** Nobody holds it yet. */
    public ShortLock() {}

    /** Takes it; to be followed by {@link #unlock} in a {@code finally}. */
    public void lock() {
        while (!held.compareAndSet(false, true)) {
            Thread.onSpinWait();
        }
    }

    /** Gives it back. */
    public void unlock() {
        held.set(false);
    }
}
