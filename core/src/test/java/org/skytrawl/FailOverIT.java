package org.skytrawl;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;
import org.skytrawl.protocol.obstap.ObsTap;
import org.skytrawl.protocol.sia.Sia1;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.provenance.ServiceOutcome.Answered;
import org.skytrawl.provenance.ServiceOutcome.Cancelled;
import org.skytrawl.provenance.ServiceOutcome.Elided;
import org.skytrawl.provenance.ServiceOutcome.Failed;
import org.skytrawl.provenance.ServiceOutcome.Incomplete;
import org.skytrawl.provenance.ServiceOutcome.Overflowed;
import org.skytrawl.provenance.ServiceOutcome.Skipped;
import org.skytrawl.provenance.ServiceOutcome.TimedOut;
import org.skytrawl.registry.Candidate;
import org.skytrawl.run.Plan;
import org.skytrawl.run.ServiceSource;
import org.skytrawl.selection.ServiceSelection;

/** What is left out for the sake of a service is asked after all if that one does not answer completely. */
class FailOverIT extends LoopbackRuns {
    private final List<Candidate> candidates = new ArrayList<>();

    private Service plain(Service service) {
        candidates.add(Candidate.of(service));
        return service;
    }

    private Service servedBy(Service service, Service server) {
        candidates.add(new Candidate(service, List.of(server.ivoid()), Set.of("ivoa.obscore"), null));
        return service;
    }

    /** Another protocol's interface of the same resource, at the same server. */
    private static Service by(Protocol protocol, Service service, String accessUrl) {
        return Service.of(
                service.ivoids(),
                "Another " + service.title(),
                protocol,
                accessUrl,
                protocol == ObsTap.PROTOCOL ? "ivoa.obscore" : null);
    }

    private Service broken(String name) {
        return vo.add(name, exchange -> LoopbackVo.send(exchange, 404, "gone"));
    }

    private DiscoveryResult discover(DiscoveryOptions options) throws InterruptedException {
        return DiscoveryRun.start(
                        M31, options, org.skytrawl.provenance.RunContext.NONE, source(), ProvenanceLog.inMemory(), null)
                .await();
    }

    private ServiceSource source() {
        return (constraints, any, fetcher, end, cancellation) -> new Plan(
                new ProvenanceEvent.RegistryRead(
                        Instant.now(),
                        ProvenanceEvent.CandidateSource.named("a test"),
                        candidates.size(),
                        List.of(),
                        List.of(),
                        false),
                ServiceSelection.select(candidates, constraints, true, true, false),
                true);
    }

    private static ServiceEnded ended(DiscoveryResult found, Service service) {
        return found.log().services().stream()
                .filter(each -> each.service().equals(service))
                .reduce((one, other) -> {
                    throw new AssertionError("ended twice: " + one + ", " + other);
                })
                .orElseThrow();
    }

    private static ServiceOutcome outcome(DiscoveryResult found, Service service) {
        return ended(found, service).outcome();
    }

    private static @Nullable Ivoid from(DiscoveryResult found, Service service) {
        return ended(found, service).failedOverFrom();
    }

    @Test
    void asksTheNextBestProtocolWhenObsTapIsDownAndTheLastWhenThatIsDownToo() throws Exception {
        Service sia2 = vo.answering("both", "a", "b");
        Service sia1 = by(Sia1.PROTOCOL, sia2, sia2.accessUrl().replace("both", "sia1"));
        Service tap = by(ObsTap.PROTOCOL, sia2, "http://127.0.0.1:1/tap");
        Service brokenSia2 = broken("broken");
        Service otherSia1 =
                by(Sia1.PROTOCOL, brokenSia2, vo.answering("other-sia1").accessUrl());
        Service otherTap = by(ObsTap.PROTOCOL, brokenSia2, "http://127.0.0.1:1/tap2");
        List.of(sia2, sia1, tap, brokenSia2, otherSia1, otherTap).forEach(this::plain);
        DiscoveryResult found = discover(QUICK);
        assertThat(ended(found, tap).failedOverFrom()).isNull();
        assertThat(outcome(found, sia2)).isInstanceOf(Answered.class);
        assertThat(from(found, sia2)).isEqualTo(tap.ivoid());
        assertThat(outcome(found, sia1))
                .isEqualTo(new Elided(sia2.ivoid(), "same resource by ObsTAP, which in turn is represented by SIA2"));
        assertThat(outcome(found, brokenSia2)).isInstanceOf(Failed.class);
        assertThat(from(found, brokenSia2)).isEqualTo(otherTap.ivoid());
        assertThat(outcome(found, otherSia1)).isInstanceOf(Answered.class);
        assertThat(dids(found)).containsExactlyInAnyOrder("ivo://data/a", "ivo://data/b");
    }

