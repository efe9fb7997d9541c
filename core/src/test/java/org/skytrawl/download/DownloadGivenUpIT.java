package org.skytrawl.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A download whose thread does not come back, whatever it does: here it is held in a listener. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DownloadGivenUpIT {
    @TempDir
    private Path folder;

    @Test
    void theRunEndsAfterItsCancelAndTellsOfAllFiles() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        byte[] file = "SIMPLE  =                    T".getBytes(StandardCharsets.US_ASCII);
        try (DataServer server = new DataServer()) {
            server.file("/a.fits", file, "Content-Type: image/fits");
            server.file("/b.fits", file, "Content-Type: image/fits");
            DownloadRun run = Download.of(List.of(
                            Datasets.of(server.url("/a.fits"), "access_format", "image/fits"),
                            Datasets.of(server.url("/b.fits"), "access_format", "image/fits")))
                    .options(DownloadOptions.DEFAULTS.withLimits(1, 1))
                    .listener(report -> {
                        if (held.getCount() > 0) {
                            held.countDown();
                            uninterruptibly(ended);
                        }
                    })
                    .into(folder);
            held.await();
            run.cancel();
            DownloadResult result = run.await(Duration.ofSeconds(20));
            assertThat(result).isNotNull();
            assertThat(result.files())
                    .extracting(FileReport::url)
                    .contains(server.url("/a.fits"), server.url("/b.fits"));
            assertThat(result.files())
                    .filteredOn(report -> report.outcome() == FileOutcome.CANCELLED)
                    .hasSizeGreaterThanOrEqualTo(1);
        } finally {
            ended.countDown();
        }
    }

    private static void uninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                Thread.interrupted();
            }
        }
    }
}
