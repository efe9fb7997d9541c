package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.universe.SimOptions;

/** {@code --target}, against the simulated name resolver and its faults. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TargetIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private SimulatedVo vo;

    @SuppressWarnings("NullAway.Init")
    private LoopbackServices services;

    @BeforeEach
    void start() throws Exception {
        vo = SimulatedVo.start(SimOptions.of(10, 7));
        services = new LoopbackServices().answering("good", "a");
    }

    @AfterEach
    void stop() {
        services.close();
        vo.close();
    }

    @Test
    void aNameStandsInForAPositionAndTheLogSaysWhoseWordThatIs() throws Exception {
        Path log = folder.resolve("run.jsonl");
        Path found = folder.resolve("found.vot");
        Cli said = images(vo.sesameUrl(), "M31", "--log", log.toString(), "-o", found.toString());
        assertThat(said.err())
                .contains("target      M31 is at RA 10.684708, Dec 41.26875, says Simbad through " + vo.sesameUrl()
                        + "\n")
                .contains("asking for  image within 0.2 deg of RA 10.684708, Dec 41.26875\n");
        assertThat(said.status()).isZero();
        assertThat(Files.readAllLines(log).getFirst())
                .contains(
                        "\"target\":{\"name\":\"M31\",\"ra_deg\":10.68470833,\"dec_deg\":41.26875,\"source\":\"Simbad\"")
                .contains("\"service\":\"" + vo.sesameUrl() + "\"")
                .contains("\"cached\":false");
        assertThat(Files.readString(found)).contains("<INFO name=\"target\" value=\"M31\"");

        assertThat(images(vo.sesameUrl(), "M31").err()).contains(vo.sesameUrl() + ", cached just now\n");
    }

    @Test
    void aNameThatNobodyKnowsEndsBeforeAnythingIsAskedOrWritten() throws Exception {
        Path found = folder.resolve("found.vot");
        Cli said = images(vo.sesameUrl(), "M 31x", "-o", found.toString());
        assertThat(said.status()).isEqualTo(1);
        assertThat(said.errWithoutWaits())
                .isEqualTo("skytrawl images: Simbad, NED and VizieR do not know the name 'M 31x' (answer of "
                        + vo.sesameUrl() + "); check the spelling, or give a position with --cone\n");
        assertThat(found).doesNotExist();
        assertThat(services.asked()).isZero();
    }

    @Test
    void faultyResolversAreSaidOneByOne() throws Exception {
        String html = vo.sesameUrl("html");
        String entity = vo.sesameUrl("billion-laughs");
        Cli said = images(html + " " + entity + " " + vo.sesameUrl(), "error");
        assertThat(said.status()).isEqualTo(1);
        assertThat(said.err())
                .contains("no name resolver gave a position for 'error' (" + html
                        + ": it did not answer as Sesame does; ")
                .contains(entity + ": it did not answer as Sesame does; ")
                .contains(vo.sesameUrl()
                        + ": it says *** The database does not answer); give a position with --cone instead");
        Cli next = images(vo.sesameUrl("http-500") + " " + vo.sesameUrl(), "NGC 224");
        assertThat(next.status()).isZero();
        assertThat(next.err()).contains("  passed over " + vo.sesameUrl("http-500") + ": HTTP 500\n");
    }

    @Test
    void endsAtOnceWhenInterruptedMeanwhile() throws Exception {
        Process process = Cli.start(
                folder,
                Map.of("SKYTRAWL_SESAME", vo.sesameUrl("hang-before-headers")),
                List.of("services", "--target", "M31", "--radius", "0.2", "--sia2", "http://127.0.0.1:1/"));
        try (BufferedReader err = process.errorReader()) {
            assertThat(err.readLine())
                    .isEqualTo("waiting     for " + vo.sesameUrl("hang-before-headers") + " (the name resolver)");
            process.toHandle().destroy();
            assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(128 + 15);
            assertThat(err.readLine())
                    .isEqualTo(
                            "skytrawl services: interrupted during the name resolution of 'M31': no service was queried");
        } finally {
            process.destroyForcibly();
        }
    }

    private Cli images(String sesame, String name, String... more) throws Exception {
        List<String> args = new ArrayList<>(
                List.of("images", "--target", name, "--radius", "12arcmin", "--services", services.list(folder)));
        args.addAll(List.of(more));
        return Cli.process(folder, Map.of("SKYTRAWL_SESAME", sesame), args.toArray(String[]::new));
    }
}
