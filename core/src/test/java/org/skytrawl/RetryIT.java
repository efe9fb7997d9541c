package org.skytrawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Service;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.LogFile;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.ReadLog;
import org.skytrawl.provenance.RunContext;
import org.skytrawl.provenance.ServiceOutcome.Answered;
import org.skytrawl.provenance.ServiceOutcome.Cancelled;
import org.skytrawl.provenance.ServiceOutcome.Elided;
import org.skytrawl.provenance.ServiceOutcome.Failed;
import org.skytrawl.provenance.ServiceOutcome.Incomplete;
import org.skytrawl.registry.Candidate;
import org.skytrawl.run.Plan;
import org.skytrawl.run.Version;
import org.skytrawl.selection.ServiceSelection;

/** What a run was not answered is asked again from its log, and what it asked is asked again the same. */
class RetryIT extends LoopbackRuns {
    private final List<Candidate> candidates = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();

    /** A service that answers while it is well, and is down else. */
    private Service moody(String name, AtomicBoolean well, String... dids) {
        return plain(vo.add(name, exchange -> {
            asked.add(exchange.getRequestURI().toString());
            if (well.get()) {
                LoopbackVo.send(exchange, 200, LoopbackVo.table(List.of(dids), "OK"));
            } else {
                LoopbackVo.send(exchange, 404, "gone");
            }
        }));
    }

    private Service plain(Service service) {
        candidates.add(Candidate.of(service));
        return service;
    }

    private Service servedBy(Service service, Service server) {
        candidates.removeIf(each -> each.service().equals(service));
        candidates.add(new Candidate(service, List.of(server.ivoid()), Set.of("ivoa.obscore"), null));
        return service;
    }

    private DiscoveryResult discover() throws InterruptedException {
        return DiscoveryRun.start(
                        M31,
                        QUICK,
                        RunContext.NONE,
                        (constraints, any, fetcher, end, cancellation) -> new Plan(
                                new ProvenanceEvent.RegistryRead(
                                        Instant.now(),
                                        ProvenanceEvent.CandidateSource.named("a test"),
                                        candidates.size(),
                                        List.of(),
                                        List.of(),
                                        false),
                                ServiceSelection.select(candidates, constraints, true, true, false),
                                true),
                        ProvenanceLog.inMemory(),
                        null)
                .await();
    }

    private static ReadLog read(DiscoveryResult run) throws IOException {
        return read(run, line -> true);
    }

    private static ReadLog read(DiscoveryResult run, Predicate<String> lines) throws IOException {
        StringBuilder text = new StringBuilder();
        run.log().writeTo(text);
        String kept =
                Arrays.stream(text.toString().split("\n")).filter(lines).collect(Collectors.joining("\n", "", "\n"));
        return LogFile.read("run.jsonl", new ByteArrayInputStream(kept.getBytes(StandardCharsets.UTF_8)));
    }

    /** As a run leaves it that was killed before anybody had answered. */
    private static ReadLog killed(DiscoveryResult run) throws IOException {
        return read(run, line -> !line.contains("\"outcome\"") && !line.contains("\"event\":\"summary\""));
    }

    private static ServiceEnded ended(DiscoveryResult found, Service service) {
        return found.log().services().stream()
                .filter(each -> each.service().ivoid().equals(service.ivoid()))
                .reduce((one, other) -> {
                    throw new AssertionError("ended twice: " + one + ", " + other);
                })
                .orElseThrow();
    }

    private static String contributions(DiscoveryResult found) {
        return java.util.Objects.requireNonNull(found.log().summary()).contributions().stream()
                .map(each -> each.service().ivoid() + " " + each.uniqueDatasets() + " " + each.shared())
                .toList()
                .toString();
    }

    @Test
    void overSeveralRoundsTheResultIsThatOfOneRun() throws Exception {
        AtomicBoolean first = new AtomicBoolean();
        AtomicBoolean second = new AtomicBoolean();
        moody("good", new AtomicBoolean(true), "a", "b");
        moody("none", new AtomicBoolean(true));
        Service one = moody("first", first, "b", "c");
        Service two = moody("second", second, "c", "d", "a");
        DiscoveryResult run = discover();
        assertThat(run.losses()).hasSize(2);
        first.set(true);
        asked.clear();
        DiscoveryResult again =
                Discovery.retry(read(run), run.datasets()).options(QUICK).run();
        assertThat(asked).hasSize(2).noneMatch(url -> url.contains("good"));
        assertThat(again.losses()).hasSize(1);
        assertThat(ended(again, one).ofRun()).isNull();
        assertThat(ended(again, two).outcome()).isInstanceOf(Failed.class);
        second.set(true);
        DiscoveryResult last =
                Discovery.retry(read(again), again.datasets()).options(QUICK).run();
        assertThat(last.isComplete()).isTrue();
        assertThat(ended(last, one).ofRun()).isEqualTo(read(again).run().id());
        DiscoveryResult whole = discover();
        assertThat(describe(last.datasets())).isEqualTo(describe(whole.datasets()));
        assertThat(contributions(last)).isEqualTo(contributions(whole));
        assertThat(read(last).run().context().earlier())
                .isEqualTo(new RunContext.EarlierRun(
                        RunContext.How.RETRY,
                        read(again).run().id(),
                        read(again).run().time(),
                        "run.jsonl"));
        assertThat(Discovery.retry(read(last), last.datasets()).run().datasets())
                .hasSize(4);
    }

