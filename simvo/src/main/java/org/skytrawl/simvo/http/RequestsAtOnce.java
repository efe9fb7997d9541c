package org.skytrawl.simvo.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The requests that a host answers at one time. A host notices only some time after it that a client has gone; a client that
 * gives up one request and sends another has not two. Thread-safe.
 */
final class RequestsAtOnce {
    /** Until then a host has noticed that a client has gone. */
    private static final Duration NOTICING = Duration.ofSeconds(1);

    private final List<Answering> active = new ArrayList<>();
    private final List<Overlap> undecided = new ArrayList<>();
    private int most;

    /** A request that is answered. */
    static final class Answering {
        private boolean ended;
        private boolean gone;
        private long endNanos;
    }

    /** @param others that were active when a request began */
    private record Overlap(List<Answering> others, long beginNanos) {
        int count() {
            return 1 + (int) others.stream().filter(one -> !isLeft(one)).count();
        }

        private boolean isLeft(Answering one) {
            return one.gone && one.endNanos - beginNanos < NOTICING.toNanos();
        }

        boolean isDecided() {
            return System.nanoTime() - beginNanos >= NOTICING.toNanos()
                    || others.stream().allMatch(one -> one.ended);
        }
    }

    synchronized Answering begin() {
        decide();
        if (active.size() >= most) {
            undecided.add(new Overlap(List.copyOf(active), System.nanoTime()));
        }
        Answering begun = new Answering();
        active.add(begun);
        return begun;
    }

    /** @param gone whether the client left before it had the answer */
    synchronized void end(Answering request, boolean gone) {
        request.ended = true;
        request.gone = gone;
        request.endNanos = System.nanoTime();
        active.remove(request);
    }

    /** The largest number so far; of the last second it may have requests of clients that have gone. */
    synchronized int most() {
        decide();
        return undecided.stream().mapToInt(Overlap::count).reduce(most, Math::max);
    }

    private void decide() {
        for (Iterator<Overlap> each = undecided.iterator(); each.hasNext(); ) {
            Overlap overlap = each.next();
            if (overlap.isDecided()) {
                most = Math.max(most, overlap.count());
                each.remove();
            }
        }
    }
}
