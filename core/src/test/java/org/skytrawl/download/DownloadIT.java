package org.skytrawl.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.model.FoundDataset;

/** Downloads from servers that are good, bad and evil. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DownloadIT {
    private static final byte[] FITS = fits(100);
    private static final String DATALINK = "application/x-votable+xml;content=datalink";

    @TempDir
    private Path home;

    private Path folder = Path.of("");
    private DataServer server;

    @BeforeEach
    void start() throws IOException {
        folder = home.resolve("data");
        server = new DataServer();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private static byte[] fits(int blocks) {
        byte[] bytes = new byte[blocks * 2880];
        new Random(blocks).nextBytes(bytes);
        byte[] card = "SIMPLE  =                    T".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(card, 0, bytes, 0, card.length);
        return bytes;
    }

    private static DownloadOptions quick() {
        return DownloadOptions.DEFAULTS.withIdleTimeout(Duration.ofSeconds(20));
    }

    private DownloadResult run(DownloadOptions options, FoundDataset... datasets) throws Exception {
        return Download.of(List.of(datasets)).options(options).into(folder).await();
    }

    private FileReport only(FoundDataset dataset) throws Exception {
        return only(quick(), dataset);
    }

    private FileReport only(DownloadOptions options, FoundDataset dataset) throws Exception {
        DownloadResult result = run(options, dataset);
        assertThat(result.files()).hasSize(1);
        return result.files().getFirst();
    }

    private FoundDataset at(String path) {
        return Datasets.of(server.url(path), "access_format", "image/fits");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(Manifest.NAME))
                    .sorted()
                    .toList();
        }
    }

    private static void lost(FileReport report, FileOutcome outcome, String code, String reason) {
        assertThat(report.outcome()).isEqualTo(outcome);
        assertThat(report.code()).isEqualTo(code);
        assertThat(report.reason()).contains(reason);
        assertThat(report.file()).isNull();
    }

    @Test
    void putsTheFileInItsPlaceAndLeavesItThere() throws Exception {
        server.file("/data/m31.fits", FITS, "Content-Type: image/fits");
        FileReport first = only(at("/data/m31.fits"));
        assertThat(first.outcome()).isEqualTo(FileOutcome.DOWNLOADED);
        assertThat(first.file()).isEqualTo("m31.fits");
        assertThat(first.bytes()).isEqualTo(FITS.length);
        assertThat(first.notes()).isEmpty();
        assertThat(folder.resolve("m31.fits")).hasBinaryContent(FITS);
        assertThat(files()).containsExactly("m31.fits");
        assertThat(server.asked().getFirst().headers()).containsEntry("accept-encoding", "identity");

        FileReport second = only(at("/data/m31.fits"));
        assertThat(second.outcome()).isEqualTo(FileOutcome.PRESENT);
        assertThat(second.sha256()).isEqualTo(first.sha256());
        assertThat(server.asked()).hasSize(1);
        assertThat(Files.readAllLines(folder.resolve(Manifest.NAME)))
                .hasSize(2)
                .allMatch(line -> line.contains("\"sha256\":\"" + first.sha256() + "\""));
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
        assertThat(again.file()).matches("m31-[0-9a-f]{8}\\.fits");
        assertThat(folder.resolve("m31.fits")).hasBinaryContent(changed);
        assertThat(folder.resolve(String.valueOf(again.file()))).hasBinaryContent(FITS);
    }

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
            assertThat(folder.resolve(String.valueOf(report.file()))).hasBinaryContent(FITS);
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
        lost(only(at("/a.fits")), FileOutcome.FAILED, "MALFORMED", "more came than the " + FITS.length + " bytes");
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
        while (run.progress().doneBytes() < 80_000) {
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
        assertThat(result.files().stream().map(FileReport::code)).containsExactlyInAnyOrder("READING", "WAITING");
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
        lost(report, FileOutcome.TIMED_OUT, "WAITING", "the time for all was over");
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
        assertThat(result.count(FileOutcome.FAILED)).isEqualTo(1);
        assertThat(result.count(FileOutcome.SKIPPED)).isEqualTo(5);
        assertThat(result.files().stream()
                        .filter(file -> file.outcome() == FileOutcome.SKIPPED)
                        .map(FileReport::reason))
                .hasSize(5)
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
        assertThat(only(at("/moved")).file()).isEqualTo("m33.fits");
        lost(only(at("/ftp")), FileOutcome.FAILED, "BAD_REDIRECT", "ftp://127.0.0.1/x");
    }

    @Test
    void followsLinksToTheDatasetItself() throws Exception {
        server.file("/f1.fits", FITS);
        server.file("/f2.fits", fits(3));
        links(
                "/links",
                row(server.url("/f1.fits"), "", "#this", "image/fits", "" + FITS.length),
                row(server.url("/deeper"), "", "http://www.ivoa.net/rdf/datalink/core#this", DATALINK, ""),
                row(server.url("/preview.png"), "", "#preview", "image/png", ""));
        // not told by the record, but by the answer
        links("/deeper", row(server.url("/f2.fits"), "", "#this", "", ""));
        DownloadResult result = run(
                quick(),
                Datasets.of(server.url("/links"), "access_format", DATALINK, "obs_publisher_did", "ivo://x/1"));
        assertThat(result.files()).hasSize(2).allMatch(file -> "ivo://x/1".equals(file.publisherDid()));
        assertThat(files()).containsExactly("f1.fits", "f2.fits");
        assertThat(server.asked("/preview.png")).isEmpty();
        assertThat(result.count(FileOutcome.DOWNLOADED)).isEqualTo(1);
    }

    @Test
    void fetchesOnceWhatLinksOfSeveralDatasetsLeadTo() throws Exception {
        server.file("/f.fits", FITS);
        FoundDataset[] datasets = new FoundDataset[8];
        for (int i = 0; i < datasets.length; i++) {
            links("/links" + i, row(server.url("/f.fits"), "", "#this", "image/fits", ""));
            datasets[i] = link("/links" + i);
        }
        DownloadResult result = run(quick().withLimits(8, 8), datasets);
        assertThat(result.files()).hasSize(8).allMatch(file -> "f.fits".equals(file.file()));
        assertThat(result.count(FileOutcome.DOWNLOADED)).isEqualTo(1);
        assertThat(result.count(FileOutcome.PRESENT)).isEqualTo(7);
        assertThat(server.asked("/f.fits")).hasSize(1);
        assertThat(files()).containsExactly("f.fits");
    }

    /** The first of the plan gets the name, though it comes last; who else has the file that had it learns of that. */
    @Test
    void allReportsOfAFileHaveTheNameThatItEndsWith() throws Exception {
        byte[] first = fits(4);
        CountDownLatch others = new CountDownLatch(2);
        server.page("/first/f.fits", (request, out) -> {
            assertThat(others.await(20, TimeUnit.SECONDS)).isTrue();
            DataServer.give(request, out, first, first.length);
        });
        server.file("/other/f.fits", FITS);
        links("/links1", row(server.url("/other/f.fits"), "", "#this", "image/fits", ""));
        links("/links2", row(server.url("/other/f.fits"), "", "#this", "image/fits", ""));
        DownloadResult result = Download.of(List.of(at("/first/f.fits"), link("/links1"), link("/links2")))
                .options(quick().withLimits(8, 8))
                .listener(report -> others.countDown())
                .into(folder)
                .await();
        assertThat(folder.resolve("f.fits")).hasBinaryContent(first);
        assertThat(result.files())
                .hasSize(3)
                .allSatisfy(report -> assertThat(folder.resolve(String.valueOf(report.file())))
                        .hasSize(report.bytes() == null ? -1 : report.bytes()));
        List<String> manifest = Files.readAllLines(folder.resolve(Manifest.NAME));
        assertThat(manifest.reversed().stream()
                        .filter(line -> line.contains("/links1\""))
                        .findFirst()
                        .orElseThrow())
                .doesNotContain("\"f.fits\"");
        assertThat(manifest.reversed().stream()
                        .filter(line -> line.contains("/links2\""))
                        .findFirst()
                        .orElseThrow())
                .doesNotContain("\"f.fits\"");
    }

    @Test
    void saysWhatIsWrongWithLinks() throws Exception {
        links("/error", row("", "NotFoundFault: no such thing", "#this", "", ""));
        lost(only(link("/error")), FileOutcome.FAILED, "LINK_ERROR", "NotFoundFault: no such thing");
        links("/none", row(server.url("/p.png"), "", "#preview", "image/png", ""));
        lost(only(link("/none")), FileOutcome.FAILED, "NO_LINK", "none of them for the data: #preview");
        links("/loop", row(server.url("/loop"), "", "#this", DATALINK, ""));
        lost(only(link("/loop")), FileOutcome.FAILED, "TOO_MANY_LINKS", "lead back");
        for (int i = 0; i < 9; i++) {
            links("/deep" + i, row(server.url("/deep" + (i + 1)), "", "#this", DATALINK, ""));
        }
        lost(only(link("/deep0")), FileOutcome.FAILED, "TOO_MANY_LINKS", "more than 3 times");
        links("/file", row("file:///etc/passwd", "", "#this", "", ""));
        lost(only(link("/file")), FileOutcome.SKIPPED, "SCHEME", "file:///etc/passwd");
        server.file("/page", "<html><title>Sorry</title></html>".getBytes(StandardCharsets.UTF_8));
        lost(only(link("/page")), FileOutcome.FAILED, "NOT_VOTABLE", "Sorry");
        server.page("/bomb", (request, out) -> {
            DataServer.write(out, "HTTP/1.1 200 OK");
            try (GZIPOutputStream packed = new GZIPOutputStream(out)) {
                byte[] blanks = new byte[1 << 20];
                Arrays.fill(blanks, (byte) ' ');
                for (int i = 0; i < 64; i++) {
                    packed.write(blanks);
                }
            }
        });
        lost(only(link("/bomb")), FileOutcome.FAILED, "MALFORMED", "has more than 16777216 bytes");
    }

    @Test
    void skipsALinkThatIsTooLongAndGetsTheOthers() throws Exception {
        server.file("/f.fits", FITS);
        links(
                "/long",
                row("http://" + "@".repeat(1_000_000), "", "#this", "", ""),
                row(server.url("/f.fits"), "", "#this", "image/fits" + " ".repeat(100_000), ""));
        DownloadResult result = run(quick(), link("/long"));
        assertThat(result.files())
                .anySatisfy(report -> lost(
                        report, FileOutcome.SKIPPED, "SCHEME", "the link is longer than 8192 characters: http://***@"))
                .anySatisfy(report -> assertThat(report.file()).isEqualTo("f.fits"));
    }

    @Test
    void linksThatAreNotFetchedCountToo() throws Exception {
        String[] rows = new String[9_000];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = row("ftp://127.0.0.1/" + i, "", "#this", "", "");
        }
        links("/many", rows);
        lost(only(link("/many")), FileOutcome.FAILED, "TOO_MANY_LINKS", "links lead to more than 1000 files");
        links("/some", Arrays.copyOf(rows, 900));
        assertThat(run(quick(), link("/some")).files())
                .hasSize(900)
                .allMatch(report -> report.outcome() == FileOutcome.SKIPPED);
    }

    /** Each file has a line for each dataset: the two numbers multiply. */
    @Test
    void fewLinksAreFollowedForManyDatasets() throws Exception {
        server.file("/f.fits", FITS);
        String[] rows = new String[900];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = row("ftp://127.0.0.1/" + i, "", "#this", "", "");
        }
        links("/many", rows);
        links("/one", row(server.url("/f.fits"), "", "#this", "image/fits", ""));
        int count = 2_000;
        FoundDataset[] many = new FoundDataset[count];
        FoundDataset[] one = new FoundDataset[count];
        Arrays.setAll(many, i -> link("/many"));
        Arrays.setAll(one, i -> link("/one"));
        DownloadResult refused = run(quick(), many);
        assertThat(refused.files()).hasSize(count).allSatisfy(report -> {
            assertThat(report.code()).isEqualTo("TOO_MANY_LINKS");
            assertThat(report.reason()).contains("for each of 2000 datasets");
        });
        assertThat(run(quick(), one).count(FileOutcome.DOWNLOADED)).isEqualTo(count);
    }

    /** Such a media type says nothing of links, or the header is refused as a whole. */
    @Test
    void endsWhereTheMediaTypeIsMostlyBlanks() throws Exception {
        server.file("/f.fits", FITS, "Content-Type: application/x-votable+xml;content=" + " ".repeat(200_000) + "x");
        FileReport report = only(Datasets.of(
                server.url("/f.fits"),
                "access_format",
                "application/x-votable+xml;content=" + " ".repeat(300_000) + "x"));
        assertThat(report.outcome()).isNotEqualTo(FileOutcome.CANCELLED);
    }

    private FoundDataset link(String path) {
        return Datasets.of(server.url(path), "access_format", DATALINK);
    }

    private static String row(String... cells) {
        return "<TR><TD>id</TD><TD>" + String.join("</TD><TD>", cells) + "</TD></TR>";
    }

    private void links(String path, String... rows) {
        StringBuilder document = new StringBuilder("<VOTABLE><RESOURCE type=\"results\"><TABLE>");
        for (String name :
                List.of("ID", "access_url", "error_message", "semantics", "content_type", "content_length")) {
            document.append("<FIELD name=\"" + name + "\" datatype=\"char\" arraysize=\"*\"/>");
        }
        document.append(
                "<DATA><TABLEDATA>" + String.join("", rows) + "</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>");
        server.file(path, document.toString().getBytes(StandardCharsets.UTF_8), "Content-Type: " + DATALINK);
    }

    @Test
    void keepsWhatComesPacked() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(FITS);
        }
        server.file("/a.fits", packed.toByteArray(), "Content-Encoding: gzip", "Content-Type: image/fits");
        FileReport report = only(at("/a.fits"));
        assertThat(report.file()).isEqualTo("a.fits.gz");
        assertThat(report.notes()).containsExactly("comes as a gzip file");
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
