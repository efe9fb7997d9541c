package org.skytrawl.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MillionRecordsIT {
    private static final int DEADLINE_S = 300;

    @TempDir
    private Path folder;

    @Tag("long")
    @Test
    void areMergedAndWrittenWithOneAndAHalfGigabytes() throws Exception {
        areMergedAndWritten(1_000_000, "-Xmx1536m");
    }

    /** A tenth of both, and what the JVM needs by itself. */
    @Test
    void aHundredThousandAreMergedAndWrittenWithAHundredAndSixtyMegabytes() throws Exception {
        areMergedAndWritten(100_000, "-Xmx160m");
    }

    private void areMergedAndWritten(int count, String heap) throws Exception {
        Path file = folder.resolve("million.vot");
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        heap,
                        "-cp",
                        System.getProperty("java.class.path"),
                        MillionRecords.class.getName(),
                        Integer.toString(count),
                        file.toString())
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
        System.out.print(Files.readString(said));
        assertThat(rows(file)).isEqualTo(count);
    }

    /** The rows of the first table: the writer puts each on a line. */
    private static long rows(Path votable) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(votable)) {
            long rows = 0;
            for (String line = lines.readLine(); line != null && !line.equals("</TABLE>"); line = lines.readLine()) {
                rows += line.startsWith("<TR>") ? 1 : 0;
            }
            return rows;
        }
    }
}
