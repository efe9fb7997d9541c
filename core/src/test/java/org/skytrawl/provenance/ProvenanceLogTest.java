package org.skytrawl.provenance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.model.Axis;
import org.skytrawl.model.Cone;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.Interval;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.Question;
import org.skytrawl.model.Region;
import org.skytrawl.model.ResolvedTarget;
import org.skytrawl.model.Service;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.protocol.obstap.ObsTap;
import org.skytrawl.protocol.sia.Sia1;
import org.skytrawl.provenance.ProvenanceEvent.Contribution;
import org.skytrawl.provenance.ProvenanceEvent.RegistryRead;
import org.skytrawl.provenance.ProvenanceEvent.RunEnded;
import org.skytrawl.provenance.ProvenanceEvent.RunStarted;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.ProvenanceEvent.ServiceSelected;
import org.skytrawl.provenance.ProvenanceEvent.ServiceStarted;

/** The exact lines: other programs read them. */
class ProvenanceLogTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Service SIA =
            Service.of(List.of(new Ivoid("ivo://A/sia")), "Über \"A\"\n", Sia1.PROTOCOL, "http://a/?", null);
    private static final Service TAP = Service.of(
            List.of(new Ivoid("ivo://a/tap"), new Ivoid("ivo://a/obs")),
            "A",
            ObsTap.PROTOCOL,
            "http://a/tap",
            "ivoa.obscore");
    private static final QueryFacts FACTS = QueryFacts.of(
                    "http://a/?POS=1,2", "one", new QueryFacts.Cost(2, 1234, 0.98765))
            .with(new QueryFacts.Rows(10, 3, 4, 0))
            .with(new QueryFacts.Oddities(5, 6, 8, 7));

    private static final String SIA_HEAD =
            "{\"event\":\"service\",\"time\":\"2026-11-23T12:00:00Z\",\"ivoid\":\"ivo://a/sia\",\"title\":\"Über \\\"A\\\"\\n\","
                    + "\"protocol\":\"SIA1\",\"access_url\":\"http://a/?\",";

    @TempDir
    private Path folder;

    @Test
    void theRunSaysWhatIsAskedAndHow() {
        Question asked = new Question(
                new Cone(1, -2, 0.5),
                new Interval(1e-9, 2e-9),
                new Interval(55000, Double.POSITIVE_INFINITY),
                Set.of("image"));
        DiscoveryOptions options = DiscoveryOptions.DEFAULTS.withRunDeadline(Duration.ofMillis(1500));
        assertThat(EventJson.line(new RunStarted(NOW, "5f1c", "0.1", asked, options, RunContext.NONE)))
                .isEqualTo(
                        "{\"event\":\"run\",\"time\":\"2026-11-23T12:00:00Z\",\"run_id\":\"5f1c\",\"version\":\"0.1\",\"constraints\":{\"cone\":"
                                + "{\"ra_deg\":1.0,\"dec_deg\":-2.0,\"radius_deg\":0.5},\"wavelength_m\":[1.0E-9,2.0E-9],"
                                + "\"mjd\":[55000.0,null],\"product_types\":[\"image\"]},\"options\":{\"inclusive\":false,"
                                + "\"elide\":true,\"timeout_s\":20.0,\"deadline_s\":1.5,\"concurrency\":512,"
                                + "\"max_bytes\":1073741824,\"split\":true}}");
    }

    @Test
    void theRunSaysWhatItRestsOn() {
        ResolvedTarget m31 = new ResolvedTarget(
                "M31",
                10.6847,
                41.26875,
                "Simbad",
                new ResolvedTarget.Answer("https://s/", NOW, true, List.of("http://t/: down")));
        RunContext context = RunContext.NONE
                .withTarget(m31)
                .withEarlier(
                        new RunContext.EarlierRun(RunContext.How.RETRY, "4e0b", NOW.minusSeconds(60), "run.jsonl"));
        Question asked = new Question(new Cone(1, -2, 0.5), null, null, Set.of());
        assertThat(EventJson.line(new RunStarted(NOW, "5f1c", "0.1", asked, DiscoveryOptions.DEFAULTS, context)))
                .endsWith(
                        "},\"target\":{\"name\":\"M31\",\"ra_deg\":10.6847,\"dec_deg\":41.26875,\"source\":\"Simbad\","
                                + "\"service\":\"https://s/\",\"answered\":\"2026-11-23T12:00:00Z\",\"cached\":true,"
                                + "\"passed_over\":[\"http://t/: down\"]},\"retry_of\":{\"run_id\":\"4e0b\","
                                + "\"started\":\"2026-11-23T11:59:00Z\",\"log\":\"run.jsonl\"}}");
    }

    @Test
    void theRegistrySaysWhereTheServicesComeFrom() {
        assertThat(EventJson.line(new RegistryRead(
                        NOW,
                        new ProvenanceEvent.CandidateSource("http://r/tap", NOW.minusSeconds(90), true),
                        6,
                        List.of("http://b: down"),
                        List.of("a note"),
                        false)))
                .isEqualTo("{\"event\":\"registry\",\"time\":\"2026-11-23T12:00:00Z\",\"source\":\"http://r/tap\","
                        + "\"fetched\":\"2026-11-23T11:58:30Z\",\"age_s\":90.0,\"stale\":true,\"candidates\":6,"
                        + "\"tried\":[\"http://b: down\"],\"notes\":[\"a note\"],\"private_addresses\":false}");
    }

    @Test
    void anAnswerHasAllItsCounts() {
        assertThat(line(SIA, new ServiceOutcome.Answered(), FACTS, null))
                .isEqualTo(SIA_HEAD
                        + "\"outcome\":\"answered\",\"attempts\":2,\"query\":\"http://a/?POS=1,2\",\"form\":\"one\","
                        + "\"records\":10,\"filtered\":3,\"unknown\":4,\"bad_cells\":5,\"bad_rows\":6,"
                        + "\"odd_urls\":8,\"extra_columns\":7,\"bytes\":1234,\"seconds\":0.988}");
    }

    @Test
    void everyOutcomeHasItsWordAndReason() {
        assertThat(line(SIA, new ServiceOutcome.Overflowed("said after the table"), null, null))
                .isEqualTo(SIA_HEAD + "\"outcome\":\"overflowed\",\"reason\":\"said after the table\"}");
        assertThat(line(
                        SIA,
                        new ServiceOutcome.Failed(FailureCode.HTTP_STATUS, 503, "busy"),
                        null,
                        new Ivoid("ivo://x/y")))
                .isEqualTo(SIA_HEAD + "\"outcome\":\"failed\",\"code\":\"HTTP_STATUS\",\"http_status\":503,"
                        + "\"message\":\"busy\",\"failed_over_from\":\"ivo://x/y\"}");
        assertThat(line(SIA, new ServiceOutcome.Incomplete(FailureCode.TRUNCATED, null, "cut"), null, null))
                .isEqualTo(SIA_HEAD + "\"outcome\":\"incomplete\",\"code\":\"TRUNCATED\",\"message\":\"cut\"}");
        assertThat(line(SIA, new ServiceOutcome.TimedOut(Phase.READING), null, null))
                .isEqualTo(SIA_HEAD + "\"outcome\":\"timed_out\",\"reason\":\"reading\"}");
        assertThat(line(SIA, new ServiceOutcome.Cancelled(Phase.QUEUED), null, null))
                .isEqualTo(SIA_HEAD + "\"outcome\":\"cancelled\",\"reason\":\"queued\"}");
        assertThat(line(SIA, new ServiceOutcome.Pruned(Axis.TIME, true), null, null))
                .isEqualTo(SIA_HEAD + "\"outcome\":\"pruned\",\"reason\":\"undeclared\",\"axis\":\"time\"}");
        assertThat(line(SIA, new ServiceOutcome.Pruned(Axis.SPACE, false), null, null))
                .isEqualTo(SIA_HEAD + "\"outcome\":\"pruned\",\"reason\":\"outside\",\"axis\":\"space\"}");
        assertThat(line(SIA, new ServiceOutcome.Elided(new Ivoid("ivo://a/tap"), "isservedby"), null, null))
                .isEqualTo(
                        SIA_HEAD + "\"outcome\":\"elided\",\"reason\":\"isservedby\",\"elided_by\":\"ivo://a/tap\"}");
        assertThat(line(SIA, new ServiceOutcome.Skipped(ServiceOutcome.Skipped.Why.NEEDS_LOGIN, "login"), null, null))
                .isEqualTo(SIA_HEAD + "\"outcome\":\"skipped\",\"reason\":\"needs_login\",\"message\":\"login\"}");
    }

    @Test
    void aSelectedServiceSaysHowItIsAskedAndWhoStandsForIt() {
        Service mirrored = Service.of(SIA.ivoids(), "A", SIA.protocol(), "http://a/?", null)
                .withMaxRecords(50L)
                .withMirrorUrls(List.of("http://b/?"));
        assertThat(EventJson.line(ServiceSelected.of(NOW, mirrored, "http://a/?POS=1,2", null, List.of(), List.of())))
                .isEqualTo("{\"event\":\"selected\",\"time\":\"2026-11-23T12:00:00Z\",\"ivoid\":\"ivo://a/sia\","
                        + "\"title\":\"A\",\"protocol\":\"SIA1\",\"access_url\":\"http://a/?\",\"max_records\":50,"
                        + "\"mirror_urls\":[\"http://b/?\"],\"query\":\"http://a/?POS=1,2\"}");
        assertThat(EventJson.line(ServiceSelected.of(
                        NOW, mirrored, null, TAP.ivoid(), List.of(TAP.ivoid()), List.of("ivoa.obscore"))))
                .endsWith(",\"elided_by\":\"ivo://a/tap\",\"served_by\":[\"ivo://a/tap\"],"
                        + "\"listed_tables\":[\"ivoa.obscore\"]}");
    }

    @Test
    void whatIsCarriedOverSaysOfWhichRunItIs() {
        ServiceEnded ended = new ServiceEnded(NOW, SIA, new ServiceOutcome.Answered(), null, null);
        assertThat(EventJson.line(ended.carriedFrom("4e0b").carriedFrom("5f1c")))
                .isEqualTo(SIA_HEAD + "\"outcome\":\"answered\",\"of_run\":\"4e0b\"}");
    }

    /** JSON itself asks for no more than the controls below U+0020. */
    @Test
    void aLineHasNothingThatATerminalWouldObey() {
        String hostile = "<b>\u001b[31m\u007f\u009b0m\u0085\u202ered\u2028\u00e9\ud83d\ude00";
        String line = line(SIA, new ServiceOutcome.Failed(FailureCode.SERVICE_ERROR, null, hostile), null, null);
        assertThat(line)
                .endsWith("\"message\":\"<b>\\u001B[31m\\u007F\\u009B0m\\u0085\\u202Ered\\u2028\u00e9\ud83d\ude00\"}");
    }

    @Test
    void aSharedTableNamesAllItsResources() {
        assertThat(line(TAP, new ServiceOutcome.Answered(), null, null))
                .contains("\"ivoid\":\"ivo://a/tap\",\"ivoids\":[\"ivo://a/tap\",\"ivo://a/obs\"]")
                .contains("\"table_name\":\"ivoa.obscore\"");
    }

    @Test
    void theSummaryCounts() {
        assertThat(EventJson.line(new RunEnded(
                        NOW,
                        new ProvenanceEvent.ServiceCounts(Map.of("answered", 2), 3, 4),
                        new ProvenanceEvent.Findings(12, 10, List.of(new Contribution(SIA, 8, 2))),
                        ProvenanceEvent.Ending.after(1.5))))
                .isEqualTo("{\"event\":\"summary\",\"time\":\"2026-11-23T12:00:00Z\",\"outcomes\":{\"answered\":2},"
                        + "\"pruned_outside\":3,\"pruned_undeclared\":4,\"records\":12,\"datasets\":10,\"duplicates\":2,"
                        + "\"cancelled\":false,\"seconds\":1.5,\"contributions\":[{\"ivoid\":\"ivo://a/sia\","
                        + "\"protocol\":\"SIA1\",\"access_url\":\"http://a/?\",\"anew\":8,\"shared\":2}]}");
    }

    @Test
    void theSummaryCountsDatasetsAndTheirFormats() {
        assertThat(EventJson.line(new RunEnded(
                        NOW,
                        new ProvenanceEvent.ServiceCounts(Map.of(), 0, 0),
                        new ProvenanceEvent.Findings(12, 10, 4, List.of()),
                        ProvenanceEvent.Ending.after(1.5))))
                .contains("\"datasets\":10,\"distinct_datasets\":4,\"duplicates\":2,");
    }

    /** Also rows of a service that was stopped are part of the result. */
    @Test
    void tellsWhetherAServiceAnsweredInThisRun() {
        QueryFacts none = QueryFacts.of("q", null, new QueryFacts.Cost(1, 0, 1));
        QueryFacts some = none.with(new QueryFacts.Rows(2, 0, 0, 0));
        ServiceOutcome stopped = new ServiceOutcome.TimedOut(Phase.READING);
        assertThat(ended(new ServiceOutcome.Answered(), none).hasAnswered()).isTrue();
        assertThat(ended(new ServiceOutcome.Overflowed("full"), none).hasAnswered())
                .isTrue();
        assertThat(ended(new ServiceOutcome.Incomplete(FailureCode.TRUNCATED, 200, "cut"), some)
                        .hasAnswered())
                .isTrue();
        assertThat(ended(stopped, some).hasAnswered()).isTrue();
        assertThat(ended(stopped, none).hasAnswered()).isFalse();
        assertThat(ended(new ServiceOutcome.Cancelled(Phase.QUEUED), null).hasAnswered())
                .isFalse();
        assertThat(ended(new ServiceOutcome.Failed(FailureCode.HTTP_STATUS, 500, "no"), none)
                        .hasAnswered())
                .isFalse();
        assertThat(ended(new ServiceOutcome.Answered(), some)
                        .carriedFrom("5f1c")
                        .hasAnswered())
                .isFalse();
    }

    private static ServiceEnded ended(ServiceOutcome outcome, @Nullable QueryFacts facts) {
        return new ServiceEnded(NOW, SIA, outcome, facts, null);
    }

    @Test
    void theFileIsWrittenAsItHappens() throws Exception {
        Path file = folder.resolve("run.jsonl");
        try (ProvenanceLog log = ProvenanceLog.to(file)) {
            log.append(new ServiceStarted(NOW, SIA));
            log.append(new ServiceEnded(NOW, SIA, new ServiceOutcome.Answered(), null, null));
            log.writePending();
            assertThat(Files.readAllLines(file)).containsExactly(SIA_HEAD + "\"outcome\":\"answered\"}");
            log.append(new ServiceEnded(
                    NOW, TAP, new ServiceOutcome.Failed(FailureCode.BAD_REDIRECT, null, "\ud83d"), null, null));
            log.writePending();
            assertThat(Files.readAllLines(file)).hasSize(2);
            assertThat(Files.readAllLines(file).getLast()).endsWith("\"message\":\"?\"}");
            assertThat(log.events()).hasSize(3);
            assertThat(log.services()).hasSize(2);
            assertThat(log.summary()).isNull();
        }
    }

    /** A disk that is full, and has room again: half a line must not be gone on from. */
    @Test
    void afterALineThatCouldNotBeWrittenWholeNothingFollows() throws Exception {
        ByteArrayOutputStream disk = new ByteArrayOutputStream();
        AtomicInteger room = new AtomicInteger(700);
        ProvenanceLog log = ProvenanceLog.to(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                if (room.getAndDecrement() <= 0) {
                    throw new IOException("No space left on device");
                }
                disk.write(b);
            }
        });
        log.append(new RunStarted(
                NOW,
                "5f1c",
                "0.1",
                new Question(new Cone(1, -2, 0.5), null, null, Set.of()),
                DiscoveryOptions.DEFAULTS,
                RunContext.NONE));
        for (int i = 0; i < 5; i++) {
            log.append(new ServiceEnded(NOW, SIA, new ServiceOutcome.Answered(), null, null));
            log.writePending();
        }
        assertThat(log.trouble()).hasMessage("No space left on device");
        room.set(100_000);
        log.append(new ServiceEnded(NOW, SIA, new ServiceOutcome.Answered(), null, null));
        log.writePending();
        assertThatThrownBy(log::close).hasMessage("No space left on device");
        assertThat(disk.size()).isEqualTo(700);
        ReadLog read = LogFile.read("run.jsonl", new ByteArrayInputStream(disk.toByteArray()));
        assertThat(read.services()).isNotEmpty();
        assertThat(read.notes()).singleElement().asString().endsWith("the last, is incomplete and was ignored");
    }

    private static String line(
            Service service, ServiceOutcome outcome, @Nullable QueryFacts facts, @Nullable Ivoid failedOverFrom) {
        return EventJson.line(new ServiceEnded(NOW, service, outcome, facts, failedOverFrom));
    }

    @Test
    void polygonsAndMocsHaveMembersOfTheirOwn() throws Exception {
        for (Region region : List.of(
                PolygonRegion.parse("359,-1 1,-1 0,1.5"), MocRegion.parse("6/2623 2708-2709"), new Cone(1, 2, 3))) {
            Question asked = new Question(region, null, new Interval(55000, 55001), Set.of());
            String line = EventJson.line(
                    new RunStarted(NOW, "5f1c", "0.1", asked, DiscoveryOptions.DEFAULTS, RunContext.NONE));
            assertThat(line)
                    .contains("\"constraints\":{"
                            + switch (region) {
                                case PolygonRegion polygon -> "\"polygon\":\"359.0,-1.0 1.0,-1.0 0.0,1.5\"";
                                case MocRegion moc -> "\"moc\":\"6/2623 2708-2709\"";
                                case TargetRegion targets -> throw new AssertionError(targets);
                                case Cone cone -> "\"cone\":{\"ra_deg\":1.0,\"dec_deg\":2.0,\"radius_deg\":3.0}";
                            }
                            + ",\"mjd\":[55000.0,55001.0]}");
            ReadLog log = LogFile.read("run.jsonl", new ByteArrayInputStream(line.getBytes(UTF_8)));
            assertThat(log.run().constraints()).isEqualTo(asked);
            assertThat(log.notes()).allMatch(note -> !note.contains("constraints"));
        }
    }
}
