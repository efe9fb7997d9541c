package org.skytrawl.simvo.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** What becomes so within ten seconds. */
public final class Eventually {
    private Eventually() {}

    public static <T> void is(T expected, Supplier<T> value) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!value.get().equals(expected) && System.nanoTime() < end) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(value.get()).isEqualTo(expected);
    }
}
