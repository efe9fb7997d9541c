package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.fault.FaultPlan;
import org.skytrawl.simvo.ssa.SsaDialect;
import org.skytrawl.simvo.universe.Dataset;
import org.skytrawl.simvo.universe.SimOptions;
import org.skytrawl.simvo.universe.SimProtocol;
import org.skytrawl.simvo.universe.SimService;

/** The command {@code check}: its forms of report, its services, its exit status. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CheckIT {
    private static final long SEED = 7;

    @TempDir
    private Path folder;

    private static SimService service(SimulatedVo vo, SimProtocol protocol) {
        return vo.universe().services().stream()
                .filter(service -> service.protocol() == protocol)
                // what an answer lacks is a finding
                .filter(service -> protocol != SimProtocol.SSA
                        || SsaDialect.of(SEED, service.number()).hasWhatIsMandatory())
                .findFirst()
                .orElseThrow();
    }

    private static String ivoid(SimulatedVo vo, SimService service) {
        return vo.universe().resources().stream()
                .filter(resource -> resource.capabilities().stream()
                        .anyMatch(capability -> capability.accessUrl().equals(service.baseUrl())))
                .findFirst()
                .orElseThrow()
                .ivoid();
    }

    @Test
    void checksServicesOfResourcesInTheRegistry() throws Exception {
        try (SimulatedVo vo = SimulatedVo.start(SimOptions.of(60, SEED))) {
            for (SimProtocol protocol : SimProtocol.values()) {
                SimService service = service(vo, protocol);
                List<String> arguments = new ArrayList<>(
                        List.of("check", option(protocol), ivoid(vo, service), "--registry", vo.registryUrl()));
                if (protocol == SimProtocol.SSA) {
                    // spectra are few and small: the middle of a coverage may have none
                    Dataset some = service.published().getFirst().dataset();
                    arguments.addAll(List.of("--cone", some.raDeg() + "," + some.decDeg() + ",0.1"));
                }
                Cli said = Cli.process(folder, arguments.toArray(String[]::new));
                assertThat(said.out())
                        .as(said.err())
                        .contains(service.baseUrl(), "resource      " + ivoid(vo, service), "\nQuestions\n", "plain ")
                        .endsWith("verdict     0 errors, 0 warnings, 0 notes\n");
                assertThat(said.err()).contains("asking      plain: the circle\n");
                assertThat(said.status()).isZero();
            }
            Cli unknown = Cli.process(
                    folder, "check", "--sia2", "ivo://sim.skytrawl/nothing", "--registry", vo.registryUrl());
            assertThat(unknown.err()).contains("has no service of ivo://sim.skytrawl/nothing");
            assertThat(unknown.status()).isEqualTo(1);
        }
    }

    private static String option(SimProtocol protocol) {
        return "--" + protocol.name().toLowerCase(java.util.Locale.ROOT);
    }

    @Test
    void reportsErrorsWithClauseAndExample() throws Exception {
        SimOptions faulty = SimOptions.of(10, SEED).withFaults(FaultPlan.parse("odd-fill-values=1"));
        try (SimulatedVo vo = SimulatedVo.start(faulty)) {
            Cli said = Cli.process(
                    folder, "check", "--sia2", service(vo, SimProtocol.SIA2).baseUrl(), "-q");
            assertThat(said.out())
                    .contains("\nErrors\n  CELL_OUT_OF_RANGE  ")
                    .contains("    clause      VOTable 1.4 section 4.7\n")
                    .containsPattern(
                            "\\d+ times +numbers of \\w+ are outside of what it can have; for\\s+example row 1:")
                    .containsPattern("verdict     \\d errors, 0 warnings, 0 notes\n$");
            assertThat(said.err()).isEmpty();
            assertThat(said.status()).isEqualTo(3);
        }
    }

    @Test
    void saysThatAServiceDoesNotAnswer() {
        Cli said = Cli.run("check", "--sia2", "http://127.0.0.1:1/x?", "--cone", "1,2,0.1");
        assertThat(said.out())
                .contains("NO_ANSWER", "not asked     maxrec-1, ")
                .endsWith("verdict     the service did not answer\n");
        assertThat(said.status()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--cone 1,2,0.1 | give one service: --sia1 or --sia2 or --ssa or --obstap",
                "--sia2 http://x/ --obstap http://x/ | give one service",
                "--sia2 nothing | is no http or https URL",
                "--sia2 http://x/ --cone 1,2 | --cone: ",
                "--sia1 http://127.0.0.1:1/ | a cone is needed: SIA1 has no query without a position",
                "--obstap http://x/#a;b | is not the name of a table in ADQL",
                "--sia2 http://x/ --registry http://y/ | --registry is only for the identifier of a resource",
                "--sia2 http://x/ --format xml | --format"
            })
    void refusesWrongUsage(String arguments, String message) {
        Cli said = Cli.run(("check " + arguments).split(" "));
        assertThat(said.err()).contains(message);
        assertThat(said.out()).isEmpty();
        assertThat(said.status()).isEqualTo(2);
    }

    /** Answers of real services. */
    @ParameterizedTest
    @CsvSource({
        "01-did-null-a, CELL_NULL_WORD",
        "02-null-words, CELL_NULL_WORD",
        "08-one-short-row, ROW_WIDTH",
        "10-em-units, UNIT_UNKNOWN",
        "21-bands-not-positive, CELL_OUT_OF_RANGE",
        "22-fill-values, CELL_OUT_OF_RANGE",
        "24-bare-ampersand, XML_REPAIRED",
        "25-html-entities, XML_REPAIRED",
        "31-php-warning-before, XML_REPAIRED",
        "39-urls, URL_ODD",
        "41-hint-truncated, TRUNCATED_WITH_OK"
    })
    void findsWhatTheWildHas(String file, String code) throws IOException {
        try (LoopbackServices services = new LoopbackServices();
                InputStream in = Objects.requireNonNull(CheckIT.class.getResourceAsStream("/wild/" + file + ".xml"))) {
            services.sending("wild", 200, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            Cli said = Cli.run("check", "--sia2", "http://" + services.host() + "/wild?", "--cone", "10,20,0.5", "-q");
            assertThat(said.out()).contains("\n  " + code + "  ");
            // which also ignores all that it is asked
            assertThat(said.out()).contains("\n  MAXREC_IGNORED  ", "\n  WRONG_ACCEPTED  ", "\n  CONTENT_TYPE  ");
            assertThat(said.status()).isEqualTo(3);
        }
    }

    @Test
    void endsAtOnceWhenInterrupted() throws Exception {
        try (LoopbackServices services = new LoopbackServices().hanging("silent")) {
            Process process = Cli.start(
                    folder,
                    List.of("check", "--sia2", "http://" + services.host() + "/silent?", "--cone", "10,20,0.5"));
            try (BufferedReader err =
                    new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
                assertThat(err.readLine()).startsWith("asking      plain");
                // not INT: a JVM that was started in the background ignores it
                new ProcessBuilder("kill", "-TERM", Long.toString(process.pid()))
                        .start()
                        .waitFor();
                assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isEqualTo(128 + 15);
                assertThat(err.lines()).containsExactly("skytrawl check: interrupted: the service was not judged");
            } finally {
                process.destroyForcibly();
            }
        }
    }
}
