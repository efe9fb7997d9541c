package org.skytrawl.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.model.FoundDataset;

/** A server of files and a folder to download into. */
abstract class ServedFiles {
    static final byte[] FITS = fits(100);
    static final String DATALINK = "application/x-votable+xml;content=datalink";

    @TempDir
    Path home;

    Path folder = Path.of("");
    DataServer server;

    @BeforeEach
    void start() throws IOException {
        folder = home.resolve("data");
        server = new DataServer();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    static byte[] fits(int blocks) {
        byte[] bytes = new byte[blocks * 2880];
        new Random(blocks).nextBytes(bytes);
        byte[] card = "SIMPLE  =                    T".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(card, 0, bytes, 0, card.length);
        return bytes;
    }

    static DownloadOptions quick() {
        return DownloadOptions.DEFAULTS.withIdleTimeout(Duration.ofSeconds(20));
    }

    DownloadResult run(DownloadOptions options, FoundDataset... datasets) throws Exception {
        return Download.of(List.of(datasets)).options(options).into(folder).await();
    }

    FileReport only(FoundDataset dataset) throws Exception {
        return only(quick(), dataset);
    }

    FileReport only(DownloadOptions options, FoundDataset dataset) throws Exception {
        DownloadResult result = run(options, dataset);
        assertThat(result.files()).hasSize(1);
        return result.files().getFirst();
    }

    FoundDataset at(String path) {
        return Datasets.of(server.url(path), "access_format", "image/fits");
    }

    List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(Manifest.NAME))
                    .sorted()
                    .toList();
        }
    }

    static void lost(FileReport report, FileOutcome outcome, String code, String reason) {
        assertThat(report.outcome()).isEqualTo(outcome);
        assertThat(report.missing().code()).isEqualTo(code);
        assertThat(report.missing().reason()).contains(reason);
        assertThat(report.stored()).isNull();
    }

    FoundDataset link(String path) {
        return Datasets.of(server.url(path), "access_format", DATALINK);
    }

    static String row(String... cells) {
        return "<TR><TD>id</TD><TD>" + String.join("</TD><TD>", cells) + "</TD></TR>";
    }

    void links(String path, String... rows) {
        StringBuilder document = new StringBuilder("<VOTABLE><RESOURCE type=\"results\"><TABLE>");
        for (String name :
                List.of("ID", "access_url", "error_message", "semantics", "content_type", "content_length")) {
            document.append("<FIELD name=\"" + name + "\" datatype=\"char\" arraysize=\"*\"/>");
        }
        document.append(
                "<DATA><TABLEDATA>" + String.join("", rows) + "</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>");
        server.file(path, document.toString().getBytes(StandardCharsets.UTF_8), "Content-Type: " + DATALINK);
    }
}
