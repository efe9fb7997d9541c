package org.skytrawl.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("threads are counted")
class ProcessClockTest {
    private final AtomicLong machine = new AtomicLong(1_000_000_000L);
    private final ProcessClock clock = new ProcessClock(machine::get);

    private void pass(Duration time) {
        machine.addAndGet(time.toNanos());
    }

    @Test
    void goesLikeTheMachinesWhileTicksAreOnTime() {
        clock.begin();
        long begun = clock.now();
        for (int i = 0; i < 20; i++) {
            pass(Duration.ofMillis(50 + 10 * i));
            clock.tick();
        }
        assertThat(clock.now() - begun)
                .isEqualTo(Duration.ofMillis(20 * 50 + 1900).toNanos());
        assertThat(clock.stalled()).isZero();
    }

    @Test
    void standsStillWhereATickIsLate() {
        clock.begin();
        long begun = clock.now();
        pass(Duration.ofSeconds(12));
        // before the late tick already
        assertThat(clock.now() - begun).isEqualTo(Duration.ofMillis(50).toNanos());
        assertThat(clock.stalled()).isEqualTo(Duration.ofMillis(11_950).toNanos());
        clock.tick();
        assertThat(clock.now() - begun).isEqualTo(Duration.ofMillis(50).toNanos());
        assertThat(clock.stalled()).isEqualTo(Duration.ofMillis(11_950).toNanos());
        pass(Duration.ofMillis(30));
        assertThat(clock.now() - begun).isEqualTo(Duration.ofMillis(80).toNanos());
    }

    @Test
    void isTheMachinesWhileNobodyWatches() {
        long begun = clock.now();
        pass(Duration.ofHours(1));
        assertThat(clock.now() - begun).isEqualTo(Duration.ofHours(1).toNanos());
        assertThat(clock.stalled()).isZero();
    }

    @Test
    void doesNotTakeTheTimeBeforeAWatchForAStall() {
        pass(Duration.ofHours(1));
        clock.begin();
        assertThat(clock.stalled()).isZero();
    }

    @Test
    void theThreadThatTicksEndsWithTheLastWatch() throws Exception {
        ProcessClock.Watch one = ProcessClock.watch();
        ProcessClock.Watch other = ProcessClock.watch();
        one.close();
        one.close();
        assertThat(ticking()).isTrue();
        other.close();
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (ticking() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(ticking()).isFalse();
    }

    private static boolean ticking() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("skytrawl-clock"));
    }
}
