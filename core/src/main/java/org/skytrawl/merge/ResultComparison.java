package org.skytrawl.merge;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.skytrawl.merge.ResultDifference.Cell;
import org.skytrawl.merge.ResultDifference.Changed;
import org.skytrawl.merge.ResultDifference.Oddities;
import org.skytrawl.model.CanonicalUrl;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.MergedRecord;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Protocol;

/**
 * Compares two results by the identity of their datasets ({@link RecordIdentity}). The services of the two results
 * count as different ones. Otherwise the DIDs of a service that moved its data to another URL in between would be void.
 */
public final class ResultComparison {
    private static final int EARLIER = 0;
    private static final int LATER = 1;
    /**
     * Bound on rows of one dataset in one file that are compared with each of the other file. No run writes that many.
     */
    private static final int MOST_TWINS = 200;

    private static final ObsCoreColumn[] COLUMNS = ObsCoreColumn.values();

    private final List<List<FoundDataset>> sides;
    private final Set<ObsCoreColumn> columns;
    private final List<FoundDataset> gone = new ArrayList<>();
    private final List<FoundDataset> added = new ArrayList<>();
    private final List<Changed> changed = new ArrayList<>();
    private final long[] duplicates = new long[2];
    private final long[] withoutIdentity = new long[2];
    private long same;

    private ResultComparison(List<FoundDataset> earlier, List<FoundDataset> later, Set<ObsCoreColumn> columns) {
        this.sides = List.of(earlier, later);
        this.columns = columns;
    }

    /** @param columns the columns to compare: those that both results have */
    public static ResultDifference between(
            List<FoundDataset> earlier, List<FoundDataset> later, Set<ObsCoreColumn> columns) {
        ResultComparison comparison = new ResultComparison(earlier, later, columns);
        comparison.compareIdentified();
        comparison.compareOthers();
        return new ResultDifference(
                comparison.gone,
                comparison.added,
                comparison.changed,
                comparison.same,
                new Oddities(comparison.duplicates[EARLIER], comparison.withoutIdentity[EARLIER]),
                new Oddities(comparison.duplicates[LATER], comparison.withoutIdentity[LATER]));
    }

    private record Twins(List<FoundDataset> earlier, List<FoundDataset> later) {
        List<FoundDataset> side(int side) {
            return side == EARLIER ? earlier : later;
        }
    }

    private void compareIdentified() {
        for (Twins twins : twins()) {
            for (int side : new int[] {EARLIER, LATER}) {
                duplicates[side] += Math.max(0, twins.side(side).size() - 1);
            }
            if (twins.later.isEmpty()) {
                gone.add(twins.earlier.getFirst());
            } else if (twins.earlier.isEmpty()) {
                added.add(twins.later.getFirst());
            } else {
                compare(twins);
            }
        }
    }

    private void compare(Twins twins) {
        List<Cell> fewest = List.of();
        Changed nearest = null;
        for (FoundDataset before : first(twins.earlier)) {
            for (FoundDataset after : first(twins.later)) {
                List<Cell> cells = cells(before.record(), after.record());
                if (cells.isEmpty()) {
                    same++;
                    return;
                }
                if (nearest == null || cells.size() < fewest.size()) {
                    fewest = cells;
                    nearest = new Changed(before, after, cells);
                }
            }
        }
        if (nearest != null) {
            changed.add(nearest);
        }
    }

    private static List<FoundDataset> first(List<FoundDataset> alike) {
        return alike.subList(0, Math.min(alike.size(), MOST_TWINS));
    }

    private List<Twins> twins() {
        IdentityHashMap<ObsCoreRecord, FoundDataset> ofRecord = new IdentityHashMap<>();
        IdentityHashMap<FoundDataset, Integer> sideOf = new IdentityHashMap<>();
        TreeMap<Origin, List<ObsCoreRecord>> given =
                new TreeMap<>(Comparator.comparing(Origin::ivoid).thenComparing(Comparator.naturalOrder()));
        for (int side : new int[] {EARLIER, LATER}) {
            for (FoundDataset dataset : sides.get(side)) {
                sideOf.put(dataset, side);
                if (isIdentified(dataset)) {
                    Origin origin = dataset.origin();
                    give(dataset, dataset.record(), origin.ivoid(), origin.protocol(), side, given, ofRecord);
                    for (MergedRecord other : dataset.merged()) {
                        give(dataset, other.identity(), other.ivoid(), other.protocol(), side, given, ofRecord);
                    }
                } else {
                    withoutIdentity[side]++;
                }
            }
        }
        RecordPool pool = new RecordPool(given);
        Map<Integer, Twins> groups = grouped(pool, ofRecord, sideOf);
        // the differences come in the order of the results
        IdentityHashMap<FoundDataset, Twins> byFirst = new IdentityHashMap<>();
        groups.values()
                .forEach(it -> byFirst.put(it.earlier.isEmpty() ? it.later.getFirst() : it.earlier.getFirst(), it));
        List<Twins> ordered = new ArrayList<>();
        for (List<FoundDataset> side : sides) {
            for (FoundDataset dataset : side) {
                Twins twins = byFirst.remove(dataset);
                if (twins != null) {
                    ordered.add(twins);
                }
            }
        }
        return ordered;
    }

