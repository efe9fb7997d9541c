package org.skytrawl;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a run's events in one order: into the log's memory at once, and on a thread of its own to the log's file and the
 * listener. So neither a disk nor a listener that blocks holds up a service, a deadline or a cancel.
 */
final class EventStream {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    private final ProvenanceLog log;
    private final @Nullable DiscoveryListener listener;
    private final ReentrantLock order = new ReentrantLock();
    private final BlockingQueue<Item> queue = new LinkedBlockingQueue<>();
    private final CountDownLatch delivered = new CountDownLatch(1);

    private sealed interface Item {}

    private record Happened(ProvenanceEvent event) implements Item {}

    private record Came(Origin origin, ObsCoreRecord record) implements Item {}

    private enum End implements Item {
        OF_RUN
    }

    EventStream(ProvenanceLog log, @Nullable DiscoveryListener listener) {
        this.log = log;
        this.listener = listener;
    }

    /** Starts the thread; it ends when all has been delivered after {@link #end}. */
    void start() {
        // a platform thread: a disk that blocks would take a virtual one's carrier with it
        Thread.ofPlatform().daemon().name("skytrawl-events").start(this::deliver);
    }

    void emit(ProvenanceEvent event) {
        order.lock();
        try {
            log.append(event);
            queue.add(new Happened(event));
        } finally {
            order.unlock();
        }
    }

    void record(Origin origin, ObsCoreRecord record) {
        if (listener != null) {
            queue.add(new Came(origin, record));
        }
    }

    /** Nothing more comes. Waits until all is delivered, but no longer than this; the rest then follows by itself. */
    void end(Duration most) {
        queue.add(End.OF_RUN);
        try {
            if (!delivered.await(most.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("the log's file or the listener is slow: the run ends without waiting for it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver() {
        try {
            while (true) {
                switch (queue.take()) {
                    case End end -> {
                        return;
                    }
                    case Happened happened -> {
                        log.writePending();
                        tell(watcher -> watcher.onEvent(happened.event()));
                    }
                    case Came came -> tell(watcher -> watcher.onRecord(came.origin(), came.record()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            delivered.countDown();
        }
    }

    private void tell(java.util.function.Consumer<DiscoveryListener> what) {
        if (listener == null) {
            return;
        }
        try {
            what.accept(listener);
        } catch (RuntimeException e) {
            LOG.warn("a listener failed", e);
        }
    }
}
