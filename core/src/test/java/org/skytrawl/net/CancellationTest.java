package org.skytrawl.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class CancellationTest {
    private final Cancellation cancellation = new Cancellation();

    @Test
    void runsEachListenerOnce() {
        AtomicInteger runs = new AtomicInteger();
        cancellation.onCancel(runs::incrementAndGet);
        cancellation.onCancel(runs::incrementAndGet);
        assertThat(cancellation.isCancelled()).isFalse();
        cancellation.cancel();
        cancellation.cancel();
        assertThat(cancellation.isCancelled()).isTrue();
        assertThat(runs).hasValue(2);
    }

    @Test
    void runsALateListenerAtOnce() {
        cancellation.cancel();
        List<Thread> ranIn = new ArrayList<>();
        cancellation.onCancel(() -> ranIn.add(Thread.currentThread()));
        assertThat(ranIn).containsExactly(Thread.currentThread());
        assertThat(cancellation.listenerCount()).isZero();
    }

    @Test
    void forgetsAClosedRegistration() {
        AtomicInteger runs = new AtomicInteger();
        Cancellation.Registration registration = cancellation.onCancel(runs::incrementAndGet);
        registration.close();
        registration.close();
        cancellation.cancel();
        assertThat(runs).hasValue(0);
    }

    @Test
    void letsNoListenerStopAnother() {
        AtomicInteger runs = new AtomicInteger();
        for (int i = 0; i < 10; i++) {
            cancellation.onCancel(() -> {
                runs.incrementAndGet();
                throw new IllegalStateException("a listener that fails on purpose");
            });
        }
        cancellation.cancel();
        assertThat(runs).hasValue(10);
    }

    @Test
    void letsAListenerCancelRegisterCloseAndWaitForThoseWhoDo() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        Cancellation.Registration other = cancellation.onCancel(runs::incrementAndGet);
        CountDownLatch done = new CountDownLatch(1);
        cancellation.onCancel(() -> {
            cancellation.cancel();
            Thread second = Thread.ofVirtual().start(() -> {
                cancellation.onCancel(runs::incrementAndGet);
                cancellation.cancel();
                other.close();
            });
            try {
                if (second.join(Duration.ofSeconds(5))) {
                    done.countDown();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        cancellation.cancel();
        assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(runs.get()).isBetween(1, 2);
    }

    @Test
    void missesNoListenerThatRegistersMeanwhile() throws Exception {
        for (int round = 0; round < 2_000; round++) {
            Cancellation racing = new Cancellation();
            AtomicInteger runs = new AtomicInteger();
            Thread canceller = Thread.ofVirtual().start(racing::cancel);
            racing.onCancel(runs::incrementAndGet);
            canceller.join();
            assertThat(runs).hasValue(1);
        }
    }
}
