package org.skytrawl.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skytrawl.model.FoundDataset;

/** Downloads from servers that are good, bad and evil. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DownloadIT extends ServedFiles {
    @Test
    void putsTheFileInItsPlaceAndLeavesItThere() throws Exception {
        server.file("/data/m31.fits", FITS, "Content-Type: image/fits");
        FileReport first = only(at("/data/m31.fits"));
        assertThat(first.outcome()).isEqualTo(FileOutcome.DOWNLOADED);
        assertThat(first.stored().file()).isEqualTo("m31.fits");
        assertThat(first.stored().bytes()).isEqualTo(FITS.length);
        assertThat(first.stored().notes()).isEmpty();
        assertThat(folder.resolve("m31.fits")).hasBinaryContent(FITS);
        assertThat(files()).containsExactly("m31.fits");
        assertThat(server.asked().getFirst().headers()).containsEntry("accept-encoding", "identity");

        FileReport second = only(at("/data/m31.fits"));
        assertThat(second.outcome()).isEqualTo(FileOutcome.PRESENT);
        assertThat(second.stored().sha256()).isEqualTo(first.stored().sha256());
        assertThat(server.asked()).hasSize(1);
        assertThat(Files.readAllLines(folder.resolve(Manifest.NAME)))
                .hasSize(2)
                .allMatch(line -> line.contains("\"sha256\":\"" + first.stored().sha256() + "\""));
    }

    @Test
    void fetchesAnewWhatWasChangedAndKeepsTheChangedOne() throws Exception {
        server.file("/m31.fits", FITS);
        only(at("/m31.fits"));
        byte[] changed = FITS.clone();
        changed[5000]++;
        Files.write(folder.resolve("m31.fits"), changed);
        FileReport again = only(at("/m31.fits"));
        assertThat(again.outcome()).isEqualTo(FileOutcome.DOWNLOADED);
        assertThat(again.stored().file()).matches("m31-[0-9a-f]{8}\\.fits");
        assertThat(folder.resolve("m31.fits")).hasBinaryContent(changed);
        assertThat(folder.resolve(again.stored().file())).hasBinaryContent(FITS);
    }

    @Test
    void refusesWhatIsNotWhatWasPromised() throws Exception {
        server.file(
                "/a.fits",
                "<!DOCTYPE html><html><title>Maintenance</title></html>".getBytes(StandardCharsets.UTF_8),
                "Content-Type: text/html");
        lost(
                only(at("/a.fits")),
                FileOutcome.FAILED,
                "WRONG_CONTENT",
                "a web page ('Maintenance') came in place of a FITS file");
        server.file("/empty.fits", new byte[0]);
        lost(only(at("/empty.fits")), FileOutcome.FAILED, "EMPTY", "the answer is empty");
        server.page(
                "/login.fits",
                (request, out) -> DataServer.write(out, "HTTP/1.1 401 Unauthorized", "Content-Length: 0"));
        lost(only(at("/login.fits")), FileOutcome.FAILED, "NEEDS_LOGIN", "HTTP 401");
        lost(only(at("/gone.fits")), FileOutcome.FAILED, "HTTP_STATUS", "HTTP 404 Not Found");
        assertThat(files()).isEmpty();
    }

    @Test
    void staysWithinTheFolderWhateverTheServerSays() throws Exception {
        List<String> evil =
                List.of("../../evil.fits", "/tmp/evil.fits", "..\\..\\evil.fits", "..", "a/b/c.fits", "NUL", ".bashrc");
        List<FoundDataset> datasets = new ArrayList<>();
        for (String name : evil) {
            String path = "/get?" + datasets.size();
            server.file(path, FITS, "Content-Disposition: attachment; filename=\"" + name.replace("\\", "\\\\") + "\"");
            datasets.add(at(path));
        }
        server.file("/m", FITS, "Content-Disposition: attachment; filename=manifest.jsonl");
        datasets.add(at("/m"));
        DownloadResult result = run(quick(), datasets.toArray(FoundDataset[]::new));
        assertThat(result.count(FileOutcome.DOWNLOADED)).isEqualTo(datasets.size());
        assertThat(files())
                .hasSize(datasets.size())
                .contains("_.._evil.fits", "_tmp_evil.fits", "_NUL.fits", "bashrc.fits");
        try (Stream<Path> outside = Files.list(home)) {
            assertThat(outside).containsExactly(folder);
        }
    }

    @Test
    void asksAHostForNoMoreAtOnceThanItMay() throws Exception {
        AtomicInteger coming = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch third = new CountDownLatch(1);
        FoundDataset[] datasets = new FoundDataset[6];
        for (int i = 0; i < datasets.length; i++) {
            server.page("/" + i + ".fits", (request, out) -> {
                int now = coming.incrementAndGet();
                most.accumulateAndGet(now, Math::max);
                if (now > 2) {
                    third.countDown();
                }
                if (asked.incrementAndGet() <= 2) {
                    // does another come beside these?
                    boolean came = third.await(300, TimeUnit.MILLISECONDS);
                    assert !came || most.get() > 2;
                }
                coming.decrementAndGet();
                DataServer.give(request, out, FITS, FITS.length);
            });
            datasets[i] = at("/" + i + ".fits");
        }
        DownloadResult result = run(quick().withLimits(2, 16), datasets);
        assertThat(result.count(FileOutcome.DOWNLOADED)).isEqualTo(6);
        assertThat(most).hasValueLessThanOrEqualTo(2);
    }

    @Test
    void honoursRetryAfterAndLeavesAHostThatIsDown() throws Exception {
        AtomicInteger answers = new AtomicInteger();
        server.page("/a.fits", (request, out) -> {
            if (answers.incrementAndGet() == 1) {
                DataServer.write(out, "HTTP/1.1 503 Busy", "Retry-After: 1", "Content-Length: 0");
            } else {
                DataServer.give(request, out, FITS, FITS.length);
            }
        });
        FileReport report = only(at("/a.fits"));
        assertThat(report.outcome()).isEqualTo(FileOutcome.DOWNLOADED);
        assertThat(report.seconds()).isGreaterThan(0.9);

        FoundDataset[] dead = new FoundDataset[6];
        Arrays.setAll(dead, i -> Datasets.of("http://127.0.0.1:1/" + i));
        DownloadResult result = run(quick().withLimits(1, 16), dead);
        assertThat(result.count(FileOutcome.FAILED)).isEqualTo(2);
        assertThat(result.count(FileOutcome.SKIPPED)).isEqualTo(4);
        assertThat(result.files().stream()
                        .filter(file -> file.outcome() == FileOutcome.SKIPPED)
                        .map(file -> file.missing().reason()))
                .hasSize(4)
                .containsOnly("http://127.0.0.1:1 refuses connections");
    }

    @Test
    void doesNotGoIntoPrivateNetworksForStrangers() throws Exception {
        server.file("/a.fits", FITS);
        FoundDataset stranger =
                Datasets.foundBy("http://1.1.1.1/sia2?", server.url("/a.fits"), "access_format", "image/fits");
        lost(only(stranger), FileOutcome.FAILED, "PRIVATE_ADDRESS", "127.0.0.1 is on this machine");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void followsRedirectsButNotOutOfHttp() throws Exception {
        server.file("/real/m33.fits", FITS);
        server.page(
                "/moved",
                (request, out) ->
                        DataServer.write(out, "HTTP/1.1 302 Found", "Location: /real/m33.fits", "Content-Length: 0"));
        server.page(
                "/ftp",
                (request, out) -> DataServer.write(
                        out, "HTTP/1.1 302 Found", "Location: ftp://127.0.0.1/x", "Content-Length: 0"));
        assertThat(only(at("/moved")).stored().file()).isEqualTo("m33.fits");
        lost(only(at("/ftp")), FileOutcome.FAILED, "BAD_REDIRECT", "ftp://127.0.0.1/x");
    }

    @Test
    void keepsWhatComesPacked() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(FITS);
        }
        server.file("/a.fits", packed.toByteArray(), "Content-Encoding: gzip", "Content-Type: image/fits");
        FileReport report = only(at("/a.fits"));
        assertThat(report.stored().file()).isEqualTo("a.fits.gz");
        assertThat(report.stored().notes()).containsExactly("comes as a gzip file");
        assertThat(folder.resolve("a.fits.gz")).hasBinaryContent(packed.toByteArray());
    }

    @Test
    void fetchesOneUrlOnceForAllItsDatasets() throws Exception {
        server.file("/a.fits", FITS);
        DownloadResult result = run(
                quick(),
                Datasets.of(server.url("/a.fits"), "obs_publisher_did", "ivo://x/1"),
                Datasets.of(server.url("/a.fits"), "obs_publisher_did", "ivo://x/2"),
                Datasets.of(null, "obs_publisher_did", "ivo://x/3"),
                Datasets.of("ftp://127.0.0.1/b.fits"));
        assertThat(server.asked()).hasSize(1);
        assertThat(result.count(FileOutcome.DOWNLOADED)).isEqualTo(2);
        assertThat(result.count(FileOutcome.SKIPPED)).isEqualTo(2);
        assertThat(Files.readAllLines(folder.resolve(Manifest.NAME)))
                .hasSize(4)
                .anyMatch(line -> line.contains("\"code\":\"NO_URL\""))
                .anyMatch(line -> line.contains("curl or lftp can fetch it: ftp://127.0.0.1/b.fits"));
    }

    @Test
    void givesUpWhatIsTooLarge() throws Exception {
        server.file("/a.fits", FITS);
        lost(
                only(quick().withMaxFileBytes(100_000), at("/a.fits")),
                FileOutcome.FAILED,
                "TOO_LARGE",
                "larger than 100000 bytes");
        assertThat(files()).isEmpty();
    }

    @Test
    void readsADamagedManifest() throws Exception {
        server.file("/a.fits", FITS);
        server.file("/b.fits", fits(2));
        run(quick(), at("/a.fits"), at("/b.fits"));
        Path manifest = folder.resolve(Manifest.NAME);
        List<String> lines = Files.readAllLines(manifest);
        Files.writeString(manifest, "not json\n" + lines.get(0) + "\n" + lines.get(1) + "\n{\"torn");
        DownloadResult again = run(quick(), at("/a.fits"), at("/b.fits"));
        assertThat(again.count(FileOutcome.PRESENT)).isEqualTo(2);
        assertThat(Files.readAllLines(manifest)).hasSize(5).noneMatch(line -> line.contains("torn"));
    }

    @Test
    void refusesAFolderThatIsInUseOrNone() throws Exception {
        Files.createDirectories(folder);
        Manifest held = Manifest.open(folder);
        assertThatThrownBy(() -> run(quick(), at("/a.fits")))
                .isInstanceOf(FolderException.class)
                .hasMessageContaining("another download works in it just now");
        held.close();
        Files.writeString(home.resolve("file"), "");
        folder = home.resolve("file");
        assertThatThrownBy(() -> run(quick(), at("/a.fits"))).isInstanceOf(FolderException.class);
    }
}
