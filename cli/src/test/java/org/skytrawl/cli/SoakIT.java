package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs over many services, 40% of them faulty, in one JVM: nothing may be left over, and each finds what the first did. */
@Tag("long")
class SoakIT {
    private static final int MINUTES = 8;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void leavesNothingBehind() throws Exception {
        leavesNothingBehind(folder, 3, 150, 4);
    }

    static void leavesNothingBehind(Path folder, int runs, int services, int serviceSeconds) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SoakRuns.class.getName(),
                folder.toString()));
        List.of(runs, services, serviceSeconds).forEach(number -> command.add(number.toString()));
        Path said = folder.resolve("said");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.toLowerCase(java.util.Locale.ROOT).endsWith("_proxy"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).as("ended").isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String all = Files.readString(said, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(all).isZero();
        assertThat(all).contains(SoakRuns.DONE);
    }
}