    @Test
    void asksAllFortyForWhichASitewideServiceStood() throws Exception {
        Service site = plain(broken("site"));
        for (int i = 0; i < 40; i++) {
            servedBy(vo.answering("collection" + i, "d" + i), site);
        }
        DiscoveryResult found = discover(QUICK);
        assertThat(found.datasets()).hasSize(40);
        assertThat(found.log().services()).hasSize(41);
        assertThat(found.losses()).extracting(ServiceEnded::service).containsExactly(site);
    }

    @Test
    void whatIsElidedForOneThatAnsweredStaysSo() throws Exception {
        Service site = plain(vo.answering("site", "a"));
        Service collection = servedBy(vo.answering("collection", "a"), site);
        DiscoveryResult found = discover(QUICK);
        assertThat(outcome(found, collection)).isEqualTo(new Elided(site.ivoid(), "served by " + site.ivoid()));
        assertThat(from(found, collection)).isNull();
    }

    @Test
    void followsAChainAsFarAsNobodyAnswers() throws Exception {
        Service last = plain(broken("last"));
        Service third = servedBy(broken("third"), last);
        Service second = servedBy(vo.answering("second", "a"), third);
        Service first = servedBy(vo.answering("first", "a"), second);
        DiscoveryResult found = discover(QUICK);
        assertThat(outcome(found, third)).isInstanceOf(Failed.class);
        assertThat(from(found, third)).isEqualTo(last.ivoid());
        assertThat(outcome(found, second)).isInstanceOf(Answered.class);
        assertThat(from(found, second)).isEqualTo(third.ivoid());
        assertThat(outcome(found, first)).isEqualTo(new Elided(second.ivoid(), "served by " + second.ivoid()));
        assertThat(dids(found)).containsExactly("ivo://data/a");
    }

    @Test
    void ofTwoThatServeEachOtherTheOtherIsAsked() throws Exception {
        Service one = broken("one");
        Service other = vo.answering("other", "a");
        servedBy(one, other);
        servedBy(other, one);
        DiscoveryResult found = discover(QUICK);
        assertThat(outcome(found, one))
                .isInstanceOf(other.ivoid().compareTo(one.ivoid()) < 0 ? Elided.class : Failed.class);
        assertThat(outcome(found, other)).isInstanceOf(Answered.class);
        assertThat(dids(found)).containsExactly("ivo://data/a");
    }

    @Test
    void allEndWhenTheFailOverFailsToo() throws Exception {
        Service site = plain(broken("site"));
        Service collection = servedBy(broken("collection"), site);
        DiscoveryResult found = discover(QUICK);
        assertThat(outcome(found, collection)).isInstanceOf(Failed.class);
        assertThat(found.losses()).hasSize(2);
    }

    @Test
    void anIncompleteAnswerIsNone() throws Exception {
        Service cut = plain(vo.add("cut", exchange -> {
            String whole = LoopbackVo.table(List.of("a"), "OK");
            LoopbackVo.send(exchange, 200, whole.substring(0, whole.indexOf("</TABLEDATA>")));
        }));
        Service overflowing = plain(vo.add(
                "many", exchange -> LoopbackVo.send(exchange, 200, LoopbackVo.table(List.of("c"), "OVERFLOW"))));
        Service behindCut = servedBy(vo.answering("behind-cut", "a", "b"), cut);
        Service behindMany = servedBy(vo.answering("behind-many", "c", "d"), overflowing);
        DiscoveryResult found = discover(QUICK);
        assertThat(outcome(found, cut)).isInstanceOf(Incomplete.class);
        assertThat(outcome(found, overflowing)).isInstanceOf(Overflowed.class);
        assertThat(from(found, behindCut)).isEqualTo(cut.ivoid());
        assertThat(from(found, behindMany)).isEqualTo(overflowing.ivoid());
        assertThat(dids(found))
                .containsExactlyInAnyOrder("ivo://data/a", "ivo://data/b", "ivo://data/c", "ivo://data/d");
    }

