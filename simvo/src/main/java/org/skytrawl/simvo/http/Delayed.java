package org.skytrawl.simvo.http;

import java.time.Duration;

/**
 * A service with a latency. The whole answer is computed before the wait and kept in memory, and the time to compute it
 * is part of the wait: many services of equal latency that are queried at once do not all compute when it is over.
 *
 * @param latency from the reading of the request to the first byte of the answer
 * @param then the behaviour after the wait; it gets the healthy answer without delay
 */
public record Delayed(Duration latency, Behaviour then) implements Behaviour {
    public Delayed(Duration latency) {
        this(latency, HEALTHY);
    }

    @Override
    public void serve(Request request, Handler healthy, Wire wire) throws Exception {
        long end = System.nanoTime() + latency.toNanos();
        Handler computed = computed(request, healthy);
        wire.pause(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        then.serve(request, computed, wire);
    }

    /** The answer, or its error, which is also delayed. */
    private static Handler computed(Request request, Handler healthy) throws InterruptedException {
        try {
            Response response = healthy.handle(request);
            byte[] content = response.content();
            Response whole = response.with(out -> out.write(content));
            return any -> whole;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return any -> {
                throw e;
            };
        }
    }
}
