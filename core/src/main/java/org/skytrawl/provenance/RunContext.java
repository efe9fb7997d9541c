package org.skytrawl.provenance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ResolvedTarget;

/**
 * What a run rests on beside its question and options. Immutable.
 *
 * @param target the name that was asked for, and what it was resolved to; null if a position was given
 * @param earlier the run that this one goes on from, or repeats; null if it stands alone
 */
public record RunContext(
        @Nullable ResolvedTarget target, @Nullable EarlierRun earlier) {
    /** A run that stands alone, of a position. */
    public static final RunContext NONE = new RunContext(null, null);

    /**
     * A run that another one refers to.
     *
     * @param how what the later run does with it
     * @param id the earlier run's identifier
     * @param started when it began
     * @param log the name of the file that its log was read from
     */
    public record EarlierRun(How how, String id, Instant started, String log) {}

    /** What a later run does with an earlier one. */
    public enum How {
        /** Asks again what was not answered. */
        RETRY("retry_of"),
        /** Asks the same of the same services. */
        RERUN("rerun_of");

        private final String member;

        How(String member) {
            this.member = member;
        }

        /** The member of the log's run line that names the earlier run. */
        String member() {
            return member;
        }
    }

    public RunContext withTarget(@Nullable ResolvedTarget resolved) {
        return new RunContext(resolved, earlier);
    }

    public RunContext withEarlier(@Nullable EarlierRun run) {
        return new RunContext(target, run);
    }
}
