package org.skytrawl.provenance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ResolvedTarget;

/**
 * The context of a run, besides question and options. Immutable.
 *
 * @param target the resolved name; null if a position was given
 * @param earlier the earlier run that this one retries or repeats, or null
 */
public record RunContext(
        @Nullable ResolvedTarget target, @Nullable EarlierRun earlier) {
    public static final RunContext NONE = new RunContext(null, null);

    /**
     * An earlier run.
     *
     * @param log name of its log file
     */
    public record EarlierRun(How how, String id, Instant started, String log) {}

    /** The use of an earlier run. */
    public enum How {
        /** Queries the services without a complete answer again. */
        RETRY("retry_of"),
        /** Sends the same question again: to the same services, or to those that a registry now has. */
        RERUN("rerun_of");

        private final String member;

        How(String member) {
            this.member = member;
        }

        /** The member of the run line in the log. */
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
