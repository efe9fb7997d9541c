package org.skytrawl.net;

import java.time.Duration;

/** A moment by which something must be over, on the {@link ProcessClock}. Immutable and thread-safe. */
public final class Deadline {
    /** Differences of {@link System#nanoTime} are right up to 292 years; a quarter of that leaves room for sums. */
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE / 4);

    private static final Deadline NEVER = new Deadline(0, true);

    private final long endNanos;
    private final boolean never;

    private Deadline(long endNanos, boolean never) {
        this.endNanos = endNanos;
        this.never = never;
    }

    /**
     * A deadline so long from now.
     *
     * @param time zero means: over at once; more than 73 years means {@link #never}
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

    /** So long after a reading of {@link ProcessClock#nanoTime}. */
    static Deadline at(long nanoTime, Duration after) {
        return after.compareTo(LONGEST) >= 0 ? NEVER : new Deadline(nanoTime + after.toNanos(), false);
    }

    Deadline later(long nanos) {
        return never ? this : new Deadline(endNanos + nanos, false);
    }

    /** The earlier of this one and the other. */
    public Deadline earlier(Deadline other) {
        if (never || other.never) {
            return never ? other : this;
        }
        return endNanos - other.endNanos <= 0 ? this : other;
    }

    /** The time left: zero when over, never negative, and 73 years when there is no end. */
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

    /** Whether it was over at a reading of {@link ProcessClock#nanoTime}. */
    boolean wasOverAt(long nanoTime) {
        return !never && endNanos - nanoTime <= 0;
    }

    @Override
    public String toString() {
        return never ? "never" : "in " + left();
    }
}
