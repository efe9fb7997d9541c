package org.skytrawl.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.skytrawl.download.DownloadProgress;

class DownloadProgressLineTest {
    private static final long SECOND = 1_000_000_000L;

    private static DownloadProgress at(int ended, int there, long done, long expected, int unknown) {
        return new DownloadProgress(
                new DownloadProgress.Files(40, ended, there, 3, unknown),
                new DownloadProgress.Bytes(done, done, expected));
    }

    @Test
    void saysFilesBytesAndTime() {
        assertThat(DownloadProgressLine.text(at(12, 10, 1_200_000, 4_000_000, 0), 100_000))
                .isEqualTo("files 12/40, 3 coming, 2 lost: 1.2 MB of 4.0 MB, 100 kB/s, about 28 s left");
        assertThat(DownloadProgressLine.text(at(12, 12, 1_200_000, 4_000_000, 5), 1_000))
                .isEqualTo("files 12/40, 3 coming: 1.2 MB of at least 4.0 MB, 1.0 kB/s, at least 47 min left");
    }

    @Test
    void saysNoTimeThatNobodyKnows() {
        // no size is known; nothing comes; the rate is not known yet; all has come
        assertThat(DownloadProgressLine.text(at(0, 0, 0, 0, 40), 0))
                .isEqualTo("files 0/40, 3 coming: 0 B, 0 B/s, time left unknown");
        assertThat(DownloadProgressLine.text(at(12, 12, 1_200_000, 4_000_000, 0), 0))
                .isEqualTo("files 12/40, 3 coming: 1.2 MB of 4.0 MB, 0 B/s, time left unknown");
        assertThat(DownloadProgressLine.text(at(12, 12, 1_200_000, 4_000_000, 0), -1))
                .isEqualTo("files 12/40, 3 coming: 1.2 MB of 4.0 MB");
        assertThat(DownloadProgressLine.text(at(40, 40, 4_000_000, 4_000_000, 0), 5_000))
                .isEqualTo("files 40/40, 3 coming: 4.0 MB, 5.0 kB/s");
    }

    @Test
    void theRateIsThatOfTheLastSeconds() {
        DownloadProgressLine.Rate rate = new DownloadProgressLine.Rate(0);
        assertThat(rate.at(SECOND, 5_000)).isNegative();
        assertThat(rate.at(2 * SECOND, 10_000)).isEqualTo(5_000);
        assertThat(rate.at(12 * SECOND, 20_000)).isEqualTo(1_000);
        assertThat(rate.at(30 * SECOND, 20_000)).isZero();
    }

    @Test
    void theBarIsThatOfBytesIfTheyAreKnown() {
        assertThat(DownloadProgressLine.withBar("x", at(1, 1, 25, 100, 0), 25)).isEqualTo("x [=====               ]");
        assertThat(DownloadProgressLine.withBar("x", at(30, 30, 25, 100, 1), 25))
                .isEqualTo("x [===============     ]");
        assertThat(DownloadProgressLine.withBar("x", at(40, 40, 100, 100, 0), 25))
                .isEqualTo("x [====================]");
    }

    @Test
    void fitsIntoNarrowTerminals() {
        assertThat(DownloadProgressLine.withBar("files 12/40", at(1, 1, 1, 2, 0), 20))
                .isEqualTo("files 12/40");
        assertThat(DownloadProgressLine.withBar("files 12/40", at(1, 1, 1, 2, 0), 8))
                .isEqualTo("files 1");
    }
}
