package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A signal ends the run, and what there is is written. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InterruptionIT {
    private static final String ONE_IMAGE = """
            <VOTABLE><RESOURCE type="results"><INFO name="QUERY_STATUS" value="OK"/><TABLE>
            <FIELD name="dataproduct_type" datatype="char" arraysize="*"/>
            <FIELD name="access_url" datatype="char" arraysize="*"/>
            <DATA><TABLEDATA><TR><TD>image</TD><TD>http://data.example/1.fits</TD></TR></TABLEDATA></DATA>
            </TABLE></RESOURCE></VOTABLE>
            """;

    @TempDir
    private Path folder;

    @Test
    void writesWhatThereIs() throws Exception {
        CountDownLatch bothAsked = new CountDownLatch(2);
        CountDownLatch never = new CountDownLatch(1);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 16);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/good", exchange -> {
            byte[] body = ONE_IMAGE.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
            bothAsked.countDown();
        });
        server.createContext("/hanging", exchange -> {
            bothAsked.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        Path list = Files.writeString(
                folder.resolve("list.csv"),
                "ivoid,title,standard_id,access_url\nivo://x/good,Good,sia2," + url
                        + "/good?\nivo://x/hanging,Hanging,sia2," + url + "/hanging?\n");
        Path found = folder.resolve("found.csv");
        Path log = folder.resolve("run.jsonl");
        Process process = Cli.start(
                folder,
                List.of(
                        "images",
                        "--services",
                        list.toString(),
                        "--cone",
                        "1,2,3",
                        "-o",
                        found.toString(),
                        "--log",
                        log.toString()));
        try (BufferedReader err =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            assertThat(bothAsked.await(30, TimeUnit.SECONDS)).isTrue();
            waitUntilLogged(log, "\"outcome\":\"answered\"");
            // as kill does; Ctrl-C takes the same way, and ends with 130
            process.toHandle().destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(128 + 15);
            assertThat(err.lines()).anyMatch(line -> line.contains("1 answered, 1 cancelled"));
            assertThat(Files.readAllLines(found)).hasSize(2);
            assertThat(Files.readString(log))
                    .contains("\"outcome\":\"cancelled\"")
                    .contains("\"cancelled\":true");
        } finally {
            process.destroyForcibly();
            never.countDown();
            server.stop(0);
        }
    }

    @Test
    void aDemoIsNotJudged() throws Exception {
        Process process = Cli.start(folder, List.of("demo"));
        try (BufferedReader err = process.errorReader()) {
            List<String> lines = new ArrayList<>();
            for (String line = err.readLine(); line != null; line = err.readLine()) {
                lines.add(line);
                if (line.startsWith("chosen from ")) {
                    process.toHandle().destroy();
                }
            }
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(128 + 15);
            assertThat(lines).as(String.join("\n", lines)).noneMatch(line -> line.startsWith("verdict"));
            assertThat(lines.getLast())
                    .isEqualTo("not judged  the demo was interrupted: its result is not compared with the truth");
        } finally {
            process.destroyForcibly();
        }
    }

    /** A pipe that nobody reads yet is a disk that takes its time. */
    @Test
    void onceWhileWritingWaitsForTheFile() throws Exception {
        try (LoopbackServices services = new LoopbackServices().answering("good", "a", "b")) {
            Path pipe = pipe();
            Process process = writingTo(pipe, services);
            try (BufferedReader err = process.errorReader()) {
                interruptedWhileWriting(process, err);
                assertThat(Files.readAllLines(pipe)).hasSize(3);
                assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isEqualTo(128 + 15);
                assertThat(err.lines()).contains("written     all to " + pipe);
            } finally {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void twiceEndsAtOnce() throws Exception {
        try (LoopbackServices services = new LoopbackServices().answering("good", "a", "b")) {
            Process process = writingTo(pipe(), services);
            try (BufferedReader err = process.errorReader()) {
                interruptedWhileWriting(process, err);
                process.toHandle().destroy();
                assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isEqualTo(128 + 15);
                assertThat(err.lines())
                        .contains(
                                "skytrawl: interrupted twice: ended at once; output that was not yet written is lost");
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private Path pipe() throws Exception {
        Path pipe = folder.resolve("pipe.csv");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        return pipe;
    }

    private Process writingTo(Path pipe, LoopbackServices services) throws Exception {
        Path log = folder.resolve("run.jsonl");
        Process process = Cli.start(
                folder,
                List.of(
                        "images",
                        "--services",
                        services.list(folder),
                        "--cone",
                        "10.68,41.27,0.2",
                        "-o",
                        pipe.toString(),
                        "--log",
                        log.toString()));
        waitUntilLogged(log, "\"event\":\"summary\"");
        return process;
    }

    private static void interruptedWhileWriting(Process process, BufferedReader err) throws Exception {
        process.toHandle().destroy();
        String line = err.readLine();
        while (!line.startsWith("interrupted: ")) {
            line = err.readLine();
        }
        assertThat(process.isAlive()).isTrue();
    }

    private static void waitUntilLogged(Path log, String text) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!Files.exists(log) || !Files.readString(log).contains(text)) {
            assertThat(System.nanoTime()).as("logged in time").isLessThan(end);
            // a spinning test would take the time from the process that it tests
            Thread.sleep(10);
        }
    }
}
