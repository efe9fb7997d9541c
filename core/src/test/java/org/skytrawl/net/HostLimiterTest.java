package org.skytrawl.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.skytrawl.net.Fetching.stop;
import static org.skytrawl.net.Fetching.waitUntil;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(90)
class HostLimiterTest {
    private static final HostKey A = new HostKey("http", "a.test", 80);
    private static final HostKey B = new HostKey("http", "b.test", 80);

    private final Cancellation cancellation = new Cancellation();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void end() {
        cancellation.cancel();
        threads.close();
    }

    @Test
    void letsNoMoreInThanItsBoundsAndAllInTheEnd() throws Exception {
        HostLimiter limiter = new HostLimiter(3, 5);
        List<HostKey> hosts = IntStream.range(0, 7)
                .mapToObj(i -> new HostKey("http", "h" + i + ".test", 80))
                .toList();
        Inside inside = new Inside(5);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            HostKey host = hosts.get(i % 7);
            all.add(threads.submit(() -> {
                HostLimiter.Permit permit = limiter.acquire(host, Deadline.never(), cancellation);
                try {
                    inside.visit();
                    assertThat(limiter.running(host)).isBetween(1, 3);
                } finally {
                    permit.close();
                }
                return null;
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        assertThat(inside.most()).isEqualTo(5).isEqualTo(limiter.maxRunning());
        assertThat(limiter.running()).isZero();
        for (HostKey host : hosts) {
            assertThat(limiter.running(host)).isZero();
            assertThat(limiter.maxRunning(host)).isBetween(1, 3);
        }
        assertThat(cancellation.listenerCount()).isZero();
    }

    @Test
    void letsNoMoreInToOneHostThanItsBound() throws Exception {
        HostLimiter limiter = new HostLimiter(3, 100);
        Map<HostKey, Inside> inside = Map.of(A, new Inside(3), B, new Inside(3));
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            HostKey host = i % 2 == 0 ? A : B;
            all.add(threads.submit(() -> {
                HostLimiter.Permit permit = limiter.acquire(host, Deadline.never(), cancellation);
                inside.get(host).visit();
                permit.close();
                return null;
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        assertThat(inside.get(A).most()).isEqualTo(3).isEqualTo(limiter.maxRunning(A));
        assertThat(inside.get(B).most()).isEqualTo(3).isEqualTo(limiter.maxRunning(B));
    }

    /** Counts who is inside. The first stay until as many are there as may be, and then long enough for one more to come. */
    private static final class Inside {
        private final AtomicInteger now = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private final CountDownLatch full;
        private final CountDownLatch tooMany;

        Inside(int bound) {
            full = new CountDownLatch(bound);
            tooMany = new CountDownLatch(bound + 1);
        }

        void visit() throws InterruptedException {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            boolean first = full.getCount() > 0;
            full.countDown();
            tooMany.countDown();
            if (first) {
                full.await(10, TimeUnit.SECONDS);
                tooMany.await(500, TimeUnit.MILLISECONDS);
            }
            now.decrementAndGet();
        }

        int most() {
            return most.get();
        }
    }

    @Test
    void keepsOneHostFromStarvingAnother() throws Exception {
        HostLimiter limiter = new HostLimiter(2, 4);
        for (int i = 0; i < 2; i++) {
            limiter.acquire(A, Deadline.never(), cancellation);
        }
        for (int i = 0; i < 50; i++) {
            threads.submit(() -> limiter.acquire(A, Deadline.never(), cancellation));
        }
        limiter.acquire(B, Deadline.after(Duration.ofSeconds(1)), cancellation);
        limiter.acquire(B, Deadline.after(Duration.ofSeconds(1)), cancellation);
        assertThat(limiter.running()).isEqualTo(4);
    }

    @Test
    void servesInTheOrderOfAsking() throws Exception {
        HostLimiter limiter = new HostLimiter(1, 1);
        HostLimiter.Permit first = limiter.acquire(A, Deadline.never(), cancellation);
        ConcurrentLinkedQueue<Integer> order = new ConcurrentLinkedQueue<>();
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int number = i;
            int waiting = cancellation.listenerCount();
            all.add(threads.submit(() -> {
                HostLimiter.Permit permit = limiter.acquire(A, Deadline.never(), cancellation);
                order.add(number);
                permit.close();
                return null;
            }));
            waitUntil(() -> cancellation.listenerCount() == waiting + 1);
        }
        first.close();
        for (Future<?> one : all) {
            one.get();
        }
        assertThat(List.copyOf(order)).isSorted().hasSize(20);
    }

    @Test
    void givesUpAtTheEndOfTheRun() throws Exception {
        HostLimiter limiter = new HostLimiter(1, 1);
        HostLimiter.Permit held = limiter.acquire(A, Deadline.never(), cancellation);
        assertThat(stop(() -> limiter.acquire(A, Deadline.after(Duration.ofMillis(50)), cancellation)))
                .hasMessage("timed out while queued");
        assertThat(stop(() -> limiter.acquire(B, Deadline.after(Duration.ofMillis(50)), cancellation)))
                .hasMessage("timed out while queued");
        assertThat(limiter.running(B)).as("the host permit is given back").isZero();
        held.close();
        held.close();
        assertThat(limiter.running()).as("closed twice counts once").isZero();
        limiter.acquire(A, Deadline.never(), cancellation).close();
        limiter.acquire(B, Deadline.never(), cancellation).close();
    }

    @Test
    void wakesAllWaitersAtOnceWhenCancelled() throws Exception {
        HostLimiter limiter = new HostLimiter(2, 3);
        HostLimiter.Permit held = limiter.acquire(A, Deadline.never(), cancellation);
        HostLimiter.Permit second = limiter.acquire(A, Deadline.never(), cancellation);
        List<Future<StoppedException>> waiters = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            waiters.add(threads.submit(() -> stop(() -> limiter.acquire(A, Deadline.never(), cancellation))));
        }
        waitUntil(() -> cancellation.listenerCount() == 1000);
        Deadline bound = Deadline.after(Duration.ofSeconds(5));
        cancellation.cancel();
        for (Future<StoppedException> one : waiters) {
            assertThat(one.get()).hasMessage("cancelled while queued");
        }
        assertThat(bound.isOver()).isFalse();
        held.close();
        second.close();
        assertThat(limiter.running()).isZero();
        assertThat(stop(() -> limiter.acquire(B, Deadline.never(), cancellation)))
                .hasMessage("cancelled while queued");
    }

    @Test
    void losesNoPermitWhenWaitersGiveUpWhileOthersRelease() throws Exception {
        HostLimiter limiter = new HostLimiter(2, 3);
        Random random = new Random(42);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            HostKey host = i % 2 == 0 ? A : B;
            Duration patience = Duration.ofNanos(random.nextInt(2_000_000));
            all.add(threads.submit(() -> {
                try {
                    HostLimiter.Permit permit = limiter.acquire(host, Deadline.after(patience), cancellation);
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    Thread.yield();
                    inside.decrementAndGet();
                    permit.close();
                } catch (StoppedException e) {
                    assertThat(e.stopCause()).isEqualTo(StopCause.TIMEOUT);
                }
                return null;
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        assertThat(limiter.running()).isZero();
        assertThat(limiter.running(A)).isZero();
        assertThat(limiter.running(B)).isZero();
        assertThat(most).hasValueBetween(1, 3);
        assertThat(limiter.maxRunning()).isLessThanOrEqualTo(3);
        limiter.acquire(A, Deadline.never(), cancellation);
        limiter.acquire(A, Deadline.never(), cancellation);
        limiter.acquire(B, Deadline.never(), cancellation);
    }

    /** The error comes when the limit first looks at the running requests, and when it looks for how long to wait. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void anErrorWhileItWaitsLosesNoPermit(int failing) throws Exception {
        AtomicInteger looks = new AtomicInteger(Integer.MIN_VALUE);
        CancellableSemaphore gate = new CancellableSemaphore(new AdaptiveLimit(() -> {
            if (looks.incrementAndGet() == failing) {
                throw new OutOfMemoryError("a test");
            }
            return ProcessClock.nanoTime();
        }));
        List<CancellableSemaphore.Slot> held = new ArrayList<>();
        for (int i = 0; i < AdaptiveLimit.FIRST; i++) {
            held.add(gate.acquire(Deadline.never(), cancellation));
        }
        looks.set(0);
        assertThatExceptionOfType(OutOfMemoryError.class)
                .isThrownBy(() -> gate.acquire(Deadline.never(), cancellation));
        held.forEach(CancellableSemaphore.Slot::release);
        assertThat(gate.running()).isZero();
        assertThat(cancellation.listenerCount()).isZero();
    }

    @Test
    void refusesSenselessBounds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HostLimiter(0, 5))
                .withMessageContaining("0 per host");
        assertThatIllegalArgumentException().isThrownBy(() -> new HostLimiter(1, -1));
    }
}
