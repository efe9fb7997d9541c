package org.skytrawl.model;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.skytrawl.sky.SkyPoint;

/**
 * The pairs of target and dataset in a list of datasets. Each pair is made when it is read, so that millions of them take 8 bytes
 * each. Immutable and thread-safe.
 */
public final class TargetPairs extends AbstractList<TargetPair> implements RandomAccess {
    private final TargetList list;
    private final List<FoundDataset> datasets;

    /** The place of the dataset in the upper half, that of the match in the lower one. */
    private final long[] places;

    private TargetPairs(TargetList list, List<FoundDataset> datasets, long... places) {
        this.list = list;
        this.datasets = datasets;
        this.places = places;
    }

    /**
     * All pairs, ordered by the target's row in its list, then by separation (unknown ones last), then as the datasets are.
     *
     * @param datasets a list with fast random access, which must not change; those without matches have no pair
     * @param list the target list that the matches refer to
     */
    public static TargetPairs of(List<FoundDataset> datasets, TargetList list) {
        int[] ends = new int[list.size() + 1];
        for (FoundDataset dataset : datasets) {
            TargetMatches matches = dataset.record().matches();
            for (int i = 0; matches != null && i < matches.size(); i++) {
                ends[list.row(matches.number(i)) + 1]++;
            }
        }
        for (int row = 0; row < list.size(); row++) {
            ends[row + 1] = Math.addExact(ends[row], ends[row + 1]);
        }
        long[] places = new long[ends[list.size()]];
        int[] next = ends.clone();
        for (int d = 0; d < datasets.size(); d++) {
            TargetMatches matches = datasets.get(d).record().matches();
            for (int i = 0; matches != null && i < matches.size(); i++) {
                places[next[list.row(matches.number(i))]++] = ((long) d << Integer.SIZE) | i;
            }
        }
        TargetPairs pairs = new TargetPairs(list, datasets, places);
        for (int row = 0; row < list.size(); row++) {
            pairs.sortBySeparation(ends[row], ends[row + 1]);
        }
        return pairs;
    }

    private void sortBySeparation(int from, int to) {
        if (to - from < 2) {
            return;
        }
        double[] separations = new double[to - from];
        Arrays.setAll(separations, i -> separationDeg(from + i));
        long[] unsorted = Arrays.copyOfRange(places, from, to);
        int[] order = StableSort.order(to - from, (a, b) -> Double.compare(separations[a], separations[b]));
        for (int i = 0; i < order.length; i++) {
            places[from + i] = unsorted[order[i]];
        }
    }

    public TargetList targets() {
        return list;
    }

    /** The number of pairs. */
    @Override
    public int size() {
        return places.length;
    }

    @Override
    public TargetPair get(int pair) {
        return new TargetPair(list.target(number(pair)), dataset(pair), separationDeg(pair), overlap(pair));
    }

    public FoundDataset dataset(int pair) {
        return datasets.get(place(pair));
    }

    private int place(int pair) {
        return (int) (places[pair] >>> Integer.SIZE);
    }

    /** The place of the pair among the matches of its dataset. */
    public int match(int pair) {
        return (int) places[pair];
    }

    /** The number of the target. */
    public int number(int pair) {
        return matches(pair).number(match(pair));
    }

    public Overlap overlap(int pair) {
        return matches(pair).overlap(match(pair));
    }

    private TargetMatches matches(int pair) {
        TargetMatches matches = dataset(pair).record().matches();
        if (matches == null) {
            throw new IllegalStateException("the dataset of a pair has no matches");
        }
        return matches;
    }

    /** Degrees from the target to the centre of the dataset; NaN without a centre. */
    public double separationDeg(int pair) {
        return separationDeg(list, number(pair), dataset(pair).record());
    }

    /** Degrees from a target to the centre of a record; NaN without a centre. */
    public static double separationDeg(TargetList list, int number, ObsCoreRecord record) {
        double raDeg = record.number(ObsCoreColumn.s_ra);
        double decDeg = record.number(ObsCoreColumn.s_dec);
        if (!Double.isFinite(raDeg) || !(decDeg >= -90 && decDeg <= 90)) {
            return Double.NaN;
        }
        SkyPoint centre = list.circles().circle(number).centre();
        return centre.separationDeg(SkyPoint.ofDegrees(raDeg, decDeg));
    }

    /** The datasets that are in these pairs, each once, in the order of their first pairs. */
    public List<FoundDataset> datasets() {
        BitSet seen = new BitSet(datasets.size());
        FoundDataset[] found = new FoundDataset[Math.min(datasets.size(), places.length)];
        int size = 0;
        for (int i = 0; i < places.length; i++) {
            if (!seen.get(place(i))) {
                seen.set(place(i));
                found[size++] = dataset(i);
            }
        }
        return List.of(Arrays.copyOf(found, size));
    }

    /** The number of targets that are in these pairs. */
    public int distinctTargets() {
        BitSet seen = new BitSet(list.size());
        for (int i = 0; i < places.length; i++) {
            seen.set(number(i));
        }
        return seen.cardinality();
    }

    /** The pairs of the datasets that meet a condition, which is tested once for each dataset. */
    public TargetPairs only(Predicate<FoundDataset> condition) {
        BitSet kept = new BitSet(datasets.size());
        for (int d = 0; d < datasets.size(); d++) {
            kept.set(d, condition.test(datasets.get(d)));
        }
        return filtered(pair -> kept.get(place(pair)));
    }

    /** The pairs at places that meet a condition. */
    public TargetPairs filtered(IntPredicate condition) {
        long[] kept = new long[places.length];
        int size = 0;
        for (int i = 0; i < places.length; i++) {
            if (condition.test(i)) {
                kept[size++] = places[i];
            }
        }
        return new TargetPairs(list, datasets, Arrays.copyOf(kept, size));
    }

    /** Sorted; equal pairs stay in their order. */
    public TargetPairs sorted(StableSort.Order order) {
        int[] sorted = StableSort.order(places.length, order);
        long[] moved = new long[places.length];
        Arrays.setAll(moved, i -> places[sorted[i]]);
        return new TargetPairs(list, datasets, moved);
    }

    /** The first of these. */
    public TargetPairs first(long most) {
        return most >= places.length ? this : new TargetPairs(list, datasets, Arrays.copyOf(places, (int) most));
    }
}
