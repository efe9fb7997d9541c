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
 * Orders the events of a run: adds them to the log in memory at once, and passes them to the log's file and the listener on its
 * own thread. A disk or listener that blocks thus delays no service, deadline or cancel.
 */
final class EventStream {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    private final ProvenanceLog log;
    private final @Nullable Consumer<ProvenanceEvent> onEvent;
    private final @Nullable BiConsumer<Origin, ObsCoreRecord> onRecord;
    private final ShortLock order = new ShortLock();
    private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Thread deliverer;
    /** Used by the deliverer only. */
    private boolean ended;

    private final CountDownLatch delivered = new CountDownLatch(1);

    EventStream(
            ProvenanceLog log,
            @Nullable Consumer<ProvenanceEvent> onEvent,
            @Nullable BiConsumer<Origin, ObsCoreRecord> onRecord) {
        this.log = log;
        this.onEvent = onEvent;
        this.onRecord = onRecord;
    }

    /** Starts the thread; it ends when everything is delivered after {@link #end}. */
    void start() {
        // a platform thread: a disk that blocks would hold the carrier of a virtual one
        Thread thread = Thread.ofPlatform().daemon().name("skytrawl-events").unstarted(this::deliver);
        deliverer = thread;
        thread.start();
    }

    void emit(ProvenanceEvent event) {
        order.lock();
        try {
            log.append(event);
            queue.add(() -> deliver(event));
        } finally {
            order.unlock();
        }
        LockSupport.unpark(deliverer);
    }

    /** Whether the log has the end of a service. */
    boolean hasEnded(Service service) {
        return log.services().stream().anyMatch(event -> event.service().equals(service));
    }

    void record(Origin origin, ObsCoreRecord record) {
        BiConsumer<Origin, ObsCoreRecord> listener = onRecord;
        if (listener != null) {
            queue.add(() -> listener.accept(origin, record));
            LockSupport.unpark(deliverer);
        }
    }

    /** Ends the stream. Waits for the delivery up to a limit; the rest is delivered later. */
    void end(Duration limit) {
        queue.add(() -> ended = true);
        LockSupport.unpark(deliverer);
        try {
            if (!delivered.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("the log's file or the listener is slow: the run ends without waiting for it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver() {
        try {
            while (!ended) {
                Runnable item = queue.poll();
                if (item == null) {
                    LockSupport.park(this);
                } else {
                    run(item);
                }
            }
        } finally {
            delivered.countDown();
        }
    }

    private void deliver(ProvenanceEvent event) {
        log.writePending();
        if (onEvent != null) {
            onEvent.accept(event);
        }
    }

    /** A failure of one receiver does not affect later items. */
    private static void run(Runnable item) {
        try {
            item.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("a listener failed, or the log's file", e);
        }
    }
}
