package org.skytrawl.spark.lease;

import java.io.IOException;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the lease of one host: call {@link #look} again and again. The rules are in {@link Lease}. Used by one thread; {@link #awaited} by others after it.
 */
final class LeaseClaim {
    private final LeaseFolder folder;
    private final LeaseTerms terms;
    private final String holder;
    private final LongSupplier clock;

    /** Other leases, as they were seen first with their content. */
    private final Map<Long, Seen> seen = new TreeMap<>();

    /** The number that was created; 0 before. */
    private long number;

    private long looks;
    private String awaited = "";

    /** @param sinceNanos when it had been read */
    private record Seen(LeaseEntry entry, long sinceNanos) {}

    /**
     * @param holder for people: where this program runs
     * @param clock nanoseconds from any start, of this process only
     */
    LeaseClaim(LeaseFolder folder, LeaseTerms terms, String holder, LongSupplier clock) {
        this.folder = folder;
        this.terms = terms;
        this.holder = holder;
        this.clock = clock;
    }

    /** Who must end first, in words; empty if nobody. */
    String awaited() {
        return awaited;
    }

    /** @return the lease, renewed; or null if another may still ask */
    @Nullable
    Lease look() throws IOException {
        if (number > 0) {
            // others see that it lives
            folder.write(number, new LeaseEntry(++looks, terms, false, holder));
            if (folder.highest() > number) {
                giveBack();
            }
        }
        if (!othersAreOver()) {
            return null;
        }
        if (number == 0) {
            long next = folder.highest() + 1;
            if (!folder.create(next)) {
                return null;
            }
            number = next;
            // a number that was free because its file had been deleted
            if (folder.highest() > number) {
                giveBack();
                return null;
            }
            // once more: one that has changed meanwhile may have seen no higher number
            if (!othersAreOver()) {
                return null;
            }
        }
        Lease lease = new Lease(folder, number, looks, terms, holder, clock);
        if (!lease.renew()) {
            lease.release();
            number = 0;
            return null;
        }
        for (long before : folder.numbers().headSet(number)) {
            folder.delete(before);
        }
        return lease;
    }

    private boolean othersAreOver() throws IOException {
        SortedSet<Long> others = folder.numbers();
        others.remove(number);
        seen.keySet().retainAll(others);
        awaited = "";
        for (long other : others) {
            // before the reading, so that the time in which it has not changed is not too long
            long nowNanos = clock.getAsLong();
            LeaseEntry entry = folder.read(other);
            if (entry == null) {
                seen.remove(other);
                continue;
            }
            Seen before = seen.get(other);
            if (before == null || !before.entry().equals(entry)) {
                before = new Seen(entry, clock.getAsLong());
                seen.put(other, before);
            }
            LeaseTerms theirs = entry.terms() == null ? terms : entry.terms();
            boolean isOver = entry.released()
                    || nowNanos - before.sinceNanos() >= theirs.untilOver().toNanos();
            if (!isOver) {
                awaited = folder.file(other) + (entry.holder().isEmpty() ? "" : " of " + entry.holder());
            }
        }
        return awaited.isEmpty();
    }

    private void giveBack() throws IOException {
        folder.write(number, new LeaseEntry(++looks, terms, true, holder));
        number = 0;
    }

    /** Ends the waiting; a number that was created is given back. */
    void end() throws IOException {
        if (number > 0) {
            giveBack();
        }
    }
}
