package org.skytrawl;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skytrawl.model.Service;
import org.skytrawl.net.EnvironmentProxies;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.provenance.Phase;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.run.Network;

/** Deadlines, cancels, and listeners that misbehave. */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DiscoveryStopsIT extends LoopbackRuns {
    @Test
    void aServicesTimeBoundsItHoweverItDrips() throws Exception {
        vo.answering("good", "a", "b");
        vo.hanging("hanging");
        vo.dripping("dripping", "c");
        DiscoveryResult found = run(QUICK.withServiceTimeout(Duration.ofSeconds(4)));
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
        DiscoveryResult found = run(QUICK.withLimits(1, 10).withRunDeadline(Duration.ofSeconds(4)));
        assertThat(outcomes(found).values())
                .containsExactlyInAnyOrder(
                        new ServiceOutcome.TimedOut(Phase.WAITING), new ServiceOutcome.TimedOut(Phase.QUEUED));
    }

    @Test
    void waitingInOurOwnQueueDoesNotCount() throws Exception {
        for (int i = 0; i < 6; i++) {
            String name = "s" + i;
            vo.add(name, exchange -> {
                Thread.sleep(1000); // a slow service, not a wait for something
                LoopbackVo.send(exchange, 200, LoopbackVo.table(List.of(name), "OK"));
            });
        }
        // six times a second one after the other, each with four seconds of its own
        DiscoveryResult found = run(QUICK.withLimits(1, 10).withServiceTimeout(Duration.ofSeconds(4)));
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
                QUICK.withServiceTimeout(Duration.ofSeconds(4)),
                org.skytrawl.provenance.RunContext.NONE,
                source(services),
                ProvenanceLog.inMemory(),
                null,
                () -> Network.ofOneRun(new HttpFetcher("skytrawl/test", EnvironmentProxies.none(), host -> {
                    if (host.equals("hangs.example")) {
                        uninterruptibly(never);
                    }
                    return List.of(InetAddress.getByName(host));
                })));
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
        DiscoveryRun run;
        boolean hasAnswered;
        int tries = 0;
        do {
            CountDownLatch goodHasEnded = new CountDownLatch(1);
            run = start(QUICK.withLimits(2, 2), event -> {
                if (event instanceof ServiceEnded ended && ended.outcome() instanceof ServiceOutcome.Answered) {
                    goodHasEnded.countDown();
                }
            });
            // the scheduler decides who comes first: the two that hang may take both permits
            hasAnswered = goodHasEnded.await(1, TimeUnit.SECONDS);
            if (!hasAnswered) {
                run.cancel();
                run.await();
            }
        } while (!hasAnswered && ++tries < 15);
        assertThat(hasAnswered).isTrue();
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
    void aBlockingListenerHoldsUpNeitherServicesNorDeadlineNorCancel() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; i < 20; i++) {
            vo.answering("s" + i, "d" + i);
        }
        DiscoveryResult found = start(QUICK.withLimits(2, 2), new DiscoveryListener() {
                    @Override
                    public void onEvent(ProvenanceEvent event) {
                        uninterruptibly(never);
                    }
                })
                .await();
        assertThat(found.isComplete()).isTrue();
        assertThat(found.datasets()).hasSize(20);
        assertThat(found.log().summary().outcomes()).containsEntry("answered", 20);
        vo.hanging("hanging");
        DiscoveryRun run = start(QUICK, event -> uninterruptibly(never));
        run.cancel();
        assertThat(run.await().log().summary().cancelled()).isTrue();
        never.countDown();
    }

    @Test
    void aPlanThatTakesLongIsCancelledAtOnce() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch planning = new CountDownLatch(1);
        DiscoveryRun run = DiscoveryRun.start(
                M31,
                QUICK,
                org.skytrawl.provenance.RunContext.NONE,
                (constraints, options, fetcher, end, cancellation) -> {
                    planning.countDown();
                    uninterruptibly(never);
                    throw new IllegalStateException("too late");
                },
                ProvenanceLog.inMemory(),
                null);
        assertThat(planning.await(10, TimeUnit.SECONDS)).isTrue();
        run.cancel();
        DiscoveryResult found = run.await();
        never.countDown();
        assertThat(found.datasets()).isEmpty();
        assertThat(found.log().summary().cancelled()).isTrue();
    }
}
