package org.skytrawl.simvo.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.simvo.http.Behaviour;
import org.skytrawl.simvo.http.SimHost;
import org.skytrawl.simvo.http.SimServer;

/** What a validator that nobody here wrote thinks of it; only where {@code stilts} is installed. */
class TaplintIT {
    private static SmallTap tap;
    private static SimServer server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() throws IOException {
        tap = new SmallTap();
        server = SimServer.start();
    }

    @AfterAll
    static void close() {
        server.close();
        tap.close();
    }

    @Test
    void findsNoErrorInATableOfObservations() throws Exception {
        assertNoErrors(tap.obscore);
    }

    @Test
    void findsNoErrorInARegistry() throws Exception {
        assertNoErrors(tap.registry);
    }

    private void assertNoErrors(TapService service) throws Exception {
        assumeTrue(isInstalled(), "stilts is not installed");
        SimHost host = server.host();
        host.mount("/tap", service, Behaviour.HEALTHY);
        List<String> lines = taplint(host.baseUrl() + "/tap");
        assertThat(lines).anyMatch(line -> line.startsWith("S-"));
        assertThat(lines).noneMatch(line -> line.startsWith("E-"));
    }

    private List<String> taplint(String url) throws IOException, InterruptedException {
        Path report = folder.resolve("report.txt");
        Process process = new ProcessBuilder(
                        "stilts", "-J-Djava.net.useSystemProxies=false", "taplint", "tapurl=" + url)
                .redirectErrorStream(true)
                .redirectOutput(report.toFile())
                .start();
        try {
            assertThat(process.waitFor(240, TimeUnit.SECONDS))
                    .as("taplint ends")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        List<String> lines = Files.readAllLines(report, StandardCharsets.UTF_8);
        assertThat(lines).as("taplint's report").isNotEmpty();
        return lines;
    }

    private static boolean isInstalled() {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(folder, "stilts"))) {
                return true;
            }
        }
        return false;
    }
}
