package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.skytrawl.cli.terminal.Interruption;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.output.ReadResult;
import org.skytrawl.output.ResultFile;
import org.skytrawl.provenance.LogFile;
import org.skytrawl.provenance.ReadLog;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.universe.SimOptions;

/** What is new since an earlier result: the built command, as cron runs it. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
class NewSinceIT {
    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private LoopbackServices services;

    @AfterAll
    static void nothingIsLeftToWrite() {
        Interruption.finished();
    }

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

    private Cli run(String... args) {
        return Cli.run(folder, args);
    }

    private void firstRun() throws Exception {
        assertThat(run(
                                "images",
                                "--services",
                                services.list(folder),
                                "--cone",
                                "10.68,41.27,0.1",
                                "-q",
                                "-o",
                                file("found.vot"),
                                "--log",
                                file("run.jsonl"))
                        .status())
                .isZero();
    }

    private Cli rerun(String... more) {
        return run(withLog(more));
    }

    private String[] withLog(String... more) {
        List<String> args = new ArrayList<>(List.of("rerun", file("run.jsonl")));
        args.addAll(List.of(more));
        return args.toArray(String[]::new);
    }

    private List<String> dids(String name) throws Exception {
        return ResultFile.read(folder.resolve(name)).datasets().stream()
                .map(dataset -> String.valueOf(dataset.record().text(ObsCoreColumn.obs_publisher_did))
                        .replace("ivo://data/", ""))
                .toList();
    }

    @Test
    void writesWhatIsNewAndSaysByItsStatusWhetherThereIsAny() throws Exception {
        services.answeringInTurn("archive", List.of(List.of("a", "b"), List.of("a", "b", "c"), List.of("b", "c", "d")))
                .answering("other", "b");
        firstRun();

        Cli news = Cli.process(
                folder,
                withLog(
                        "--new-since",
                        file("found.vot"),
                        "-o",
                        file("new.vot"),
                        "--log",
                        file("new.jsonl"),
                        "--strict"));
        assertThat(news.status()).as(news.err()).isZero();
        assertThat(news.err())
                .contains("written     1 of 3 (--new-since " + file("found.vot") + ") to " + file("new.vot"));
        assertThat(dids("new.vot")).containsExactly("c");
        assertThat(Files.readString(folder.resolve("new.vot")))
                .contains("<INFO name=\"QUERY_STATUS\" value=\"OK\"/>")
                .contains("<INFO name=\"new_since\" value=\"" + file("found.vot") + "\">");

        // the next night: what the two files have is known
        Cli next =
                rerun("--new-since", file("found.vot"), "--new-since", file("new.vot"), "-o", file("next.csv"), "-q");
        assertThat(next.status()).isZero();
        assertThat(dids("next.csv")).containsExactly("d");

        Cli none = Cli.process(
                folder,
                withLog(
                        "--new-since",
                        file("found.vot"),
                        "--new-since",
                        file("new.vot"),
                        "--new-since",
                        file("next.csv"),
                        "-o",
                        file("none.jsonl"),
                        "--strict"));
        assertThat(none.status()).isEqualTo(4);
        assertThat(none.err()).contains("written     0 of 3 (--new-since ");
        assertThat(folder.resolve("none.jsonl")).isEmptyFile();

        // only a part of what the run found: no later run can build on it
        Cli retry = run("retry", file("new.jsonl"), "--into", file("new.vot"), "--log", file("x.jsonl"));
        assertThat(retry.status()).isEqualTo(2);
        assertThat(retry.err())
                .contains(
                        "new.vot has 1 dataset, but the run found 3: the others were left out (--match, --max-records,"
                                + " --new-since)");
    }

    @Test
    void conditionsHoldForWhatIsNewAndTheFirstOnesDoNotHideTheOthers() throws Exception {
        services.answeringInTurn("archive", List.of(List.of("a"), List.of("a", "b", "c", "d")));
        firstRun();
        Cli said = rerun(
                "--new-since",
                file("found.vot"),
                "--match",
                "access_url!=*/d.fits",
                "--sort",
                "obs_publisher_did:desc",
                "--max-records",
                "1",
                "-o",
                file("new.vot"));
        assertThat(said.status()).isZero();
        assertThat(dids("new.vot")).containsExactly("c");
        assertThat(said.err())
                .contains("written     1 of 4 (--new-since " + file("found.vot")
                        + ", --match access_url!=*/d.fits, --max-records 1) to ");
        assertThat(Files.readString(folder.resolve("new.vot")))
                .contains("value=\"OVERFLOW\">only 1 of the 2 datasets that meet the restrictions are in this file<");
        assertThat(rerun("--new-since", file("found.vot"), "--match", "access_url=*/a.fits", "-q", "-o", file("no.vot"))
                        .status())
                .isEqualTo(4);
    }

    @Test
    void aServiceThatFailedMayHaveNews() throws Exception {
        services.answering("good", "a").sending("broken", 404, "gone");
        firstRun();
        Cli said = rerun("--new-since", file("found.vot"), "-o", file("new.vot"));
        assertThat(said.status()).isEqualTo(4);
        assertThat(said.err()).contains("MISSING ");
        assertThat(Files.readString(folder.resolve("new.vot")))
                .contains("value=\"OVERFLOW\">1 service did not answer completely: datasets may be missing<");
        assertThat(rerun("--new-since", file("found.vot"), "-o", file("new.vot"), "--strict")
                        .status())
                .isEqualTo(3);
    }

    @Test
    void nobodyAnsweringIsNotNothingNew() throws Exception {
        services.answering("good", "a");
        firstRun();
        services.close();
        assertThat(rerun("--new-since", file("found.vot"), "-o", file("new.vot"))
                        .status())
                .isEqualTo(1);
    }

    @Test
    void refusesWhatCannotTellWhatIsNewBeforeAnybodyIsAsked() throws Exception {
        services.answering("good", "a");
        firstRun();
        int asked = services.asked();
        Files.writeString(folder.resolve("some.csv"), "access_url,s_ra\nhttp://data.example/a.fits,10\n");

        Cli lacking = rerun("--new-since", file("some.csv"), "-o", file("new.vot"));
        assertThat(lacking.status()).isEqualTo(2);
        assertThat(lacking.err())
                .contains("--new-since: " + file("some.csv") + " lacks the columns ", "obs_publisher_did");
        Cli missing = rerun("--new-since", file("nowhere.vot"), "-o", file("new.vot"));
        assertThat(missing.status()).isEqualTo(2);
        assertThat(missing.err()).contains("nowhere.vot cannot be read: there is no such file");
        Cli same = rerun("--new-since", file("found.vot"), "-o", file("found.vot"));
        assertThat(same.status()).isEqualTo(2);
        assertThat(same.err()).contains("--new-since and -o name the same file");
        Cli registry = rerun("--registry", "http://127.0.0.1:9/tap");
        assertThat(registry.status()).isEqualTo(2);
        assertThat(registry.err()).contains("--registry is for --ask-registry");
        Cli follow = rerun("--new-since", file("found.vot"), "--follow");
        assertThat(follow.status()).isEqualTo(2);
        assertThat(follow.err()).contains("--new-since applies to the merged result");
        assertThat(services.asked()).isEqualTo(asked);
    }

    @Test
    void saysThatTheEarlierResultAnswersAnotherQuestionOrLacksDatasets() throws Exception {
        services.answeringInTurn("good", List.of(List.of("a"), List.of("a", "b")));
        firstRun();
        assertThat(run(
                                "images",
                                "--services",
                                services.list(folder),
                                "--cone",
                                "10.7,41.3,0.2",
                                "-q",
                                "--match",
                                "access_url=*/a.fits",
                                "-o",
                                file("other.fits"))
                        .status())
                .isZero();
        Cli said = rerun("--new-since", file("other.fits"), "-o", file("new.vot"));
        assertThat(said.status()).isZero();
        assertThat(said.err())
                .contains("other.fits is the result of another question (cone): datasets that only this question finds")
                .contains(
                        "other.fits: datasets that its run found were left out (--match, --max-records, --new-since); they count as new");
        assertThat(dids("new.vot")).containsExactly("b");
        assertThat(rerun("--new-since", file("other.fits"), "-q", "-o", file("new.vot"))
                        .err())
                .contains("other.fits: datasets that its run found were left out");
        assertThat(rerun("--new-since", file("found.vot"), "-o", file("new.vot"))
                        .err())
                .doesNotContain("note:");
    }

    @Test
    void asksTheRegistryAgainAndFindsExactlyTheDifference() throws Exception {
        try (SimulatedVo vo = SimulatedVo.start(SimOptions.of(40, 5))) {
            String[] question = {"--cone", "10.68,41.27,0.2", "--time", "2009-01-01..2020-12-31", "--inclusive"};
            assertThat(of("services", question, "--registry", vo.registryUrl(), "-o", file("all.csv"))
                            .status())
                    .isZero();
            // the registry of the first run had fewer services
            List<String> lines = Files.readAllLines(folder.resolve("all.csv"));
            List<String> fewer = new ArrayList<>(lines.subList(0, 1));
            for (int i = 1; i < lines.size(); i += 2) {
                fewer.add(lines.get(i));
            }
            Files.write(folder.resolve("fewer.csv"), fewer);
            assertThat(of(
                                    "images",
                                    question,
                                    "--services",
                                    file("fewer.csv"),
                                    "-o",
                                    file("found.vot"),
                                    "--log",
                                    file("run.jsonl"))
                            .status())
                    .isZero();

            Cli whole = rerun(
                    "--ask-registry",
                    "--registry",
                    vo.registryUrl(),
                    "-o",
                    file("whole.vot"),
                    "--log",
                    file("whole.jsonl"));
            assertThat(whole.status()).as(whole.err()).isZero();
            assertThat(whole.err()).contains("note: the earlier run had its services from " + file("fewer.csv"));
            Cli news = rerun(
                    "--ask-registry",
                    "--registry",
                    vo.registryUrl(),
                    "--new-since",
                    file("found.vot"),
                    "-o",
                    file("new.vot"));
            assertThat(news.status()).isZero();

            ReadLog log = LogFile.read(folder.resolve("whole.jsonl"));
            assertThat(log.run().context().earlier().id())
                    .isEqualTo(LogFile.read(folder.resolve("run.jsonl")).run().id());
            assertThat(log.registry().source()).isEqualTo(vo.registryUrl());
            ReadResult found = ResultFile.read(folder.resolve("found.vot"));
            ReadResult all = ResultFile.read(folder.resolve("whole.vot"));
            ReadResult added = ResultFile.read(folder.resolve("new.vot"));
            assertThat(added.datasets()).isNotEmpty();
            assertThat(all.datasets())
                    .hasSize(found.datasets().size() + added.datasets().size());
            assertThat(Cli.run("diff", file("found.vot"), file("whole.vot"), "-q")
                            .out()
                            .lines()
                            .filter(line -> line.startsWith("new ")))
                    .hasSameSizeAs(added.datasets());
            assertThat(Cli.run("diff", file("found.vot"), file("new.vot")).err())
                    .contains("same        0\n", "changed     0\n");

            Cli none = rerun(
                    "--ask-registry",
                    "--registry",
                    vo.registryUrl(),
                    "--new-since",
                    file("found.vot"),
                    "--new-since",
                    file("new.vot"),
                    "-o",
                    file("none.vot"),
                    "-q");
            assertThat(none).isEqualTo(new Cli(4, "", ""));
            assertThat(dids("none.vot")).isEmpty();
        }
    }

    private Cli of(String command, String[] question, String... more) {
        List<String> args = new ArrayList<>(List.of(command));
        args.addAll(List.of(question));
        args.addAll(List.of(more));
        return run(args.toArray(String[]::new));
    }
}
