package org.skytrawl.protocol;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Overlap;
import org.skytrawl.model.TargetMatches;
import org.skytrawl.model.TargetSet;

/**
 * Targets whose records are known, because the service was asked for each of them alone. Two of them with different records show
 * whether it uses all targets of a request. Used by one thread.
 */
final class KnownTargets {
    private static final int MOST_RECORDS = 500;
    private static final int MOST_CANDIDATES = 8;

    private static final class Known {
        private final int target;
        /** Hashes, sorted. */
        private final long[] records;

        Known(int target, long... records) {
            this.target = target;
            this.records = records;
        }

        boolean hasOthersThan(Known other) {
            return LongStream.of(records).anyMatch(each -> Arrays.binarySearch(other.records, each) < 0);
        }
    }

    private final List<Known> candidates = new ArrayList<>();
    private final Deque<Integer> hints = new ArrayDeque<>();
    private List<Known> chosen = List.of();
    private int asked;

    /** Collects the records of one answer that match a target by their geometry. */
    static final class Watch implements Consumer<ObsCoreRecord> {
        private final int target;
        private final Set<Long> hashes = new HashSet<>();

        Watch(int target) {
            this.target = target;
        }

        @Override
        public void accept(ObsCoreRecord record) {
            TargetMatches matches = record.matches();
            for (int i = 0; matches != null && i < matches.size(); i++) {
                if (matches.number(i) == target
                        && matches.overlap(i) == Overlap.TESTED
                        && hashes.size() <= MOST_RECORDS) {
                    hashes.add(record.contentHash());
                }
            }
        }
    }

    /**
     * A target was asked for alone.
     *
     * @param hasBare whether it has records without extent: these would make each request undecided
     */
    void learn(Watch watch, boolean hasBare) {
        asked++;
        if (hasBare || watch.hashes.isEmpty() || watch.hashes.size() > MOST_RECORDS || chosen.size() == 3) {
            return;
        }
        long[] records =
                watch.hashes.stream().mapToLong(Long::longValue).sorted().toArray();
        candidates.removeIf(known -> known.target == watch.target);
        candidates.add(new Known(watch.target, records));
        candidates.sort((a, b) -> Integer.compare(a.target, b.target));
        if (candidates.size() > MOST_CANDIDATES) {
            candidates.remove(candidates.size() / 2);
        }
        List<Known> better = choose();
        chosen = better.isEmpty() ? chosen : better;
    }

    /** A target was asked for alone, and has more records than the service gives. */
    void overflowed() {
        asked++;
    }

    /** The last one, and the first one that differs from it; a third between them. */
    private List<Known> choose() {
        for (int last = candidates.size() - 1; last > 0; last--) {
            Known one = candidates.get(last);
            for (int i = 0; i < last; i++) {
                Known other = candidates.get(i);
                if (one.hasOthersThan(other) && other.hasOthersThan(one)) {
                    return last - i > 1 ? List.of(other, candidates.get((last + i) / 2), one) : List.of(other, one);
                }
            }
        }
        return List.of();
    }

    /** Whether there are two with different records. */
    boolean areTwo() {
        return !chosen.isEmpty();
    }

    boolean isAny() {
        return !candidates.isEmpty();
    }

    private List<Known> inUse() {
        return chosen.isEmpty() && !candidates.isEmpty() ? List.of(candidates.getLast()) : chosen;
    }

    /** The number of targets asked for alone. */
    int asked() {
        return asked;
    }

    /** Two or three if there are two with different records, else one or none. */
    TargetSet targets() {
        TargetSet all = TargetSet.EMPTY;
        for (Known known : inUse()) {
            all = all.union(TargetSet.range(known.target, known.target + 1));
        }
        return all;
    }

    /** The highest number; requests have the targets in this order. */
    int last() {
        return inUse().getLast().target;
    }

    /** These targets have records. */
    void hint(List<Integer> targets) {
        hints.addAll(targets);
    }

    boolean hasHint(TargetSet open) {
        hints.removeIf(hint -> !open.contains(hint));
        return !hints.isEmpty();
    }

    /** A target to ask for alone: one that has records, as far as known; else the last, the first, and then in between. */
    TargetSet next(TargetSet open) {
        while (!hints.isEmpty()) {
            int hint = hints.remove();
            if (open.contains(hint)) {
                return TargetSet.range(hint, hint + 1);
            }
        }
        int size = open.size();
        int place = switch (asked) {
            case 0 -> size - 1;
            case 1 -> 0;
            default -> (int) (size * between(asked - 1));
        };
        return open.slice(Math.min(place, size - 1), 1);
    }

    /** 1/2, 1/4, 3/4, 1/8, 5/8 ... (van der Corput). */
    private static double between(int n) {
        return Integer.toUnsignedLong(Integer.reverse(n)) / (double) (1L << 32);
    }

    /** The test of one answer: whether the records of these targets are in it. */
    final class Test implements Consumer<ObsCoreRecord> {
        private final Set<Long> missing = new HashSet<>();

        Test() {
            inUse().forEach(known -> LongStream.of(known.records).forEach(missing::add));
        }

        @Override
        public void accept(ObsCoreRecord record) {
            if (!missing.isEmpty()) {
                missing.remove(record.contentHash());
            }
        }

        boolean isPassed() {
            return missing.isEmpty();
        }
    }
}
