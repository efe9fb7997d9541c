package org.skytrawl.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.cli.terminal.Colours;
import org.skytrawl.cli.terminal.TerminalSize;
import org.skytrawl.model.Axis;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Overlap;
import org.skytrawl.model.Question;
import org.skytrawl.model.RecordLayout;
import org.skytrawl.model.Service;
import org.skytrawl.model.Target;
import org.skytrawl.model.TargetList;
import org.skytrawl.model.TargetMatches;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.model.TargetSet;
import org.skytrawl.protocol.sia.Sia1;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.HarvestRead;
import org.skytrawl.provenance.Phase;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceEvent.RegistryRead;
import org.skytrawl.provenance.ProvenanceEvent.RunEnded;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.QueryFacts;
import org.skytrawl.provenance.RunContext;
import org.skytrawl.provenance.ServiceOutcome;

class SummaryPrinterTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final ServiceOutcome REFUSED =
            new ServiceOutcome.Failed(FailureCode.CONNECTION_REFUSED, null, "127.0.0.1 refuses connections");
    private static final ServiceOutcome DOWN =
            new ServiceOutcome.Skipped(ServiceOutcome.Skipped.Why.HOST_DOWN, "refuses connections");
    private static final ServiceOutcome MAINTENANCE =
            new ServiceOutcome.Failed(FailureCode.HTTP_STATUS, 503, "HTTP 503: down for maintenance");

    private final List<ServiceEnded> services = new ArrayList<>();
    private final StringWriter text = new StringWriter();
    private boolean cancelled;

    private SummaryPrinterTest service(String host, String name, ServiceOutcome outcome) {
        QueryFacts facts = outcome instanceof ServiceOutcome.Answered
                ? QueryFacts.of("http://" + host + "/?POS=1,2", null, new QueryFacts.Cost(1, 100, 1))
                : null;
        services.add(new ServiceEnded(
                NOW,
                Service.of(
                        List.of(new Ivoid("ivo://" + name)), name, Sia1.PROTOCOL, "http://" + host + "/" + name, null),
                outcome,
                facts,
                null));
        return this;
    }

    private long distinct = 3;

    private DiscoveryResult found() {
        ProvenanceLog log = ProvenanceLog.inMemory();
        services.forEach(log::append);
        Map<String, Integer> outcomes = new TreeMap<>();
        services.forEach(ended -> outcomes.merge(ended.outcome().word(), 1, Integer::sum));
        log.append(new RunEnded(
                NOW,
                new ProvenanceEvent.ServiceCounts(outcomes, 0, 0),
                new ProvenanceEvent.Findings(3, 3, distinct, List.of()),
                new ProvenanceEvent.Ending(cancelled, 1, 0, false, false)));
        return new DiscoveryResult(List.of(), log);
    }

    private String printed(Written written, @Nullable Path log, TerminalSize.@Nullable Size screen) {
        new SummaryPrinter(new PrintWriter(text), Colours.NONE, screen).print(found(), written, log);
        return text.toString();
    }

    private String printed() {
        return printed(new Written(null, 3, List.of(), null), null, null);
    }

    @Test
    void theVerdictIsTheLastLine() {
        service("a", "one", new ServiceOutcome.Answered());
        service("a", "far", new ServiceOutcome.Pruned(Axis.SPACE, false));
        assertThat(printed(new Written(Path.of("m31.vot"), 3, List.of(), null), null, null))
                .isEqualTo("""
                asked       1 service: 1 answered
                skipped     1 service: 1 outside the region
                found       3 datasets (0 duplicates merged away) in 1.0 s
                written     all to m31.vot
                complete    every service queried answered completely
                """);
    }

    @Test
    void tellsForHowManyTargetsDatasetsWereFound() {
        TargetList list =
                TargetList.of(List.of(new Target("a", 1, 0, 1), new Target("b", 50, 0, 1), new Target("c", 100, 0, 1)));
        TargetMatches matches = new TargetMatches.Builder()
                .add(0, Overlap.TESTED)
                .add(1, Overlap.TESTED)
                .build();
        FoundDataset dataset = new FoundDataset(
                new ObsCoreRecord(new RecordLayout(List.of()), new double[0], new String[0]).withMatches(matches),
                List.of(new Origin(new Ivoid("ivo://one"), "", Sia1.PROTOCOL, "http://a/")));
        service("a", "one", new ServiceOutcome.Answered());
        services.add(new ServiceEnded(
                NOW,
                Service.of(List.of(new Ivoid("ivo://two")), "two", Sia1.PROTOCOL, "http://b/two", null),
                new ServiceOutcome.Incomplete(FailureCode.TRUNCATED, null, "it broke off"),
                QueryFacts.of("http://b/?POS=1,2", null, new QueryFacts.Cost(1, 100, 1))
                        .with(new QueryFacts.Targets(3, TargetSet.range(2, 3))),
                null));
        ProvenanceLog log = ProvenanceLog.inMemory();
        log.append(new ProvenanceEvent.RunStarted(
                NOW,
                "id",
                "1",
                new Question(TargetRegion.of(list), null, null, Set.of()),
                DiscoveryOptions.DEFAULTS,
                RunContext.NONE));
        found().log().events().forEach(log::append);
        DiscoveryResult found = new DiscoveryResult(List.of(dataset), log);
        new SummaryPrinter(new PrintWriter(text), Colours.NONE, null)
                .print(found, new Written(Path.of("pairs.vot"), 1, List.of("--max-records 1"), null), null);
        assertThat(text.toString()).contains("""
                        found       2 pairs of 2 targets and 3 datasets (0 duplicates merged away) in 1.0 s
                        targets     2 of 3 have datasets, 1 has none; for 1 some service did not answer completely
                        written     1 of 2 pairs (--max-records 1) to pairs.vot
                        """);
    }

    @Test
    void servicesSkippedForOneCauseAreCountedTogether() {
        service("up.example", "good", new ServiceOutcome.Answered());
        for (String protocol : List.of("SIA1", "SIA2", "SIA2")) {
            service(
                    "up.example",
                    protocol,
                    new ServiceOutcome.Skipped(
                            ServiceOutcome.Skipped.Why.NO_IMAGES,
                            "of protocol " + protocol + ", which has only images and cubes"));
        }
        for (String types : List.of("image", "cube, image")) {
            service(
                    "up.example",
                    "types",
                    new ServiceOutcome.Skipped(
                            ServiceOutcome.Skipped.Why.OTHER_TYPES, "it declares other product types: " + types));
        }
        service("up.example", "model", new ServiceOutcome.Skipped(ServiceOutcome.Skipped.Why.THEORY, "it declares"));
        service("up.example", "ssa", new ServiceOutcome.Skipped(ServiceOutcome.Skipped.Why.NO_SPECTRA, "of protocol"));
        assertThat(printed())
                .contains("skipped     7 services: 2 of other product types,"
                        + " 3 of protocol SIA, which has only images and cubes,"
                        + " 1 of protocol SSA, which has only spectra and time series,"
                        + " 1 with theoretical data only (use --theory)\n");
    }

    @Test
    void lossesAreGroupedByHostAndCause() {
        service("up.example", "good", new ServiceOutcome.Answered());
        for (int i = 0; i < 3; i++) {
            service("dc.example", "late" + i, new ServiceOutcome.TimedOut(Phase.READING));
        }
        service("dc.example", "sick1", MAINTENANCE).service("dc.example", "sick2", MAINTENANCE);
        service("gone.example", "x", REFUSED).service("gone.example", "y", DOWN);
        service(
                "up.example",
                "cut",
                new ServiceOutcome.Incomplete(FailureCode.TRUNCATED, 200, "broke off after 9 bytes"));
        service("up.example", "odd", new ServiceOutcome.Failed(FailureCode.HTTP_STATUS, 404, "HTTP 404: no such page"));
        service("up.example", "odd2", new ServiceOutcome.Failed(FailureCode.HTTP_STATUS, 404, "HTTP 404: gone"));
        assertThat(printed()).isEqualTo("""
                asked       10 services: 1 answered, 1 incomplete, 5 failed, 3 timed out
                skipped     1 service: 1 on hosts that are down
                MISSING     data of 10 services, by host and cause:
                       3    dc.example  timed out while reading (ivo://late0, ivo://late1, ...)
                       2    dc.example  HTTP 503: down for maintenance (ivo://sick1, ivo://sick2)
                       2    gone.example  connection refused (ivo://x, ivo://y)
                       2    up.example  HTTP 404 (ivo://odd, ivo://odd2)
                       1    up.example  incomplete: broke off after 9 bytes (ivo://cut)
                found       3 datasets (0 duplicates merged away) in 1.0 s
                INCOMPLETE  data of 10 of 11 services is missing
                """);
    }

    @Test
    void hostsWithOneCauseShareALine() {
        service("up.example", "good", new ServiceOutcome.Answered());
        for (int host = 0; host < 9; host++) {
            service("h" + host, "s" + host, REFUSED);
        }
        service("h7", "more", DOWN);
        for (int host = 0; host < 2; host++) {
            service("slow" + host, "t" + host, new ServiceOutcome.TimedOut(Phase.WAITING));
        }
        assertThat(printed()).contains("""
                MISSING     data of 12 services, by host and cause:
                      10    9 hosts  connection refused (h7: 2, h0, ...)
                       1    slow0  timed out while waiting (ivo://t0)
                       1    slow1  timed out while waiting (ivo://t1)
                found""");
    }

    @Test
    void aHundredLossesAreAtMostAScreen() {
        service("up.example", "good", new ServiceOutcome.Answered());
        for (int i = 0; i < 100; i++) {
            service("h" + i % 40, "s" + i, new ServiceOutcome.Failed(FailureCode.SERVICE_ERROR, 200, "error " + i));
        }
        String told =
                printed(new Written(null, 3, List.of(), null), Path.of("run.jsonl"), new TerminalSize.Size(80, 24));
        assertThat(told.lines()).hasSize(23).allMatch(line -> line.length() <= 80);
        assertThat(told)
                .contains("       3    h0  error reported by the service (ivo://s0, ivo://s40, ...)\n")
                .contains("            ... and 49 more services (all of them: skytrawl log run.jsonl)\n")
                .endsWith("INCOMPLETE  data of 100 of 101 services is missing\n");
    }

    @Test
    void aFileHasMoreLines() {
        for (int i = 0; i < 100; i++) {
            service("h" + i % 40, "s" + i, new ServiceOutcome.Failed(FailureCode.SERVICE_ERROR, 200, "error " + i));
        }
        assertThat(printed().lines())
                .hasSize(2 + 1 + 20 + 2)
                .contains("            ... and 43 more services (--log FILE writes all of them)");
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 40, 80, 100, 200})
    void narrowTerminalsGetFewerExamples(int columns) {
        service("a.long.host.name.example.org", "authority/a/long/path/1", MAINTENANCE);
        String told = printed(new Written(null, 3, List.of(), null), null, new TerminalSize.Size(columns, 24));
        assertThat(told)
                .contains(
                        columns >= 120
                                ? "example.org  HTTP 503: down for maintenance (ivo://authority/a/long/path/1)\n"
                                : columns >= 100
                                        ? "example.org  HTTP 503 (ivo://authority/a/long/path/1)\n"
                                        : "example.org  HTTP 503\n");
    }

    @Test
    void asksForTheNetworkIfNoServiceCouldBeReached() {
        service("a", "one", REFUSED).service("a", "two", DOWN);
        service("b", "three", new ServiceOutcome.Failed(FailureCode.UNKNOWN_HOST, null, "unknown host b"));
        service("c", "four", new ServiceOutcome.TimedOut(Phase.CONNECTING));
        service("d", "five", new ServiceOutcome.TimedOut(Phase.RESOLVING));
        assertThat(printed()).endsWith("NO ANSWER   none of 5 services answered; is this machine online?\n");
    }

    @Test
    void doesNotAskForTheNetworkIfOneServiceWasReached() {
        service("a", "one", REFUSED).service("b", "two", MAINTENANCE);
        assertThat(printed()).endsWith("NO ANSWER   none of 2 services answered\n");
    }

    @Test
    void aCancelledRunIsNotComplete() {
        cancelled = true;
        service("a", "one", new ServiceOutcome.Answered());
        service("b", "two", new ServiceOutcome.Cancelled(Phase.READING));
        service("b", "three", new ServiceOutcome.Cancelled(Phase.QUEUED));
        assertThat(printed())
                .contains("       2    b  cancelled (ivo://three, ivo://two)\n")
                .endsWith("""
                found       3 datasets (0 duplicates merged away) in 1.0 s, cancelled before the end
                CANCELLED   data of 2 of 3 services is missing
                """);
    }

    @Test
    void saysThatNoServiceWasQueried() {
        service("a", "far", new ServiceOutcome.Pruned(Axis.TIME, true));
        assertThat(printed()).endsWith("NO SERVICE  no service was queried\n").startsWith("asked       0 services\n");
        cancelled = true;
        assertThat(printed()).endsWith("CANCELLED   before any service was queried\n");
    }

    @Test
    void saysWhyAFileStaysAsItWas() {
        service("a", "one", MAINTENANCE);
        assertThat(printed(new Written(Path.of("m31.vot"), 0, List.of(), "no service answered"), null, null))
                .contains("\nnot written m31.vot stays as it was: no service answered\n");
        text.getBuffer().setLength(0);
        assertThat(printed(new Written(null, 2, List.of("--match a", "--max-records 2"), null), null, null))
                .contains("\nwritten     2 of 3 (--match a, --max-records 2)\n");
    }

    @Test
    void theLabelsThatMatterHaveColours() {
        service("a", "one", new ServiceOutcome.Answered());
        new SummaryPrinter(new PrintWriter(text), new Colours(true), null)
                .print(found(), new Written(null, 3, List.of(), null), null);
        assertThat(text.toString())
                .endsWith("\n\033[32mcomplete\033[0m    every service queried answered completely\n");
        service("a", "two", REFUSED);
        new SummaryPrinter(new PrintWriter(text), new Colours(true), null)
                .print(found(), new Written(null, 3, List.of(), null), null);
        assertThat(text.toString())
                .contains("\n\033[31mMISSING\033[0m     data of 1 service, by")
                .endsWith("\n\033[31mINCOMPLETE\033[0m  data of 1 of 2 services is missing\n");
    }

    private String withOddUrls(long oddUrls) {
        service("a", "one", new ServiceOutcome.Answered());
        ServiceEnded ended = services.removeLast();
        services.add(new ServiceEnded(
                NOW,
                ended.service(),
                ended.outcome(),
                QueryFacts.of("http://a/?POS=1,2", null, new QueryFacts.Cost(1, 100, 1))
                        .with(new QueryFacts.Rows(3, 0, 0, 0))
                        .with(new QueryFacts.Oddities(0, 0, oddUrls, 0)),
                null));
        return printed();
    }

    @Test
    void saysHowManyAccessUrlsAreOdd() {
        assertThat(withOddUrls(2)).contains("2 records kept with an access URL other than http, https and ftp");
    }

    @Test
    void saysNothingOfOddAccessUrlsWhereThereAreNone() {
        assertThat(withOddUrls(0)).doesNotContain("access URL").doesNotContain("dropped");
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

    @Test
    void saysWhichHarvestAndHowOldItsRowsAre() {
        Instant threeDays = NOW.minusSeconds(3 * 86_400);
        assertThat(SummaryPrinter.harvest(harvest(NOW.minusSeconds(9 * 86_400), threeDays)))
                .isEqualTo("harvest     obscore: 12,345,678 rows of 20 services, 3 days old (oldest page 9 days old)");
        assertThat(SummaryPrinter.harvest(harvest(threeDays, threeDays)))
                .isEqualTo("harvest     obscore: 12,345,678 rows of 20 services, 3 days old");
        assertThat(SummaryPrinter.harvest(read(NOW, false))).isEmpty();
    }

    private static RegistryRead harvest(Instant oldest, Instant newest) {
        HarvestRead harvest = new HarvestRead("obscore", 12_345_678, 20, NOW, new HarvestRead.Pages(oldest, newest));
        return new RegistryRead(
                NOW,
                new ProvenanceEvent.CandidateSource("the harvest obscore", null, false, harvest),
                20,
                List.of(),
                List.of(),
                false);
    }

    @Test
    void datasetsInSeveralFormatsAreCountedBesideTheirFiles() {
        service("a", "one", new ServiceOutcome.Answered());
        distinct = 1;
        assertThat(printed(new Written(Path.of("sn.vot"), 2, List.of("--max-records 2"), null), null, null))
                .contains("found       1 dataset in 3 files (0 duplicates merged away) in 1.0 s\n")
                .contains("written     2 of 3 files (--max-records 2) to sn.vot\n");
    }
}
