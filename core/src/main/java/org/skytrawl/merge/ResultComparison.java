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

    /** A dataset in one of the results; both may have the same object. */
    private record Sided(FoundDataset dataset, int side) {}

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
        Comparator<Origin> order = Comparator.comparing(Origin::ivoid).thenComparing(Comparator.naturalOrder());
        TreeMap<Origin, List<ObsCoreRecord>> given = new TreeMap<>(order);
        // in parallel: whose records these are
        TreeMap<Origin, List<Sided>> owning = new TreeMap<>(order);
        for (int side : new int[] {EARLIER, LATER}) {
            for (FoundDataset dataset : sides.get(side)) {
                if (isIdentified(dataset)) {
                    Sided sided = new Sided(dataset, side);
                    Origin origin = dataset.origin();
                    give(sided, dataset.record(), origin.ivoid(), origin.protocol(), given, owning);
                    for (MergedRecord other : dataset.merged()) {
                        give(sided, other.identity(), other.ivoid(), other.protocol(), given, owning);
                    }
                } else {
                    withoutIdentity[side]++;
                }
            }
        }
        List<Sided> owners = new ArrayList<>();
        owning.values().forEach(owners::addAll);
        Map<Integer, Twins> groups = grouped(new RecordPool(given), owners);
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

    /** @param owners of the records of the pool, in its order */
    private static Map<Integer, Twins> grouped(RecordPool pool, List<Sided> owners) {
        Groups groups = RecordIdentity.of(pool);
        IdentityHashMap<Sided, Integer> firstRecord = new IdentityHashMap<>();
        for (int i = 0; i < pool.size(); i++) {
            Integer first = firstRecord.putIfAbsent(owners.get(i), i);
            if (first != null) {
                // already merged by the run
                groups.join(first, i);
            }
        }
        joinChanged(pool, groups, twins(groups, firstRecord, owners));
        return twins(groups, firstRecord, owners);
    }

    private static Map<Integer, Twins> twins(Groups groups, Map<Sided, Integer> firstRecord, List<Sided> owners) {
        Map<Integer, Twins> twins = new HashMap<>();
        for (int i = 0; i < owners.size(); i++) {
            Sided owner = owners.get(i);
            if (Integer.valueOf(i).equals(firstRecord.get(owner))) {
                twins.computeIfAbsent(groups.rootOf(i), root -> new Twins(new ArrayList<>(), new ArrayList<>()))
                        .side(owner.side)
                        .add(owner.dataset);
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
            Sided owner,
            ObsCoreRecord record,
            Ivoid ivoid,
            Protocol protocol,
            Map<Origin, List<ObsCoreRecord>> given,
            Map<Origin, List<Sided>> owning) {
        Origin ofSide = new Origin(ivoid, "", protocol, "result " + owner.side);
        given.computeIfAbsent(ofSide, it -> new ArrayList<>()).add(record);
        owning.computeIfAbsent(ofSide, it -> new ArrayList<>()).add(owner);
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
