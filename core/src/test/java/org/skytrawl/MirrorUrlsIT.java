package org.skytrawl;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.model.Service;
import org.skytrawl.net.FullBacklog;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.QueryFacts;
import org.skytrawl.provenance.ServiceOutcome.Answered;
import org.skytrawl.provenance.ServiceOutcome.Failed;
import org.skytrawl.provenance.ServiceOutcome.Incomplete;
import org.skytrawl.provenance.ServiceOutcome.TimedOut;

/** A service whose access URL fails is asked at its mirror URLs. */
class MirrorUrlsIT extends LoopbackRuns {
    private final List<Service> services = new ArrayList<>();

    private Service mirrored(Service service, String... mirrors) {
        Service mirrored = Service.of(
                        service.ivoids(), service.title(), service.protocol(), service.accessUrl(), service.tableName())
                .withCoverage(service.coverage())
                .withMaxRecords(service.maxRecords())
                .withMirrorUrls(List.of(mirrors));
        services.add(mirrored);
        return mirrored;
    }

    private Service sending(String name, int status, String body) {
        return vo.add(name, exchange -> LoopbackVo.send(exchange, status, body));
    }

    private String refusing() throws Exception {
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return "http://127.0.0.1:" + gone.getLocalPort() + "/sia2?";
        }
    }

    private DiscoveryResult discover(org.skytrawl.model.DiscoveryOptions options) throws InterruptedException {
        return DiscoveryRun.start(
                        M31,
                        options,
                        org.skytrawl.provenance.RunContext.NONE,
                        source(services),
                        ProvenanceLog.inMemory(),
                        null)
                .await();
    }

    private static ServiceEnded named(DiscoveryResult found, String name) {
        return found.log().services().stream()
                .filter(ended -> ended.service().ivoid().value().equals("ivo://loopback/" + name))
                .findFirst()
                .orElseThrow();
    }

    private static ServiceEnded only(DiscoveryResult found) {
        assertThat(found.log().services()).hasSize(1);
        return found.log().services().getFirst();
    }

    private static QueryFacts facts(ServiceEnded ended) {
        return Objects.requireNonNull(ended.facts());
    }

    @Test
    void areAskedWhereNobodyListens() throws Exception {
        String gone = refusing();
        Service mirror = vo.answering("mirror", "a", "b");
        Service asked = mirrored(service(gone, "it"), mirror.accessUrl());
        DiscoveryResult found = discover(QUICK);
        ServiceEnded ended = only(found);
        assertThat(ended.service()).isSameAs(asked);
        assertThat(ended.outcome()).isEqualTo(new Answered());
        assertThat(facts(ended).mirrorUrl()).isEqualTo(mirror.accessUrl());
        assertThat(facts(ended).passedOver())
                .singleElement()
                .asString()
                .startsWith(gone + ": ")
                .endsWith(" refuses connections");
        assertThat(facts(ended).attempts()).isEqualTo(2);
        assertThat(facts(ended).query()).startsWith(mirror.accessUrl());
        assertThat(dids(found)).containsExactlyInAnyOrder("ivo://data/a", "ivo://data/b");
        assertThat(found.datasets().getFirst().origin().url()).startsWith(mirror.accessUrl());
        assertThat(found.log().events().stream().filter(ProvenanceEvent.ServiceStarted.class::isInstance))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 500, 502, 503})
    void areAskedWhereTheServerIsBroken(int status) throws Exception {
        Service mirror = vo.answering("mirror", "a");
        mirrored(sending("it", status, "<html>out of order</html>"), mirror.accessUrl());
        DiscoveryResult found = discover(QUICK);
        assertThat(only(found).outcome()).isEqualTo(new Answered());
        assertThat(dids(found)).containsExactly("ivo://data/a");
    }

    @Test
    void areAskedWhereAPageOfHtmlStandsForTheService() throws Exception {
        Service mirror = vo.answering("mirror", "a");
        mirrored(sending("it", 200, "<html>moved</html>"), mirror.accessUrl());
        assertThat(only(discover(QUICK)).outcome()).isEqualTo(new Answered());
    }

    @Test
    void areNotAskedWhatTheServiceHasRefused() throws Exception {
        Service mirror = vo.answering("mirror", "a");
        mirrored(
                sending(
                        "it",
                        200,
                        "<VOTABLE><RESOURCE type=\"results\"><INFO name=\"QUERY_STATUS\" value=\"ERROR\">no</INFO>"
                                + "</RESOURCE></VOTABLE>"),
                mirror.accessUrl());
        ServiceEnded ended = only(discover(QUICK));
        assertThat(ended.outcome()).isEqualTo(new Failed(FailureCode.SERVICE_ERROR, 200, "no"));
        assertThat(facts(ended).passedOver()).isEmpty();
    }

    @Test
    void areNotAskedOnceRowsAreKept() throws Exception {
        Service mirror = vo.answering("mirror", "b");
        String table = LoopbackVo.table(List.of("a"), "OK");
        mirrored(sending("it", 200, table.substring(0, table.indexOf("</TABLEDATA>"))), mirror.accessUrl());
        DiscoveryResult found = discover(QUICK);
        assertThat(only(found).outcome()).isInstanceOf(Incomplete.class);
        assertThat(dids(found)).containsExactly("ivo://data/a");
    }

    @Test
    void shareTheTimeOfAHostThatAcceptsNoConnection() throws Exception {
        try (FullBacklog silent = new FullBacklog("127.0.0.1", 0)) {
            Service mirror = vo.answering("mirror", "a");
            mirrored(service("http://127.0.0.1:" + silent.port() + "/sia2?", "it"), mirror.accessUrl());
            long start = System.nanoTime();
            DiscoveryResult found = discover(QUICK.withServiceTimeout(Duration.ofSeconds(3)));
            ServiceEnded ended = only(found);
            assertThat(ended.outcome()).isEqualTo(new Answered());
            assertThat(facts(ended).passedOver()).singleElement().asString().endsWith(": timed out while connecting");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(1400), Duration.ofSeconds(3));
        }
    }

    @Test
    void costNoTimeToAServiceThatOnlyIsSlow() throws Exception {
        Service mirror = vo.answering("mirror", "b");
        Service slow = vo.add("it", exchange -> {
            // longer than the half that a connection must be there in
            new java.util.concurrent.CountDownLatch(1).await(1200, java.util.concurrent.TimeUnit.MILLISECONDS);
            LoopbackVo.send(exchange, 200, LoopbackVo.table(List.of("a"), "OK"));
        });
        mirrored(slow, mirror.accessUrl());
        DiscoveryResult found = discover(QUICK.withServiceTimeout(Duration.ofSeconds(2)));
        assertThat(only(found).outcome()).isEqualTo(new Answered());
        assertThat(dids(found)).containsExactly("ivo://data/a");
    }

    @Test
    void endWithTheServicesTime() throws Exception {
        Service mirror = vo.hanging("mirror");
        mirrored(service(refusing(), "it"), mirror.accessUrl());
        long start = System.nanoTime();
        ServiceEnded ended = only(discover(QUICK.withServiceTimeout(Duration.ofSeconds(1))));
        assertThat(ended.outcome()).isEqualTo(new TimedOut(org.skytrawl.provenance.Phase.WAITING));
        assertThat(facts(ended).mirrorUrl()).isEqualTo(mirror.accessUrl());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1900));
    }

    @Test
    void tellOfAllThatWasTriedWhereNoneAnswers() throws Exception {
        String first = refusing();
        String second = refusing();
        mirrored(service(first, "it"), second);
        ServiceEnded ended = only(discover(QUICK));
        assertThat(code(ended.outcome())).isEqualTo(FailureCode.CONNECTION_REFUSED);
        assertThat(ended.outcome().reason()).contains("; its other URLs: " + first + ": ");
        assertThat(facts(ended).mirrorUrl()).isEqualTo(second);
        assertThat(facts(ended).attempts()).isEqualTo(2);
    }

    @Test
    void areFiveWithTheAccessUrlAtMost() throws Exception {
        List<String> gone = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            gone.add(refusing());
        }
        mirrored(service(gone.removeFirst(), "it"), gone.toArray(String[]::new));
        ServiceEnded ended = only(discover(QUICK));
        assertThat(facts(ended).attempts()).isEqualTo(5);
        assertThat(facts(ended).passedOver())
                .hasSize(5)
                .last()
                .isEqualTo("2 more mirror URLs are registered and were not tried");
    }

    @Test
    void areAskedAtOnceWhereTheHostIsKnownToBeDown() throws Exception {
        String gone = refusing();
        List<String> names = List.of("a", "b", "c", "d", "e");
        for (String name : names) {
            mirrored(service(gone, name), vo.answering("mirror-" + name, name).accessUrl());
        }
        DiscoveryResult found = discover(QUICK.withLimits(1, 1));
        int attempts = 0;
        for (String name : names) {
            assertThat(outcomes(found).get(name)).isEqualTo(new Answered());
            attempts += facts(named(found, name)).attempts();
        }
        assertThat(attempts).as("the dead host is asked twice").isEqualTo(5 + 2);
    }

    @Test
    void waitForTheirHostsPermit() throws Exception {
        // all on one host with a limit of one: who held its own permit while waiting for a mirror's would wait for ever
        for (int i = 0; i < 8; i++) {
            Service mirror = vo.answering("mirror" + i, "a" + i);
            mirrored(sending("it" + i, 404, "gone"), mirror.accessUrl());
        }
        DiscoveryResult found = discover(QUICK.withLimits(1, 1));
        assertThat(found.log().services()).hasSize(8).allMatch(ended -> ended.outcome() instanceof Answered);
        assertThat(found.datasets()).hasSize(8);
    }
}
