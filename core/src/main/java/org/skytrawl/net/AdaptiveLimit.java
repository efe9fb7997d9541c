package org.skytrawl.net;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The limit of one host, learned from its answers: one more after as many prompt answers as the limit is, counted from the
 * beginning or the last strain; half when the host shows strain. It also decides which permits are silent and do not count. The caller guards it with a lock; of
 * {@link Requests} three methods need none.
 *
 * <p>A permit is silent if its request has waited for a second while the host answers promptly: hanging services must not hold
 * up the healthy ones of a large host. Nothing is added on a host that is slow as a whole: until the host is prompt, and after a
 * late answer until it is prompt again, no permit falls silent. Errors do not show that it is prompt.
 */
final class AdaptiveLimit {
    static final int FIRST = 4;
    static final int MOST = 16;
    static final int MOST_SILENT = 64;
    static final long PROMPT_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** From so many prompt answers in a row on, a host counts as prompt. */
    private static final int PROMPT_IN_A_ROW = 4;

    private final LongSupplier clock;
    private final Set<Requests> running = new LinkedHashSet<>();
    private int limit = FIRST;
    private int silent;
    private int promptSinceStrain;
    private int promptInARow;
    private volatile long answeredNanos;
    private long halvedNanos;

    /**
     * The requests of one permit, one at a time. {@link #began}, {@link #waits} and {@link #heard} are called without the lock, by
     * the thread that sends the requests.
     */
    final class Requests {
        private volatile long beganNanos;
        private volatile long waitingSinceNanos;
        private volatile boolean waiting;
        /** Written under the lock. */
        private volatile boolean silent;

        private Requests() {}

        /** A request begins. */
        void began() {
            beganNanos = clock.getAsLong();
            waits();
        }

        /** The wait for the next byte begins. */
        void waits() {
            waitingSinceNanos = clock.getAsLong();
            waiting = true;
        }

        /** The wait is over. Returns whether {@link #count} must be called, under the lock. */
        boolean heard() {
            waiting = false;
            return silent;
        }

        boolean isSilent() {
            return silent;
        }

        /** Whether the host has answered another request since this one began. */
        boolean isPassedOver() {
            return answeredNanos - beganNanos > 0;
        }

        /** Counts from now on, also above the limit: then nothing new begins until fewer run. */
        void count() {
            if (silent) {
                silent = false;
                AdaptiveLimit.this.silent--;
            }
        }

        void end() {
            count();
            running.remove(this);
        }

        /**
         * A first byte has come, of any answer but a refusal for overload.
         *
         * @param error a quick one does not show that the host is prompt
         */
        void answered(boolean error) {
            long now = clock.getAsLong();
            answeredNanos = now;
            if (now - beganNanos > PROMPT_NANOS) {
                promptInARow = 0;
                return;
            }
            if (error) {
                return;
            }
            promptInARow++;
            promptSinceStrain++;
            if (promptSinceStrain >= limit && limit < MOST) {
                limit++;
            }
        }

        /**
         * The host refused a request for overload, reset the connection or refused it. Requests that began before the limit was
         * halved show the same strain and do not halve it again.
         */
        void strained() {
            promptInARow = 0;
            promptSinceStrain = 0;
            if (beganNanos - halvedNanos >= 0) {
                limit = Math.max(1, limit / 2);
                halvedNanos = clock.getAsLong();
            }
        }

        private void fallSilent() {
            long since = waitingSinceNanos;
            silent = true;
            AdaptiveLimit.this.silent++;
            // heard meanwhile, perhaps without having seen the flag
            if (!waiting || waitingSinceNanos != since) {
                count();
            }
        }
    }

    /** @param clock in nanoseconds */
    AdaptiveLimit(LongSupplier clock) {
        this.clock = clock;
        this.answeredNanos = clock.getAsLong();
        this.halvedNanos = answeredNanos;
    }

    int limit() {
        return limit;
    }

    int silent() {
        return silent;
    }

    boolean hasRoom() {
        return running.size() - silent < limit;
    }

    Requests begin() {
        Requests begun = new Requests();
        running.add(begun);
        return begun;
    }

    /** Lets requests fall silent that have waited for long enough. */
    void look() {
        long now = clock.getAsLong();
        for (Requests one : running) {
            if (promptInARow < PROMPT_IN_A_ROW || silent >= MOST_SILENT) {
                return;
            }
            long since = one.waitingSinceNanos;
            if (one.waiting && !one.silent && now - since >= PROMPT_NANOS) {
                one.fallSilent();
            }
        }
    }

    /** The time until a request may fall silent; an answer may make it earlier. */
    long nextLookNanos() {
        long now = clock.getAsLong();
        long next = PROMPT_NANOS;
        for (Requests one : running) {
            long left = PROMPT_NANOS - (now - one.waitingSinceNanos);
            if (one.waiting && left > 0) {
                next = Math.min(next, left);
            }
        }
        return next;
    }
}
