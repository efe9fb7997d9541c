package org.skytrawl.output;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.skytrawl.merge.RecordOrder;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Overlap;
import org.skytrawl.model.TargetList;
import org.skytrawl.model.TargetMatches;

/**
 * The datasets of the rows of a result. Rows of pairs become datasets again: rows of one dataset are equal in all columns but those
 * of the target. Not thread-safe.
 */
final class FoundRows {
    /** Null if it is not known, so that the targets of a dataset are lost. */
    private final @Nullable TargetList list;

    /** A bound for hostile files. */
    private static final int MOST_EQUAL = 1000;

    private final List<Found> found = new ArrayList<>();

    /** A sorted map, so that crafted records with equal hashes do not slow down reading. */
    private final TreeMap<ObsCoreRecord, List<Found>> byContent = new TreeMap<>(RecordOrder.BY_CONTENT);

    private final TreeSet<String> targets = new TreeSet<>();
    private long pairs;
    private long unknownTargets;
    private long repeated;

    FoundRows(@Nullable TargetList list) {
        this.list = list;
    }

    /** A dataset, and the targets of its rows. */
    private static final class Found {
        private final FoundDataset dataset;
        private final TargetMatches.@Nullable Builder matches;

        /** The target of the last row: the next equal row with it is another dataset. */
        private @Nullable String lastTarget;

        Found(FoundDataset dataset, TargetMatches.@Nullable Builder matches) {
            this.dataset = dataset;
            this.matches = matches;
        }

        FoundDataset whole() {
            TargetMatches all = matches == null ? null : matches.build();
            return all == null
                    ? dataset
                    : new FoundDataset(
                            dataset.record().withMatches(all).withOverlap(all.strongest()),
                            dataset.origins(),
                            dataset.merged());
        }
    }

    /** @param target the target of the pair, or null if the row is none */
    void add(FoundDataset dataset, @Nullable String target) {
        if (target == null) {
            found.add(new Found(dataset, null));
            return;
        }
        pairs++;
        targets.add(target);
        Found its = its(dataset, target);
        its.lastTarget = target;
        if (list == null || its.matches == null) {
            return;
        }
        int number = list.numberOf(target);
        if (number < 0) {
            unknownTargets++;
            return;
        }
        Overlap overlap = dataset.record().overlap();
        its.matches.add(number, overlap == null ? Overlap.UNKNOWN : overlap);
    }

    /** Rows are in the order of targets, so that the rows of one dataset have rising targets. */
    private Found its(FoundDataset dataset, String target) {
        List<Found> equal = byContent.computeIfAbsent(dataset.record(), first -> new ArrayList<>(1));
        for (Found known : equal) {
            if (!target.equals(known.lastTarget)
                    && known.dataset.origins().equals(dataset.origins())
                    && known.dataset.merged().equals(dataset.merged())) {
                return known;
            }
        }
        if (equal.size() == MOST_EQUAL) {
            repeated++;
            return equal.getLast();
        }
        Found first = new Found(dataset, new TargetMatches.Builder());
        equal.add(first);
        found.add(first);
        return first;
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    boolean hasPairs() {
        return pairs > 0;
    }

    /** The number of rows read. */
    long size() {
        return pairs == 0 ? found.size() : pairs;
    }

    /** Each dataset once, in the order of first rows. */
    List<FoundDataset> datasets() {
        return found.stream().map(Found::whole).toList();
    }

    /** Notes on rows of pairs; empty if there are none. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (pairs > 0) {
            notes.add("its rows are " + pairs + " pairs of " + targets.size() + " targets and " + found.size()
                    + " datasets; each dataset counts once");
        }
        if (unknownTargets > 0) {
            notes.add(unknownTargets + " rows have a target that is not in the list of the run, which is ignored");
        }
        if (repeated > 0) {
            notes.add(repeated + " rows repeat others more than " + MOST_EQUAL + " times and were left out");
        }
        return notes;
    }
}
