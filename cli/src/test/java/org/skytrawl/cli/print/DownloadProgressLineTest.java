package org.skytrawl.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.skytrawl.download.DownloadProgress;

class DownloadProgressLineTest {
    private static DownloadProgress at(int ended, int there, long done, long expected, int unknown) {
        return new DownloadProgress(
                new DownloadProgress.Files(40, ended, there, 3, unknown),
                new DownloadProgress.Bytes(done, done, expected));
    }

    @Test
    void saysFilesBytesAndTime() {
        assertThat(DownloadProgressLine.text(at(12, 10, 1_200_000, 4_000_000, 0), 100_000))
                .isEqualTo("files 12/40, 3 coming, 2 lost: 1.2 MB of 4.0 MB, 100 kB/s, 28s left");
        assertThat(DownloadProgressLine.text(at(12, 12, 1_200_000, 4_000_000, 5), 1_000))
                .isEqualTo("files 12/40, 3 coming: 1.2 MB of at least 4.0 MB, 1.0 kB/s, at least 47m left");
        assertThat(DownloadProgressLine.text(at(0, 0, 0, 0, 40), 0)).isEqualTo("files 0/40, 3 coming: 0 B, 0 B/s");
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
