package org.skytrawl.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files that break off, go on later, or never end. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ResumedDownloadIT extends ServedFiles {
    @Test
    void goesOnWhereItBrokeOff() throws Exception {
        AtomicInteger answers = new AtomicInteger();
        server.page(
                "/a.fits",
                (request, out) ->
                        DataServer.give(request, out, FITS, answers.incrementAndGet() < 4 ? 80_000 : FITS.length));
        FileReport report = only(at("/a.fits"));
        assertThat(report.outcome()).isEqualTo(FileOutcome.DOWNLOADED);
        assertThat(folder.resolve("a.fits")).hasBinaryContent(FITS);
        assertThat(server.asked().stream().map(DataServer.Asked::range))
                .containsExactly(null, "bytes=80000-", "bytes=160000-", "bytes=240000-");
    }

    @Test
    void beginsAnewWhereTheFileHasChanged() throws Exception {
        byte[] other = fits(90);
        AtomicInteger answers = new AtomicInteger();
        server.page("/a.fits", (request, out) -> {
            boolean first = answers.incrementAndGet() == 1;
            DataServer.give(request, out, first ? FITS : other, first ? 80_000 : other.length);
        });
        assertThat(only(at("/a.fits")).outcome()).isEqualTo(FileOutcome.DOWNLOADED);
        assertThat(folder.resolve("a.fits")).hasBinaryContent(other);
    }

    @Test
    void beginsAnewWhereRangesAreIgnoredOrWrong() throws Exception {
        for (String wrong : List.of("bytes 7-287999/288000", "bytes 80000-287999/300000", "nonsense")) {
            String path = "/" + Checksum.hex(wrong, 8) + ".fits";
            AtomicInteger answers = new AtomicInteger();
            server.page(path, (request, out) -> {
                if (request.range() != null) {
                    DataServer.write(
                            out, "HTTP/1.1 206 Partial", "ETag: \"x\"", "Content-Range: " + wrong, "Content-Length: 5");
                    out.write("wrong".getBytes(StandardCharsets.US_ASCII));
                } else {
                    DataServer.give(request, out, FITS, answers.incrementAndGet() == 1 ? 80_000 : FITS.length);
                }
            });
            FileReport report = only(at(path));
            assertThat(report.outcome()).as(wrong).isEqualTo(FileOutcome.DOWNLOADED);
            assertThat(folder.resolve(report.stored().file())).hasBinaryContent(FITS);
        }
    }

    @Test
    void neverTakesWhatIsCutOffForWhole() throws Exception {
        server.page("/a.fits", (request, out) -> {
            DataServer.write(out, "HTTP/1.1 200 OK", "Content-Length: " + FITS.length);
            out.write(FITS, 0, 80_000);
        });
        lost(only(at("/a.fits")), FileOutcome.FAILED, "TRUNCATED", "broke off after 80000 bytes");
        assertThat(server.asked()).hasSize(2);
        // without a validator it could not be gone on with
        assertThat(files()).isEmpty();
    }

    @Test
    void neverTakesMoreThanTheFileHas() throws Exception {
        server.page("/a.fits", (request, out) -> {
            if (request.range() == null) {
                DataServer.give(request, out, FITS, 80_000);
            } else {
                // without a length of its own: the rest, and something else after it
                DataServer.write(
                        out,
                        "HTTP/1.1 206 Partial",
                        "ETag: " + request.headers().get("if-range"),
                        "Content-Range: bytes 80000-" + (FITS.length - 1) + "/" + FITS.length);
                out.write(FITS, 80_000, FITS.length - 80_000);
                out.write("<!-- took 3 s -->".getBytes(StandardCharsets.US_ASCII));
            }
        });
        lost(only(at("/a.fits")), FileOutcome.FAILED, "MALFORMED", "more than the " + FITS.length + " bytes");
        assertThat(files()).isEmpty();
    }

    @Test
    void keepsThePartForALaterRun() throws Exception {
        CountDownLatch coming = new CountDownLatch(1);
        server.page("/a.fits", (request, out) -> {
            if (request.range() == null) {
                DataServer.give(request, out, FITS, 80_000);
                out.flush();
                coming.countDown();
                server.hang();
            }
            DataServer.give(request, out, FITS, FITS.length);
        });
        DownloadRun run = Download.of(List.of(at("/a.fits"))).into(folder);
        assertThat(coming.await(20, TimeUnit.SECONDS)).isTrue();
        while (run.progress().bytes().done() < 80_000) {
            Thread.onSpinWait();
        }
        run.cancel();
        DownloadResult cancelled = run.await();
        lost(cancelled.files().getFirst(), FileOutcome.CANCELLED, "READING", "cancelled while reading");
        assertThat(cancelled.count(FileOutcome.CANCELLED)).isEqualTo(1);

        FileReport again = only(at("/a.fits"));
        assertThat(again.outcome()).isEqualTo(FileOutcome.DOWNLOADED);
        assertThat(folder.resolve("a.fits")).hasBinaryContent(FITS);
        assertThat(server.asked().getLast().range()).isEqualTo("bytes=80000-");
        assertThat(files()).containsExactly("a.fits");
    }

    @Test
    void finishesWhatWasWholeWhenItWasKilled() throws Exception {
        server.file("/a.fits", FITS);
        Files.createDirectories(folder);
        Part part = new Part(folder, "https://127.0.0.1:" + server.url("").replaceFirst(".*:", "") + "/a.fits");
        String sum = Checksum.hex(
                Checksum.of(Files.write(part.data(), FITS), FITS.length, new org.skytrawl.net.Cancellation()));
        part.keep(new Part.State(server.url("/a.fits"), "\"x\"", FITS.length, "image/fits", "a.fits", "a.fits", sum));
        FileReport report = only(at("/a.fits"));
        assertThat(report.outcome()).isEqualTo(FileOutcome.DOWNLOADED);
        assertThat(server.asked()).isEmpty();
        assertThat(files()).containsExactly("a.fits");
        assertThat(folder.resolve("a.fits")).hasBinaryContent(FITS);
    }

    @Test
    void takesWhatStandsStillForLost() throws Exception {
        server.page("/a.fits", (request, out) -> {
            DataServer.give(request, out, FITS, 80_000);
            out.flush();
            server.hang();
        });
        server.page("/never.fits", (request, out) -> server.hang());
        DownloadResult result = run(quick().withIdleTimeout(Duration.ofMillis(700)), at("/a.fits"), at("/never.fits"));
        assertThat(result.files()).hasSize(2).allMatch(file -> file.outcome() == FileOutcome.TIMED_OUT);
        assertThat(result.files().stream().map(file -> file.missing().code()))
                .containsExactlyInAnyOrder("READING", "WAITING");
    }

    @Test
    void givesTimeToWhatGoesOn() throws Exception {
        server.page("/a.fits", (request, out) -> {
            DataServer.give(request, out, FITS, 0);
            for (int i = 0; i < 10; i++) {
                out.write(FITS, i * FITS.length / 10, FITS.length / 10);
                out.flush();
                Thread.sleep(200);
            }
        });
        FileReport report = only(quick().withIdleTimeout(Duration.ofMillis(1500)), at("/a.fits"));
        assertThat(report.outcome()).isEqualTo(FileOutcome.DOWNLOADED);
        assertThat(report.seconds()).isGreaterThan(1.6);
    }

    @Test
    void endsAtTheDeadline() throws Exception {
        server.page("/a.fits", (request, out) -> server.hang());
        FileReport report = only(quick().withDeadline(Duration.ofMillis(500)), at("/a.fits"));
        lost(report, FileOutcome.TIMED_OUT, "WAITING", "the deadline of the download had passed");
    }
}
