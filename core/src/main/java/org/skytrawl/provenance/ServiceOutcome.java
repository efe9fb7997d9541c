package org.skytrawl.provenance;

import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Axis;
import org.skytrawl.model.Ivoid;

/** The outcome of a service. Every candidate has exactly one. */
public sealed interface ServiceOutcome {

    /** The word in the log. */
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

    /** The reason for people; empty if the word says all. */
    default String reason() {
        return switch (this) {
            case TimedOut it -> "while " + it.phase.word();
            case Cancelled it -> "while " + it.phase.word();
            case Pruned it -> (it.undeclared ? "no declared coverage in " : "outside in ") + it.axis.word();
            default -> "";
        };
    }

    /** Whether the service gave no complete answer, so that a later run should query it again. */
    default boolean isLoss() {
        return switch (this) {
            case Answered it -> false;
            case Pruned it -> false;
            case Elided it -> false;
            case Skipped it -> it.why == Skipped.Why.HOST_DOWN;
            default -> true;
        };
    }

    /**
     * It answered completely.
     *
     * @param warning what it warns of; empty if nothing
     */
    record Answered(String warning) implements ServiceOutcome {
        /** Without a warning. */
        public Answered() {
            this("");
        }
    }

    /**
     * It has more rows than it gave.
     *
     * @param reason how that was detected
     */
    record Overflowed(String reason) implements ServiceOutcome {}

    /**
     * Its answer ended early or became unreadable after some rows, which were kept.
     *
     * @param httpStatus null if there was none
     */
    record Incomplete(FailureCode code, @Nullable Integer httpStatus, String reason) implements ServiceOutcome {}

    /**
     * It gave no rows.
     *
     * @param httpStatus null if there was none
     */
    record Failed(FailureCode code, @Nullable Integer httpStatus, String reason) implements ServiceOutcome {}

    /** The time limit of the service or the run was reached. */
    record TimedOut(Phase phase) implements ServiceOutcome {}

    /** The run was cancelled before it had answered. */
    record Cancelled(Phase phase) implements ServiceOutcome {}

    /**
     * Its coverage does not match.
     *
     * @param axis the first axis that does not match
     * @param undeclared whether no coverage is declared, rather than coverage outside
     */
    record Pruned(Axis axis, boolean undeclared) implements ServiceOutcome {}

    /**
     * Another service gives the same data and is queried instead.
     *
     * @param by resource of the other service
     * @param reason the evidence
     */
    record Elided(Ivoid by, String reason) implements ServiceOutcome {}

    /** It cannot be queried. */
    record Skipped(Why why, String reason) implements ServiceOutcome {
        /** The obstacle to a query. */
        public enum Why {
            /** SIA1 needs a position. */
            NO_CONE,
            /** The question excludes images and cubes, and SIA has nothing else. */
            NO_IMAGES,
            /** The question excludes spectra and time series, and SSA has nothing else. */
            NO_SPECTRA,
            /** It declares other product types than those asked for. */
            OTHER_TYPES,
            /** It has only theoretical or artificial data. */
            THEORY,
            /** The query would have no constraint. */
            UNBOUNDED,
            /** The registry entry is incomplete or its URL is unusable. */
            UNUSABLE,
            /** All its interfaces need a login. */
            NEEDS_LOGIN,
            /** The user chose other services. */
            NOT_CHOSEN,
            /** Its host does not answer. */
            HOST_DOWN
        }
    }
}
