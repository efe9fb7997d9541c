package org.skytrawl.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skytrawl.cli.terminal.CommandException;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Service;
import org.skytrawl.protocol.sia.Sia1;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.ServiceOutcome;

class LogPlaceTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "run.jsonl, run.unanswered.jsonl",
        "run, run.unanswered",
        "a.b.jsonl, a.b.unanswered.jsonl",
        ".run, .run.unanswered"
    })
    void staysBesideAnOldLogUntilAServiceAnswers(String name, String meanwhile) throws Exception {
        Path log = Files.writeString(folder.resolve(name), "old");
        assertThat(LogPlace.meanwhile(log)).isEqualTo(folder.resolve(meanwhile));
    }

    @Test
    void hasNothingToKeepWhereThereIsNoLog() throws Exception {
        assertThat(LogPlace.meanwhile(folder.resolve("run.jsonl"))).isNull();
        assertThat(LogPlace.meanwhile(Files.createFile(folder.resolve("empty"))))
                .isNull();
        assertThat(LogPlace.meanwhile(Path.of("/dev/null"))).isNull();
        assertThat(LogPlace.meanwhile(Path.of("-"))).isNull();
        assertThat(LogPlace.meanwhile(null)).isNull();
    }

    /** Otherwise one run would delete, or write into, the log of the other. */
    @Test
    void aLogThatAnotherRunIsWritingIsRefused() throws Exception {
        Path log = folder.resolve("run.jsonl");
        LogPlace fresh = LogPlace.open(log);
        assertBusy(log, log);
        fresh.close();
        Files.writeString(log, "old");
        LogPlace unanswered = LogPlace.open(log);
        assertBusy(log, folder.resolve("run.unanswered.jsonl"));
        unanswered.answered();
        assertBusy(log, log);
        unanswered.close();
        LogPlace.open(log).close();
    }

    private static void assertBusy(Path log, Path written) {
        assertThatThrownBy(() -> LogPlace.open(log))
                .isInstanceOf(IOException.class)
                .hasMessage("another run is writing " + written);
    }

    /** As the folder may be deleted, or become read-only, while the run goes on. */
    @Test
    void saysThatTheOldLogCouldNotBeReplaced() throws Exception {
        Path log = Files.writeString(folder.resolve("run.jsonl"), "old");
        LogPlace place = LogPlace.open(log);
        Files.delete(folder.resolve("run.unanswered.jsonl"));
        ProvenanceEvent answered = new ServiceEnded(
                Instant.parse("2026-11-23T12:00:00Z"),
                Service.of(List.of(new Ivoid("ivo://a/sia")), "A", Sia1.PROTOCOL, "http://a/", null),
                new ServiceOutcome.Answered(),
                null,
                null);
        place.log().append(answered);
        LogFileWatch watch = new LogFileWatch(place, warning -> {}, event -> {}, null, new AtomicBoolean());
        watch.onEvent(answered);
        assertThatThrownBy(watch::close)
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("cannot replace " + log + ": ")
                .hasMessageEndingWith("; the log of this run is " + folder.resolve("run.unanswered.jsonl"));
        assertThat(log).hasContent("old");
    }
}
