package org.skytrawl.protocol;

import org.jspecify.annotations.Nullable;
import org.skytrawl.model.TargetSet;
import org.skytrawl.provenance.ServiceOutcome;

/** A way to ask a service for the targets of a list, while the service can do it. Used by one thread. */
interface TargetStep {
    /** What a request for several targets has brought. */
    enum Kind {
        /** All targets of the request are answered. */
        ANSWERED,
        /** Nothing is answered, but the step knows better now what to ask. */
        LEARNT,
        /** Fewer targets must be asked for in one request. */
        TOO_MANY,
        /**
         * Records may match on the word of the service: it must be asked for fewer targets, at last for each alone; for those of the
         * reply at once.
         */
        UNDECIDED,
        /** The same for so many requests that each target must be asked for alone. */
        ONLY_ALONE,
        /** The service cannot do it. */
        GIVEN_UP,
        /** The request has failed, for a reason that need not hold for the next one. */
        FAILED
    }

    /**
     * What a request has brought.
     *
     * @param outcome of a request that was answered, has failed or was refused; null for others
     * @param alone targets to ask for alone
     */
    record Reply(Kind kind, @Nullable ServiceOutcome outcome, TargetSet alone) {
        Reply(Kind kind, @Nullable ServiceOutcome outcome) {
            this(kind, outcome, TargetSet.EMPTY);
        }

        static Reply of(Kind kind) {
            return new Reply(kind, null);
        }
    }

    /**
     * The targets to ask for next, of those that are open. One target is asked for alone. Empty if the step has nothing to ask any
     * more.
     */
    TargetSet next(TargetSet open);

    /** Asks for several targets in one request. */
    Reply ask(TargetSet batch);

    /** About how many requests so many targets need. */
    long requestsFor(int targets);

    /** How it was used, for the log; empty if it was not. */
    String text();
}
