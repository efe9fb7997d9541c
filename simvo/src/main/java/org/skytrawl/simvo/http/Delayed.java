package org.skytrawl.simvo.http;

import java.time.Duration;

/** Answers are computed before the wait and within its time: services queried at once do not all compute at its end. */
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
