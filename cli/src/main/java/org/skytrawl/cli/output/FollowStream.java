package org.skytrawl.cli.output;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Question;
import org.skytrawl.net.Cancellation;
import org.skytrawl.output.ProvisionalJsonLines;

/**
 * Writes records as they arrive, on its own thread, so that a slow reader does not delay the run. The queue has references to
 * records that the run keeps until its end anyway, so no record is dropped for lack of memory. Thread-safe.
 */
public final class FollowStream {
    private static final int FLUSHED_AT_LEAST_EVERY = 100;

    /** Wait after an interruption; a second Ctrl-C ends it. */
    private static final long LAST_SECONDS = 5;

    private final Question question;
    private final OutputStream out;
    /** Empty for the end of the run. */
    private final BlockingQueue<Optional<Came>> queue = new LinkedBlockingQueue<>();

    private final AtomicLong written = new AtomicLong();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Cancellation closed = new Cancellation();
    private volatile @Nullable IOException trouble;

    private record Came(Origin origin, ObsCoreRecord record) {}

    /** The number of records written, and why not all were, or null. */
    public record Ended(long written, @Nullable IOException trouble) {}

    private FollowStream(Question question, OutputStream out) {
        this.question = question;
        this.out = new BufferedOutputStream(out, 1 << 16);
    }

    public static FollowStream to(Question question, OutputStream out) {
        FollowStream stream = new FollowStream(question, out);
        // a platform thread: a pipe that is full would take a virtual one's carrier with it
        Thread.ofPlatform().daemon().name("skytrawl-follow").start(stream::write);
        return stream;
    }

    /** Runs an action when nothing more can be written: the reader is gone, or the disk is full. */
    public void onClosed(Runnable action) {
        // its end is that of the stream
        var unused = closed.onCancel(action);
    }

    /** Does not block. */
    public void add(Origin origin, ObsCoreRecord record) {
        if (trouble == null) {
            queue.add(Optional.of(new Came(origin, record)));
        }
    }

    /** Waits until all is written or cannot be, or {@link #abandon} is called. */
    public Ended end() throws InterruptedException {
        queue.add(Optional.empty());
        over.await();
        return new Ended(written.get(), trouble);
    }

    /** Ends the stream after an interruption; gives the reader a short time to read the rest. */
    public void abandon() {
        queue.add(Optional.empty());
        try {
            if (!over.await(LAST_SECONDS, TimeUnit.SECONDS)) {
                trouble = new IOException("interrupted before its reader had taken all");
                over.countDown();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end(IOException why) {
        trouble = why;
        queue.clear();
        closed.cancel();
    }

    private void write() {
        try {
            long count = 0;
            for (Optional<Came> next = queue.take(); next.isPresent(); next = queue.take()) {
                Came came = next.get();
                ProvisionalJsonLines.write(question, came.origin(), came.record(), out);
                count++;
                // at once for a waiting reader, and regularly when many records come
                if (queue.isEmpty() || count % FLUSHED_AT_LEAST_EVERY == 0) {
                    out.flush();
                    written.set(count);
                }
            }
            out.flush();
            written.set(count);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            end(e);
        } catch (RuntimeException | Error e) {
            // a truncated stream must not look complete
            end(new IOException(String.valueOf(e), e));
        } finally {
            over.countDown();
        }
    }
}
