package org.skytrawl;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.Service;
import org.skytrawl.net.EnvironmentProxies;
import org.skytrawl.net.FullBacklog;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.provenance.Phase;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.provenance.ServiceOutcome.Cancelled;
import org.skytrawl.provenance.ServiceOutcome.TimedOut;
import org.skytrawl.run.Network;

/** Cancel and deadline, wherever a service stands at that moment. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class StopMatrixIT extends LoopbackRuns {
    private static final Duration BOUND = Duration.ofSeconds(1);

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch testEnds = new CountDownLatch(1);
    private @Nullable Closeable backlog;

    /** Where the service called {@code x} stands. */
    enum Standing {
        QUEUED(Phase.QUEUED),
        RESOLVING(Phase.RESOLVING),
        CONNECTING(Phase.CONNECTING),
        WAITING(Phase.WAITING),
        WAITING_FOR_RETRY_AFTER(Phase.READING),
        READING(Phase.READING),
        PARSING(Phase.READING);

        private final Phase phase;

        Standing(Phase phase) {
            this.phase = phase;
        }
    }

    @AfterEach
    void end() throws IOException {
        testEnds.countDown();
        if (backlog != null) {
            backlog.close();
        }
    }

    private List<Service> services(Standing standing) throws Exception {
        switch (standing) {
            case QUEUED -> {
                // one of the two gets the host's only permit
                for (String name : List.of("x", "y")) {
                    vo.add(name, exchange -> {
                        reached.countDown();
                        testEnds.await();
                    });
                }
            }
            case RESOLVING -> {
                return List.of(service("http://hangs.example/sia?", "x"));
            }
            case CONNECTING -> {
                FullBacklog full = new FullBacklog("127.0.0.1", 0);
                backlog = full;
                reached.countDown();
                return List.of(service("http://127.0.0.1:" + full.port() + "/sia?", "x"));
            }
            case WAITING ->
                vo.add("x", exchange -> {
                    reached.countDown();
                    testEnds.await();
                });
            case WAITING_FOR_RETRY_AFTER ->
                vo.add("x", exchange -> {
                    exchange.getResponseHeaders().set("Retry-After", "15");
                    LoopbackVo.send(exchange, 503, "busy");
                    reached.countDown();
                });
            case READING -> vo.add("x", exchange -> rows(exchange, false));
            case PARSING -> vo.add("x", exchange -> rows(exchange, true));
        }
        return vo.services();
    }

    /** One row, or rows as fast as they are taken until the client goes. */
    private void rows(HttpExchange exchange, boolean forEver) throws IOException, InterruptedException {
        String table = LoopbackVo.table(List.of("x"), "OK");
        String start = table.substring(0, table.indexOf("</TABLEDATA>"));
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        out.write(start.getBytes(StandardCharsets.UTF_8));
        out.flush();
        reached.countDown();
        byte[] row = start.substring(start.indexOf("<TR>")).getBytes(StandardCharsets.UTF_8);
        while (forEver) {
            out.write(row);
        }
        testEnds.await();
    }

    private DiscoveryRun start(Standing standing, DiscoveryOptions options) throws Exception {
        List<Service> services = new ArrayList<>(services(standing));
        return DiscoveryRun.start(
                M31,
                options,
                org.skytrawl.provenance.RunContext.NONE,
                source(services),
                ProvenanceLog.inMemory(),
                null,
                () -> Network.ofOneRun(new HttpFetcher("skytrawl/test", EnvironmentProxies.none(), host -> {
                    if (host.equals("hangs.example")) {
                        reached.countDown();
                        uninterruptibly(testEnds);
                    }
                    return List.of(InetAddress.getByName(host));
                })));
    }

    private static DiscoveryOptions limits(DiscoveryOptions options) {
        return options.withLimits(1, 10);
    }

    @ParameterizedTest
    @EnumSource
    void aCancelEndsItWithinASecond(Standing standing) throws Exception {
        DiscoveryRun run = start(standing, limits(QUICK));
        LoopbackRuns.await(reached);
        while (standing != Standing.QUEUED && run.progress().running() == 0) {
            Thread.onSpinWait();
        }
        boolean reads = standing == Standing.READING || standing == Standing.PARSING;
        while (reads && run.progress().records() == 0) {
            Thread.onSpinWait();
        }
        long begin = System.nanoTime();
        run.cancel();
        DiscoveryResult found = run.await();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(BOUND.plusSeconds(2));
        ServiceOutcome outcome = outcomes(found).get("x");
        if (standing == Standing.CONNECTING || standing == Standing.WAITING_FOR_RETRY_AFTER) {
            // there is no word of when it stands there
            assertThat(outcome).isInstanceOf(Cancelled.class);
        } else {
            assertThat(outcomes(found)).containsValue(new Cancelled(standing.phase));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WAITING_FOR_RETRY_AFTER")
    void theRunsDeadlineEndsIt(Standing standing) throws Exception {
        DiscoveryResult found = start(standing, limits(QUICK).withRunDeadline(Duration.ofSeconds(3)))
                .await();
        assertThat(outcomes(found)).containsValue(new TimedOut(standing.phase));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"QUEUED", "WAITING_FOR_RETRY_AFTER"})
    void itsOwnTimeEndsIt(Standing standing) throws Exception {
        DiscoveryResult found = start(standing, limits(QUICK).withServiceTimeout(Duration.ofSeconds(3)))
                .await();
        assertThat(outcomes(found)).containsEntry("x", new TimedOut(standing.phase));
    }

    /** A wait that would last beyond the time is not begun: what the service said is its answer. */
    @org.junit.jupiter.api.Test
    void aRetryAfterBeyondTheTimeIsNotWaitedFor() throws Exception {
        DiscoveryResult found = start(
                        Standing.WAITING_FOR_RETRY_AFTER, limits(QUICK).withServiceTimeout(Duration.ofSeconds(5)))
                .await();
        assertThat(outcomes(found).get("x"))
                .isInstanceOfSatisfying(
                        ServiceOutcome.Failed.class,
                        failed -> assertThat(failed.httpStatus()).isEqualTo(503));
    }

    @org.junit.jupiter.api.Test
    void aCancelWhileItMergesEndsItWithWhatThereIs() throws Exception {
        vo.answering("x", "a", "b");
        AtomicReference<DiscoveryRun> run = new AtomicReference<>();
        CountDownLatch set = new CountDownLatch(1);
        run.set(start(QUICK, new DiscoveryListener() {
            @Override
            public void onEvent(ProvenanceEvent event) {
                if (event instanceof ProvenanceEvent.ServiceEnded) {
                    LoopbackRuns.await(set);
                    run.get().cancel();
                }
            }

            @Override
            public void onRecord(org.skytrawl.model.Origin origin, org.skytrawl.model.ObsCoreRecord record) {}
        }));
        set.countDown();
        assertThat(dids(run.get().await())).containsExactlyInAnyOrder("ivo://data/a", "ivo://data/b");
    }
}
