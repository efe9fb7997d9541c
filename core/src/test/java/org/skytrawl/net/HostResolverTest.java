package org.skytrawl.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.skytrawl.net.Fetching.stop;
import static org.skytrawl.net.Fetching.within;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skytrawl.provenance.Phase;

@Timeout(90)
class HostResolverTest {
    private static final Duration SHORT = Duration.ofMillis(100);

    private final CountDownLatch testEnds = new CountDownLatch(1);
    private final AtomicInteger lookups = new AtomicInteger();
    private final HostResolver resolver = new HostResolver(this::look, 4);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private List<InetAddress> look(String host) throws UnknownHostException {
        lookups.incrementAndGet();
        if (host.startsWith("hangs")) {
            // As a real look-up, it does not listen to interrupts.
            boolean ended = false;
            while (!ended) {
                try {
                    testEnds.await();
                    ended = true;
                } catch (InterruptedException e) {
                    continue;
                }
            }
        }
        return switch (host) {
            case "none.test" -> List.of();
            case "unknown.test" -> throw new UnknownHostException(host);
            case "breaks.test" -> throw new SecurityException("not allowed");
            default -> List.of(InetAddress.getByName("192.0.2.1"));
        };
    }

    @AfterEach
    void end() {
        testEnds.countDown();
        resolver.close();
        threads.close();
    }

    @Test
    void asksOncePerName() throws Exception {
        List<Future<List<InetAddress>>> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(threads.submit(() -> resolver.resolve("good.test", Fetching.ample())));
        }
        for (Future<List<InetAddress>> one : all) {
            assertThat(one.get()).containsExactly(InetAddress.getByName("192.0.2.1"));
        }
        assertThat(lookups).hasValue(1);
    }

    @Test
    void asksOnceForANameThatDoesNotResolve() {
        for (String host : List.of("unknown.test", "none.test", "breaks.test", "unknown.test", "none.test")) {
            assertThatExceptionOfType(UnknownHostException.class)
                    .isThrownBy(() -> resolver.resolve(host, Fetching.ample()))
                    .withMessage(host);
        }
        assertThat(lookups).hasValue(3);
    }

    @Test
    void asksNobodyForAnAddress() throws Exception {
        assertThat(resolver.resolve("192.0.2.7", Fetching.ample())).containsExactly(InetAddress.getByName("192.0.2.7"));
        assertThat(resolver.resolve("2001:db8::7", Fetching.ample())).hasSize(1);
        assertThat(lookups).hasValue(0);
    }

    @Test
    void letsHangingNamesHoldUpNobodyElse() throws Exception {
        for (int i = 0; i < 3; i++) {
            String host = "hangs" + i + ".test";
            assertThat(stop(() -> resolver.resolve(host, within(SHORT)))).hasMessage("timed out while resolving");
        }
        assertThat(resolver.resolve("good.test", Fetching.ample())).hasSize(1);
    }

    @Test
    void makesOthersWaitForTheirDeadlinesWhenAllThreadsHang() throws Exception {
        List<Future<StoppedException>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String host = "hangs" + i + ".test";
            all.add(threads.submit(() -> stop(() -> resolver.resolve(host, within(SHORT)))));
        }
        for (Future<StoppedException> one : all) {
            assertThat(one.get()).hasMessage("timed out while resolving");
        }
        assertThat(stop(() -> resolver.resolve("good.test", within(SHORT)))).hasMessage("timed out while resolving");
        assertThat(lookups).hasValue(4);
        testEnds.countDown();
        assertThat(resolver.resolve("good.test", Fetching.ample())).hasSize(1);
    }

    @Test
    void endsWaitsWhenClosed() throws Exception {
        FetchContext context = Fetching.ample();
        Future<StoppedException> wait = threads.submit(() -> stop(() -> resolver.resolve("hangs.test", context)));
        Fetching.waitUntil(() -> lookups.get() == 1);
        resolver.close();
        assertThat(wait.get()).hasMessage("cancelled while resolving");
    }

    @Test
    void isCancelledNotUnknownWhateverTheMomentOfTheClose() throws Exception {
        // A look-up that does listen to interrupts fails as soon as the pool ends: that is no word about the name.
        HostLookup interruptible = host -> {
            try {
                testEnds.await();
            } catch (InterruptedException e) {
                throw new UnknownHostException(host);
            }
            return List.of();
        };
        for (int i = 0; i < 300; i++) {
            HostResolver closing = new HostResolver(interruptible, 1);
            FetchContext context = Fetching.ample();
            Future<StoppedException> wait = threads.submit(() -> stop(() -> closing.resolve("a.test", context)));
            while (context.phase() != Phase.RESOLVING) {
                Thread.yield();
            }
            long end = System.nanoTime() + i % 100 * 1_000L;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            closing.close();
            assertThat(wait.get()).hasMessage("cancelled while resolving");
        }
    }

    @Test
    void answersOkHttpOnlyWithWhatIsKnown() {
        HostResolver.Known known = new HostResolver.Known(resolver, Map.of("good.test", List.of()));
        assertThat(known.lookup("good.test")).isEmpty();
        assertThatIllegalStateException().isThrownBy(() -> known.lookup("other.test"));
    }
}
