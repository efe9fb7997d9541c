package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that no run writes, but somebody may have sent: one clear line and a status, within seconds. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileFilesTest {
    private static final String RUN = "{\"event\":\"run\",\"time\":\"2026-11-23T12:00:00Z\",\"run_id\":\"5f1c\","
            + "\"version\":\"0.1\",\"constraints\":{\"cone\":{\"ra_deg\":10,\"dec_deg\":20,\"radius_deg\":0.5}},"
            + "\"options\":{}}\n";

    @TempDir
    private Path folder;

    private void isRefused(String... command) {
        Cli run = Cli.run(command);
        assertThat(run.status()).as(run.err()).isIn(1, 2);
        assertThat(run.err().lines()).as(run.err()).hasSize(1);
        assertThat(run.err())
                .doesNotContain("Exception", "fault of Skytrawl", "OutOfMemory")
                .hasSizeLessThan(1000);
    }

    private Path sparse(String name, String beginning) throws Exception {
        Path file = Files.writeString(folder.resolve(name), beginning);
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(2L << 30);
        }
        return file;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"event\":\"registry\",\"time\":\"-999999999-01-01T00:00:00Z\",\"source\":\"x\",\"candidates\":1}",
                "{\"event\":\"registry\",\"time\":\"2026-11-23T12:00:00Z\",\"fetched\":\"-999999999-01-01T00:00:00Z\","
                        + "\"source\":\"x\",\"candidates\":1}",
                "{\"event\":\"registry\",\"time\":\"+999999999-12-31T23:59:59Z\",\"source\":\"x\",\"candidates\":1}",
                "{\"event\":\"registry\",\"time\":\"2026-11-23T12:00:00Z\",\"source\":\"x\",\"candidates\":1e22}",
                "{\"event\":\"registry\",\"time\":\"2026-11-23T12:00:00Z\",\"source\":\"x\",\"candidates\":MILLION}",
                "{\"event\":\"registry\",\"event\":\"registry\"}",
                "{\"event\":\"registry\",\"odd\":DEEP}",
                "{\"event\":\"registry\",\"odd\":NaN}"
            })
    void aLogIsRefusedWithItsLine(String line) throws Exception {
        String odd = line.replace("MILLION", "9".repeat(1_000_000)).replace("DEEP", "[".repeat(100_000));
        Path log = Files.writeString(folder.resolve("run.jsonl"), RUN + odd + "\n");
        String into = Files.writeString(folder.resolve("found.jsonl"), "").toString();
        for (String command :
                new String[] {"log", "retry --into " + into + " --log " + folder.resolve("next.jsonl"), "rerun"}) {
            String[] words = (command + " " + log).split(" ", -1);
            isRefused(words);
            assertThat(Cli.run(words).err()).contains("line 2: ");
        }
    }

    @Test
    void aLogWithALineOfGigabytesIsRefusedWithItsLine() throws Exception {
        Path log = sparse("run.jsonl", RUN);
        isRefused("log", log.toString());
        assertThat(Cli.run("log", log.toString()).err()).contains("line 2: it is longer than 64 MiB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"s_ra\":1}\n{", "s_ra\n1\n2", "# %ECSV 1.0\n", "<VOTABLE", "SIMPLE  ="})
    void aResultWithALineOfGigabytesIsRefused(String beginning) throws Exception {
        Path result = sparse("found", beginning);
        Cli run = Cli.run("diff", result.toString(), result.toString());
        assertThat(run.err()).doesNotContain("Exception", "fault of Skytrawl", "OutOfMemory");
        assertThat(run.status()).as(run.err()).isNotEqualTo(130);
        assertThat(run.err()).isNotEmpty();
    }

    @Test
    void aManifestWithALineOfGigabytesIsRefusedWithItsLine() throws Exception {
        Path result = Files.writeString(
                folder.resolve("found.jsonl"),
                "{\"s_ra\":1,\"access_url\":\"http://127.0.0.1:9/x\",\"origin_ivoid\":\"ivo://a/b\",\"origin_protocol\":\"SIA2\"}\n");
        Path into = Files.createDirectory(folder.resolve("files"));
        sparse("files/manifest.jsonl", "{}\n");
        isRefused("download", "--quiet", result.toString(), "--directory", into.toString());
        assertThat(Cli.run("download", "--quiet", result.toString(), "--directory", into.toString())
                        .err())
                .contains("manifest.jsonl: line 2: it is longer than 4 MiB");
    }
}
