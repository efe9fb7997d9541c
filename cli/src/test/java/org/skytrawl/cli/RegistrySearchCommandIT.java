package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.universe.SimOptions;

/** The command that searches, against a simulated registry. */
@Timeout(120)
class RegistrySearchCommandIT {
    @SuppressWarnings("NullAway.Init")
    private static SimulatedVo vo;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeAll
    static void start() throws IOException {
        vo = SimulatedVo.start(SimOptions.of(40, 11));
    }

    @AfterAll
    static void stop() {
        vo.close();
    }

    private static Cli search(String... args) {
        List<String> words = new ArrayList<>(List.of("registry", "search", "--registry", vo.registryUrl()));
        words.addAll(Arrays.asList(args));
        return Cli.run(words.toArray(String[]::new));
    }

    @Test
    void aLineIsAResource() {
        Cli cli = search("--service-type", "sia1", "--cone", "10.68,41.27,5");
        assertThat(cli.status()).isZero();
        assertThat(cli.out().lines())
                .isNotEmpty()
                .allMatch(line -> line.matches("ivo://sim\\.skytrawl/[^\\t]*\\t[^\\t]*SIA[^\\t]*\\t[^\\t]+"))
                .isSorted();
        assertThat(cli.err())
                .contains("registry    " + vo.registryUrl())
                .contains(cli.out().lines().count() + " resource")
                .doesNotContain("cut off");
    }

    @Test
    void saysThatItIsCutOff() {
        Cli cli = search("--author", "%", "--limit", "3");
        assertThat(cli.status()).isZero();
        assertThat(cli.out()).hasLineCount(3);
        assertThat(cli.err()).contains("3 resources; truncated at --limit 3: there are more");
    }

    @Test
    void nothingFoundIsNoFailure() {
        Cli cli = search("platypus");
        assertThat(cli.status()).isZero();
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err()).contains("no matching resource");
        assertThat(search("platypus", "-q").err()).isEmpty();
    }

    @Test
    void jsonHasAllThatIsKnown() {
        Cli cli = search("--ivoid", "IVO://sim.skytrawl/registry", "--json");
        assertThat(cli.status()).isZero();
        assertThat(cli.out())
                .hasLineCount(1)
                .startsWith("{\"ivoid\":\"ivo://sim.skytrawl/registry\",")
                .contains("\"standard_id\":\"ivo://ivoa.net/std/tap\"");
    }

    @Test
    void conceptsAreExpandedFromAFile() throws IOException {
        Path file = Files.writeString(
                folder.resolve("uat.json"),
                "{\"terms\": {\"methods\": {\"narrower\": [\"surveys\"]}, \"surveys\": {\"wider\": [\"methods\"]}}}");
        String uat = file.toString();
        assertThat(search("--uat", "methods", "--uat-file", uat).err()).contains("no matching resource");
        assertThat(search("--uat", "methods", "--uat-down", "1", "--uat-file", uat)
                        .out())
                .hasLineCount(search("--author", "%").out().split("\n").length);
    }
}
