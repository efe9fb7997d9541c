package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.output.ResultFile;
import org.skytrawl.provenance.LogFile;
import org.skytrawl.provenance.ProvenanceEvent.RunEnded;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.universe.SimOptions;

/** Spectra in several formats, from the summary to the files: the command and a simulated VO. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SpectraOutputIT {
    private static final Pattern FOUND = Pattern.compile("found +(\\d+) datasets in (\\d+) files \\(");

    @TempDir
    private static Path home;

    private static SimulatedVo vo;
    private static Path found;
    private static Path log;
    private static String summary;

    @BeforeAll
    static void find() throws Exception {
        vo = SimulatedVo.start(SimOptions.of(60, 7));
        found = home.resolve("found.vot");
        log = home.resolve("run.jsonl");
        Cli run = spectra("--log", log.toString(), "-o", found.toString());
        assertThat(run.status()).as(run.err()).isZero();
        summary = run.err();
    }

    @AfterAll
    static void end() {
        vo.close();
    }

    private static Cli spectra(String... more) {
        return Cli.run(
                home,
                Stream.concat(
                                Stream.of(
                                        "images",
                                        "--type",
                                        "spectrum",
                                        "--cone",
                                        "10.68,41.27,0.5",
                                        "--registry",
                                        vo.registryUrl()),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    private static List<FoundDataset> datasets(Path file) throws IOException {
        return ResultFile.read(file).datasets();
    }

    /** Universes have no DID that several files have in one format. */
    private static long distinct(List<FoundDataset> datasets) {
        Set<String> dids = datasets.stream()
                .map(it -> it.record().text(ObsCoreColumn.obs_publisher_did))
                .filter(did -> did != null)
                .map(did -> did.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        long without = datasets.stream()
                .filter(it -> it.record().text(ObsCoreColumn.obs_publisher_did) == null)
                .count();
        return dids.size() + without;
    }

    private static Map<String, List<FoundDataset>> byDid() throws IOException {
        return datasets(found).stream()
                .filter(it -> it.record().text(ObsCoreColumn.obs_publisher_did) != null)
                .collect(
                        Collectors.groupingBy(it -> String.valueOf(it.record().text(ObsCoreColumn.obs_publisher_did))));
    }

    @Test
    void theSummaryTheLogAndTheFileCountDatasetsAndFiles() throws Exception {
        List<FoundDataset> rows = datasets(found);
        Matcher counts = FOUND.matcher(summary);
        assertThat(counts.find()).as(summary).isTrue();
        assertThat(Long.parseLong(counts.group(2))).isEqualTo(rows.size());
        assertThat(Long.parseLong(counts.group(1))).isEqualTo(distinct(rows)).isLessThan(rows.size());
        RunEnded ended = LogFile.read(log).summary();
        assertThat(ended.datasets()).isEqualTo(rows.size());
        assertThat(ended.distinctDatasets()).isEqualTo(distinct(rows));
        assertThat(Files.readString(found))
                .contains("<INFO name=\"distinct_datasets\" value=\"" + distinct(rows) + "\"");
        Cli shown = Cli.run(home, "log", log.toString());
        assertThat(shown.out()).contains(distinct(rows) + " datasets in " + rows.size() + " files");
        Cli difference = Cli.run(home, "diff", found.toString(), found.toString(), "--strict");
        assertThat(difference.status()).isZero();
        assertThat(difference.err()).contains(distinct(rows) + " datasets in " + rows.size() + " files");
    }

    @Test
    void eachFormatIsARowOfItsOwnThatTheDidJoins() throws Exception {
        List<List<FoundDataset>> several =
                byDid().values().stream().filter(rows -> rows.size() > 1).toList();
        assertThat(several)
                .isNotEmpty()
                .allSatisfy(rows -> assertThat(rows)
                        .extracting(it -> it.record().text(ObsCoreColumn.access_format))
                        .doesNotHaveDuplicates());
    }

    @Test
    void askedAgainNothingIsNewInAnyFormat() {
        Cli again = Cli.run(
                home,
                "rerun",
                log.toString(),
                "--new-since",
                found.toString(),
                "-o",
                home.resolve("new.vot").toString());
        assertThat(again.status()).as(again.err()).isEqualTo(4);
    }

    @Test
    void theoryIsAskedIfItIsWantedAlsoInARerun() {
        String leftOut = "with theoretical data only (use --theory)";
        assertThat(summary).contains(leftOut);
        Path theory = home.resolve("theory.jsonl");
        Cli run = spectra(
                "--theory",
                "--log",
                theory.toString(),
                "-o",
                home.resolve("theory.vot").toString());
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).contains("skipped ").doesNotContain(leftOut);
        assertThat(Cli.run(home, "log", theory.toString()).out()).contains(", with theory\n");
        Cli again = Cli.run(
                home,
                "rerun",
                theory.toString(),
                "-o",
                home.resolve("again.vot").toString());
        assertThat(again.status()).as(again.err()).isZero();
        assertThat(again.err()).contains("skipped ").doesNotContain(leftOut);
    }

    @Test
    void aPartOfTheRowsIsCountedInFiles() throws Exception {
        int all = datasets(found).size();
        Path part = home.resolve("part.vot");
        Cli run = spectra("--max-records", "3", "-o", part.toString());
        assertThat(run.err()).contains("written     3 of " + all + " files (--max-records 3) to " + part + "\n");
        assertThat(Files.readString(part)).contains("only 3 of the " + all + " rows found are in this file");
    }

    @Test
    void matchChoosesTheFormatThatIsFetched() throws Exception {
        Cli plan = Cli.run(
                home,
                "download",
                found.toString(),
                "-d",
                home.resolve("data").toString(),
                "--dry-run",
                "--match",
                "access_format=application/x-votable+xml");
        assertThat(plan.status()).as(plan.err()).isZero();
        long votables = datasets(found).stream()
                .filter(it -> "application/x-votable+xml".equals(it.record().text(ObsCoreColumn.access_format)))
                .count();
        assertThat(votables).isPositive();
        assertThat(plan.err()).contains("to fetch    " + votables + " files");
    }
}
