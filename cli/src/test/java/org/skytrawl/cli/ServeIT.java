package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.http.Latency;
import org.skytrawl.simvo.universe.SimOptions;

/** {@code skytrawl serve} as a process. */
@Timeout(180)
class ServeIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Map<String, String> data() {
        return Map.of("XDG_DATA_HOME", folder.resolve("data").toString());
    }

    private static String ask(String method, String url, String body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url))
                                .timeout(PATIENCE)
                                .header("Content-Type", "application/json")
                                .method(method, HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** With 300 services that hang, readers of events, and a name in the browser's bar. */
    @Test
    void endsWithinTwoSecondsAndKeepsWhatItHas() throws Exception {
        try (SimulatedVo vo = SimulatedVo.start(SimOptions.of(300, 1)
                .withLayout(SimOptions.Layout.PLAIN)
                .withLatency(new Latency.Fixed(Duration.ofMinutes(5))))) {
            Process process =
                    Cli.start(folder, data(), List.of("serve", "--port", "0", "--registry", vo.registryUrl()));
            try (BufferedReader out = process.inputReader();
                    BufferedReader err = process.errorReader()) {
                String url = out.readLine();
                assertThat(url).matches("http://127\\.0\\.0\\.1:[0-9]+/");
                String run = ask("POST", url + "api/runs", "{\"cone\": \"10,10,1\", \"timeout\": \"5min\"}");
                String id = run.substring(7, run.indexOf('"', 7));
                long end = System.nanoTime() + PATIENCE.toNanos();
                while (!ask("GET", url + "api/runs/" + id, "").contains("\"running\":300")) {
                    assertThat(System.nanoTime() - end).isNegative();
                    Thread.sleep(50);
                }
                HttpClient reader = HttpClient.newHttpClient();
                var stream = reader.send(
                        HttpRequest.newBuilder(URI.create(url + "api/runs/" + id + "/events"))
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
                assertThat(stream.body().read()).isPositive();

                long start = System.nanoTime();
                // as kill does; Ctrl-C takes the same way, and ends with 130
                process.toHandle().destroy();
                assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(2500));
                assertThat(process.exitValue()).isEqualTo(128 + 15);
                assertThat(err.lines().toList()).hasSize(1).first().asString().startsWith("runs are kept in ");
                try (Stream<Path> files = Files.walk(folder)) {
                    Path record = files.filter(file -> file.endsWith(id + "/run.json"))
                            .findFirst()
                            .orElseThrow();
                    assertThat(Files.readString(record))
                            .contains("\"INTERRUPTED\"")
                            .contains("\"cancelled\":300");
                    assertThat(Files.exists(record.resolveSibling("result.jsonl")))
                            .isTrue();
                    assertThat(Files.readAllLines(record.resolveSibling("log.jsonl"))
                                    .getLast())
                            .contains("\"cancelled\":true");
                }
            } finally {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void aPortInUseIsSaid() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1"))) {
            Cli serve = Cli.process(folder, data(), "serve", "--port", "" + taken.getLocalPort());
            assertThat(serve.status()).isEqualTo(1);
            assertThat(serve.err())
                    .isEqualTo("skytrawl serve: port " + taken.getLocalPort()
                            + " of 127.0.0.1 is in use, perhaps by another"
                            + " skytrawl serve: choose another with --port, or --port 0 for any free one\n");
        }
    }

    @Test
    void aNameThatNoMachineHasIsSaid() throws Exception {
        Cli serve = Cli.process(folder, data(), "serve", "--port", "0", "--bind", "no-machine.invalid");
        assertThat(serve.status()).isEqualTo(1);
        assertThat(serve.err())
                .isEqualTo("skytrawl serve: cannot listen on no-machine.invalid: no machine has this name\n");
    }

    @Test
    void anAddressOfAnotherMachineIsSaid() throws Exception {
        Cli serve = Cli.process(folder, data(), "serve", "--port", "0", "--bind", "192.0.2.1");
        assertThat(serve.status()).isEqualTo(1);
        assertThat(serve.err())
                .startsWith("skytrawl serve: cannot listen on 192.0.2.1:0: ")
                .hasLineCount(1);
    }

    /** The start of the others must not become slower by it. */
    @Test
    void otherCommandsLoadNothingOfTheServer() throws Exception {
        try (SimulatedVo vo = SimulatedVo.start(SimOptions.of(10, 1))) {
            for (List<String> command : List.of(
                    List.of("--version"),
                    List.of("images", "--cone", "10.68,41.27,0.2", "--registry", vo.registryUrl()))) {
                Path classes = folder.resolve("classes.log");
                // the options of TestJvm end what the environment begins to log
                List<String> whole = TestJvm.command();
                whole.add("-Xlog:class+load:file=" + classes + ":none");
                whole.add("org.skytrawl.cli.Main");
                whole.addAll(command);
                ProcessBuilder builder = new ProcessBuilder(whole)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD);
                builder.environment().put("XDG_CACHE_HOME", folder.toString());
                assertThat(builder.start().waitFor()).isZero();
                try (Stream<String> lines = Files.lines(classes)) {
                    assertThat(lines.filter(line -> line.contains("org.skytrawl.server.")
                                    || line.contains("org.eclipse.jetty.")
                                    || line.contains("io.javalin.")))
                            .as(String.join(" ", command))
                            .isEmpty();
                }
                assertThat(Files.readString(classes)).contains("org.skytrawl.cli.Main");
            }
        }
    }

    @Test
    void onAMachineWithOtherUsersATokenIsAskedForOnLoopbackToo() throws Exception {
        Process process = Cli.start(folder, data(), List.of("serve", "--port", "0", "--bind", "127.0.0.1"));
        try (BufferedReader out = process.inputReader()) {
            String url = out.readLine();
            assertThat(url).matches("http://127\\.0\\.0\\.1:[0-9]+/\\?token=[0-9a-f]{40}");
            assertThat(ask("GET", url.substring(0, url.indexOf('?')) + "api/ping", ""))
                    .contains("token_needed");
            try (Stream<Path> all = Files.list(folder.resolve("data/skytrawl"))) {
                assertThat(all.map(ServeIT::permissions)).isNotEmpty().allMatch("rwx------"::equals);
            }
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void anotherAddressNeedsAToken() throws Exception {
        Process process = Cli.start(folder, data(), List.of("serve", "--port", "0", "--bind", "127.0.0.2"));
        try (BufferedReader out = process.inputReader()) {
            String url = out.readLine();
            assertThat(url).matches("http://127\\.0\\.0\\.2:[0-9]+/\\?token=[0-9a-f]{40}");
            String base = url.substring(0, url.indexOf('?'));
            assertThat(ask("GET", base + "api/ping", "")).contains("token_needed");
        } finally {
            process.destroyForcibly();
        }
    }

    private static String permissions(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
