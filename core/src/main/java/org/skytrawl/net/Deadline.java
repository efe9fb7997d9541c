package org.skytrawl.net;

import java.time.Duration;

/** The end of a time limit, on the {@link ProcessClock}. Immutable and thread-safe. */
public final class Deadline {
    /** Differences of {@link System#nanoTime} are valid up to 292 years; a quarter of that leaves room for sums. */
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE / 4);

    private static final Deadline NEVER = new Deadline(0, true);

    private final long endNanos;
    private final boolean never;

    private Deadline(long endNanos, boolean never) {
        this.endNanos = endNanos;
        this.never = never;
    }

    /**
     * @param time from now; zero is over at once, more than 73 years is {@link #never}
     * @throws IllegalArgumentException if {@code time} is negative
     */
    public static Deadline after(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("a deadline cannot lie in the past, but the time to it is " + time);
        }
        return time.compareTo(LONGEST) >= 0 ? NEVER : new Deadline(ProcessClock.nanoTime() + time.toNanos(), false);
    }

    public static Deadline never() {
        return NEVER;
    }

    /** @param nanoTime a value of {@link ProcessClock#nanoTime} */
    static Deadline at(long nanoTime, Duration after) {
        return after.compareTo(LONGEST) >= 0 ? NEVER : new Deadline(nanoTime + after.toNanos(), false);
    }

    Deadline later(long nanos) {
        return never ? this : new Deadline(endNanos + nanos, false);
    }

    public Deadline earlier(Deadline other) {
        if (never || other.never) {
            return never ? other : this;
        }
        return endNanos - other.endNanos <= 0 ? this : other;
    }

    /** Zero when over, never negative; 73 years for {@link #never}. */
    public Duration left() {
        return Duration.ofNanos(leftNanos());
    }

    public boolean isOver() {
        return leftNanos() == 0;
    }

    public boolean isNever() {
        return never;
    }

    long leftNanos() {
        return never ? LONGEST.toNanos() : Math.max(0, endNanos - ProcessClock.nanoTime());
    }

    /** @param nanoTime a value of {@link ProcessClock#nanoTime} */
    boolean wasOverAt(long nanoTime) {
        return !never && endNanos - nanoTime <= 0;
    }

    @Override
    public String toString() {
        return never ? "never" : "in " + left();
    }
}
