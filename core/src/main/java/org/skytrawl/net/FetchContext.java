package org.skytrawl.net;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.skytrawl.provenance.Phase;

/**
 * The limits and the progress of one service's whole answer, retries and split queries included. One fetch at a time may
 * use it; any thread may read phase and counters.
 */
public final class FetchContext {
    private final Deadline latest;
    private volatile Deadline deadline;
    private volatile Deadline share;
    private volatile long postponedNanos;
    private final @Nullable Duration maxIdle;
    private final Cancellation cancellation;
    private final AtomicReference<@Nullable Stop> stop = new AtomicReference<>();
    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private volatile @Nullable Runnable canceller;
    private volatile HostLimiter.Permit permit = HostLimiter.Permit.NONE;
    private volatile @Nullable HostHealth health;
    private volatile Phase phase = Phase.QUEUED;
    private volatile boolean connected;
    private volatile @Nullable HostKey host;
    private volatile boolean namedByUser;
    private volatile boolean reachedPrivateAddress;
    /** {@link ProcessClock#nanoTime} of the last progress. */
    private volatile long progressNanos = ProcessClock.nanoTime();

    private final long stalledBeforeNanos = ProcessClock.stalledNanos();

    /** The context of the whole, if this is the one of a request. */
    private final @Nullable FetchContext whole;

    /** Limit of attempts. */
    private final int mostAttempts;

    private volatile @Nullable Duration requestLimit;

    /** The request under way, if each has its own context. */
    private volatile @Nullable FetchContext request;

    private record Stop(StopCause cause, Phase phase) {}

    public FetchContext(Deadline deadline, Cancellation cancellation) {
        this(deadline, Deadline.never(), cancellation);
    }

    /** @param share deadline of the first connection, after which another server may be tried */
    public FetchContext(Deadline deadline, Deadline share, Cancellation cancellation) {
        this(deadline, share, Deadline.never(), null, cancellation);
    }

    /** @param runEnd latest value of the deadline if it is postponed */
    public FetchContext(Deadline deadline, Deadline share, Deadline runEnd, Cancellation cancellation) {
        this(deadline, share, runEnd, null, cancellation);
    }

    private FetchContext(
            Deadline deadline, Deadline share, Deadline latest, @Nullable Duration maxIdle, Cancellation cancellation) {
        this.whole = null;
        this.mostAttempts = Integer.MAX_VALUE;
        this.latest = latest;
        this.deadline = deadline;
        this.share = share;
        this.maxIdle = maxIdle;
        this.cancellation = cancellation;
    }

    private FetchContext(FetchContext whole, Deadline deadline, int mostAttempts) {
        this.whole = whole;
        this.mostAttempts = mostAttempts;
        this.latest = whole.deadline;
        this.deadline = deadline;
        this.share = whole.connected ? Deadline.never() : whole.share;
        this.maxIdle = null;
        this.cancellation = whole.cancellation;
        this.permit = whole.permit;
        this.health = whole.health;
        this.namedByUser = whole.namedByUser;
    }

    /** Limits the time of each request ({@link #next}) instead of the sum. */
    public FetchContext eachWithin(Duration limit) {
        requestLimit = limit;
        return this;
    }

    /**
     * The context of the next request and its retries, with a time limit of its own. What it counts and reports counts here too;
     * a stop of this context stops it. The request before it must have ended.
     *
     * @param attempts the most; the next one counts as cancelled
     */
    public FetchContext next(int attempts) {
        Duration limit = requestLimit;
        FetchContext next = new FetchContext(
                this, limit == null ? deadline : Deadline.after(limit).earlier(deadline), attempts);
        request = next;
        stoppedBy(next::abandon);
        return next;
    }

    /** The request of this context has ended. */
    public void end() {
        FetchContext of = whole;
        if (of != null) {
            of.request = null;
            of.stoppedBy(null);
        }
    }

    /** Whether its time, or that of the request under way, is over. */
    public boolean isOver() {
        FetchContext current = request;
        return deadline.isOver() || (current != null && current.deadline.isOver());
    }

    /** @param maxIdle the longest time without a byte, and from the start to the first byte */
    public static FetchContext whileMoving(Duration maxIdle, Deadline deadline, Cancellation cancellation) {
        return new FetchContext(deadline, Deadline.never(), deadline, maxIdle, cancellation);
    }

    /** Reports what its requests show about the host to the permit under which they are sent. */
    public FetchContext under(HostLimiter.Permit held) {
        permit = held;
        return this;
    }

    /** Reports each host that begins to answer: it is not down, although the service may end much later. */
    public FetchContext telling(HostHealth ofRun) {
        health = ofRun;
        return this;
    }

    /** Says to the server whether the user has named it; the servers of Skytrawl answer Skytrawl only then. */
    public FetchContext named(boolean byUser) {
        namedByUser = byUser;
        return this;
    }

    boolean isNamedByUser() {
        return namedByUser;
    }

