package org.skytrawl.run;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Service;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.ShortLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a run's events in one order: into the log's memory at once, and on a thread of its own to the log's file and the
 * listener. So neither a disk nor a listener that blocks holds up a service, a deadline or a cancel.
 */
final class EventStream {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    private final ProvenanceLog log;
    private final @Nullable Consumer<ProvenanceEvent> onEvent;
    private final @Nullable BiConsumer<Origin, ObsCoreRecord> onRecord;
    private final ShortLock order = new ShortLock();
    private final Queue<Item> queue = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Thread deliverer;
    private final CountDownLatch delivered = new CountDownLatch(1);

    private sealed interface Item {}

    private record Happened(ProvenanceEvent event) implements Item {}

    private record Came(Origin origin, ObsCoreRecord record) implements Item {}

    private enum End implements Item {
        OF_RUN
    }

    EventStream(
            ProvenanceLog log,
            @Nullable Consumer<ProvenanceEvent> onEvent,
            @Nullable BiConsumer<Origin, ObsCoreRecord> onRecord) {
        this.log = log;
        this.onEvent = onEvent;
        this.onRecord = onRecord;
    }

    /** Starts the thread; it ends when all has been delivered after {@link #end}. */
    void start() {
        // a platform thread: a disk that blocks would take a virtual one's carrier with it
        Thread thread = Thread.ofPlatform().daemon().name("skytrawl-events").unstarted(this::deliver);
        deliverer = thread;
        thread.start();
    }

    void emit(ProvenanceEvent event) {
        order.lock();
        try {
            log.append(event);
            queue.add(new Happened(event));
        } finally {
            order.unlock();
        }
        LockSupport.unpark(deliverer);
    }

    /** Whether the log has the end of a service. */
    boolean hasEnded(Service service) {
        return log.services().stream().anyMatch(ended -> ended.service().equals(service));
    }

    void record(Origin origin, ObsCoreRecord record) {
        if (onRecord != null) {
            queue.add(new Came(origin, record));
            LockSupport.unpark(deliverer);
        }
    }

    /** Nothing more comes. Waits until all is delivered, but no longer than this; the rest then follows by itself. */
    void end(Duration most) {
        queue.add(End.OF_RUN);
        LockSupport.unpark(deliverer);
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
                Item item = queue.poll();
                if (item == null) {
                    LockSupport.park(this);
                } else if (item == End.OF_RUN) {
                    return;
                } else {
                    deliver(item);
                }
            }
        } finally {
            delivered.countDown();
        }
    }

    /** Whatever goes wrong with one, the others are told. */
    private void deliver(Item item) {
        try {
            if (item instanceof Happened happened) {
                log.writePending();
                if (onEvent != null) {
                    onEvent.accept(happened.event());
                }
            } else if (item instanceof Came came && onRecord != null) {
                onRecord.accept(came.origin(), came.record());
            }
        } catch (RuntimeException | Error e) {
            LOG.warn("a listener failed, or the log's file", e);
        }
    }
}