    /** Rows that nothing identifies can only be told by what they say. */
    @Test
    void whatAnIncompleteAnswerHadGivenIsNotDoubled() throws Exception {
        AtomicBoolean well = new AtomicBoolean();
        String rows = LoopbackVo.table(List.of("a", "b"), "OK")
                .replaceAll("<TD>ivo://data/.</TD><TD>[^<]*</TD><TD>image/fits</TD>", "<TD/><TD/><TD/>");
        Service torn = plain(vo.add("torn", exchange -> {
            byte[] whole = rows.getBytes(StandardCharsets.UTF_8);
            if (well.get()) {
                LoopbackVo.send(exchange, 200, rows);
            } else {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write(whole, 0, rows.lastIndexOf("</TABLEDATA>"));
            }
        }));
        DiscoveryResult run = discover();
        assertThat(ended(run, torn).outcome()).isInstanceOf(Incomplete.class);
        int before = run.datasets().size();
        assertThat(before).isPositive();
        DiscoveryResult same = Discovery.retry(read(run), run.datasets()).run();
        assertThat(same.datasets()).hasSize(before);
        well.set(true);
        DiscoveryResult again = Discovery.retry(read(same), same.datasets()).run();
        assertThat(describe(again.datasets())).isEqualTo(describe(discover().datasets()));
    }

    @Test
    void whoHadStoodForAServiceIsNotAskedAgain() throws Exception {
        AtomicBoolean well = new AtomicBoolean();
        Service site = moody("site", well, "a", "b");
        Service collection = servedBy(moody("collection", new AtomicBoolean(true), "a"), site);
        Service other = servedBy(moody("other", new AtomicBoolean(), "b"), site);
        DiscoveryResult run = discover();
        assertThat(ended(run, collection).failedOverFrom()).isEqualTo(site.ivoid());
        asked.clear();
        DiscoveryResult still = Discovery.retry(read(run), run.datasets()).run();
        assertThat(asked).noneMatch(url -> url.contains("collection"));
        assertThat(ended(still, other).failedOverFrom()).isEqualTo(site.ivoid());
        assertThat(still.losses()).hasSize(2);
        well.set(true);
        DiscoveryResult again = Discovery.retry(read(still), still.datasets()).run();
        assertThat(ended(again, site).outcome()).isInstanceOf(Answered.class);
        assertThat(ended(again, collection).outcome()).isInstanceOf(Answered.class);
        assertThat(ended(again, other).outcome()).isInstanceOf(Elided.class);
        assertThat(again.isComplete()).isTrue();
        assertThat(dids(again)).containsExactlyInAnyOrder("ivo://data/a", "ivo://data/b");
    }

    @Test
    void aRunThatWasKilledIsAskedAgainAsAWhole() throws Exception {
        Service site = moody("site", new AtomicBoolean(), "a", "b");
        Service collection = servedBy(moody("collection", new AtomicBoolean(true), "a"), site);
        moody("good", new AtomicBoolean(true), "c");
        DiscoveryResult run = discover();
        DiscoveryResult again = Discovery.retry(killed(run), List.of()).run();
        assertThat(ended(again, collection).failedOverFrom()).isEqualTo(site.ivoid());
        assertThat(describe(again.datasets())).isEqualTo(describe(run.datasets()));
        DiscoveryResult rerun = Discovery.rerun(killed(run)).run();
        assertThat(describe(rerun.datasets())).isEqualTo(describe(run.datasets()));
    }

    @Test
    void aRetryThatIsCancelledAtOnceLosesNothing() throws Exception {
        moody("good", new AtomicBoolean(true), "a", "b");
        moody("bad", new AtomicBoolean(), "c");
        DiscoveryResult run = discover();
        DiscoveryRun retry = Discovery.retry(read(run), run.datasets()).start();
        retry.cancel();
        DiscoveryResult again = retry.await();
        assertThat(dids(again)).containsExactlyInAnyOrder("ivo://data/a", "ivo://data/b");
        assertThat(again.log().services()).hasSize(2);
        assertThat(again.losses())
                .singleElement()
                .satisfies(lost -> assertThat(lost.outcome()).isInstanceOfAny(Cancelled.class, Failed.class));
    }

