package org.skytrawl.model;

import java.util.Arrays;
import java.util.StringJoiner;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A set of targets of one {@link TargetList}, as ranges of their numbers. Neighbours on the sky have near numbers, so a set by
 * coverage has few ranges. Immutable and thread-safe.
 */
public final class TargetSet {
    public static final TargetSet EMPTY = new TargetSet();

    /** Starts (even index) and ends (odd index, exclusive), strictly rising. */
    private final int[] bounds;

    private TargetSet(int... bounds) {
        this.bounds = bounds;
    }

    /** The numbers from 0 to {@code size - 1}. */
    public static TargetSet all(int size) {
        return range(0, size);
    }

    /** @param to exclusive */
    public static TargetSet range(int from, int to) {
        return from < to ? new TargetSet(from, to) : EMPTY;
    }

    /** Collects numbers in rising order. Not thread-safe. */
    public static final class Builder {
        private int[] bounds = new int[8];
        private int used;

        /**
         * @param to exclusive
         * @throws IllegalArgumentException if the range begins before the end of the one before
         */
        public Builder add(int from, int to) {
            if (from >= to) {
                return this;
            }
            int last = used == 0 ? -1 : bounds[used - 1];
            if (from < last) {
                throw new IllegalArgumentException("number " + from + " comes after " + last);
            }
            if (from == last) {
                bounds[used - 1] = to;
                return this;
            }
            if (used == bounds.length) {
                bounds = Arrays.copyOf(bounds, 2 * used);
            }
            bounds[used++] = from;
            bounds[used++] = to;
            return this;
        }

        public Builder add(int number) {
            return add(number, number + 1);
        }

        public TargetSet build() {
            return used == 0 ? EMPTY : new TargetSet(Arrays.copyOf(bounds, used));
        }
    }

    public boolean isEmpty() {
        return bounds.length == 0;
    }

    /** The number of targets. */
    public int size() {
        int size = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            size += bounds[i + 1] - bounds[i];
        }
        return size;
    }

    /** The lowest number. */
    public int first() {
        return bounds[0];
    }

    /** The highest number. */
    public int last() {
        return bounds[bounds.length - 1] - 1;
    }

    public boolean contains(int number) {
        int place = Arrays.binarySearch(bounds, number);
        return place >= 0 ? place % 2 == 0 : -place % 2 == 0;
    }

    @SuppressWarnings("ReferenceEquality")
    public boolean containsAll(TargetSet other) {
        return other == this || other.minus(this).isEmpty();
    }

    public TargetSet union(TargetSet other) {
        return combine(other, true, true, true);
    }

    public TargetSet intersection(TargetSet other) {
        return combine(other, false, false, true);
    }

    public TargetSet minus(TargetSet other) {
        return combine(other, true, false, false);
    }

    private TargetSet combine(TargetSet other, boolean onlyHere, boolean onlyThere, boolean both) {
        Builder result = new Builder();
        int[] a = bounds;
        int[] b = other.bounds;
        int i = 0;
        int j = 0;
        int from = 0;
        while (i < a.length || j < b.length) {
            int next = j == b.length || (i < a.length && a[i] <= b[j]) ? a[i] : b[j];
            boolean here = i % 2 != 0;
            boolean there = j % 2 != 0;
            if (here ? (there ? both : onlyHere) : there && onlyThere) {
                result.add(from, next);
            }
            from = next;
            i += i < a.length && a[i] == next ? 1 : 0;
            j += j < b.length && b[j] == next ? 1 : 0;
        }
        return result.build();
    }

    /** The targets of the set after so many, at most {@code most} of them. */
    public TargetSet slice(int after, int most) {
        Builder result = new Builder();
        int left = most;
        int skipped = after;
        for (int i = 0; i < bounds.length && left > 0; i += 2) {
            int from = bounds[i];
            int skip = Math.min(skipped, bounds[i + 1] - from);
            skipped -= skip;
            int to = Math.min(bounds[i + 1], from + skip + left);
            left -= Math.max(0, to - from - skip);
            result.add(from + skip, to);
        }
        return result.build();
    }

    public void forEach(IntConsumer action) {
        for (int i = 0; i < bounds.length; i += 2) {
            for (int number = bounds[i]; number < bounds[i + 1]; number++) {
                action.accept(number);
            }
        }
    }

    /** Receives ranges of numbers. */
    @FunctionalInterface
    public interface Ranges {
        /** @param to exclusive */
        void accept(int from, int to);
    }

    public void forEachRange(Ranges action) {
        for (int i = 0; i < bounds.length; i += 2) {
            action.accept(bounds[i], bounds[i + 1]);
        }
    }

    /** The number of ranges. */
    public int ranges() {
        return bounds.length / 2;
    }

    /** This set, or if it has more ranges, the smallest set of so many ranges that has all its targets, and more. */
    public TargetSet inRanges(int most) {
        if (ranges() <= most) {
            return this;
        }
        int[] gaps = new int[ranges() - 1];
        Arrays.setAll(gaps, i -> bounds[2 * i + 2] - bounds[2 * i + 1]);
        int[] sorted = gaps.clone();
        Arrays.sort(sorted);
        // the widest gaps stay, of equal ones the first
        int narrowest = most == 1 ? Integer.MAX_VALUE : sorted[sorted.length - (most - 1)];
        int equalLeft = most - 1;
        for (int gap : gaps) {
            equalLeft -= gap > narrowest ? 1 : 0;
        }
        Builder result = new Builder();
        int from = bounds[0];
        for (int i = 0; i < gaps.length; i++) {
            boolean stays = gaps[i] > narrowest || (gaps[i] == narrowest && equalLeft-- > 0);
            if (stays) {
                result.add(from, bounds[2 * i + 1]);
                from = bounds[2 * i + 2];
            }
        }
        return result.add(from, bounds[bounds.length - 1]).build();
    }

    /** {@code 0-99 105}; empty for the empty set. */
    public String text() {
        StringJoiner text = new StringJoiner(" ");
        for (int i = 0; i < bounds.length; i += 2) {
            int last = bounds[i + 1] - 1;
            text.add(bounds[i] == last ? Integer.toString(last) : bounds[i] + "-" + last);
        }
        return text.toString();
    }

    /**
     * Reads {@link #text}.
     *
     * @throws IllegalArgumentException if it is another text, or has a number outside [0, size)
     */
    public static TargetSet parse(String text, int size) {
        Builder result = new Builder();
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf(' ', at);
            String range = text.substring(at, end < 0 ? text.length() : end);
            int dash = range.indexOf('-');
            int from = number(dash < 0 ? range : range.substring(0, dash));
            int last = dash < 0 ? from : number(range.substring(dash + 1));
            if (from < 0 || last < from || last >= size) {
                throw new IllegalArgumentException(
                        "'" + PlainText.of(range, 40) + "' is no range of numbers from 0 to " + (size - 1));
            }
            result.add(from, last + 1);
            at = end < 0 ? text.length() : end + 1;
        }
        return result.build();
    }

    private static int number(String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TargetSet that && Arrays.equals(bounds, that.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }

    @Override
    public String toString() {
        return "TargetSet[" + size() + " in " + ranges() + " ranges]";
    }
}
