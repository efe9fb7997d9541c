package org.skytrawl.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The targets that a record matches, by number, each with how it was judged. Immutable and thread-safe. */
public final class TargetMatches {
    private static final int SHIFT = 24;
    private static final int NUMBER = (1 << SHIFT) - 1;

    /** Number in the lower bits, overlap above; sorted by number. */
    private final int[] pairs;

    private TargetMatches(int... pairs) {
        this.pairs = pairs;
    }

    /**
     * @param numbers of targets, rising
     * @param overlap of all of them
     * @return null if there is none
     */
    public static @Nullable TargetMatches of(int[] numbers, Overlap overlap) {
        if (numbers.length == 0) {
            return null;
        }
        int[] pairs = new int[numbers.length];
        Arrays.setAll(pairs, i -> numbers[i] | (overlap.ordinal() << SHIFT));
        return new TargetMatches(pairs);
    }

    /** Collects matches in any order, a target several times. Not thread-safe. */
    public static final class Builder {
        private static final int OVERLAP_BITS = 2;

        /** Number above, overlap in the lower bits, so that they sort by number, the strongest first. */
        private int[] keys = new int[1];

        private int size;

        public Builder add(int number, Overlap overlap) {
            if (size == keys.length) {
                keys = Arrays.copyOf(keys, 2 * size);
            }
            keys[size++] = (number << OVERLAP_BITS) | overlap.ordinal();
            return this;
        }

        /** For a target that comes several times the strongest match; null if there is none. */
        public @Nullable TargetMatches build() {
            Arrays.sort(keys, 0, size);
            int[] pairs = new int[size];
            int used = 0;
            int before = -1;
            for (int i = 0; i < size; i++) {
                int number = keys[i] >>> OVERLAP_BITS;
                if (number != before) {
                    pairs[used++] = number | ((keys[i] & ((1 << OVERLAP_BITS) - 1)) << SHIFT);
                    before = number;
                }
            }
            return used == 0 ? null : new TargetMatches(Arrays.copyOf(pairs, used));
        }
    }

    /** Memory of the matches and of their rows in a result, approximately. */
    public long bytes() {
        return 40 + 12L * pairs.length;
    }

    public int size() {
        return pairs.length;
    }

    /** The number of the target at this place. */
    public int number(int i) {
        return pairs[i] & NUMBER;
    }

    public Overlap overlap(int i) {
        return Overlap.values()[pairs[i] >>> SHIFT];
    }

    public Overlap strongest() {
        Overlap strongest = overlap(0);
        for (int i = 1; i < pairs.length; i++) {
            strongest = overlap(i).compareTo(strongest) < 0 ? overlap(i) : strongest;
        }
        return strongest;
    }

    /** These matches without those of the other that are as strong; null if none is left. */
    public @Nullable TargetMatches minus(TargetMatches other) {
        int[] rest = new int[pairs.length];
        int size = 0;
        int j = 0;
        for (int i = 0; i < pairs.length; i++) {
            while (j < other.pairs.length && other.number(j) < number(i)) {
                j++;
            }
            boolean isKnown = j < other.pairs.length && other.number(j) == number(i) && other.pairs[j] <= pairs[i];
            if (!isKnown) {
                rest[size++] = pairs[i];
            }
        }
        return size == 0 ? null : new TargetMatches(Arrays.copyOf(rest, size));
    }

    /** The matches of both; for a target of both the stronger one. Null is none. */
    @SuppressWarnings("ReferenceEquality")
    public static @Nullable TargetMatches union(@Nullable TargetMatches a, @Nullable TargetMatches b) {
        if (a == null || b == null || a == b) {
            return a == null ? b : a;
        }
        int[] both = new int[a.pairs.length + b.pairs.length];
        int size = 0;
        int i = 0;
        int j = 0;
        while (i < a.pairs.length || j < b.pairs.length) {
            int left = i < a.pairs.length ? a.number(i) : Integer.MAX_VALUE;
            int right = j < b.pairs.length ? b.number(j) : Integer.MAX_VALUE;
            // a smaller ordinal is stronger
            both[size++] = left < right ? a.pairs[i] : right < left ? b.pairs[j] : Math.min(a.pairs[i], b.pairs[j]);
            i += left <= right ? 1 : 0;
            j += right <= left ? 1 : 0;
        }
        return Arrays.equals(both, 0, size, a.pairs, 0, a.pairs.length)
                ? a
                : new TargetMatches(Arrays.copyOf(both, size));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TargetMatches that && Arrays.equals(pairs, that.pairs);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(pairs);
    }

    @Override
    public String toString() {
        return "TargetMatches[" + pairs.length + "]";
    }
}
