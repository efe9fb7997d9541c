package org.skytrawl.simvo.http;

import java.time.Duration;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

public sealed interface Latency {
    /** The latency of one service: always the same for the same seed and service. */
    Duration of(long seed, int service);

    record Fixed(Duration time) implements Latency {
        public Fixed {
            if (time.isNegative()) {
                throw new IllegalArgumentException("latency " + time + " is negative");
            }
        }

        @Override
        public Duration of(long seed, int service) {
            return time;
        }
    }

    /** Each service has a time of its own; sigma is the standard deviation of their natural logarithms. */
    record Lognormal(Duration median, double sigma) implements Latency {
        public Lognormal {
            if (!median.isPositive()) {
                throw new IllegalArgumentException("median latency " + median + " is not positive");
            }
            if (!(sigma >= 0 && sigma < 10)) {
                throw new IllegalArgumentException("sigma " + sigma + " is not from 0 to below 10");
            }
        }

        @Override
        public Duration of(long seed, int service) {
            // Neighbouring seeds of Random begin alike; an odd factor sets them far apart.
            Random random = new Random(seed + 0x9E3779B97F4A7C15L * (service + 1L));
            return Duration.ofNanos((long) (median.toNanos() * Math.exp(sigma * random.nextGaussian())));
        }
    }

    /** Reads {@code 1.0s}, {@code 250ms} or {@code lognormal:300ms,0.8} (median, sigma). */
    static Latency parse(String text) {
        Matcher lognormal = Pattern.compile("lognormal:([^,]+),([0-9.]+)").matcher(text);
        try {
            return lognormal.matches()
                    ? new Lognormal(duration(lognormal.group(1)), Double.parseDouble(lognormal.group(2)))
                    : new Fixed(duration(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "latency '" + text + "' is not one like 1.0s, 250ms or lognormal:300ms,0.8", e);
        }
    }

    private static Duration duration(String text) {
        Matcher matcher =
                Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ms|s)").matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text + " is not a number with s or ms");
        }
        double nanos = Double.parseDouble(matcher.group(1)) * (matcher.group(2).equals("s") ? 1e9 : 1e6);
        return Duration.ofNanos(Math.round(nanos));
    }
}
