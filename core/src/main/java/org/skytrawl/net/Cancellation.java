package org.skytrawl.net;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A signal to stop, given at most once and never taken back.
 *
 * <p>Thread-safe. No lock is held while listeners run, so that a listener may cancel, register and close
 * registrations, and may wait for a thread that does so.
 */
public final class Cancellation {
    private static final Logger LOG = LoggerFactory.getLogger(Cancellation.class);

    private final AtomicReference<@Nullable Long> cancelledAtNanos = new AtomicReference<>();
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();

    public Cancellation() {}

    /** What {@link #onCancel} gives back: closing it ends the interest. */
    public interface Registration extends AutoCloseable {
        /** Ends the interest; a listener that is already running is not waited for. Closing twice does nothing. */
        @Override
        void close();
    }

    /**
     * Gives the signal and runs the listeners in this thread, in no certain order. A second call does nothing and
     * may return while the first is still running listeners.
     */
    public void cancel() {
        if (cancelledAtNanos.compareAndSet(null, ProcessClock.nanoTime())) {
            listeners.forEach(Listener::runOnce);
        }
    }

    public boolean isCancelled() {
        return cancelledAtNanos.get() != null;
    }

    /**
     * Registers something to run when the signal is given: once, in the thread that gives it, or at once in this
     * thread if it was given already. What it throws is logged and keeps no other listener from running.
     */
    public Registration onCancel(Runnable action) {
        Listener listener = new Listener(action);
        // First added, then looked: whatever the order of the two threads, at least one of them sees the other.
        listeners.add(listener);
        if (isCancelled()) {
            listener.runOnce();
        }
        return listener;
    }

    /** The reading of {@link ProcessClock#nanoTime} at the signal, null before it. */
    @Nullable
    Long cancelledAtNanos() {
        return cancelledAtNanos.get();
    }

    /** Registrations that are open, for tests: a fetch must not leave any behind. */
    int listenerCount() {
        return listeners.size();
    }

    private final class Listener implements Registration {
        private final Runnable action;
        private final AtomicBoolean ran = new AtomicBoolean();

        Listener(Runnable action) {
            this.action = action;
        }

        void runOnce() {
            if (!ran.compareAndSet(false, true)) {
                return;
            }
            listeners.remove(this);
            try {
                action.run();
            } catch (RuntimeException | Error e) {
                LOG.warn("A listener to a cancellation failed", e);
            }
        }

        @Override
        public void close() {
            listeners.remove(this);
        }
    }
}
