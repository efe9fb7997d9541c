package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.universe.SimOptions;
import org.skytrawl.simvo.universe.SimProtocol;

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

    /** All that simvo has, also those of theory, which only a run leaves out; the list goes back into a run. */
    @Test
    void findsSsaServicesAndWritesThemAsAList() throws IOException {
        Path list = folder.resolve("ssa.csv");
        Cli cli = search("--service-type", "ssa", "-o", list.toString());
        assertThat(cli.status()).as(cli.err()).isZero();
        Set<String> registered = vo.universe().resources().stream()
                .filter(resource -> resource.capabilities().stream()
                        .anyMatch(it -> it.service() >= 0
                                && vo.universe().services().get(it.service()).protocol() == SimProtocol.SSA))
                .map(resource -> resource.ivoid().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        assertThat(cli.out().lines().map(line -> line.split("\t", -1)[0]))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(registered);
        assertThat(Files.readString(list)).contains("ivo://ivoa.net/std/ssa", "max_search_radius");

        Cli run = Cli.run(
                "spectra", "--cone", "10.68,41.27,0.5", "--services", list.toString(), "-o", folder + "/found.vot");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).containsPattern("found +[1-9]\\d* datasets").contains("complete ");
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
