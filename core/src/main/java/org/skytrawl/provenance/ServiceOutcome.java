package org.skytrawl.provenance;

import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Axis;
import org.skytrawl.model.Ivoid;

/** What became of a service. Every candidate ends in exactly one of these. */
public sealed interface ServiceOutcome {

    /** The outcome's word in the log. */
    default String word() {
        return switch (this) {
            case Answered it -> "answered";
            case Overflowed it -> "overflowed";
            case Incomplete it -> "incomplete";
            case Failed it -> "failed";
            case TimedOut it -> "timed_out";
            case Cancelled it -> "cancelled";
            case Pruned it -> "pruned";
            case Elided it -> "elided";
            case Skipped it -> "skipped";
        };
    }

    /** Why, in words for people; empty where the word says all. */
    default String reason() {
        return "";
    }

    /** Whether the service was asked and did not answer completely: what a later run should ask again. */
    default boolean isLoss() {
        return false;
    }

    /** It answered completely. */
    record Answered() implements ServiceOutcome {}

    /**
     * It answered, but has more than it gave.
     *
     * @param reason how that was seen
     */
    record Overflowed(String reason) implements ServiceOutcome {
        @Override
        public boolean isLoss() {
            return true;
        }
    }

    /**
     * Its answer broke off or turned bad after some rows, which were kept.
     *
     * @param code what went wrong
     * @param httpStatus HTTP status, or null if there was none
     * @param reason the same for people
     */
    record Incomplete(FailureCode code, @Nullable Integer httpStatus, String reason) implements ServiceOutcome {
        @Override
        public boolean isLoss() {
            return true;
        }
    }

    /**
     * It gave nothing.
     *
     * @param code what went wrong
     * @param httpStatus HTTP status, or null if there was none
     * @param reason the same for people
     */
    record Failed(FailureCode code, @Nullable Integer httpStatus, String reason) implements ServiceOutcome {
        @Override
        public boolean isLoss() {
            return true;
        }
    }

    /**
     * Its time, or the run's, was over.
     *
     * @param phase how far it had come
     */
    record TimedOut(Phase phase) implements ServiceOutcome {
        @Override
        public String reason() {
            return "while " + phase.word();
        }

        @Override
        public boolean isLoss() {
            return true;
        }
    }

    /**
     * The run was cancelled before it had answered.
     *
     * @param phase how far it had come
     */
    record Cancelled(Phase phase) implements ServiceOutcome {
        @Override
        public String reason() {
            return "while " + phase.word();
        }

        @Override
        public boolean isLoss() {
            return true;
        }
    }

    /**
     * Its coverage does not match.
     *
     * @param axis the first axis on which it does not
     * @param undeclared whether that is because nothing is declared, rather than known to lie outside
     */
    record Pruned(Axis axis, boolean undeclared) implements ServiceOutcome {
        @Override
        public String reason() {
            return undeclared ? "no declared coverage in " + axis.word() : "outside in " + axis.word();
        }
    }

    /**
     * Another service that is asked gives the same data.
     *
     * @param by that service's resource
     * @param reason what says so
     */
    record Elided(Ivoid by, String reason) implements ServiceOutcome {}

    /**
     * It cannot be asked.
     *
     * @param why what stands in the way
     * @param reason the same for people
     */
    record Skipped(Why why, String reason) implements ServiceOutcome {
        /** What stands in the way of asking. */
        public enum Why {
            /** SIA1 cannot be asked without a position. */
            NO_CONE,
            /** No image or cube is asked for, and SIA has nothing else. */
            NO_IMAGES,
            /** The question leaves nothing by which the query could be bounded. */
            UNBOUNDED,
            /** The entry lacks something or has a URL that cannot be used. */
            UNUSABLE,
            /** It has only interfaces that need a login. */
            NEEDS_LOGIN,
            /** The caller chose others. */
            NOT_CHOSEN,
            /** Its host does not answer. */
            HOST_DOWN
        }

        @Override
        public boolean isLoss() {
            return why == Why.HOST_DOWN;
        }
    }
}