    /** True if the address of a URL that was fetched, before redirects, was on this machine or in a private network. */
    public boolean reachedPrivateAddress() {
        return reachedPrivateAddress;
    }

    void reachesPrivateAddress() {
        reachedPrivateAddress = true;
        if (whole != null) {
            whole.reachesPrivateAddress();
        }
    }

    /** True if the host has answered other services since the request began: a timeout then says nothing about the host. */
    public boolean isPassedOver() {
        return permit.isPassedOver();
    }

    public Deadline deadline() {
        return deadline;
    }

    /** The earliest of the deadline, the deadline of the first connection, and the idle limit. */
    public Deadline share() {
        return deadline.earlier(share).earlier(standstill());
    }

    /** The end of the idle limit if no more bytes come. */
    Deadline standstill() {
        return maxIdle == null ? Deadline.never() : Deadline.at(progressNanos, maxIdle);
    }

    /** Restarts the idle limit. */
    void moved() {
        progressNanos = ProcessClock.nanoTime();
    }

    /** The deadline that holds in the current phase. */
    Deadline due() {
        return connected ? deadline.earlier(standstill()) : share();
    }

    public Cancellation cancellation() {
        return cancellation;
    }

    /** The phase of the current fetch, or its phase when it was stopped. */
    public Phase phase() {
        Stop stopped = stop.get();
        return stopped == null ? phase : stopped.phase();
    }

    /** The host of the last request, after redirects; null before the first. */
    public @Nullable HostKey host() {
        return host;
    }

    /** True if this machine stood still since the start: a timeout then says nothing about the server. */
    public boolean sawStall() {
        return ProcessClock.stalledNanos() > stalledBeforeNanos;
    }

    /** Number of fetches begun; redirects do not count. */
    public int attempts() {
        return attempts.get();
    }

    /** Decoded bytes of all bodies, over all attempts. */
    public long bytes() {
        return bytes.get();
    }

    /** @throws StoppedException after the deadline or a cancellation; the first cause stays */
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
     * Records the cause of the stop; call it before anything is interrupted. An earlier stop has precedence, then the
     * deadline and cancellation, then the argument.
     */
    void stop(StopCause otherwise) {
        StopCause cause = causeByNow();
        record(cause == null ? otherwise : cause);
    }

    /** Moves the deadline by time that this process, not the server, has used. One fetch at a time uses a context. */
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

    /** Ends the current fetch as cancelled: its answer is no longer needed. */
    public void abandon() {
        stop(StopCause.CANCELLED);
        Runnable current = canceller;
        if (current != null) {
            current.run();
        }
    }

    /** Sets the action that cancels the current fetch; null when there is none. */
    void stoppedBy(@Nullable Runnable action) {
        canceller = action;
        if (action != null && stop.get() != null) {
            action.run();
        }
    }

    void asking(HostKey next) {
        host = next;
        if (whole != null) {
            whole.asking(next);
        }
    }

    /** The headers have come, of a redirect too. */
    void answered() {
        HostHealth known = health;
        HostKey from = host;
        if (known != null && from != null) {
            known.answered(from);
        }
    }

    void enter(Phase next) {
        connected |= next == Phase.WAITING;
        if (next == Phase.READING) {
            moved();
        }
        phase = next;
        if (whole != null) {
            whole.enter(next);
        }
    }

    /** @throws StoppedException if there were as many as allowed */
    void countAttempt() throws StoppedException {
        if (attempts.get() >= mostAttempts) {
            stop(StopCause.CANCELLED);
            check();
        }
        attempts.incrementAndGet();
        if (whole != null) {
            whole.countAttempt();
        }
    }

    HostLimiter.Permit permit() {
        return permit;
    }

    /** Waits; a cancellation or the deadline ends it at once. */
    public void pause(Duration time) throws StoppedException {
        CountDownLatch cancelled = new CountDownLatch(1);
        Cancellation.Registration registration = cancellation.onCancel(cancelled::countDown);
        try {
            var unused = cancelled.await(Math.min(time.toNanos(), due().leftNanos()), TimeUnit.NANOSECONDS);
            check();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoppedException(StopCause.CANCELLED, phase());
        } finally {
            registration.close();
        }
    }

    void countBytes(long more) {
        bytes.addAndGet(more);
        moved();
        if (whole != null) {
            whole.countBytes(more);
        }
    }

    private Stop record(StopCause cause) {
        Stop next = new Stop(cause, phase);
        Stop first = stop.compareAndExchange(null, next);
        return first == null ? next : first;
    }

    private @Nullable StopCause causeByNow() {
        Long cancelledAt = cancellation.cancelledAtNanos();
        if (cancelledAt != null) {
            return due().wasOverAt(cancelledAt) ? StopCause.TIMEOUT : StopCause.CANCELLED;
        }
        return due().isOver() ? StopCause.TIMEOUT : null;
    }
}
