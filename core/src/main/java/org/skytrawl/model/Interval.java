package org.skytrawl.model;

/** A closed interval. An infinite bound is an open end; no bound is NaN, and {@code lo <= hi}. */
public record Interval(double lo, double hi) {
    public Interval {
        if (Double.isNaN(lo) || Double.isNaN(hi)) {
            throw new IllegalArgumentException("an interval's ends must be numbers, not " + lo + ".." + hi);
        }
        if (lo > hi) {
            throw new IllegalArgumentException("an interval's ends must be in order, not " + lo + ".." + hi);
        }
    }

    public static Interval at(double value) {
        return new Interval(value, value);
    }

    public boolean overlaps(Interval other) {
        return lo <= other.hi && other.lo <= hi;
    }

    /** Each finite end moved outwards by {@code relative} of its size plus {@code absolute}. */
    public Interval widened(double relative, double absolute) {
        // infinity times 0 is NaN
        return new Interval(
                Double.isInfinite(lo) ? lo : lo - Math.abs(lo) * relative - absolute,
                Double.isInfinite(hi) ? hi : hi + Math.abs(hi) * relative + absolute);
    }

    /** Judges metadata whose ends may be missing (NaN). */
    Verdict judge(double min, double max) {
        if (Double.isNaN(min) && Double.isNaN(max)) {
            return Verdict.UNKNOWN;
        }
        if (Double.isNaN(max)) {
            return min > hi ? Verdict.NO : min >= lo ? Verdict.YES : Verdict.UNKNOWN;
        }
        if (Double.isNaN(min)) {
            return max < lo ? Verdict.NO : max <= hi ? Verdict.YES : Verdict.UNKNOWN;
        }
        return Verdict.of(Math.min(min, max) <= hi && lo <= Math.max(min, max));
    }
}
