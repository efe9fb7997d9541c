package org.skytrawl;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Constraints;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.Service;
import org.skytrawl.net.EnvironmentProxies;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.Phase;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.registry.Candidate;
import org.skytrawl.registry.ServiceSelection;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DiscoveryRunIT {
    private static final Constraints M31 = new Constraints(new Cone(10.68, 41.27, 0.2), null, null, Set.of("image"));
    private static final DiscoveryOptions QUICK =
            DiscoveryOptions.DEFAULTS.withServiceTimeout(Duration.ofSeconds(20)).withLimits(1000, 1000);

    private LoopbackVo vo;

    @BeforeEach
    void start() throws Exception {
        vo = new LoopbackVo();
    }

    @AfterEach
    void stop() {
        vo.close();
    }

    @Test
    void asksAllServicesAtOnce() throws Exception {
        int count = 60;
        CountDownLatch allAreHere = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            String name = "s" + i;
            vo.add(name, exchange -> {
                allAreHere.countDown();
                // nobody is answered before everybody has asked
                assertThat(allAreHere.await(15, TimeUnit.SECONDS)).isTrue();
                LoopbackVo.send(exchange, 200, LoopbackVo.table(List.of(name), "OK"));
            });
        }
        DiscoveryResult found = run(QUICK);
        assertThat(found.datasets()).hasSize(count);
        assertThat(found.isComplete()).isTrue();
    }

    @Test
    void neverAsksMoreOfOneHostThanAllowed() throws Exception {
        for (int i = 0; i < 40; i++) {
            vo.answering("s" + i, "d" + i);
        }
        DiscoveryResult found = run(QUICK.withLimits(3, 1000));
        assertThat(found.datasets()).hasSize(40);
        assertThat(vo.mostRunning()).isBetween(1, 3);
    }

    @Test
    void aServicesTimeBoundsItHoweverItDrips() throws Exception {
        vo.answering("good", "a", "b");
        vo.hanging("hanging");
        vo.dripping("dripping", "c");
        DiscoveryResult found = run(QUICK.withServiceTimeout(Duration.ofMillis(700)));
        assertThat(outcomes(found))
                .containsEntry("good", new ServiceOutcome.Answered())
                .containsEntry("hanging", new ServiceOutcome.TimedOut(Phase.WAITING))
                .containsEntry("dripping", new ServiceOutcome.TimedOut(Phase.READING));
        assertThat(dids(found)).contains("ivo://data/a", "ivo://data/b");
        assertThat(found.isComplete()).isFalse();
        assertThat(found.losses()).hasSize(2);
    }

    @Test
    void theRunsDeadlineEndsAlsoThoseThatStillQueue() throws Exception {
        vo.hanging("h1");
        vo.hanging("h2");
        DiscoveryResult found = run(QUICK.withLimits(1, 10).withRunDeadline(Duration.ofMillis(600)));
        assertThat(outcomes(found).values())
                .containsExactlyInAnyOrder(
                        new ServiceOutcome.TimedOut(Phase.WAITING), new ServiceOutcome.TimedOut(Phase.QUEUED));
    }

    @Test
    void waitingInOurOwnQueueDoesNotCount() throws Exception {
        for (int i = 0; i < 6; i++) {
            String name = "s" + i;
            vo.add(name, exchange -> {
                Thread.sleep(150); // a slow service, not a wait for something
                LoopbackVo.send(exchange, 200, LoopbackVo.table(List.of(name), "OK"));
            });
        }
        // six times 150 ms one after the other, each with 600 ms of its own
        DiscoveryResult found = run(QUICK.withLimits(1, 10).withServiceTimeout(Duration.ofMillis(600)));
        assertThat(found.isComplete()).isTrue();
        assertThat(found.datasets()).hasSize(6);
    }

    @Test
    void aHangingResolverTimesOutAsResolving() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Service lost = service("http://hangs.example/sia?", "lost");
        vo.answering("good", "a");
        List<Service> services = new ArrayList<>(vo.services());
        services.add(lost);
        DiscoveryRun run = DiscoveryRun.start(
                M31,
                QUICK.withServiceTimeout(Duration.ofMillis(500)),
                source(services),
                ProvenanceLog.inMemory(),
                null,
                () -> new HttpFetcher("skytrawl/test", EnvironmentProxies.none(), host -> {
                    if (host.equals("hangs.example")) {
                        uninterruptibly(never);
                    }
                    return List.of(InetAddress.getByName(host));
                }));
        DiscoveryResult found = run.await();
        never.countDown();
        assertThat(outcomes(found))
                .containsEntry("lost", new ServiceOutcome.TimedOut(Phase.RESOLVING))
                .containsEntry("good", new ServiceOutcome.Answered());
    }

    @Test
    void cancellingFromAnyThreadEndsWithWhatThereIs() throws Exception {
        vo.answering("good", "a");
        vo.hanging("hanging");
        vo.hanging("queued");
        CountDownLatch goodHasEnded = new CountDownLatch(1);
        DiscoveryRun run = start(QUICK.withLimits(2, 2), event -> {
            if (event instanceof ServiceEnded ended && ended.outcome() instanceof ServiceOutcome.Answered) {
                goodHasEnded.countDown();
            }
        });
        assertThat(goodHasEnded.await(10, TimeUnit.SECONDS)).isTrue();
        long before = System.nanoTime();
        run.cancel();
        DiscoveryResult found = run.await();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
        assertThat(dids(found)).containsExactly("ivo://data/a");
        assertThat(found.log().summary().cancelled()).isTrue();
        assertThat(outcomes(found).values().stream().map(ServiceOutcome::word))
                .containsExactlyInAnyOrder("answered", "cancelled", "cancelled");
    }

    @Test
    void aListenerMayCancel() throws Exception {
        vo.hanging("h1");
        vo.hanging("h2");
        List<DiscoveryRun> holder = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch known = new CountDownLatch(1);
        DiscoveryRun run = start(QUICK, event -> {
            if (event instanceof ProvenanceEvent.ServiceStarted) {
                await(known);
                holder.getFirst().cancel();
            }
        });
        holder.add(run);
        known.countDown();
        DiscoveryResult found = run.await();
        assertThat(outcomes(found).values()).allMatch(ServiceOutcome.Cancelled.class::isInstance);
    }

    @Test
    void aFailingListenerHarmsNobody() throws Exception {
        vo.answering("good", "a");
        DiscoveryRun run = start(QUICK, new DiscoveryListener() {
            @Override
            public void onEvent(ProvenanceEvent event) {
                throw new IllegalStateException("the listener's own fault");
            }

            @Override
            public void onRecord(org.skytrawl.model.Origin origin, org.skytrawl.model.ObsCoreRecord record) {
                throw new IllegalStateException("the listener's own fault");
            }
        });
        assertThat(dids(run.await())).containsExactly("ivo://data/a");
    }

    @Test
    void resultsCanBeReadWhileItRuns() throws Exception {
        vo.answering("good", "a", "b");
        vo.hanging("hanging");
        CountDownLatch two = new CountDownLatch(2);
        CountDownLatch oneEnded = new CountDownLatch(1);
        DiscoveryRun run = start(QUICK, new DiscoveryListener() {
            @Override
            public void onEvent(ProvenanceEvent event) {
                if (event instanceof ServiceEnded) {
                    oneEnded.countDown();
                }
            }

            @Override
            public void onRecord(org.skytrawl.model.Origin origin, org.skytrawl.model.ObsCoreRecord record) {
                two.countDown();
            }
        });
        assertThat(two.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(oneEnded.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(run.isDone()).isFalse();
        assertThat(run.provisional()).hasSize(2);
        assertThat(run.progress()).isEqualTo(new RunProgress(2, 1, 1, 0, 2));
        run.cancel();
        run.await();
        assertThat(run.isDone()).isTrue();
    }

    @Test
    void everyServiceEndsInExactlyOneOutcome() throws Exception {
        vo.answering("good", "a");
        vo.dripping("dripping", "b");
        vo.hanging("hanging");
        vo.add("error", exchange -> LoopbackVo.send(exchange, 500, "down for maintenance"));
        vo.add("html", exchange -> LoopbackVo.send(exchange, 200, "<html><body>Moved!</body></html>"));
        vo.add("overflow", exchange -> LoopbackVo.send(exchange, 200, LoopbackVo.table(List.of("c"), "OVERFLOW")));
        vo.add("cut", exchange -> {
            String whole = LoopbackVo.table(List.of("d", "e"), "OK");
            LoopbackVo.send(exchange, 200, whole.substring(0, whole.indexOf("</TABLEDATA>") - 40));
        });
        List<Service> services = new ArrayList<>(vo.services());
        services.add(service("http://127.0.0.1:1/sia?", "refused"));
        services.add(service("ftp://127.0.0.1/sia?", "ftp"));
        List<ProvenanceEvent> seen = Collections.synchronizedList(new ArrayList<>());
        DiscoveryResult found = DiscoveryRun.start(
                        M31,
                        QUICK.withServiceTimeout(Duration.ofMillis(800)),
                        source(services),
                        ProvenanceLog.inMemory(),
                        seen::add)
                .await();
        Map<String, ServiceOutcome> outcomes = outcomes(found);
        assertThat(outcomes).hasSize(services.size());
        assertThat(found.log().services()).hasSize(services.size());
        assertThat(outcomes.get("error")).isInstanceOfSatisfying(ServiceOutcome.Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo(FailureCode.HTTP_STATUS);
            assertThat(failed.httpStatus()).isEqualTo(500);
            assertThat(failed.reason()).contains("down for maintenance");
        });
        assertThat(code(outcomes.get("html"))).isEqualTo(FailureCode.NOT_VOTABLE);
        assertThat(code(outcomes.get("refused"))).isEqualTo(FailureCode.CONNECTION_REFUSED);
        assertThat(code(outcomes.get("ftp"))).isEqualTo(FailureCode.BAD_URL);
        assertThat(outcomes.get("overflow")).isInstanceOf(ServiceOutcome.Overflowed.class);
        assertThat(outcomes.get("cut"))
                .isInstanceOfSatisfying(
                        ServiceOutcome.Incomplete.class,
                        cut -> assertThat(cut.code()).isEqualTo(FailureCode.TRUNCATED));
        assertThat(dids(found)).contains("ivo://data/a", "ivo://data/c", "ivo://data/d");
        assertThat(seen).isEqualTo(found.log().events());
        assertThat(seen.getFirst()).isInstanceOf(ProvenanceEvent.RunStarted.class);
        assertThat(seen.getLast()).isInstanceOf(ProvenanceEvent.RunEnded.class);
        assertThat(found.log().summary().outcomes().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(services.size());
    }

    @Test
    void theResultDoesNotDependOnWhoAnswersFirst() throws Exception {
        Random random = new Random(7);
        List<List<FoundDataset>> results = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String name = "s" + i;
            List<String> dids = IntStream.range(i, i + 5).mapToObj(n -> "d" + n).toList();
            vo.add(name, exchange -> {
                Thread.sleep(random.nextInt(60)); // who is first is left to chance
                LoopbackVo.send(exchange, 200, LoopbackVo.table(dids, "OK"));
            });
        }
        for (int round = 0; round < 4; round++) {
            results.add(run(QUICK).datasets());
        }
        assertThat(results.getFirst()).hasSize(16);
        for (List<FoundDataset> other : results) {
            assertThat(describe(other)).isEqualTo(describe(results.getFirst()));
        }
    }

    @Test
    void theLogSaysWhoGaveWhat() throws Exception {
        vo.answering("one", "a", "b");
        vo.answering("two", "b", "c");
        DiscoveryResult found = run(QUICK);
        ProvenanceEvent.RunEnded summary = found.log().summary();
        assertThat(summary.records()).isEqualTo(4);
        assertThat(summary.datasets()).isEqualTo(3);
        assertThat(summary.duplicates()).isEqualTo(1);
        assertThat(summary.contributions()).allSatisfy(contribution -> {
            assertThat(contribution.anew()).isEqualTo(1);
            assertThat(contribution.shared()).isEqualTo(1);
        });
        StringBuilder lines = new StringBuilder();
        found.log().writeTo(lines);
        assertThat(lines.toString().lines())
                .hasSize(found.log().events().size())
                .allMatch(line -> line.startsWith("{\"event\":\"") && line.endsWith("}"));
    }

    @Test
    void servicesThatAreNotChosenAreSkipped() throws Exception {
        vo.answering("one", "a");
        vo.answering("two", "b");
        DiscoveryPlan all = source(vo.services()).plan(M31, QUICK, null, null, null);
        DiscoveryPlan some = all.only(service -> service.title().endsWith("two"));
        DiscoveryResult found = DiscoveryRun.start(M31, QUICK, (q, o, f, e, c) -> some, ProvenanceLog.inMemory(), null)
                .await();
        assertThat(dids(found)).containsExactly("ivo://data/b");
        assertThat(outcomes(found).get("one"))
                .isInstanceOfSatisfying(
                        ServiceOutcome.Skipped.class,
                        skipped -> assertThat(skipped.why()).isEqualTo(ServiceOutcome.Skipped.Why.NOT_CHOSEN));
    }

    private DiscoveryResult run(DiscoveryOptions options) throws InterruptedException {
        return start(options, null).await();
    }

    private DiscoveryRun start(DiscoveryOptions options, @Nullable DiscoveryListener listener) {
        return DiscoveryRun.start(M31, options, source(vo.services()), ProvenanceLog.inMemory(), listener);
    }

    private static ServiceSource source(List<Service> services) {
        return (constraints, options, fetcher, end, cancellation) -> new DiscoveryPlan(
                new ProvenanceEvent.RegistryRead(
                        Instant.now(), "a test", null, false, services.size(), List.of(), List.of()),
                ServiceSelection.select(services.stream().map(Candidate::of).toList(), constraints, true, false, false),
                true);
    }

    private static Service service(String accessUrl, String name) {
        return new Service(
                List.of(new Ivoid("ivo://loopback/" + name)),
                name,
                org.skytrawl.model.Protocol.SIA2,
                accessUrl,
                null,
                org.skytrawl.model.Coverage.UNDECLARED,
                null);
    }

    private static Map<String, ServiceOutcome> outcomes(DiscoveryResult found) {
        return found.log().services().stream()
                .collect(Collectors.toMap(
                        ended -> ended.service().ivoid().value().substring("ivo://loopback/".length()),
                        ServiceEnded::outcome));
    }

    private static FailureCode code(ServiceOutcome outcome) {
        return ((ServiceOutcome.Failed) outcome).code();
    }

    private static List<String> dids(DiscoveryResult found) {
        return found.datasets().stream()
                .map(dataset -> dataset.record().text(ObsCoreColumn.obs_publisher_did))
                .toList();
    }

    private static List<String> describe(List<FoundDataset> datasets) {
        return datasets.stream()
                .map(dataset -> dataset.record() + " from " + dataset.origins())
                .toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As a look-up in the operating system: nothing can interrupt it. */
    private static void uninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                Thread.interrupted();
            }
        }
    }
}
