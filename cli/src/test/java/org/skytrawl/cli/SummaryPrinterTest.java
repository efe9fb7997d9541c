package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceEvent.RegistryRead;
import org.skytrawl.provenance.ProvenanceEvent.RunEnded;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.QueryFacts;
import org.skytrawl.provenance.ServiceOutcome;

class SummaryPrinterTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Service SERVICE =
            Service.of(List.of(new Ivoid("ivo://a/sia")), "A", Protocol.SIA1, "http://a/", null);

    private static String printed(long oddUrls) {
        ProvenanceLog log = ProvenanceLog.inMemory();
        QueryFacts facts = QueryFacts.of("http://a/?POS=1,2", null, new QueryFacts.Cost(1, 100, 1))
                .with(new QueryFacts.Rows(3, 0, 0, 0))
                .with(new QueryFacts.Oddities(0, 0, oddUrls, 0));
        log.append(new ServiceEnded(NOW, SERVICE, new ServiceOutcome.Answered(), facts, null));
        log.append(new RunEnded(
                NOW,
                new ProvenanceEvent.ServiceCounts(Map.of("answered", 1), 0, 0),
                new ProvenanceEvent.Findings(3, 3, List.of()),
                ProvenanceEvent.Ending.after(1)));
        StringWriter text = new StringWriter();
        new SummaryPrinter(new PrintWriter(text), SummaryPrinter.LOSSES_SHOWN)
                .print(new DiscoveryResult(List.of(), log), null, null);
        return text.toString();
    }

    @Test
    void saysHowManyAccessUrlsAreOdd() {
        assertThat(printed(2)).contains("2 records kept whose access URL is none of http, https and ftp");
        assertThat(printed(1)).contains("1 record kept whose access URL");
    }

    @Test
    void saysNothingOfOddAccessUrlsWhereThereAreNone() {
        assertThat(printed(0)).doesNotContain("access URL").doesNotContain("dropped");
    }

    @Test
    void saysWhichRegistryAndHowOldItsWordIs() {
        assertThat(SummaryPrinter.registry(read(NOW.minusSeconds(3 * 3600 + 5), false)))
                .isEqualTo("registry    http://reg.test/tap, 3 hours old");
        assertThat(SummaryPrinter.registry(read(NOW.minusSeconds(20), false))).endsWith(", just now");
        assertThat(SummaryPrinter.registry(read(NOW.minusSeconds(9 * 86_400), true)))
                .endsWith(", 9 days old (STALE: no registry could be reached)");
        assertThat(SummaryPrinter.registry(read(null, false))).isEmpty();
    }

    private static RegistryRead read(@Nullable Instant fetched, boolean stale) {
        return new RegistryRead(
                NOW,
                new ProvenanceEvent.CandidateSource("http://reg.test/tap", fetched, stale),
                5,
                List.of(),
                List.of(),
                false);
    }
}
