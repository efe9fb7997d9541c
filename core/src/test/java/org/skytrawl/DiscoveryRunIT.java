package org.skytrawl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Service;
import org.skytrawl.protocol.obstap.ObsTap;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.RunProgress;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.registry.Candidate;
import org.skytrawl.selection.ServiceSelection;

@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DiscoveryRunIT extends LoopbackRuns {
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

    /** The first to come stay until as many are there as may be, and then long enough for one more to come. */
    @Test
    void neverAsksMoreOfOneHostThanAllowed() throws Exception {
        int allowed = 3;
        AtomicInteger here = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch allAllowed = new CountDownLatch(allowed);
        CountDownLatch oneMore = new CountDownLatch(allowed + 1);
        for (int i = 0; i < 40; i++) {
            String name = "s" + i;
            vo.add(name, exchange -> {
                most.accumulateAndGet(here.incrementAndGet(), Math::max);
                boolean first = allAllowed.getCount() > 0;
                allAllowed.countDown();
                oneMore.countDown();
                if (first) {
                    allAllowed.await(15, TimeUnit.SECONDS);
                    oneMore.await(1, TimeUnit.SECONDS);
                }
                // before the answer leaves: its reader may ask the next service before this thread comes to anything
                // else
                here.decrementAndGet();
                LoopbackVo.send(exchange, 200, LoopbackVo.table(List.of(name), "OK"));
            });
        }
        DiscoveryResult found = run(QUICK.withLimits(allowed, 1000));
        assertThat(found.datasets()).hasSize(40);
        assertThat(most).hasValue(allowed);
    }

    @Test
    void aRunWithoutAnyServicesToChooseFromSaysSoInItsLog() {
        ProvenanceLog log = ProvenanceLog.inMemory();
        DiscoveryRun run = DiscoveryRun.start(
                M31,
                QUICK,
                org.skytrawl.provenance.RunContext.NONE,
                (constraints, options, fetcher, end, cancellation) -> {
                    throw new org.skytrawl.model.DiscoveryException("no registry can be used");
                },
                log,
                null);
        org.assertj.core.api.Assertions.assertThatThrownBy(run::await).hasMessage("no registry can be used");
        assertThat(log.events()).hasSize(3);
        assertThat(log.events().get(1))
                .isInstanceOfSatisfying(
                        ProvenanceEvent.RegistryRead.class,
                        read -> assertThat(read.tried()).containsExactly("no registry can be used"));
        assertThat(log.summary()).isNotNull();
    }

    @Test
    void whatWasLeftOutForTheSakeOfAServiceThatIsNotChosenIsAsked() throws Exception {
        Service sia2 = vo.answering("both", "a");
        Service tap = Service.of(sia2.ivoids(), "TAP", ObsTap.PROTOCOL, "http://127.0.0.1:1/tap", "ivoa.obscore")
                .withCoverage(org.skytrawl.model.Coverage.UNDECLARED);
        DiscoveryPlan plan = new DiscoveryPlan(
                new ProvenanceEvent.RegistryRead(
                        Instant.now(), ProvenanceEvent.CandidateSource.named("a test"), 2, List.of(), List.of(), false),
                ServiceSelection.select(List.of(Candidate.of(sia2), Candidate.of(tap)), M31, true, true, false),
                true);
        assertThat(plan.selection().kept()).containsExactly(tap);
        assertThat(plan.only(service -> !service.protocol().equals(org.skytrawl.protocol.obstap.ObsTap.PROTOCOL))
                        .selection()
                        .kept())
                .containsExactly(sia2);
    }

    @Test
    void resultsCanBeReadWhileItRuns() throws Exception {
        vo.answering("good", "a", "b");
        vo.hanging("hanging");
        CountDownLatch two = new CountDownLatch(2);
        CountDownLatch oneEnded = new CountDownLatch(1);
        CountDownLatch bothStarted = new CountDownLatch(2);
        DiscoveryRun run = start(QUICK, new DiscoveryListener() {
            @Override
            public void onEvent(ProvenanceEvent event) {
                if (event instanceof ServiceEnded) {
                    oneEnded.countDown();
                } else if (event instanceof ProvenanceEvent.ServiceStarted) {
                    bothStarted.countDown();
                }
            }

            @Override
            public void onRecord(org.skytrawl.model.Origin origin, org.skytrawl.model.ObsCoreRecord record) {
                two.countDown();
            }
        });
        assertThat(two.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(oneEnded.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(bothStarted.await(10, TimeUnit.SECONDS)).isTrue();
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
                        QUICK.withServiceTimeout(Duration.ofSeconds(4)),
                        org.skytrawl.provenance.RunContext.NONE,
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
        List<Integer> order = new ArrayList<>(IntStream.range(0, 12).boxed().toList());
        List<CountDownLatch> answered = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String name = "s" + i;
            List<String> dids = IntStream.range(i, i + 5).mapToObj(n -> "d" + n).toList();
            int number = i;
            vo.add(name, exchange -> {
                int place = order.indexOf(number);
                if (place > 0) {
                    assertThat(answered.get(place - 1).await(15, TimeUnit.SECONDS))
                            .isTrue();
                }
                LoopbackVo.send(exchange, 200, LoopbackVo.table(dids, "OK"));
                exchange.close();
                answered.get(place).countDown();
            });
        }
        for (int round = 0; round < 4; round++) {
            Collections.shuffle(order, random);
            answered.clear();
            order.forEach(each -> answered.add(new CountDownLatch(1)));
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
            assertThat(contribution.uniqueDatasets()).isEqualTo(1);
            assertThat(contribution.shared()).isEqualTo(1);
        });
        StringBuilder lines = new StringBuilder();
        found.log().writeTo(lines);
        assertThat(lines.toString().lines())
                // run, registry, two services selected, two services ended, summary
                .hasSize(7)
                .allMatch(line -> line.startsWith("{\"event\":\"") && line.endsWith("}"));
    }

    @Test
    void servicesThatAreNotChosenAreSkipped() throws Exception {
        vo.answering("one", "a");
        vo.answering("two", "b");
        DiscoveryPlan all = DiscoveryPlan.of(source(vo.services()).plan(M31, QUICK, null, null, null));
        DiscoveryPlan some = all.only(service -> service.title().endsWith("two"));
        DiscoveryResult found = DiscoveryRun.start(
                        M31,
                        QUICK,
                        org.skytrawl.provenance.RunContext.NONE,
                        (q, o, f, e, c) -> some.forRun(),
                        ProvenanceLog.inMemory(),
                        null)
                .await();
        assertThat(dids(found)).containsExactly("ivo://data/b");
        assertThat(outcomes(found).get("one"))
                .isInstanceOfSatisfying(
                        ServiceOutcome.Skipped.class,
                        skipped -> assertThat(skipped.why()).isEqualTo(ServiceOutcome.Skipped.Why.NOT_CHOSEN));
    }
}
