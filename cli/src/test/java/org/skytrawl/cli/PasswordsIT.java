package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.universe.SimOptions;

/** A password in a URL is in nothing that is written: neither on the terminal nor in any file. */
@Timeout(150)
@Execution(ExecutionMode.CONCURRENT)
@Order(1)
@Tag("slow")
class PasswordsIT {
    private static final String SECRET = "s3cr3t";
    private static final String DEAD = "http://user:" + SECRET + "@127.0.0.1:1/tap";

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private SimulatedVo vo;

    @BeforeEach
    void start() throws IOException {
        vo = SimulatedVo.start(SimOptions.of(30, 4));
    }

    @AfterEach
    void end() {
        vo.close();
    }

    private static String withPassword(String url) {
        return url.replaceFirst("://", "://user:" + SECRET + "@");
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private Cli process(Map<String, String> environment, String... words) throws Exception {
        Cli said = Cli.process(folder.resolve("cache"), environment, words);
        assertThat(said.out() + said.err()).as(String.join(" ", words)).doesNotContain(SECRET);
        return said;
    }

    @Test
    void noneOfARegistryIsWritten() throws Exception {
        String registry = withPassword(vo.registryUrl());
        List<String> words = new ArrayList<>(List.of("images", "--registry", registry, "--cone", "10.68,41.27,0.2"));
        words.addAll(List.of("--time", "2009-01-01..2020-12-31"));
        words.addAll(List.of("-o", file("found.vot"), "--log", file("run.jsonl")));
        Cli run = process(Map.of(), words.toArray(String[]::new));
        assertThat(run.status()).isZero();
        assertThat(run.err()).contains("services in " + vo.registryUrl());
        Map<String, String> environment = Map.of(
                "IVOA_REGISTRY",
                registry,
                "SKYTRAWL_SESAME",
                withPassword(vo.sesameUrl()),
                "https_proxy",
                "http://user:" + SECRET + "@127.0.0.1:1");
        assertThat(process(environment, "registry", "mirrors", "--check").out()).contains(vo.registryUrl());
        assertThat(process(environment, "registry", "status").out()).contains(vo.registryUrl() + "\tfresh");
        assertThat(process(
                                environment,
                                "images",
                                "--target",
                                "M31",
                                "--radius",
                                "0.2",
                                "-o",
                                file("m31.jsonl"),
                                "--log",
                                file("m31.log"))
                        .status())
                .isZero();
        assertThat(process(environment, "services", "--cone", "10.68,41.27,0.2", "-o", file("list.csv"))
                        .status())
                .isZero();
        nothingIsWritten();
    }

    @Test
    void noneOfARegistryThatIsWrongIsTold() throws Exception {
        process(Map.of(), "registry", "mirrors", "--check", "--registry", DEAD);
        process(Map.of(), "images", "--registry", DEAD, "--time", "2010-01-01", "--log", file("dead.jsonl"));
        process(Map.of("IVOA_REGISTRY", DEAD), "registry", "describe", "ivo://a/b");
        process(Map.of("http_proxy", "http://user:" + SECRET + "/@127.0.0.1:1"), "registry", "update");
        process(Map.of(), "registry", "update", "--registry", "htp://user:" + SECRET + "@host/tap");
        process(Map.of(), "registry", "update", "--registry", "user:" + SECRET + "@host/tap");
        nothingIsWritten();
    }

    @Test
    void noneOfARegistryThatIsNoUrlIsTold() throws Exception {
        for (String odd : List.of("x " + DEAD, "'\"" + DEAD + "\"'", "x:" + DEAD, DEAD.replace("//", "/"))) {
            String log = file("odd.jsonl");
            assertThat(process(Map.of(), "images", "--registry", odd, "--time", "2010-01-01", "--log", log)
                            .err())
                    .contains("is not one http or https URL");
            process(Map.of("IVOA_REGISTRY", odd), "registry", "mirrors", "--check");
        }
        nothingIsWritten();
    }

    @Test
    void noneOfOtherWordsThatAreWrongIsTold() throws Exception {
        process(
                Map.of("SKYTRAWL_SESAME", DEAD + " nothing://user:" + SECRET + "@x"),
                "images",
                "--target",
                "M31",
                "--radius",
                "0.2");
        process(Map.of("SKYTRAWL_SESAME", DEAD), "images", "--target", "M31", "--radius", "0.2");
        process(Map.of(), "images", "--sia2", DEAD, "--time", "2010-01-01", "--log", file("sia2.jsonl"));
        process(Map.of(), "images", "--sia2", DEAD.replace("http", "htp"), "--time", "2010-01-01");
        process(Map.of(), "images", "--services", DEAD, "--time", "2010-01-01");
        process(Map.of(), "images", "--sia2", "http://127.0.0.1:1/", "--time", "2010-01-01", "--log", DEAD);
        process(Map.of(), "images", DEAD);
        process(Map.of(), DEAD);
        nothingIsWritten();
    }

    @Test
    void noneOfAListOfServicesIsTold() throws Exception {
        Path list = Files.writeString(
                folder.resolve("list.txt"),
                "ivoid,title,standard_id,access_url,mirror_urls\nivo://a/b,A,sia2," + DEAD.replace(SECRET, "word") + ","
                        + DEAD.replace(SECRET, "word").replace("http", "htp") + "\n");
        Cli run = process(
                Map.of(),
                "images",
                "--services",
                list.toString(),
                "--time",
                "2010-01-01",
                "-o",
                file("listed.vot"),
                "--log",
                file("listed.jsonl"));
        assertThat(run.err()).doesNotContain("user:word").contains("htp://***@127.0.0.1:1/tap left out");
        assertThat(folder.resolve("listed.jsonl")).content().doesNotContain("user:word");
        nothingIsWritten();
    }

    @Test
    void aRerunSaysWhichHostsOfPrivateNetworksItAsks() throws Exception {
        Cli run = process(
                Map.of(),
                "images",
                "--registry",
                vo.registryUrl(),
                "--cone",
                "10.68,41.27,0.2",
                "-o",
                file("found.vot"),
                "--log",
                file("run.jsonl"));
        assertThat(run.err()).doesNotContain("private");
        Cli rerun = process(Map.of(), "rerun", file("run.jsonl"), "-q", "-o", file("again.vot"));
        assertThat(rerun.status()).isZero();
        assertThat(rerun.err())
                .matches(
                        "(?s)  warning: the log has requests to \\d+ hosts? on this machine or in private networks: 127\\..*");
        assertThat(rerun.err().lines()).hasSize(1);
    }

    private void nothingIsWritten() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                boolean packed = bytes.length > 1 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
                byte[] text = packed ? new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes() : bytes;
                assertThat(new String(text, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(SECRET);
            }
        }
    }
}
