package org.skytrawl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What services that flood a run cost it in memory, in a process of its own that has little. */
class MemoryIT {
    private static final int DEADLINE_S = 180;

    @TempDir
    private Path folder;

    private List<String> run(String heap, String what) throws Exception {
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        heap,
                        "-cp",
                        System.getProperty("java.class.path"),
                        FloodedRun.class.getName(),
                        what)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(DEADLINE_S, TimeUnit.SECONDS))
                    .as("ended within %d s: %s", DEADLINE_S, Files.readString(said))
                    .isTrue();
            assertThat(process.exitValue()).as(Files.readString(said)).isZero();
            return Files.readAllLines(said);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void floodsOfRowsAreCutAndAllOthersAreWhole() throws Exception {
        List<String> said = run("-Xmx160m", "rows");
        assertThat(said).contains("honest 1000 of 1000, memory ran out: false");
        assertThat(said)
                .filteredOn(line -> line.contains("flood"))
                .hasSize(6)
                .allSatisfy(line -> assertThat(line)
                        .contains("overflowed")
                        .containsAnyOf("out of memory for records", "larger than"));
        assertThat(said).anyMatch(line -> line.contains("out of memory for records"));
    }

    @Tag("long")
    @Test
    void aRowThatRepeatsItselfTakesNoMemory() throws Exception {
        List<String> said = run("-Xmx64m", "repeats");
        assertThat(said).contains("honest 1000 of 1000, memory ran out: false");
        assertThat(said)
                .filteredOn(line -> line.contains("flood"))
                .hasSize(6)
                .allSatisfy(line -> assertThat(line)
                        .contains("incomplete", "is larger than")
                        .doesNotContain("repeated 0"));
    }

    @Test
    void whereMemoryRunsOutAllTheSameTheRunEndsWithWhatThereIs() throws Exception {
        List<String> said = run("-Xmx64m", "cells");
        assertThat(said).contains("honest 1000 of 1000, memory ran out: true");
        assertThat(said).filteredOn(line -> line.contains("flood")).hasSize(6);
    }

    /** Whole records of a sample would be memory that nobody counts. */
    @Tag("long")
    @Test
    void rowsThatAreNotKeptTakeNoMemory() throws Exception {
        List<String> said = run("-Xmx64m", "outside");
        assertThat(said).contains("honest 1000 of 1000, memory ran out: false");
    }

    /** Also where the server sends nothing more that could tell its thread to let go. */
    @Tag("long")
    @Test
    void aCutFreesWhatWasReadOfAServiceThatStalls() throws Exception {
        List<String> said = run("-Xmx160m", "stall");
        assertThat(said).contains("honest 1000 of 1000, memory ran out: false");
        assertThat(said).anyMatch(line -> line.contains("out of memory for records"));
    }
}