    private static Map<Integer, Twins> grouped(
            RecordPool pool, IdentityHashMap<ObsCoreRecord, FoundDataset> ofRecord, Map<FoundDataset, Integer> sideOf) {
        Groups groups = RecordIdentity.of(pool);
        IdentityHashMap<FoundDataset, Integer> firstRecord = new IdentityHashMap<>();
        for (int i = 0; i < pool.size(); i++) {
            Integer first = firstRecord.putIfAbsent(ofRecord.get(pool.record(i)), i);
            if (first != null) {
                // already merged by the run
                groups.join(first, i);
            }
        }
        Map<Integer, Twins> twins = twins(pool, groups, firstRecord, ofRecord, sideOf);
        joinChanged(pool, groups, twins);
        return twins(pool, groups, firstRecord, ofRecord, sideOf);
    }

    private static Map<Integer, Twins> twins(
            RecordPool pool,
            Groups groups,
            Map<FoundDataset, Integer> firstRecord,
            IdentityHashMap<ObsCoreRecord, FoundDataset> ofRecord,
            Map<FoundDataset, Integer> sideOf) {
        Map<Integer, Twins> twins = new HashMap<>();
        for (int i = 0; i < pool.size(); i++) {
            FoundDataset dataset = ofRecord.get(pool.record(i));
            if (dataset != null && Integer.valueOf(i).equals(firstRecord.get(dataset))) {
                twins.computeIfAbsent(groups.rootOf(i), root -> new Twins(new ArrayList<>(), new ArrayList<>()))
                        .side(sideOf.getOrDefault(dataset, EARLIER))
                        .add(dataset);
            }
        }
        return twins;
    }

    /** A dataset whose position, band or time has changed contradicts itself. It is the only one of its identity. */
    private static void joinChanged(RecordPool pool, Groups groups, Map<Integer, Twins> twins) {
        Groups wide = RecordIdentity.ignoringContradictions(pool);
        Map<Integer, List<Integer>> gone = new HashMap<>();
        Map<Integer, List<Integer>> added = new HashMap<>();
        twins.forEach((root, both) -> {
            if (both.earlier.isEmpty() || both.later.isEmpty()) {
                (both.later.isEmpty() ? gone : added)
                        .computeIfAbsent(wide.rootOf(root), key -> new ArrayList<>(1))
                        .add(root);
            }
        });
        gone.forEach((identity, roots) -> {
            List<Integer> others = added.getOrDefault(identity, List.of());
            if (roots.size() == 1 && others.size() == 1) {
                groups.join(roots.getFirst(), others.getFirst());
            }
        });
    }

    private static void give(
            FoundDataset dataset,
            ObsCoreRecord record,
            Ivoid ivoid,
            Protocol protocol,
            int side,
            Map<Origin, List<ObsCoreRecord>> given,
            IdentityHashMap<ObsCoreRecord, FoundDataset> ofRecord) {
        Origin ofSide = new Origin(ivoid, "", protocol, "result " + side);
        given.computeIfAbsent(ofSide, it -> new ArrayList<>()).add(record);
        ofRecord.put(record, dataset);
    }

    private static boolean isIdentified(FoundDataset dataset) {
        String url = dataset.record().text(ObsCoreColumn.access_url);
        return (url != null && CanonicalUrl.of(url) != null)
                || (PublisherDid.of(dataset.record().text(ObsCoreColumn.obs_publisher_did)) != null
                        && dataset.record().text(ObsCoreColumn.access_format) != null);
    }

    private void compareOthers() {
        // not a hash map: texts may be crafted so that their hashes collide
        TreeMap<ObsCoreRecord, Deque<FoundDataset>> before = new TreeMap<>(this::compareValues);
        List<Deque<FoundDataset>> inOrder = new ArrayList<>();
        for (FoundDataset dataset : sides.get(EARLIER)) {
            if (!isIdentified(dataset)) {
                Deque<FoundDataset> equal = before.get(dataset.record());
                if (equal == null) {
                    equal = new ArrayDeque<>(1);
                    before.put(dataset.record(), equal);
                    inOrder.add(equal);
                }
                equal.add(dataset);
            }
        }
        for (FoundDataset dataset : sides.get(LATER)) {
            if (!isIdentified(dataset)) {
                Deque<FoundDataset> equal = before.get(dataset.record());
                if (equal == null || equal.isEmpty()) {
                    added.add(dataset);
                } else {
                    equal.remove();
                    same++;
                }
            }
        }
        inOrder.forEach(gone::addAll);
    }

    /** By the values of the compared columns. */
    private int compareValues(ObsCoreRecord a, ObsCoreRecord b) {
        int order = 0;
        for (ObsCoreColumn column : COLUMNS) {
            if (order == 0 && columns.contains(column)) {
                order = switch (column.type()) {
                    case TEXT -> RecordOrder.compare(a.text(column), b.text(column));
                    case INTEGER -> Double.compare(a.number(column), b.number(column));
                    // with float precision: see equal()
                    case REAL -> Float.compare((float) a.number(column), (float) b.number(column));
                };
            }
        }
        return order;
    }

    private List<Cell> cells(ObsCoreRecord before, ObsCoreRecord after) {
        List<Cell> cells = new ArrayList<>();
        for (ObsCoreColumn column : ObsCoreColumn.values()) {
            if (columns.contains(column)) {
                Object a = before.value(column);
                Object b = after.value(column);
                if (!equal(a, b)) {
                    cells.add(new Cell(column, a, b));
                }
            }
        }
        return cells;
    }

    /** A number also equals its float rounding, since tables may have float columns. */
    private static boolean equal(@Nullable Object before, @Nullable Object after) {
        if (before instanceof Double a && after instanceof Double b) {
            return a + 0.0 == b + 0.0 || (double) a.floatValue() == b || (double) b.floatValue() == a;
        }
        return before == null ? after == null : before.equals(after);
    }
}