    @Test
    void whatTheRunsEndLeavesUnaskedIsNotElided() throws Exception {
        Service hanging = plain(vo.hanging("hanging"));
        Service collection = servedBy(vo.answering("collection", "a"), hanging);
        Service behindIt = servedBy(vo.answering("behind", "a"), collection);
        DiscoveryResult found = discover(QUICK.withRunDeadline(Duration.ofSeconds(2)));
        assertThat(outcome(found, hanging)).isInstanceOf(TimedOut.class);
        assertThat(outcome(found, collection)).isInstanceOf(TimedOut.class);
        assertThat(from(found, collection)).isEqualTo(hanging.ivoid());
        assertThat(outcome(found, behindIt)).isInstanceOf(TimedOut.class);
    }

    @Test
    void aCancelledRunSaysCancelledOfAllThatWaited() throws Exception {
        Service hanging = plain(vo.hanging("hanging"));
        Service collection = servedBy(vo.answering("collection", "a"), hanging);
        AtomicReference<DiscoveryRun> run = new AtomicReference<>();
        CountDownLatch set = new CountDownLatch(1);
        run.set(DiscoveryRun.start(
                M31,
                QUICK,
                org.skytrawl.provenance.RunContext.NONE,
                source(),
                ProvenanceLog.inMemory(),
                new DiscoveryListener() {
                    @Override
                    public void onEvent(ProvenanceEvent event) {
                        if (event instanceof ProvenanceEvent.ServiceStarted) {
                            LoopbackRuns.await(set);
                            run.get().cancel();
                        }
                    }

                    @Override
                    public void onRecord(org.skytrawl.model.Origin origin, org.skytrawl.model.ObsCoreRecord record) {}
                }));
        set.countDown();
        DiscoveryResult found = run.get().await();
        assertThat(outcome(found, hanging)).isInstanceOf(Cancelled.class);
        assertThat(outcome(found, collection)).isEqualTo(new Cancelled(org.skytrawl.provenance.Phase.QUEUED));
        assertThat(from(found, collection)).isEqualTo(hanging.ivoid());
    }

    @Test
    void aHostThatRefusesTwiceIsTriedThreeTimesMoreAndCountsAsFailed() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = socket.getLocalPort();
        }
        List<Service> down = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Service service = plain(service("http://127.0.0.1:" + port + "/" + i + "?", "down" + i));
            down.add(service);
            servedBy(vo.answering("behind" + i, "d" + i), service);
        }
        DiscoveryResult found = discover(QUICK.withLimits(1, 100).withServiceTimeout(Duration.ofSeconds(4)));
        assertThat(down.stream().map(service -> outcome(found, service)))
                .filteredOn(Skipped.class::isInstance)
                .hasSize(3)
                .allSatisfy(outcome -> assertThat(outcome.reason()).contains("refuses connections"));
        assertThat(found.losses()).hasSize(8);
        assertThat(found.datasets()).hasSize(8);
    }

    @Test
    void aHostOnWhichAllHangCostsTwoTimeoutsAtMost() throws Exception {
        for (int i = 0; i < 100; i++) {
            plain(vo.hanging("hangs" + i));
        }
        Duration timeout = Duration.ofSeconds(2);
        DiscoveryResult found = discover(QUICK.withLimits(4, 100).withServiceTimeout(timeout));
        List<ServiceOutcome> outcomes =
                found.log().services().stream().map(ServiceEnded::outcome).toList();
        assertThat(outcomes).hasSize(100);
        assertThat(outcomes)
                .filteredOn(TimedOut.class::isInstance)
                .as("those that began before the fourth in a row had timed out")
                .hasSizeBetween(4, 7);
        assertThat(outcomes).filteredOn(Skipped.class::isInstance).hasSizeBetween(93, 96);
    }
}
