package org.skytrawl.spark.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.model.Cone;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.RunContext;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.spark.lease.PoliteGroup;

class RunFolderTest {
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");
    private static final List<Service> SERVICES = List.of(service("http://a.org:1/x"), service("http://b.org:1/y"));

    @TempDir
    private Path log;

    private RunFolder folder;

    @BeforeEach
    void begin() throws IOException {
        folder = RunFolder.create(log, "12345678");
        folder.writeGroups(PoliteGroup.of(SERVICES));
    }

    private static Service service(String url) {
        return Service.of(List.of(new Ivoid("ivo://a/" + url.charAt(7))), "A", Protocol.named("SIA1"), url, null);
    }

    private static void write(Path file, Service service, boolean ended) throws IOException {
        try (ProvenanceLog events = ProvenanceLog.to(file)) {
            events.append(new ProvenanceEvent.RunStarted(
                    TIME,
                    "12345678",
                    "1",
                    new Question(new Cone(1, 2, 3), null, null, Set.of()),
                    DiscoveryOptions.DEFAULTS,
                    RunContext.NONE));
            events.append(ProvenanceEvent.ServiceSelected.of(TIME, service, "query", null, List.of(), List.of()));
            if (ended) {
                events.append(
                        new ProvenanceEvent.ServiceEnded(TIME, service, new ServiceOutcome.Answered(), null, null));
            }
        }
    }

    private List<String> ends() throws IOException {
        return RunFolder.all(log).getFirst().ends().stream()
                .map(end -> end.hosts() + " "
                        + (end.service() == null ? "-" : end.service().accessUrl()) + " "
                        + (end.end() == null ? "unknown" : end.end().outcome().word()))
                .toList();
    }

    @Test
    void groupsWithoutALogAreThereAsUnknown() throws IOException {
        write(folder.log(1, 3), SERVICES.get(1), true);
        assertThat(ends()).containsExactly("http://a.org:1 - unknown", "http://b.org:1 http://b.org:1/y answered");
    }

    @Test
    void theLastAttemptCounts() throws IOException {
        write(folder.log(0, 9), SERVICES.get(0), true);
        write(folder.log(0, 10), SERVICES.get(0), false);
        assertThat(ends()).containsExactly("http://a.org:1 http://a.org:1/x unknown", "http://b.org:1 - unknown");
    }

    @Test
    void servicesThatAreNotAskedAreInNoGroup() throws IOException {
        write(folder.notAsked(), SERVICES.get(0), true);
        assertThat(ends()).startsWith(" http://a.org:1/x answered");
    }

    @Test
    void filesOfOthersAreErrorsThatNameThem() throws IOException {
        Path damaged = Files.writeString(folder.log(0, 1), "no log");
        assertThatThrownBy(this::ends).hasMessageStartingWith(damaged + " cannot be read as a log");
        Files.delete(damaged);
        Path foreign = Files.createFile(folder.path().resolve("group-" + "9".repeat(40) + "-1.jsonl"));
        assertThatThrownBy(this::ends).hasMessage(foreign + " is not the log of a run");
        Files.delete(foreign);
        Files.writeString(folder.path().resolve("groups.json"), "[]");
        assertThatThrownBy(this::ends)
                .hasMessageStartingWith(folder.path().resolve("groups.json") + " is not that of a run");
        assertThatThrownBy(() -> RunFolder.all(log.resolve("none"))).hasMessageContaining("there is no folder");
    }
}
