package org.skytrawl.download;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Limits of a download.
 *
 * @param idleTimeout the longest time without a byte; it does not limit the total time of a file
 * @param deadline time limit for the whole run, or null
 * @param perHost the most files fetched at once from one host
 * @param concurrency the most files fetched at once
 */
public record DownloadOptions(
        Duration idleTimeout, @Nullable Duration deadline, int perHost, int concurrency, long maxFileBytes) {
    /** 1 min without a byte, no deadline, 2 files per host, 16 in all, 100 GB per file. */
    public static final DownloadOptions DEFAULTS =
            new DownloadOptions(Duration.ofMinutes(1), null, 2, 16, 100_000_000_000L);

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
