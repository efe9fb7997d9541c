package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.cli.terminal.Interruption;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.universe.SimOptions;

/** A registry's choice written to a list, and explained, in processes of their own. */
@Timeout(180)
class ServicesChoiceIT {
    private static final Pattern ASKED = Pattern.compile(
            "\"ivoid\":\"([^\"]*)\".*\"access_url\":\"([^\"]*)\".*\"query\":\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final String[] QUESTION = {"--cone", "10.68,41.27,0.2", "--time", "2009-01-01..2020-12-31"};

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @AfterAll
    static void nothingIsLeftToWrite() {
        Interruption.finished();
    }

    private Cli run(String command, String... args) throws Exception {
        String[] all = new String[args.length + QUESTION.length + 1];
        all[0] = command;
        System.arraycopy(QUESTION, 0, all, 1, QUESTION.length);
        System.arraycopy(args, 0, all, QUESTION.length + 1, args.length);
        return Cli.process(folder.resolve("cache"), all);
    }

    private static Map<String, String> queries(Path log) throws Exception {
        Map<String, String> queries = new TreeMap<>();
        Matcher line = ASKED.matcher(Files.readString(log));
        while (line.find()) {
            queries.put(line.group(1) + " " + line.group(2), line.group(3));
        }
        return queries;
    }

    @Test
    void asksTheSameServicesTheSameOverTheListAndExplainsThemWithEveryRegistryDown() throws Exception {
        String list = folder.resolve("list.csv").toString();
        String explained;
        String registry;
        try (SimulatedVo vo = SimulatedVo.start(SimOptions.of(60, 3))) {
            registry = vo.registryUrl();
            Path whole = folder.resolve("whole.jsonl");
            Path listed = folder.resolve("listed.jsonl");
            Cli chosen = run("services", "--registry", registry, "-o", list);
            assertThat(chosen.status()).isZero();
            explained = chosen.out().lines().findFirst().orElseThrow();
            run("images", "--registry", registry, "--log", whole.toString(), "-o", folder + "/whole.vot");
            run("images", "--services", list, "--log", listed.toString(), "-o", folder + "/listed.vot");
            assertThat(queries(listed)).isEqualTo(queries(whole)).hasSizeGreaterThan(5);
        }
        String ivoid = explained.split("\t", -1)[2];
        Cli said = run("services", "--registry", registry, "--explain", ivoid);
        assertThat(said.status()).isZero();
        assertThat(said.out()).contains("service of " + ivoid, ": YES, it overlaps", "Outcome", "Query");
        Cli unknown = run("services", "--registry", registry, "--explain", ivoid + "x");
        assertThat(unknown.status()).isEqualTo(1);
        assertThat(unknown.err()).contains("similar identifiers are " + ivoid);
    }
}
