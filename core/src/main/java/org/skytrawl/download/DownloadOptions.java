package org.skytrawl.download;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How files are fetched.
 *
 * @param idleTimeout the longest time without a byte; how long a file takes in all is not bounded by it
 * @param deadline bounds the whole run; null for none
 * @param perHost the most files fetched at once from one host
 * @param concurrency the most files fetched at once
 * @param maxFileBytes the most bytes of one file
 */
public record DownloadOptions(
        Duration idleTimeout, @Nullable Duration deadline, int perHost, int concurrency, long maxFileBytes) {
    /** The defaults: a minute without a byte, no deadline, 2 a host, 16 in all, 100 GB a file. */
    public static final DownloadOptions DEFAULTS =
            new DownloadOptions(Duration.ofMinutes(1), null, 2, 16, 100_000_000_000L);

    /** Refuses what no run could work with. */
    public DownloadOptions {
        positive(idleTimeout, "timeout");
        if (deadline != null) {
            positive(deadline, "deadline");
        }
        atLeastOne(perHost, "files at once per host");
        atLeastOne(concurrency, "files at once");
        atLeastOne(maxFileBytes, "bytes of a file");
    }

    public DownloadOptions withIdleTimeout(Duration time) {
        return new DownloadOptions(time, deadline, perHost, concurrency, maxFileBytes);
    }

    /** The same with this time for the whole run; null for no bound. */
    public DownloadOptions withDeadline(@Nullable Duration time) {
        return new DownloadOptions(idleTimeout, time, perHost, concurrency, maxFileBytes);
    }

    public DownloadOptions withLimits(int onOneHost, int overall) {
        return new DownloadOptions(idleTimeout, deadline, onOneHost, overall, maxFileBytes);
    }

    public DownloadOptions withMaxFileBytes(long bytes) {
        return new DownloadOptions(idleTimeout, deadline, perHost, concurrency, bytes);
    }

    private static void positive(Duration duration, String what) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(what + " must be longer than 0 s, not " + duration);
        }
    }

    private static void atLeastOne(long count, String what) {
        if (count < 1) {
            throw new IllegalArgumentException(what + " must be at least 1, not " + count);
        }
    }
}
