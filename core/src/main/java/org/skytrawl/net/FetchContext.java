package org.skytrawl.net;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.skytrawl.provenance.Phase;

/**
 * What one service's whole answer may use, retries and split queries included, and how far it has come.
 *
 * <p>One fetch at a time uses it. Phase and counters may be read from any thread while that goes on.
 */
public final class FetchContext {
    private final Deadline latest;
    private volatile Deadline deadline;
    private volatile Deadline share;
    private volatile long postponedNanos;
    private final @Nullable Duration mostIdle;
    private final Cancellation cancellation;
    private final AtomicReference<@Nullable Stop> stop = new AtomicReference<>();
    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private volatile @Nullable Runnable stopper;
    private volatile Phase phase = Phase.QUEUED;
    private volatile boolean connected;
    private volatile @Nullable HostKey host;

    /** The reading of {@link ProcessClock#nanoTime} when something came last. */
    private volatile long movedNanos = ProcessClock.nanoTime();

    private final long stalledBeforeNanos = ProcessClock.stalledNanos();

    private record Stop(StopCause cause, Phase phase) {}

    /** A context in phase {@link Phase#QUEUED} with nothing counted. */
    public FetchContext(Deadline deadline, Cancellation cancellation) {
        this(deadline, Deadline.never(), cancellation);
    }

    /**
     * The same where the answer may be had elsewhere if there is nobody here: a first connection must then be there within
     * a share of the time, after which the whole of it counts.
     *
     * @param share until when the first connection must be there
     */
    public FetchContext(Deadline deadline, Deadline share, Cancellation cancellation) {
        this(deadline, share, Deadline.never(), null, cancellation);
    }

    /**
     * The same within a run.
     *
     * @param runEnd what no reason of ours may move the deadline beyond
     */
    public FetchContext(Deadline deadline, Deadline share, Deadline runEnd, Cancellation cancellation) {
        this(deadline, share, runEnd, null, cancellation);
    }

    private FetchContext(
            Deadline deadline,
            Deadline share,
            Deadline latest,
            @Nullable Duration mostIdle,
            Cancellation cancellation) {
        this.latest = latest;
        this.deadline = deadline;
        this.share = share;
        this.mostIdle = mostIdle;
        this.cancellation = cancellation;
    }

    /**
     * A context for something that may take as long as it likes while it goes on: its time is over when nothing has come
     * for so long. Resolving, connecting and waiting for the first byte have this long together.
     *
     * @param mostIdle the longest time without a byte
     */
    public static FetchContext whileMoving(Duration mostIdle, Deadline deadline, Cancellation cancellation) {
        return new FetchContext(deadline, Deadline.never(), deadline, mostIdle, cancellation);
    }

    /** When the whole answer must be there. */
    public Deadline deadline() {
        return deadline;
    }

    /** The earlier of that and of the end of this server's share of the time: worth no waiting is what comes later. */
    public Deadline share() {
        return deadline.earlier(share).earlier(standstill());
    }

    /** When it will have been idle for too long, unless something comes before; never if it may be. */
    Deadline standstill() {
        return mostIdle == null ? Deadline.never() : Deadline.at(movedNanos, mostIdle);
    }

    /** It goes on: the time that it may be idle begins anew. */
    void moved() {
        movedNanos = ProcessClock.nanoTime();
    }

    /** When the fetch must be over as far as it has come. */
    Deadline due() {
        return connected ? deadline.earlier(standstill()) : share();
    }

    public Cancellation cancellation() {
        return cancellation;
    }

    /** How far the current fetch has come, or where it stood when it was stopped. */
    public Phase phase() {
        Stop stopped = stop.get();
        return stopped == null ? phase : stopped.phase();
    }

    /** The host that was asked last: after a redirect another than the first; null before any. */
    public @Nullable HostKey host() {
        return host;
    }

    /** Whether this machine stood still since: what then came late says nothing about the server. */
    public boolean sawStall() {
        return ProcessClock.stalledNanos() > stalledBeforeNanos;
    }

    /** How many fetches were begun; redirects belong to their fetch. */
    public int attempts() {
        return attempts.get();
    }

    /** How many bytes of bodies were read, decoded, over all attempts. */
    public long bytes() {
        return bytes.get();
    }

    /**
     * Returns if this may go on.
     *
     * @throws StoppedException if the time is over or the signal was given: whichever came first, for good
     */
    public void check() throws StoppedException {
        Stop stopped = stop.get();
        if (stopped == null) {
            StopCause cause = causeByNow();
            if (cause == null) {
                return;
            }
            stopped = record(cause);
        }
        throw new StoppedException(stopped.cause(), stopped.phase());
    }

    /**
     * Records the stop, to be called before anything is interrupted. What the clock says of deadline and signal
     * goes before what the caller thinks, and a stop recorded earlier goes before both.
     */
    void stop(StopCause ifNeitherOverNorCancelled) {
        StopCause cause = causeByNow();
        record(cause == null ? ifNeitherOverNorCancelled : cause);
    }

    /** Moves the deadline: the time was spent in waiting for ourselves. One fetch at a time uses a context. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    void postpone(long nanos) {
        deadline = deadline.later(nanos).earlier(latest);
        share = share.later(nanos);
        postponedNanos += nanos;
        moved();
    }

    long postponedNanos() {
        return postponedNanos;
    }

    /** Ends what goes on as if cancelled: nobody wants the answer any more. */
    public void abandon() {
        stop(StopCause.CANCELLED);
        Runnable known = stopper;
        if (known != null) {
            known.run();
        }
    }

    /** How the fetch that goes on is ended; null when there is none. */
    void stoppedBy(@Nullable Runnable action) {
        stopper = action;
        if (action != null && stop.get() != null) {
            action.run();
        }
    }

    void asking(HostKey next) {
        host = next;
    }

    void enter(Phase next) {
        connected |= next == Phase.WAITING;
        if (next == Phase.READING) {
            moved();
        }
        phase = next;
    }

    void countAttempt() {
        attempts.incrementAndGet();
    }

    void countBytes(long more) {
        bytes.addAndGet(more);
        moved();
    }

    private Stop record(StopCause cause) {
        Stop mine = new Stop(cause, phase);
        Stop first = stop.compareAndExchange(null, mine);
        return first == null ? mine : first;
    }

    private @Nullable StopCause causeByNow() {
        Long cancelledAt = cancellation.cancelledAtNanos();
        if (cancelledAt != null) {
            return due().wasOverAt(cancelledAt) ? StopCause.TIMEOUT : StopCause.CANCELLED;
        }
        return due().isOver() ? StopCause.TIMEOUT : null;
    }
}
