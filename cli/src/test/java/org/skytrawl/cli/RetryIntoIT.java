package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.model.Overlap;
import org.skytrawl.output.OutputFormat;
import org.skytrawl.output.ReadResult;
import org.skytrawl.output.ResultFile;

/** The files that a retry goes on from: what a format cannot say must neither stop it nor make its result wrong. */
class RetryIntoIT {
    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private LoopbackServices services;

    @BeforeEach
    void start() throws Exception {
        services = new LoopbackServices();
    }

    @AfterEach
    void stop() {
        services.close();
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private Cli images(String output, String... more) throws Exception {
        List<String> args = new ArrayList<>(List.of("images", "--services", services.list(folder)));
        args.addAll(List.of("--cone", "10.68,41.27,0.1", "-o", file(output), "--log", file("log")));
        args.addAll(List.of(more));
        return Cli.run(args.toArray(String[]::new));
    }

    private Cli retry(String into) {
        return Cli.run("retry", file("log"), "--into", file(into), "--log", file("log2"));
    }

    /** These datasets have no format, band or time: members that no line has. */
    @Test
    void jsonLinesWithoutWhatNobodyKnew() throws Exception {
        services.answering("good", "a", "b").overflowing("full");
        assertThat(images("found.jsonl", "--no-split").status()).isZero();
        Cli retry = retry("found.jsonl");
        assertThat(retry.err()).contains("found       2 datasets (0 duplicates merged away)");
        assertThat(retry.status()).isZero();
        assertThat(ResultFile.read(folder.resolve("found.jsonl")).datasets())
                .hasSize(2)
                .allSatisfy(it -> assertThat(it.record().overlap()).isEqualTo(Overlap.TESTED));
    }

    /** In JSON Lines that is an empty file. */
    @Test
    void aResultWithoutDatasets() throws Exception {
        services.overflowing("full");
        for (OutputFormat format : OutputFormat.values()) {
            String name = "none." + format.extension();
            assertThat(images(name, "--no-split").status()).isZero();
            if (format != OutputFormat.PARQUET) {
                Cli retry = retry(name);
                assertThat(retry.err()).as(name).contains("found       0 datasets", "written     all to " + file(name));
                assertThat(retry.status()).isZero();
                assertThat(ResultFile.read(folder.resolve(name)).format()).isEqualTo(format);
            }
        }
    }

    /** There is no file whose format could be kept: its name tells. */
    @Test
    void afterAKillAFileOfTheFormatThatItsNameTells() throws Exception {
        services.answering("good", "a", "b");
        images("found.csv");
        List<String> begun = Files.readAllLines(folder.resolve("log")).stream()
                .takeWhile(line -> !line.startsWith("{\"event\":\"service\""))
                .toList();
        Files.write(folder.resolve("log"), begun);
        assertThat(retry("killed.csv").status()).isZero();
        ReadResult read = ResultFile.read(folder.resolve("killed.csv"));
        assertThat(read.format()).isEqualTo(OutputFormat.CSV);
        assertThat(read.datasets()).hasSize(2);
    }

    @Test
    void aFileWithSomeColumnsIsNotWrittenOverTheWholeOne() throws Exception {
        services.answering("good", "a", "b").sending("broken", 500, "");
        images("found.vot");
        byte[] before = Files.readAllBytes(folder.resolve("found.vot"));
        Cli retry = Cli.run(
                "retry", file("log"), "--into", file("found.vot"), "--log", file("log2"), "--columns", "s_ra,s_dec");
        assertThat(retry.status()).isEqualTo(2);
        assertThat(retry.err()).contains("--columns would write").hasLineCount(1);
        assertThat(folder.resolve("found.vot")).hasBinaryContent(before);
    }

    @Test
    void aFileThatDoesNotSayWhoGaveWhatIsRefused() throws Exception {
        services.answering("good", "a", "b").sending("broken", 500, "");
        String identity = "obs_publisher_did,access_url,access_format,s_ra,s_dec,em_min,em_max,t_min,t_max";
        for (String columns : List.of(identity, identity + ",origin_ivoid")) {
            images("some.csv", "--columns", columns);
            Cli retry = retry("some.csv");
            assertThat(retry.status()).isEqualTo(2);
            assertThat(retry.err())
                    .contains("some.csv does not name for all datasets the services that gave them")
                    .hasLineCount(1);
        }
    }
}
