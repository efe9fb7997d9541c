package org.skytrawl.simvo.http;

import java.time.Duration;

/**
 * A service that takes its time. The whole answer is computed before the wait and held in memory, and its computing counts as
 * part of the wait: many services of equal latency that were asked at once do not all compute when it is over.
 *
 * @param latency from the reading of the request to the first byte of the answer
 * @param then what it does after the wait; asks for the healthy answer without delay
 */
public record Delayed(Duration latency, Behaviour then) implements Behaviour {
    /** Answers properly after the wait. */
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
