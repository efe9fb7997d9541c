package org.skytrawl.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.skytrawl.model.Cone;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.RunContext;

class LogLinesTest {
    private static final Instant NOW = Instant.parse("2026-11-30T20:47:25Z");

    private static ProvenanceEvent.RunStarted run() {
        Question question = new Question(new Cone(10, 20, 1), null, null, Set.of());
        return new ProvenanceEvent.RunStarted(NOW, "id", "1.0", question, DiscoveryOptions.DEFAULTS, RunContext.NONE);
    }

    private static Service service(int number) {
        return Service.of(
                List.of(new Ivoid("ivo://a.example/" + number)),
                "Images",
                Protocol.named("SIA2"),
                "http://a.example/" + number,
                null);
    }

    private static ProvenanceEvent selected(int number) {
        return ProvenanceEvent.ServiceSelected.of(NOW, service(number), null, null, List.of(), List.of());
    }

    @Test
    void noLineIsLostWhenTheLogIsReadAgainFromDisk() {
        ProvenanceLog live = ProvenanceLog.inMemory();
        ProvenanceLog read = ProvenanceLog.inMemory();
        LogLines lines = new LogLines();
        assertThat(lines.next(ProvenanceLog.inMemory())).isEmpty();
        live.append(run());
        for (int i = 0; i < 3; i++) {
            live.append(new ProvenanceEvent.ServiceStarted(NOW, service(i)));
        }
        assertThat(lines.next(live)).hasSize(1);
        assertThat(lines.next(live)).isEmpty();
        live.append(selected(4));
        assertThat(lines.next(live)).containsExactly(selected(4));

        // without the starts of services
        read.append(run());
        read.append(selected(4));
        read.append(selected(5));
        read.append(selected(6));

        assertThat(lines.next(read)).containsExactly(selected(5), selected(6));
        assertThat(lines.next(read)).isEmpty();
    }
}
