package org.skytrawl.server.run;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the file {@code run.json} has of a run.
 *
 * @param kind {@code PAGE} in files of versions that did not tell
 * @param parameters the question as sent
 * @param question the question as shown (docs/api.md, "A question")
 * @param retryOf the run that it is a retry of, or null
 * @param summary null until it has ended: it was killed then
 */
record RunRecord(
        String id,
        RunKind kind,
        Instant started,
        Map<String, List<String>> parameters,
        JsonNode question,
        @Nullable String retryOf,
        @Nullable RunSummary summary) {
    RunRecord {
        kind = kind == null ? RunKind.PAGE : kind;
    }

    RunRecord with(RunSummary end) {
        return new RunRecord(id, kind, started, parameters, question, retryOf, end);
    }
}
