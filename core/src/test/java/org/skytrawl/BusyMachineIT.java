package org.skytrawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run in a process that may open few files, and one that is stopped for a while, as a busy machine does. */
class BusyMachineIT {
    private static final int DEADLINE_S = 120;

    @TempDir
    private Path folder;

    private LoopbackVo vo;

    @BeforeEach
    void start() throws Exception {
        vo = new LoopbackVo();
    }

    @AfterEach
    void stop() {
        vo.close();
    }

    private Process asking(String limit, String... arguments) throws Exception {
        assumeThat(Path.of("/bin/sh")).exists();
        List<String> urls =
                vo.services().stream().map(service -> service.accessUrl()).toList();
        Path list = Files.write(folder.resolve("services"), urls);
        List<String> words = new ArrayList<>(List.of(
                "/bin/sh",
                "-c",
                (limit.isEmpty() ? "" : "ulimit -n " + limit + " && ") + "exec \"$0\" \"$@\"",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                AskingProcess.class.getName(),
                list.toString()));
        words.addAll(List.of(arguments));
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
    }

    private List<String> said(Process process) throws Exception {
        try {
            assertThat(process.waitFor(DEADLINE_S, TimeUnit.SECONDS)).isTrue();
            return Files.readAllLines(folder.resolve("said"));
        } finally {
            process.destroyForcibly();
        }
    }

    private int answering() {
        int count = 300;
        for (int i = 0; i < count; i++) {
            vo.answering("s" + i, "d" + i);
        }
        return count;
    }

    @Test
    void asksFewerAtOnceWhereFewFilesMayBeOpen() throws Exception {
        int count = answering();
        // the JVM itself has some dozens open
        List<String> said = said(asking("128", "20"));
        assertThat(said).contains("outcomes {answered=" + count + "}", "datasets " + count);
    }

    @Test
    void tooManyOpenFilesAreNobodysFailure() throws Exception {
        int count = answering();
        List<String> said = said(asking("256", "20", "hog"));
        assertThat(said).contains("hogged true", "outcomes {answered=" + count + "}", "datasets " + count);
    }

    @Test
    void timeInWhichTheProcessStoodStillIsTakenOffNobody() throws Exception {
        assumeThat(Path.of("/bin/kill")).exists();
        CountDownLatch isAsked = new CountDownLatch(5);
        CountDownLatch goesOn = new CountDownLatch(1);
        for (int i = 0; i < 5; i++) {
            String name = "s" + i;
            vo.add(name, exchange -> {
                isAsked.countDown();
                assertThat(goesOn.await(60, TimeUnit.SECONDS)).isTrue();
                LoopbackVo.send(exchange, 200, LoopbackVo.table(List.of(name), "OK"));
            });
        }
        Process process = asking("", "3");
        assertThat(isAsked.await(60, TimeUnit.SECONDS)).isTrue();
        signal(process, "STOP");
        // for longer than the services have: this is what the test is about
        assertThat(process.waitFor(4, TimeUnit.SECONDS)).isFalse();
        signal(process, "CONT");
        goesOn.countDown();
        List<String> said = said(process);
        assertThat(said).contains("outcomes {answered=5}", "datasets 5");
        assertThat(said)
                .filteredOn(line -> line.startsWith("stalled"))
                .singleElement()
                .satisfies(line -> assertThat(Double.parseDouble(line.substring("stalled ".length())))
                        .isBetween(3.0, 60.0));
    }

    private static void signal(Process process, String name) throws Exception {
        assertThat(new ProcessBuilder("/bin/kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }
}
