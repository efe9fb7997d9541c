package org.skytrawl.model;

/**
 * A closed interval; an infinite bound is an open end.
 *
 * @param lo the lower end, possibly negative infinity, never NaN
 * @param hi the upper end, possibly positive infinity, never NaN and not below {@code lo}
 */
public record Interval(double lo, double hi) {
    public Interval {
        if (Double.isNaN(lo) || Double.isNaN(hi)) {
            throw new IllegalArgumentException("an interval's ends must be numbers, not " + lo + ".." + hi);
        }
        if (lo > hi) {
            throw new IllegalArgumentException("an interval's ends must be in order, not " + lo + ".." + hi);
        }
    }

    /** The point {@code value} as an interval of no length. */
    public static Interval at(double value) {
        return new Interval(value, value);
    }

    /** Whether the two share a point, ends included. */
    public boolean overlaps(Interval other) {
        return lo <= other.hi && other.lo <= hi;
    }

    /** This interval with each finite end moved outwards by {@code relative} of its size plus {@code absolute}. */
    public Interval widened(double relative, double absolute) {
        // infinity times 0 is no number: open ends stay as they are
        return new Interval(
                Double.isInfinite(lo) ? lo : lo - Math.abs(lo) * relative - absolute,
                Double.isInfinite(hi) ? hi : hi + Math.abs(hi) * relative + absolute);
    }

    /**
     * Judges metadata of which either end may be missing.
     *
     * @param min lower end of the metadata, NaN if not known
     * @param max upper end of the metadata, NaN if not known
     */
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
