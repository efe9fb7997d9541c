package org.skytrawl.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What is seen of a run at the moment of its end. */
class RunEndTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path temp;

    private final List<String> said = new CopyOnWriteArrayList<>();
    private final StoredResults results = new StoredResults(1000);
    private DataFolder folder;
    private RunFiles files;

    @BeforeEach
    void take() throws IOException {
        folder = DataFolder.take(temp);
        files = new RunFiles(folder, RunLimits.DEFAULTS, said::add);
    }

    @AfterEach
    void leave() throws IOException {
        folder.close();
    }

    private static RunRecord record(String id) {
        var question = JsonMapper.builder().build().createObjectNode();
        return new RunRecord(id, RunKind.PAGE, Instant.now(), Map.of(), question, null, null);
    }

    private ServedRun queued(String id) throws IOException {
        RunRecord record = record(id);
        return ServedRun.queued(record, files.create(record), results);
    }

    @Test
    void aRunWhoseStateIsSeenToEndHasItsRows() throws Exception {
        for (int i = 0; i < 3000; i++) {
            ServedRun run = ServedRun.queued(record("r"), new RunFolder(temp), results);
            CompletableFuture<Boolean> seen = new CompletableFuture<>();
            Thread.ofPlatform().start(() -> {
                while (!run.summary().state().isOver()) {
                    Thread.onSpinWait();
                }
                // else its log and rows would be empty
                seen.complete(run.isOver());
            });

            run.end(RunSummary.unbegun(RunState.STOPPED, Instant.now()));

            assertThat(seen.get()).isTrue();
        }
    }

    @Test
    void aRunThatNeverBeganEndsWhenItsFileSaysSo() throws Exception {
        for (int i = 0; i < 20; i++) {
            ServedRun run = queued("r" + i);
            Thread ending = Thread.ofPlatform().start(() -> files.neverBegan(run, RunState.STOPPED));

            assertThat(run.awaitEnd(LIMIT)).isTrue();

            RunSummary stored = run.folder().record().summary();
            assertThat(stored).isNotNull();
            assertThat(stored.state()).isEqualTo(RunState.STOPPED);
            ending.join();
        }
        assertThat(said).isEmpty();
    }

    @Test
    void aRunThatMemoryIsMissingForEndsToo() throws Exception {
        ServedRun run = queued("r");

        new Ending(run, results, ending -> ending.store(false, said::add)).begin(() -> {
            throw new OutOfMemoryError("unable to create native thread");
        });

        assertThat(run.awaitEnd(LIMIT)).isTrue();
        assertThat(run.summary().state()).isEqualTo(RunState.FAILED);
        assertThat(run.summary().errorCode()).isEqualTo("fault");
        assertThat(run.error()).contains("unable to create native thread");
    }
}
