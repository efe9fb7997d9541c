package org.skytrawl.spark.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.net.HostKey;

/** A folder that hangs, as that of a server that is away: a file of it is a FIFO that nobody reads. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class HostLeasesTest {
    private static final LeaseTerms TERMS = new LeaseTerms(Duration.ofMillis(500), Duration.ofSeconds(1));
    private static final HostKey HOST = new HostKey("https", "vo.example.org", 443);

    @TempDir
    private Path temporary;

    private final CountDownLatch lost = new CountDownLatch(1);

    private Path folder() {
        return temporary.resolve("https-vo.example.org-443");
    }

    private Path fifo() {
        return folder().resolve("1.part");
    }

    private HostLeases take() throws InterruptedException {
        return HostLeases.take(temporary, List.of(HOST), TERMS, Duration.ofMinutes(10), "a", lost::countDown);
    }

    /** A renewal may be writing the file. */
    private void hang() throws IOException, InterruptedException {
        int status;
        do {
            status = new ProcessBuilder("mkfifo", fifo().toString())
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
        } while (status != 0);
    }

    /** The thread that writes goes on, to its end. */
    @AfterEach
    void letGo() throws IOException, InterruptedException {
        if (Files.exists(fifo())) {
            try (var in = Files.newInputStream(fifo())) {
                var unused = in.readAllBytes();
            }
        }
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("skytrawl-leases")) {
                thread.join();
            }
        }
    }

    private void isGivenBack() throws IOException, InterruptedException {
        letGo();
        assertThat(folder().resolve("1.lease")).content().contains("\"released\":true");
    }

    @Test
    void whoHasALeaseAsksNothingMore() throws Exception {
        try (HostLeases leases = take()) {
            assertThat(leases.admits(HOST)).isTrue();
            hang();
            assertThat(leases.admits(HOST)).isFalse();
            assertThat(lost.await(1, TimeUnit.SECONDS)).isTrue();
            assertThat(leases.admits(HOST)).isFalse();
            assertThatThrownBy(leases::confirm)
                    .isInstanceOf(LeaseException.class)
                    .hasMessage("the lease 1 of https://vo.example.org:443 (" + folder().resolve("1.lease")
                            + ") is lost: " + temporary
                            + " does not answer within 1.5 s: is its file system still there?");
        }
        isGivenBack();
    }

    @Test
    void whoWaitsForALeaseGoesOn() throws Exception {
        Files.createDirectories(folder());
        hang();
        assertThatThrownBy(this::take)
                .isInstanceOf(LeaseException.class)
                .hasMessage("cannot take the lease of https://vo.example.org:443: " + temporary
                        + " does not answer within 1.5 s: is its file system still there?");
        assertThat(lost.getCount()).isEqualTo(1);
        isGivenBack();
    }

    /** Spark interrupts a task that it ends. */
    @Test
    void anInterruptLosesNothing() throws Exception {
        try (HostLeases leases = take()) {
            Thread.currentThread().interrupt();
            assertThat(leases.admits(HOST)).isTrue();
            leases.confirm();
            assertThat(Thread.interrupted()).isTrue();
        }
        isGivenBack();
    }
}
