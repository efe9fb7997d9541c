package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files of a real data centre: those of testbed/dachs's optical images; its other collections have none. */
@Tag("dachs")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DachsDownloadIT {
    private static final String REGISTRY = "http://127.0.0.1:8080/tap";

    @TempDir
    private static Path home;

    @TempDir
    private Path folder;

    @BeforeAll
    static void find() throws Exception {
        Cli images = Cli.process(home, "images", "--registry", REGISTRY, "--cone", "10.68,41.27,0.2", "-o", found());
        assertThat(images.status()).as(images.err()).isZero();
    }

    private static String found() {
        return home.resolve("found.vot").toString();
    }

    private Cli download(String... more) throws Exception {
        return Cli.process(
                home,
                Stream.concat(
                                Stream.of(
                                        "download",
                                        found(),
                                        "-d",
                                        folder.resolve("data").toString()),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    @Test
    void getsItsImages() throws Exception {
        Cli got = download("--match", "access_url=*/opta/*");
        assertThat(got.status()).as(got.err()).isZero();
        assertThat(got.err()).doesNotContain("MISSING").contains(" downloaded\n");
        List<String> lines = Files.readAllLines(folder.resolve("data/manifest.jsonl"));
        assertThat(lines).isNotEmpty();
        for (String line : lines) {
            JsonNode entry = new JsonMapper().readTree(line);
            byte[] file = Files.readAllBytes(
                    folder.resolve("data").resolve(entry.get("file").asString()));
            assertThat(new String(file, 0, 30, StandardCharsets.US_ASCII)).isEqualTo("SIMPLE  =                    T");
            assertThat(file.length % 2880).isZero();
        }
        Cli again = download("--match", "access_url=*/opta/*");
        assertThat(again.err()).contains(lines.size() + " there already").contains("fetched     0 B");
    }

    @Test
    void saysWhatHasNoFile() throws Exception {
        Cli got = download("--strict");
        assertThat(got.status()).isEqualTo(3);
        assertThat(got.err())
                .contains("MISSING     http://127.0.0.1:8080/getproduct/loner/")
                .contains(" and 4 more, failed: HTTP 404 Not Found");
    }
}
