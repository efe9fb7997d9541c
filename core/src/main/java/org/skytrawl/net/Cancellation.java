package org.skytrawl.net;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A signal to stop, given at most once. Thread-safe; holds no lock while listeners run. */
public final class Cancellation {
    private static final Logger LOG = LoggerFactory.getLogger(Cancellation.class);

    private final AtomicReference<@Nullable Long> cancelledAtNanos = new AtomicReference<>();
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();

    public Cancellation() {}

    public interface Registration extends AutoCloseable {
        /** Removes the listener; does not wait for it if it is running. Closing twice does nothing. */
        @Override
        void close();
    }

    /** Gives the signal and runs the listeners in this thread, in any order. A second call does nothing. */
    public void cancel() {
        if (cancelledAtNanos.compareAndSet(null, ProcessClock.nanoTime())) {
            listeners.forEach(Listener::runOnce);
        }
    }

    public boolean isCancelled() {
        return cancelledAtNanos.get() != null;
    }

    /**
     * Runs the action once: in the thread that gives the signal, or now in this thread if the signal was given already.
     * An exception of the action is logged.
     */
    public Registration onCancel(Runnable action) {
        Listener listener = new Listener(action);
        // added before the check: at least one of the two threads sees the other
        listeners.add(listener);
        if (isCancelled()) {
            listener.runOnce();
        }
        return listener;
    }

    /** {@link ProcessClock#nanoTime} at the signal, null before it. */
    @Nullable
    Long cancelledAtNanos() {
        return cancelledAtNanos.get();
    }

    /** For tests: a fetch must not leave a listener behind. */
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
            if (ran.compareAndSet(false, true)) {
                listeners.remove(this);
                try {
                    action.run();
                } catch (RuntimeException | Error e) {
                    LOG.warn("A cancellation listener failed", e);
                }
            }
        }

        @Override
        public void close() {
            listeners.remove(this);
        }
    }
}
