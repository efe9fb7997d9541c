package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of a log, and which logs and files are refused. */
class LogCommandTest {
    private static final String HEAD = ",\"time\":\"2026-11-23T12:00:00Z\"";
    private static final String RUN = "{\"event\":\"run\"" + HEAD
            + ",\"run_id\":\"5f1c\",\"version\":\"0.1\",\"constraints\":{\"cone\":{\"ra_deg\":10.0,\"dec_deg\":20.0,"
            + "\"radius_deg\":0.5}},\"options\":{\"timeout_s\":20.0}";
    private static final String REGISTRY = "{\"event\":\"registry\"" + HEAD
            + ",\"source\":\"http://r/tap\",\"fetched\":\"2026-11-23T09:00:00Z\",\"stale\":false,\"candidates\":6,"
            + "\"tried\":[\"http://q/tap: down\"],\"notes\":[],\"private_addresses\":false}";
    private static final String FACTS = ",\"attempts\":1,\"query\":\"http://q/?x\",\"records\":3,\"filtered\":0,"
            + "\"unknown\":0,\"bad_cells\":0,\"bad_rows\":0,\"bytes\":%d,\"seconds\":0.5";
    private static final List<String> LINES = List.of(
            RUN + "}",
            REGISTRY,
            service("good", "http://up.example/a", "\"outcome\":\"answered\"" + FACTS.formatted(700)),
            service(
                    "bad",
                    "http://up.example/b",
                    "\"outcome\":\"failed\",\"code\":\"HTTP_STATUS\",\"http_status\":404,\"message\":\"gone \\u001b[31m\""
                            + FACTS.formatted(9)),
            service("late", "http://down.example/a", "\"outcome\":\"timed_out\",\"reason\":\"connecting\""),
            service(
                    "down",
                    "http://down.example/b",
                    "\"outcome\":\"skipped\",\"reason\":\"host_down\",\"message\":\"refuses connections\""),
            service(
                    "twin",
                    "http://up.example/c",
                    "\"outcome\":\"elided\",\"reason\":\"same URL\",\"elided_by\":\"ivo://x/good\""),
            service("far", "http://up.example/d", "\"outcome\":\"pruned\",\"reason\":\"outside\",\"axis\":\"space\""),
            "{\"event\":\"summary\"" + HEAD + ",\"outcomes\":{\"answered\":1},\"pruned_outside\":1,"
                    + "\"pruned_undeclared\":0,\"records\":3,\"datasets\":2,\"cancelled\":false,\"seconds\":1.5,"
                    + "\"contributions\":[{\"ivoid\":\"ivo://x/good\",\"protocol\":\"SIA2\","
                    + "\"access_url\":\"http://up.example/a\",\"anew\":2,\"shared\":0}]}");

    @TempDir
    private Path folder;

    private Path log;

    private static String service(String name, String url, String rest) {
        return "{\"event\":\"service\"" + HEAD + ",\"ivoid\":\"ivo://x/" + name + "\",\"title\":\"The " + name
                + "\",\"protocol\":\"SIA2\",\"access_url\":\"" + url + "\"," + rest + "}";
    }

    @BeforeEach
    void write() throws Exception {
        log = write(LINES);
    }

    private Path write(List<String> lines) throws Exception {
        return Files.writeString(
                folder.resolve("run.jsonl"), lines.stream().collect(Collectors.joining("\n", "", "\n")));
    }

    @Test
    void tellsTheWholeStoryTheHostsOwnTroubleFirst() {
        Cli told = Cli.run("log", log.toString());
        assertThat(told.status()).isZero();
        assertThat(told.err()).isEmpty();
        assertThat(told.out()).isEqualTo("""
                        run         2026-11-23T12:00:00Z, 5f1c, skytrawl 0.1
                        asking for  datasets of any type within 0.5 deg of RA 10, Dec 20
                        options     timeout 20 s, up to 16 a host, 512 at once
                        chosen from 6 services in http://r/tap, read 2026-11-23T09:00:00Z
                          passed over http://q/tap: down
                        asked       3 services: 1 answered, 1 failed, 1 timed out
                        skipped     3 services: 1 outside the region, 1 only repeats others, 1 on hosts that are down
                        found       2 datasets (1 duplicate merged away) in 1.5 s, until 2026-11-23T12:00:00Z
                          ivo://x/good (SIA2): 2 unique, 0 shared
                        MISSING     data of 3 services, by host and cause:
                          down.example: this host returned nothing
                            skipped    SIA2   ivo://x/down: refuses connections
                            timed out  SIA2   ivo://x/late: while connecting
                          up.example
                            failed     SIA2   ivo://x/bad: HTTP_STATUS: gone [31m
                        """);
    }

