package org.skytrawl.download;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Origin;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.HostHealth;
import org.skytrawl.net.HostLimiter;
import org.skytrawl.net.HttpFetcher;

/**
 * What all files of a run share.
 *
 * @param urls allows one transfer per URL at a time: links of several datasets may lead to one file
 * @param mayBePrivate whether a service was in a private network; null if that is looked up now
 */
record DownloadContext(
        HttpFetcher fetcher,
        DownloadOptions options,
        Path folder,
        Names names,
        ManifestRecorder recorder,
        HostLimiter limiter,
        HostLimiter urls,
        HostHealth health,
        Deadline end,
        Cancellation cancellation,
        @Nullable Predicate<Origin> mayBePrivate,
        Meter meter,
        DownloadTally tally) {

    /** Counts the files of a run. Thread-safe. */
    static final class DownloadTally {
        final AtomicInteger files = new AtomicInteger();
        final AtomicInteger ended = new AtomicInteger();
        final AtomicInteger there = new AtomicInteger();
        final AtomicInteger running = new AtomicInteger();
        final AtomicInteger unknownSizes = new AtomicInteger();

        DownloadProgress.Files now(int skipped) {
            return new DownloadProgress.Files(
                    files.get() + skipped, ended.get(), there.get(), running.get(), unknownSizes.get());
        }
    }

    /** Counts the bytes of a run. Thread-safe. */
    static final class Meter {
        private final AtomicLong done = new AtomicLong();
        private final AtomicLong fetched = new AtomicLong();
        private final AtomicLong expected = new AtomicLong();

        DownloadProgress.Bytes now() {
            long inFolder = done.get();
            return new DownloadProgress.Bytes(inFolder, fetched.get(), Math.max(expected.get(), inFolder));
        }

        /** The count of one file. Not thread-safe. */
        final class OfFile {
            private long present;
            private long announced;

            OfFile(long announcedBytes) {
                expect(announcedBytes);
            }

            void expect(long bytes) {
                long known = Math.max(0, bytes);
                expected.addAndGet(known - announced);
                announced = known;
            }

            void add(long bytes) {
                fetched.addAndGet(bytes);
                have(present + bytes);
            }

            void have(long bytes) {
                done.addAndGet(bytes - present);
                present = bytes;
            }

            void end() {
                expect(present);
            }
        }
    }
}
