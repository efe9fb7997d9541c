package org.skytrawl.protocol;

import java.util.SortedSet;
import java.util.TreeSet;
import org.skytrawl.model.TargetSet;

/**
 * The records without extent in the answers to a query for targets: these match a target on the word of the service, so a
 * request for several targets does not tell which. Used by one thread.
 */
final class BareRecords {
    private final SortedSet<Integer> matching = new TreeSet<>();
    private boolean undecided;
    private boolean any;
    private boolean nearby;

    void add(JudgingSink rows) {
        undecided |= rows.isUndecided();
        any |= rows.hasBare();
        nearby |= rows.hasNearby();
        matching.addAll(rows.matchingBare());
    }

    /** Whether a record may match more of the targets asked for. */
    boolean isUndecided() {
        return undecided;
    }

    /** Whether a record that was kept has no extent. */
    boolean isAny() {
        return any;
    }

    /** Whether any row was at a target or near one, or nowhere. */
    boolean isNearby() {
        return nearby;
    }

    /** The targets asked for at which such a record is: whether they match the others too, only a request for each can tell. */
    TargetSet matching() {
        TargetSet.Builder targets = new TargetSet.Builder();
        matching.forEach(targets::add);
        return targets.build();
    }
}
