package org.skytrawl.server.run;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.RunProgress;
import tools.jackson.databind.json.JsonMapper;

/** Runs with given rows, as if they had been made before. */
public final class StoredRun {
    private StoredRun() {}

    /** Writes a run and reads it as the next server does. */
    public static ServedRun of(DataFolder folder, String id, List<FoundDataset> rows, ProvenanceLog log)
            throws IOException {
        RunFiles files = new RunFiles(folder, RunLimits.DEFAULTS, sentence -> {});
        Instant now = Instant.now();
        RunProgress progress = new RunProgress(1, 0, 1, 0, rows.size());
        RunSummary end =
                new RunSummary(RunState.DONE, now, progress, rows.size(), 1, 0, Map.of(), null, null, true, List.of());
        RunFolder run = files.create(new RunRecord(
                id, RunKind.PAGE, now, Map.of(), JsonMapper.builder().build().createObjectNode(), null, end));
        run.write(rows, log);
        return files.stored(new StoredResults(1)).stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
