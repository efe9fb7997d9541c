package org.skytrawl.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.skytrawl.model.FoundDataset;

/** Files that datalink documents lead to. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LinkedDownloadIT extends ServedFiles {
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
        assertThat(result.files())
                .hasSize(8)
                .allMatch(file ->
                        file.stored() != null && "f.fits".equals(file.stored().file()));
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
                .allSatisfy(report -> assertThat(folder.resolve(report.stored().file()))
                        .hasSize(report.stored().bytes()));
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

    /** Its name leads to this machine now, and did not when it was queried. */
    @Test
    void aServiceThatWasPublicSendsNoDownloadToThisMachine() throws Exception {
        server.file("/f.fits", FITS);
        DownloadResult result = Download.of(List.of(at("/f.fits")))
                .options(quick())
                .privateOrigins(origin -> false)
                .into(folder)
                .await();
        lost(result.files().getFirst(), FileOutcome.FAILED, "PRIVATE_ADDRESS", "private network");
        assertThat(server.asked("/f.fits")).isEmpty();
        assertThat(Download.of(List.of(at("/f.fits")))
                        .options(quick())
                        .privateOrigins(origin -> true)
                        .into(folder)
                        .await()
                        .count(FileOutcome.DOWNLOADED))
                .isEqualTo(1);
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
                .anyMatch(report ->
                        report.stored() != null && report.stored().file().equals("f.fits"));
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
            assertThat(report.missing().code()).isEqualTo("TOO_MANY_LINKS");
            assertThat(report.missing().reason()).contains("for 2000 datasets");
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
}
