package org.skytrawl.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class FloodThrottleTest {
    /** Without turns, the other thread would not come to run before the busy ones have given up. */
    @Test
    void busyBodiesLeaveTheProcessorsToOthers() throws Exception {
        int processors = Runtime.getRuntime().availableProcessors();
        FloodThrottle turns = new FloodThrottle(processors);
        AtomicBoolean done = new AtomicBoolean();
        Deadline patience = Deadline.after(Duration.ofSeconds(20));
        try (ExecutorService busy = Executors.newVirtualThreadPerTaskExecutor();
                ExecutorService elsewhere = Executors.newSingleThreadExecutor()) {
            for (int i = 0; i < 4 * processors; i++) {
                busy.submit(() -> readsWithoutEverWaiting(turns, done, patience));
            }
            Future<?> other = busy.submit(() -> {
                for (int i = 0; i < 20; i++) {
                    // each is a wait, after which it has to come to run again
                    elsewhere.submit(() -> {}).get();
                }
                return null;
            });
            try {
                other.get(patience.leftNanos(), TimeUnit.NANOSECONDS);
            } finally {
                done.set(true);
            }
        }
        assertThat(turns.taken()).isPositive();
        assertThat(patience.isOver()).isFalse();
    }

    private static void readsWithoutEverWaiting(FloodThrottle turns, AtomicBoolean done, Deadline patience) {
        FloodThrottle.Work work = turns.new Work();
        while (!done.get() && !patience.isOver()) {
            work.beforeRead();
            work.afterRead();
            long until = System.nanoTime() + 20_000;
            while (System.nanoTime() - until < 0) {
                Thread.onSpinWait();
            }
        }
    }
}