    @Test
    void failedIsALineForEachThatIsMissing() {
        assertThat(Cli.run("log", log.toString(), "--failed").out())
                .isEqualTo("skipped\tSIA2\tivo://x/down\thttp://down.example/b\trefuses connections\n"
                        + "timed_out\tSIA2\tivo://x/late\thttp://down.example/a\twhile connecting\n"
                        + "failed\tSIA2\tivo://x/bad\thttp://up.example/b\tHTTP_STATUS: gone [31m\n");
    }

    @Test
    void explainsWhatBecameOfAResource() {
        Cli good = Cli.run("log", log.toString(), "--explain", "IVO://x/good");
        assertThat(good.out())
                .startsWith("SIA2 service of ivo://x/good\n  title         The good\n")
                .contains("  query         http://q/?x\n")
                .contains("  left out      ivo://x/twin (SIA2): same URL\n");
        Cli none = Cli.run("log", log.toString(), "--explain", "ivo://x/goof");
        assertThat(none.status()).isEqualTo(1);
        assertThat(none.err())
                .startsWith(
                        "skytrawl log: the log has no service of ivo://x/goof; similar identifiers are ivo://x/good");
    }

    @Test
    void anUnfinishedLogIsToldToo() throws Exception {
        String selected = "{\"event\":\"selected\"" + HEAD + ",\"ivoid\":\"ivo://x/%s\",\"title\":\"\","
                + "\"protocol\":\"SIA2\",\"access_url\":\"http://up.example/%s\",\"query\":\"q\"}";
        write(List.of(
                RUN + "}",
                REGISTRY.replace("\"candidates\":6", "\"candidates\":2"),
                selected.formatted("good", "a"),
                selected.formatted("slow", "s"),
                LINES.get(2),
                "{\"event\":\"ser"));
        // a torn line has no end
        Files.writeString(log, Files.readString(log).stripTrailing());
        Cli told = Cli.run("log", log.toString());
        assertThat(told.out())
                .contains("unfinished  the run was killed or is still running: 1 of 2 services had ended\n")
                .contains("  note: line 6, the last, is incomplete and was ignored\n")
                .contains("    not ended  SIA2   ivo://x/slow: the log ends before this service did\n");
        assertThat(Cli.run("log", log.toString(), "--failed").err()).contains("1 of 2 services had ended");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "log                     | Missing required parameter: 'RUN.jsonl'",
                "log nofile.jsonl        | nofile.jsonl cannot be read as a log: there is no such file",
                "log LOG --failed --explain ivo://a | give --failed or --explain, not both",
                "log OTHER               | other.csv cannot be read as a log: line 1: it is no JSON object, as all lines of a log are",
                "retry LOG --log n.jsonl | Missing required option: '--into=FILE'",
                "retry LOG --into OTHER  | give --log FILE for the log of this run",
                "retry LOG --into OTHER --log LOG | --log and RUN.jsonl name the same file",
                "retry LOG --into OTHER --log OTHER | --into and --log name the same file",
                "retry LOG --into . --log n.jsonl | --into: . is a folder",
                "retry LOG --into LOG --log n.jsonl | --into and RUN.jsonl name the same file",
                "retry LOG --into nofile.vot --log n.jsonl | there is no file nofile.vot, and without the result of the run",
                "retry LOG --into OTHER --log n.jsonl --max-records 5 | --max-records would write a file",
                "retry LOG --into OTHER --log n.jsonl | lacks the columns",
                "rerun LOG -o LOG        | -o and RUN.jsonl name the same file",
                "rerun LOG --log LOG     | --log and RUN.jsonl name the same file",
                "rerun OTHER             | other.csv cannot be read as a log",
            })
    void wrongUsageIsOneLine(String args, String message) throws Exception {
        Path other = Files.writeString(folder.resolve("other.csv"), "s_ra,s_dec\n1,2\n", StandardCharsets.UTF_8);
        Cli wrong = Cli.run(Arrays.stream(args.strip().split(" +"))
                .map(arg -> arg.replace("LOG", log.toString()).replace("OTHER", other.toString()))
                .toArray(String[]::new));
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err()).contains(message.strip()).hasLineCount(1);
        assertThat(wrong.out()).isEmpty();
        assertThat(Path.of("n.jsonl")).doesNotExist();
    }
}
