package org.skytrawl.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skytrawl.merge.Records;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.model.Target;
import org.skytrawl.model.TargetList;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.model.TargetSet;
import org.skytrawl.protocol.sia.Sia2;

/** A log of a run with a target list has the list, and for each service the targets asked for and left. */
class TargetLogTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Service SERVICE = Records.service(Sia2.PROTOCOL, "s");
    private static final Service OTHER = Records.service(Sia2.PROTOCOL, "other");

    private static TargetList list(int size) {
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            targets.add(new Target("t" + i + " \"é", (i * 77.7) % 360, (i * 7.1) % 90, 0.1 + i % 3));
        }
        return TargetList.of(targets);
    }

    private static String text(TargetList list, TargetSet left) {
        ProvenanceLog log = ProvenanceLog.inMemory();
        log.append(new ProvenanceEvent.RunStarted(
                NOW,
                "id",
                "1.2.3",
                new Question(TargetRegion.of(list), null, null, Set.of("image")),
                DiscoveryOptions.DEFAULTS.withRequestsPerService(77),
                RunContext.NONE));
        log.append(new ProvenanceEvent.RegistryRead(
                NOW, ProvenanceEvent.CandidateSource.named("a"), 2, List.of(), List.of(), false));
        for (Service service : List.of(SERVICE, OTHER)) {
            log.append(new ProvenanceEvent.ServiceSelected(
                    NOW,
                    service,
                    new ProvenanceEvent.ServiceSelected.ToSend("http://s/?POS=1", list.all()),
                    null,
                    List.of(),
                    List.of()));
        }
        QueryFacts facts = QueryFacts.of("http://s/?POS=1", null, new QueryFacts.Cost(5, 100, 1))
                .with(new QueryFacts.Targets(list.size(), left));
        log.append(new ProvenanceEvent.ServiceEnded(
                NOW, SERVICE, new ServiceOutcome.Incomplete(FailureCode.TRUNCATED, null, "cut"), facts, null));
        log.append(new ProvenanceEvent.ServiceEnded(NOW, OTHER, new ServiceOutcome.TimedOut(Phase.QUEUED), null, null));
        StringBuilder text = new StringBuilder();
        log.writeTo(text);
        return text.toString();
    }

    /** The lines of a run with a target list. */
    static String example() {
        return text(list(3), TargetSet.range(1, 2));
    }

    private static ReadLog read(String text) throws IOException {
        return LogFile.read("run.jsonl", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void hasTheTargetsAfterTheRun() {
        List<String> lines = text(
                        TargetList.of(List.of(new Target("a", 10.5, -20, 0.25), new Target("b", 370, 1, 2))),
                        TargetSet.range(1, 2))
                .lines()
                .toList();
        assertThat(lines.getFirst()).contains("\"constraints\":{\"targets\":2,", "\"requests_per_service\":77}");
        assertThat(lines.get(1))
                .isEqualTo(
                        "{\"event\":\"targets\",\"first\":0,\"targets\":[[\"a\",10.5,-20.0,0.25],[\"b\",10.0,1.0,2.0]]}");
        assertThat(lines.get(3)).contains("\"query\":\"http://s/?POS=1\",\"targets\":\"0-1\"}");
        assertThat(lines.get(5))
                .contains("\"targets_asked\":2,\"targets_answered\":1,\"targets_left\":1,\"left\":\"1\",");
    }

    @ParameterizedTest
    @CsvSource({"1", "999", "1000", "1001", "3500"})
    void isReadBack(int size) throws IOException {
        TargetList list = list(size);
        TargetSet left = TargetSet.range(size / 2, size);
        ReadLog log = read(text(list, left));
        assertThat(log.notes()).isEmpty();
        TargetRegion targets = Objects.requireNonNull(log.run().constraints().targets());
        assertThat(targets.list()).containsExactlyElementsOf(list);
        for (int i = 0; i < size; i++) {
            assertThat(targets.list().row(i)).isEqualTo(list.row(i));
        }
        assertThat(log.run().options().requestsPerService()).isEqualTo(77);
        assertThat(log.selected()).allMatch(selected -> list.all().equals(selected.targets()));
        QueryFacts facts = Objects.requireNonNull(log.services().getFirst().facts());
        assertThat(facts.targets()).isEqualTo(new QueryFacts.Targets(size, left));
        assertThat(UnansweredTargets.of(log.events(), targets))
                .hasSize(2)
                .containsEntry(SERVICE, left)
                .containsEntry(OTHER, list.all());
    }

    @Test
    void manyRangesAreMergedToMore() throws IOException {
        TargetList list = list(9000);
        TargetSet.Builder odd = new TargetSet.Builder();
        for (int i = 1; i < 9000; i += 2) {
            odd.add(i);
        }
        String text = text(list, odd.build());
        assertThat(text.lines()
                        .filter(line -> line.contains("\"left\""))
                        .findFirst()
                        .orElseThrow()
                        .length())
                .isLessThan(40_000);
        QueryFacts.Targets read = Objects.requireNonNull(
                Objects.requireNonNull(read(text).services().getFirst().facts()).targets());
        assertThat(read.left().containsAll(odd.build())).isTrue();
        assertThat(read.left().ranges()).isEqualTo(2000);
        assertThat(read.answered()).isNotNegative();
    }

    @Test
    void aLogWithoutAllTargetsIsNotRead() {
        List<String> lines = text(list(2500), TargetSet.EMPTY).lines().toList();
        String start = String.join("\n", lines.subList(0, 3)) + "\n";
        assertThatThrownBy(() -> read(start))
                .hasMessage(
                        "the log has only 2000 of the 2500 targets of its run: it was cut off, or lines are missing,"
                                + " and cannot be used");
        assertThatThrownBy(() -> read(start + lines.get(3).substring(0, 100)))
                .hasMessageContaining("only 2000 of the 2500 targets");
        assertThatThrownBy(() -> read(start + lines.get(4) + "\n"))
                .hasMessageStartingWith("line 4: the log has only 2000");
        assertThatThrownBy(() -> read(lines.get(0) + "\n" + lines.get(2) + "\n"))
                .hasMessageStartingWith("line 2: first must be 0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[\"a\",10.5,-20.0];target 1: it must be a list of id",
                "[\"a\",10.5,-200.0,1];target 1: declination",
                "[\"b\",1,1,1],[\"b\",1,2,1];targets 1 and 2 have the same id 'b'",
                "[\"b\",1,1,1],[\"c\",1,2,1],[\"d\",1,2,1];the line of the run tells 2 targets, and there are more"
            })
    void badTargetsAreErrors(String targets, String message) {
        List<String> lines = text(list(2), TargetSet.EMPTY).lines().toList();
        String bad = "{\"event\":\"targets\",\"first\":0,\"targets\":[" + targets + "]}\n";
        assertThatThrownBy(() -> read(lines.getFirst() + "\n" + bad))
                .isInstanceOf(IOException.class)
                .message()
                .startsWith("line 2: ")
                .containsIgnoringCase(message);
    }

    @Test
    void targetsOfARunWithoutListAreAnError() {
        List<String> lines = text(list(2), TargetSet.EMPTY).lines().toList();
        assertThatThrownBy(() -> read(lines.get(0) + "\n" + lines.get(1) + "\n" + lines.get(1) + "\n"))
                .hasMessage("line 3: the run has no more targets");
        assertThatThrownBy(() -> read(lines.get(0).replace("\"targets\":2", "\"targets\":0") + "\n"))
                .hasMessageContaining("constraints.targets must be a whole number from 1 to 1000000");
    }
}
