package org.skytrawl.simvo.http;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long services take to answer. */
public sealed interface Latency {
    /** At once. */
    Latency NONE = new Fixed(Duration.ZERO);

    /** The latency of a service, the same whenever it is asked. */
    Duration of(long seed, int service);

    /** All take the same time. */
    record Fixed(Duration time) implements Latency {
        @Override
        public Duration of(long seed, int service) {
            return time;
        }
    }

    /**
     * Most are quick and a few slow.
     *
     * @param median half of them are quicker
     * @param sigma of the logarithm (to base e)
     */
    record Lognormal(Duration median, double sigma) implements Latency {
        @Override
        public Duration of(long seed, int service) {
            double normal = new SplittableRandom(seed * 1_000_003 + service).nextGaussian();
            return Duration.ofNanos((long) (median.toNanos() * Math.exp(sigma * normal)));
        }
    }

    /**
     * Reads {@code 250ms}, {@code 1.0s} or {@code lognormal:300ms,0.8}.
     *
     * @throws IllegalArgumentException naming the text if it is none of these
     */
    static Latency parse(String text) {
        Matcher lognormal =
                Pattern.compile("lognormal:([^,]+),(\\d+(?:\\.\\d+)?)").matcher(text.strip());
        return lognormal.matches()
                ? new Lognormal(time(lognormal.group(1), text), Double.parseDouble(lognormal.group(2)))
                : new Fixed(time(text, text));
    }

    private static Duration time(String part, String text) {
        Matcher form = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,6})?)(ms|s)").matcher(part.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no latency such as 250ms, 1.0s or lognormal:300ms,0.8");
        }
        double unitMs = form.group(2).equals("ms") ? 1 : 1000;
        return Duration.ofNanos(Math.round(Double.parseDouble(form.group(1)) * unitMs * 1e6));
    }

    /**
     * A handler whose answers come so long after their requests. The answer is made first and then held back, so that many
     * services of one latency do not all work at its end.
     */
    static Handler delayed(Handler handler, Duration time) {
        if (time.isZero()) {
            return handler;
        }
        return request -> {
            long due = System.nanoTime() + time.toNanos();
            Response made = handler.handle(request).made();
            long left = due - System.nanoTime();
            if (left > 0) {
                Thread.sleep(Duration.ofNanos(left));
            }
            return made;
        };
    }
}
