package org.skytrawl.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skytrawl.model.Axis;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Declared;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.Interval;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.MeetingHashes;
import org.skytrawl.model.Question;
import org.skytrawl.model.ResolvedTarget;
import org.skytrawl.model.Service;
import org.skytrawl.protocol.obstap.ObsTap;
import org.skytrawl.protocol.sia.Sia1;
import org.skytrawl.provenance.ProvenanceEvent.Contribution;
import org.skytrawl.provenance.ProvenanceEvent.RegistryRead;
import org.skytrawl.provenance.ProvenanceEvent.RunEnded;
import org.skytrawl.provenance.ProvenanceEvent.RunStarted;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.ProvenanceEvent.ServiceSelected;

/** What was written is read back, and what was damaged is an error that says where. */
class LogFileTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00.123456789Z");
    private static final Service SIA = Service.of(
                    List.of(new Ivoid("ivo://a/sia")), "Über \"A\"\n\u202e", Sia1.PROTOCOL, "http://a/?", null)
            .with(Declared.NOTHING
                    .withMaxRecords(5000L)
                    .withMaxSearchRadiusDeg(1.5)
                    .withProductTypes(Set.of("image", "cube")))
            .withMirrorUrls(List.of("http://b/?", "http://c/?"));
    private static final Service TAP = Service.of(
            List.of(new Ivoid("ivo://a/tap"), new Ivoid("ivo://a/obs")),
            "",
            ObsTap.PROTOCOL,
            "http://a/tap",
            "ivoa.\"Obs Core\"");
    private static final QueryFacts FACTS = new QueryFacts(
            new QueryFacts.Sent("http://a/?POS=1,2", "one"),
            new QueryFacts.Urls("http://b/?", List.of("http://a/?: gone"), true),
            new QueryFacts.Cost(2, 1234, 0.988),
            new QueryFacts.Rows(10, 3, 4, 9),
            new QueryFacts.Oddities(5, 6, 8, 7));
    private static final HarvestRead HARVEST = new HarvestRead(
            "obscore", 1L << 33, 20, NOW.minusSeconds(70), new HarvestRead.Pages(NOW.minusSeconds(80), NOW));
    private static final QueryFacts HARVESTED = harvested(HARVEST.pages());

    private static QueryFacts harvested(HarvestRead.Pages pages) {
        return new QueryFacts(
                new QueryFacts.Sent("read from the harvest obscore", null, null, pages),
                QueryFacts.Urls.ACCESS_URL,
                new QueryFacts.Cost(0, 0, 0.5),
                new QueryFacts.Rows(1, 2, 3, 0),
                QueryFacts.Oddities.NONE);
    }

    private static final Question ASKED = new Question(
            new Cone(1, -2, 0.5),
            new Interval(1e-9, 2e-9),
            new Interval(Double.NEGATIVE_INFINITY, 55000),
            Set.of("image"));

    /** Of every event, with all that it can have and with the least. */
    static List<ProvenanceEvent> everything() {
        RunContext context = RunContext.NONE
                .withTarget(new ResolvedTarget(
                        "M31",
                        10.6847,
                        41.26875,
                        "Simbad",
                        new ResolvedTarget.Answer("https://s/", NOW, true, List.of("http://t/: down"))))
                .withEarlier(
                        new RunContext.EarlierRun(RunContext.How.RETRY, "4e0b", NOW.minusSeconds(60), "run.jsonl"));
        DiscoveryOptions options = new DiscoveryOptions(
                new DiscoveryOptions.Which(true, false, true),
                false,
                Duration.ofMillis(1500),
                Duration.ofSeconds(90),
                new DiscoveryOptions.Limits(2, 17, 1L << 33));
        List<ProvenanceEvent> events = new ArrayList<>(List.of(
                new RunStarted(NOW, "5f1c", "0.1", ASKED, options, context),
                new RegistryRead(
                        NOW,
                        new ProvenanceEvent.CandidateSource("http://r/tap", NOW.minusSeconds(90), true, HARVEST),
                        6,
                        List.of("http://b: down"),
                        List.of("a note"),
                        true),
                ServiceSelected.of(NOW, SIA, "http://a/?POS=1,2", null, List.of(), List.of()),
                ServiceSelected.of(
                        NOW, TAP, null, SIA.ivoid(), List.of(new Ivoid("ivo://x/y")), List.of("ivoa.obscore"))));
        events.add(new ServiceEnded(NOW, SIA, new ServiceOutcome.Answered(), harvested(HarvestRead.Pages.NONE), null));
        for (ServiceOutcome outcome : outcomes()) {
            events.add(new ServiceEnded(NOW, SIA, outcome, FACTS, null));
            events.add(new ServiceEnded(NOW, SIA, outcome, HARVESTED, null));
            events.add(new ServiceEnded(NOW, TAP, outcome, null, SIA.ivoid(), "3d"));
        }
        events.add(new RunEnded(
                NOW,
                new ProvenanceEvent.ServiceCounts(Map.of("answered", 2), 3, 4),
                new ProvenanceEvent.Findings(
                        12, 10, 7, List.of(new Contribution(SIA, 8, 2), new Contribution(TAP, 0, 0))),
                new ProvenanceEvent.Ending(true, 1.5, 0.25, true, true)));
        return events;
    }

    private static List<ServiceOutcome> outcomes() {
        List<ServiceOutcome> outcomes = new ArrayList<>(List.of(
                new ServiceOutcome.Answered(),
                new ServiceOutcome.Overflowed("said after the table"),
                new ServiceOutcome.Incomplete(FailureCode.TRUNCATED, null, "cut"),
                new ServiceOutcome.Elided(new Ivoid("ivo://a/tap"), "isservedby")));
        for (FailureCode code : FailureCode.values()) {
            outcomes.add(new ServiceOutcome.Failed(code, 503, "busy"));
        }
        for (Phase phase : Phase.values()) {
            outcomes.add(new ServiceOutcome.TimedOut(phase));
            outcomes.add(new ServiceOutcome.Cancelled(phase));
        }
        for (Axis axis : Axis.values()) {
            outcomes.add(new ServiceOutcome.Pruned(axis, true));
            outcomes.add(new ServiceOutcome.Pruned(axis, false));
        }
        for (ServiceOutcome.Skipped.Why why : ServiceOutcome.Skipped.Why.values()) {
            outcomes.add(new ServiceOutcome.Skipped(why, "so"));
        }
        return outcomes;
    }

    private static String text(List<ProvenanceEvent> events) {
        return events.stream().map(event -> EventJson.line(event) + "\n").collect(Collectors.joining());
    }

    private static ReadLog read(String text) throws IOException {
        return LogFile.read("run.jsonl", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static final String RUN =
            EventJson.line(new RunStarted(NOW, "5f1c", "0.1", ASKED, DiscoveryOptions.DEFAULTS, RunContext.NONE))
                    + "\n";

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        ReadLog read = read(text(everything()));
        assertThat(read.events()).isEqualTo(everything());
        assertThat(read.whole()).isTrue();
        assertThat(read.notes()).isEmpty();
        assertThat(text(read.events())).isEqualTo(text(everything()));
    }

    @Test
    void aLogThatWasCutAnywhereIsReadUpToItsLastLine() throws IOException {
        byte[] whole = text(everything()).getBytes(StandardCharsets.UTF_8);
        int firstLine = text(everything().subList(0, 1)).getBytes(StandardCharsets.UTF_8).length;
        for (int length = firstLine; length < whole.length - 1; length += 397) {
            ReadLog read = LogFile.read("cut", new ByteArrayInputStream(Arrays.copyOf(whole, length)));
            assertThat(read.events())
                    .isEqualTo(everything().subList(0, read.events().size()));
            assertThat(read.whole()).isFalse();
        }
    }

    @Test
    void aTornLastLineIsNoted() throws IOException {
        ReadLog read = read(RUN + "{\"event\":\"registry\",\"ti");
        assertThat(read.events()).hasSize(1);
        assertThat(read.notes()).containsExactly("line 2, the last, is incomplete and was ignored");
        assertThat(read(RUN + "\u0000\u0000\u0000").notes()).hasSize(1);
    }

    @Test
    void whatALaterVersionAddsIsNotedAndIgnored() throws IOException {
        ReadLog read = read(RUN.replace("\"constraints\":{", "\"mood\":1,\"constraints\":{\"phase\":[],")
                + "{\"event\":\"weather\",\"time\":7}\n{\"event\":\"weather\"}\n");
        assertThat(read.events()).hasSize(1);
        assertThat(read.notes())
                .containsExactly("unknown to this version and ignored: the member constraints.phase of event run,"
                        + " the member mood of event run, the event weather");
    }

    @Test
    void aLogOfTheFirstVersionIsRead() throws IOException {
        ReadLog read = read(
                "{\"event\":\"run\",\"time\":\"2026-11-23T12:00:00Z\",\"version\":\"0.1.0\",\"constraints\":"
                        + "{\"cone\":{\"ra_deg\":1,\"dec_deg\":2,\"radius_deg\":3}},\"options\":{\"timeout_s\":7}}\n"
                        + "{\"event\":\"service\",\"time\":\"2026-11-23T12:00:00Z\",\"ivoid\":\"ivo://x\",\"title\":\"X\","
                        + "\"protocol\":\"SIA2\",\"access_url\":\"http://x\",\"outcome\":\"timed_out\",\"reason\":\"waiting\"}\n");
        assertThat(read.run().options()).isEqualTo(DiscoveryOptions.DEFAULTS.withServiceTimeout(Duration.ofSeconds(7)));
        assertThat(read.missing()).hasSize(1);
        assertThat(read.beforeAsking().missing()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                                | line 2: it is no JSON object",
                "7                                 | line 2: it is no JSON object",
                "{}                                | line 2: the member event is missing: it must be a text",
                "{\"event\":7}                     | line 2: event must be a text, not 7",
                "{\"event\":\"registry\"}          | line 2: the member time is missing: it must be a time such as 2026-11-23T12:00:00Z",
                "{\"event\":\"registry\",\"time\":\"-999999999-01-01T00:00:00Z\"} | line 2: time must be a time such as 2026-11-23T12:00:00Z, not \"-999999999-01-01T00:00:00Z\"",
                "{\"event\":\"registry\",\"time\":\"+999999999-12-31T23:59:59Z\"} | line 2: time must be a time such as",
                "{\"event\":\"registry\",\"time\":\"+10000-01-01T00:00:00Z\"} | line 2: time must be a time such as",
                "{\"event\":\"registry\",\"time\":\"2026-11-23T12:00:00Z\",\"source\":\"x\",\"candidates\":10000000000000000000000} | line 2: candidates must be a whole number from 0 on, not 10000000000000000000000",
                "{\"event\":\"registry\",\"time\":\"2026-11-23T12:00:00Z\",\"source\":\"x\",\"candidates\":NaN} | line 2: it is no JSON: ",
                "{\"event\":\"registry\",\"time\":\"2026-11-23T12:00:00Z\",\"source\":\"x\",\"candidates\":Infinity} | line 2: it is no JSON: ",
                "{\"event\":\"registry\",\"event\":\"run\"} | line 2: it is no JSON: Duplicate ",
                "{\"event\":\"summary\",\"time\":\"2026-11-23T12:00:00Z\",\"outcomes\":{},\"pruned_outside\":0,\"pruned_undeclared\":0,\"records\":0,\"datasets\":0,\"seconds\":1e999} | line 2: seconds must be a number, not ",
                "{\"event\":\"run\",\"time\":\"2026-11-23T12:00:00Z\",\"version\":\"\",\"constraints\":{\"mjd\":[2,3]},\"options\":{\"timeout_s\":1e300}} | line 2: options.timeout_s must be a time in seconds",
                "{\"event\":\"registry\",\"time\":\"noon\"} | line 2: time must be a time such as 2026-11-23T12:00:00Z, not \"noon\"",
                "{\"event\":\"registry\",\"time\":\"2026-11-23T12:00:00Z\",\"source\":\"x\",\"candidates\":-1} | line 2: candidates must be a whole number from 0 on, not -1",
                "{\"event\":\"registry\",\"time\":\"2026-11-23T12:00:00Z\",\"source\":\"x\",\"candidates\":1e99} | line 2: candidates must be a whole number from 0 on, not 1.0E99",
                "{\"event\":\"selected\",\"time\":\"2026-11-23T12:00:00Z\",\"ivoid\":\"x\",\"title\":\"\",\"protocol\":\"SLAP\",\"access_url\":\"\"} | line 2: protocol must be one of obstap, ssa, sia2, sia1 (the log may be of a later version), not \"SLAP\"",
                "{\"event\":\"selected\",\"time\":\"2026-11-23T12:00:00Z\",\"ivoid\":\"x\",\"title\":\"\",\"protocol\":\"OBSTAP\",\"access_url\":\"\"} | line 2: OBSTAP service x with table null: ObsTAP needs a table, the others have none",
                "{\"event\":\"summary\",\"time\":\"2026-11-23T12:00:00Z\",\"outcomes\":{\"a\":\"b\"}} | line 2: outcomes.a must be a whole number from 0 on, not \"b\"",
                "{\"event\":\"run\",\"time\":\"2026-11-23T12:00:00Z\",\"version\":\"\",\"constraints\":{},\"options\":{}} | line 2: constraints: a query without constraints is not allowed: give a region, a spectral interval or a time interval",
                "{\"event\":\"run\",\"time\":\"2026-11-23T12:00:00Z\",\"version\":\"\",\"constraints\":{\"mjd\":[2,1]},\"options\":{}} | line 2: constraints: an interval's ends must be in order, not 2.0..1.0",
                "{\"event\":\"run\",\"time\":\"2026-11-23T12:00:00Z\",\"version\":\"\",\"constraints\":{\"mjd\":[2]},\"options\":{}} | line 2: constraints.mjd must be two numbers, null for an open end, not [2]",
                "{\"event\":\"run\",\"time\":\"2026-11-23T12:00:00Z\",\"version\":\"\",\"constraints\":{\"mjd\":[2,3]},\"options\":{\"timeout_s\":0}} | line 2: options: service timeout must be longer than 0 s, not PT0S",
                "{\"event\":\"run\" \"time\"       | line 2: it is no JSON: Unexpected character ('\"' (code 34)): was expecting comma to separate Object entries",
                "{} {}                             | line 2: it is no JSON: Trailing token (`JsonToken.START_OBJECT`) found after value (bound as `tools.jackson.databind.JsonNode`): not allowed as per `DeserializationFeature.FAIL_ON_TRAILING_TOKENS`",
            })
    void whatIsNoLogIsAnErrorThatSaysWhere(String line, String message) {
        assertThatThrownBy(() -> read(RUN + line.strip() + "\n"))
                .isInstanceOf(IOException.class)
                .message()
                .startsWith(message.strip().replaceFirst("Trailing.*", ""));
    }

    @Test
    void aLogHasOneRunAndBeginsWithIt() {
        assertThatThrownBy(() -> read("")).hasMessage("it is empty: no run has written to it");
        assertThatThrownBy(() -> read("hello"))
                .hasMessageStartingWith("line 1, the only one, is incomplete or not from a log: it is no JSON");
        assertThatThrownBy(() -> read(RUN + RUN)).hasMessage("line 2: a second run begins: a log has one");
        assertThatThrownBy(() -> read(text(everything()) + RUN))
                .hasMessageEndingWith(": a line after the summary, which must be the last; a log has one run");
        assertThatThrownBy(() -> read("{\"event\":\"registry\",\"time\":\"2026-11-23T12:00:00Z\",\"source\":\"\","
                        + "\"candidates\":0}\n"))
                .hasMessage(
                        "line 1: a log begins with the event run: this is not a log of Skytrawl, or its beginning is"
                                + " missing");
    }

    @Test
    void depthAndLengthAreBounded() {
        assertThatThrownBy(() -> read(RUN + "[".repeat(100_000) + "\n"))
                .hasMessageStartingWith("line 2: it is no JSON");
        assertThatThrownBy(() -> LogFile.read("endless", new Endless())).hasMessage("line 1: it is longer than 64 MiB");
    }

    @Test
    void aNumberOfAMillionDigitsIsRefused() {
        for (String number :
                List.of("9".repeat(1_000_000), "0." + "1".repeat(1_000_000), "1e" + "9".repeat(1_000_000))) {
            assertThatThrownBy(() -> read(RUN + "{\"event\":\"registry\",\"candidates\":" + number + "}\n"))
                    .hasMessageStartingWith("line 2: it is no JSON: ")
                    .message()
                    .hasSizeLessThan(500);
        }
    }

    /** Without end, and without a line's. */
    private static final class Endless extends java.io.InputStream {
        @Override
        public int read() {
            return ' ';
        }

        @Override
        public int read(byte[] into, int from, int length) {
            Arrays.fill(into, from, from + length, (byte) ' ');
            return length;
        }
    }

    @Test
    void whateverIsDamagedIsReadOrRefusedWithItsLine() {
        byte[] good = text(everything()).getBytes(StandardCharsets.UTF_8);
        Random random = new Random(1);
        for (int i = 0; i < 100; i++) {
            byte[] bad = good.clone();
            for (int n = random.nextInt(1, 4); n > 0; n--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(LogFile.read("damaged", new ByteArrayInputStream(bad))
                                .events())
                        .isNotEmpty();
            } catch (IOException e) {
                assertThat(e).hasMessageStartingWith("line ");
            }
        }
    }

    @Test
    void whatHadNotEndedIsMissing() throws IOException {
        List<ProvenanceEvent> events = everything().subList(0, 4);
        ReadLog killed = read(text(events));
        assertThat(killed.unended()).containsExactly(SIA);
        assertThat(killed.missing()).containsExactly(SIA);
        assertThat(killed.knowsAllServices()).isFalse();
        events = new ArrayList<>(events);
        events.add(new ServiceEnded(NOW, SIA, new ServiceOutcome.Answered(), FACTS, null));
        assertThat(read(text(events)).missing()).isEmpty();
        assertThat(read(text(events)).beforeAsking().missing()).containsExactly(SIA);
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void readsServicesWhoseHashesMeetInTime() throws IOException {
        List<ProvenanceEvent> events = new ArrayList<>(everything().subList(0, 2));
        for (int i = 0; i < 30_000; i++) {
            Service service = Service.of(
                    List.of(new Ivoid("ivo://a/" + MeetingHashes.text(i))), "", Sia1.PROTOCOL, "http://a/?", null);
            events.add(ServiceSelected.of(NOW, service, "http://a/?POS=1,2", null, List.of(), List.of()));
            if (i % 2 == 0) {
                events.add(new ServiceEnded(NOW, service, new ServiceOutcome.TimedOut(Phase.READING), FACTS, null));
            }
        }
        String text = events.stream().map(EventJson::line).collect(Collectors.joining("\n", "", "\n"));
        ReadLog log = LogFile.read("log", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        assertThat(log.unended()).hasSize(15_000);
        assertThat(log.missing()).hasSize(30_000);
        assertThat(log.knowsAllServices()).isTrue();
        assertThat(log.beforeAsking().selected()).hasSize(30_000);
    }
}