    @Test
    void aRerunAsksTheSameOfTheSame() throws Exception {
        AtomicBoolean well = new AtomicBoolean();
        Service site = moody("site", well, "a", "b");
        Service collection = servedBy(moody("collection", new AtomicBoolean(true), "a"), site);
        servedBy(moody("idle", new AtomicBoolean(true), "a"), moody("good", new AtomicBoolean(true), "e"));
        DiscoveryResult run = discover();
        List<String> then = asked.stream().sorted().toList();
        assertThat(then).hasSize(3);
        asked.clear();
        well.set(true);
        DiscoveryResult again = Discovery.rerun(read(run)).run();
        assertThat(asked.stream().sorted()).isEqualTo(then);
        assertThat(ended(again, site).outcome()).isInstanceOf(Answered.class);
        assertThat(ended(again, collection).outcome()).isInstanceOf(Answered.class);
        assertThat(java.util.Objects.requireNonNull(read(again).registry()).notes())
                .isEmpty();
    }

    /** The log of a retry has only the ends of those that it took over, not why they had been left out. */
    @Test
    void aRerunOfARetryAsksNobodyWhomNeitherHadAsked() throws Exception {
        AtomicBoolean well = new AtomicBoolean();
        moody("down", well, "a");
        servedBy(moody("idle", new AtomicBoolean(true), "e"), moody("good", new AtomicBoolean(true), "e"));
        DiscoveryResult run = discover();
        well.set(true);
        DiscoveryResult retried = Discovery.retry(read(run), run.datasets()).run();
        asked.clear();
        DiscoveryResult again = Discovery.rerun(read(retried)).run();
        assertThat(asked).hasSize(2).noneMatch(url -> url.contains("idle"));
        assertThat(describe(again.datasets())).isEqualTo(describe(retried.datasets()));
    }

    @Test
    void aRerunSaysWhatCannotBeRepeated() throws Exception {
        moody("good", new AtomicBoolean(true), "a");
        DiscoveryResult run = discover();
        StringBuilder text = new StringBuilder();
        run.log().writeTo(text);
        String other = text.toString().replace("POS=CIRCLE", "POS=ROUND");
        ReadLog log = LogFile.read("other", new ByteArrayInputStream(other.getBytes(StandardCharsets.UTF_8)));
        assertThat(java.util.Objects.requireNonNull(
                                read(Discovery.rerun(log).run()).registry())
                        .notes())
                .contains("the query of this version differs from that of version " + Version.version()
                        + " for ivo://loopback/good");
    }

    /** A registry on the public network must not send us to this machine, in no later run either. */
    @Test
    void aLogAllowsNoMoreAddressesThanItsRunDid() throws Exception {
        moody("good", new AtomicBoolean(true), "a");
        DiscoveryResult run = discover();
        StringBuilder text = new StringBuilder();
        run.log().writeTo(text);
        asked.clear();
        assertThat(Discovery.rerun(read(run)).privateHosts()).containsExactly("127.0.0.1");
        assertThat(Discovery.retry(killed(run), List.of()).privateHosts()).containsExactly("127.0.0.1");
        assertThat(Discovery.retry(read(run), run.datasets()).privateHosts())
                .as("all have answered")
                .isEmpty();
        assertThat(Discovery.images().privateHosts()).isEmpty();
        String remote = text.toString().replace("\"private_addresses\":true", "\"private_addresses\":false");
        ReadLog log = LogFile.read("remote", new ByteArrayInputStream(remote.getBytes(StandardCharsets.UTF_8)));
        assertThat(Discovery.rerun(log).privateHosts()).isEmpty();
        DiscoveryResult again = Discovery.rerun(log).run();
        assertThat(asked).isEmpty();
        assertThat(again.losses())
                .singleElement()
                .satisfies(lost -> assertThat(code(lost.outcome())).isEqualTo(FailureCode.PRIVATE_ADDRESS));
    }

    @Test
    void aLogThatDoesNotKnowTheServicesIsRefused() throws Exception {
        moody("good", new AtomicBoolean(true), "a");
        DiscoveryResult run = discover();
        ReadLog early = read(run, line -> line.contains("\"event\":\"run\""));
        assertThatThrownBy(() -> Discovery.retry(early, List.<FoundDataset>of()))
                .hasMessage("the run of the log run.jsonl ended before all of its services were selected;"
                        + " ask the question again instead");
    }
}
