package org.skytrawl.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyPairsIT {
    private static final int DEADLINE_S = 300;

    @TempDir
    private Path folder;

    /** As objects with their texts they would take more. */
    @Test
    void twoHundredThousandPairsAreStreamedWithFortyMegabytes() throws Exception {
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx40m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ManyPairs.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            boolean ended = process.waitFor(DEADLINE_S, TimeUnit.SECONDS);
            assertThat(ended)
                    .as("ended within %d s: %s", DEADLINE_S, Files.readString(said))
                    .isTrue();
            assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
