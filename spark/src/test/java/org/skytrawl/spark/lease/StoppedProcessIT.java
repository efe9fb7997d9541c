package org.skytrawl.spark.lease;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real processes: one that asks a host is stopped for longer than its lease, and goes on when its successor asks. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class StoppedProcessIT {
    private final SynchronousQueue<String> requests = new SynchronousQueue<>();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Process> processes = new ArrayList<>();
    private HttpServer server;

    @TempDir
    private Path temporary;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 50);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            try {
                // the test decides when a request is answered
                var unused = requests.offer(exchange.getRequestURI().getPath(), 300, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                atOnce.decrementAndGet();
            }
            byte[] body = "answer".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
        server.stop(0);
        threads.shutdownNow();
    }

    private Process asking(String name) throws IOException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AskingProcess.class.getName(),
                        temporary.toString(),
                        "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        processes.add(process);
        return process;
    }

    private static void signal(String signal, Process process) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private String next() throws InterruptedException {
        String path = requests.poll(30, TimeUnit.SECONDS);
        assertThat(path).as("a request within 30 s").isNotNull();
        return path;
    }

    @Test
    void askNothingAfterItsSuccessorHasBegun() throws Exception {
        Process first = asking("first");
        BufferedReader ofFirst = first.inputReader();
        assertThat(ofFirst.readLine()).isEqualTo("taken 1");
        for (int i = 0; i < 20; i++) {
            assertThat(next()).isEqualTo("/first");
        }
        long stoppedNanos = System.nanoTime();
        signal("STOP", first);

        Process second = asking("second");
        BufferedReader ofSecond = second.inputReader();
        assertThat(ofSecond.readLine()).isEqualTo("taken 2");
        Duration waited = Duration.ofNanos(System.nanoTime() - stoppedNanos);
        assertThat(waited).isGreaterThan(AskingProcess.TERMS.mayAsk().plus(AskingProcess.TERMS.longestRequest()));
        String path = next();
        // one that was under way when the process was stopped
        while (path.equals("/first")) {
            path = next();
        }
        assertThat(path).isEqualTo("/second");

        signal("CONT", first);
        int ofSuccessor = 0;
        while (first.isAlive()) {
            String asked = requests.poll(100, TimeUnit.MILLISECONDS);
            assertThat(asked).isNotEqualTo("/first");
            ofSuccessor += asked == null ? 0 : 1;
        }
        assertThat(ofFirst.readLine()).isEqualTo("lost");
        for (int i = 0; i < 20; i++) {
            assertThat(next()).isEqualTo("/second");
        }
        assertThat(ofSuccessor).isPositive();
        assertThat(mostAtOnce.get()).isEqualTo(1);
        assertThat(second.isAlive()).isTrue();
    }

    @Test
    void aKilledProcessIsFollowedWhenItsLastRequestHasEnded() throws Exception {
        Process first = asking("first");
        assertThat(first.inputReader().readLine()).isEqualTo("taken 1");
        assertThat(next()).isEqualTo("/first");
        first.destroyForcibly().waitFor();
        Process second = asking("second");
        assertThat(second.inputReader().readLine()).isEqualTo("taken 2");
        String path = next();
        while (path.equals("/first")) {
            path = next();
        }
        assertThat(path).isEqualTo("/second");
        assertThat(mostAtOnce.get()).isEqualTo(1);
    }
}
