package org.skytrawl.net;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.skytrawl.provenance.FailureCode;

/**
 * Hosts that are down: they refused a connection twice, do not resolve, or several queries in a row timed out, be they of one run
 * or of several. A host that is down gets no more requests from the current runs of the client; a later run tries it again. A host that refuses connections is
 * tried again within the run, after growing pauses. Thread-safe.
 */
public final class HostHealth {
    private static final int MOST_TRIES = 3;

    /** More than may run on a host at once. */
    private static final int MOST_TIMEOUTS = 1000;

    private final ToIntFunction<HostKey> maxTimeouts;
    private final long pauseNanos;
    private final LongSupplier clock;
    private final long beganNanos;
    private final ConcurrentMap<HostKey, Trouble> troubles;

    /** When the last queries in a row timed out. A deque is used only within {@code compute}. */
    private final ConcurrentMap<HostKey, Deque<Long>> timeouts;

    /**
     * @param why for people
     * @param pause how long to wait before asking again; null if it is down for this run
     */
    public record Down(String why, @Nullable Duration pause) {}

    private enum State {
        REFUSED_ONCE,
        REFUSES,
        DOWN
    }

    /** @param nextNanos for {@link State#REFUSES}: when it is tried again */
    private record Trouble(State state, String why, long sinceNanos, int tries, long nextNanos) {
        Trouble in(State next) {
            return new Trouble(next, why, sinceNanos, tries, nextNanos);
        }
    }

    /** For a client; its runs have their own. */
    public HostHealth() {
        this(host -> 1, Duration.ZERO, ProcessClock::nanoTime, new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
    }

    private HostHealth(
            ToIntFunction<HostKey> maxTimeouts,
            Duration pause,
            LongSupplier clock,
            ConcurrentMap<HostKey, Trouble> troubles,
            ConcurrentMap<HostKey, Deque<Long>> timeouts) {
        this.maxTimeouts = maxTimeouts;
        this.pauseNanos = pause.toNanos();
        this.clock = clock;
        this.beganNanos = clock.getAsLong();
        this.troubles = troubles;
        this.timeouts = timeouts;
    }

    /**
     * For a run that begins now; it shares all later findings with this object.
     *
     * @param maxServiceTimeouts queries in a row, since this run began, that time out before the first byte until the host counts
     *     as down
     * @param pause until a host that refuses connections is tried again; each next pause is twice as long
     */
    public HostHealth ofRun(ToIntFunction<HostKey> maxServiceTimeouts, Duration pause) {
        return ofRun(maxServiceTimeouts, pause, clock);
    }

    /** For tests. */
    HostHealth ofRun(ToIntFunction<HostKey> maxServiceTimeouts, Duration pause, LongSupplier time) {
        return new HostHealth(maxServiceTimeouts, pause, time, troubles, timeouts);
    }

    /**
     * Call it before a request. When a host that refuses connections is to be tried again, one caller gets null; the others wait
     * to see what comes of it.
     *
     * @return null if the request may be sent
     */
    public @Nullable Down down(HostKey host) {
        Trouble known = ofThisRun(host);
        if (known == null || known.state == State.REFUSED_ONCE) {
            return null;
        }
        long leftNanos = known.nextNanos - clock.getAsLong();
        if (known.state == State.DOWN || (leftNanos <= 0 && known.tries == MOST_TRIES)) {
            return new Down(known.why, null);
        }
        if (leftNanos > 0) {
            return new Down(known.why, Duration.ofNanos(Math.min(leftNanos, pauseNanos)));
        }
        int tries = known.tries + 1;
        Trouble tried =
                new Trouble(known.state, known.why, known.sinceNanos, tries, clock.getAsLong() + (pauseNanos << tries));
        return troubles.replace(host, known, tried) ? null : down(host);
    }

    /** Why the host is down, for people, or null. */
    public @Nullable String whyDown(HostKey host) {
        Trouble known = ofThisRun(host);
        return known == null || known.state == State.REFUSED_ONCE ? null : known.why;
    }

    private @Nullable Trouble ofThisRun(HostKey host) {
        Trouble known = troubles.get(host);
        return known == null || isBeforeThis(known) ? null : known;
    }

    private boolean isBeforeThis(Trouble known) {
        return known.sinceNanos - beganNanos < 0;
    }

    private Trouble now(State state, String why) {
        long now = clock.getAsLong();
        return new Trouble(state, why, now, 0, now + pauseNanos);
    }

    private void refused(HostKey host) {
        String why = host + " refuses connections";
        troubles.compute(host, (key, known) -> {
            if (known == null || isBeforeThis(known)) {
                return now(State.REFUSED_ONCE, why);
            }
            return switch (known.state) {
                case REFUSED_ONCE -> now(State.REFUSES, why);
                case REFUSES -> known.tries == MOST_TRIES ? known.in(State.DOWN) : known;
                case DOWN -> known;
            };
        });
    }

    private void down(HostKey host, String why) {
        troubles.merge(
                host,
                now(State.DOWN, why),
                (known, now) -> known.state == State.DOWN && !isBeforeThis(known) ? known : now);
    }

    /** The host did not answer, for a reason that may hold for all its services. */
    public void failed(HostKey host, FailureCode code) {
        switch (code) {
            case CONNECTION_REFUSED -> refused(host);
            case UNKNOWN_HOST -> down(host, "the name " + host.host() + " does not resolve");
            case CONNECTION_FAILED, PRIVATE_ADDRESS, BAD_URL, INTERNAL -> {
                // nothing came from the host
            }
            default -> answered(host);
        }
    }

    /** A query timed out without a byte from this host, after the whole time that it may take. */
    public void waitedInVain(HostKey host) {
        long now = clock.getAsLong();
        AtomicLong sinceBegin = new AtomicLong();
        timeouts.compute(host, (key, known) -> {
            Deque<Long> times = known == null ? new ArrayDeque<>() : known;
            times.add(now);
            if (times.size() > MOST_TIMEOUTS) {
                times.remove();
            }
            sinceBegin.set(times.stream().filter(time -> time - beganNanos >= 0).count());
            return times;
        });
        if (sinceBegin.get() >= maxTimeouts.applyAsInt(host)) {
            down(host, sinceBegin + " queries in a row timed out on " + host + " before a first byte");
        }
    }

    /** The host sent something, valid or not. */
    public void answered(HostKey host) {
        timeouts.remove(host);
        troubles.computeIfPresent(host, (key, known) -> known.state == State.DOWN ? known : null);
    }
}
