package org.skytrawl.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A program that is killed while it writes leaves its file whole, and nothing that stays for ever. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KilledWriterIT {
    private static final int BYTES = 4 << 20;
    private static final int KILLS = 15;

    @TempDir
    private Path folder;

    @Test
    void theFileIsOldOrNewButWhole() throws Exception {
        Random random = new Random(1);
        Path file = folder.resolve("found");
        for (int i = 0; i < KILLS; i++) {
            killAfter(file, random.nextInt(80));
            byte[] content = Files.readAllBytes(file);
            assertThat(content).isEqualTo(WritingProcess.content(content[0], BYTES));
        }
        List<Path> left = leftBehind();
        assertThat(left).as("killed at least once while it wrote").isNotEmpty();

        AtomicFile.write(file, out -> out.write(1));
        assertThat(leftBehind()).as("may still be somebody's").hasSameSizeAs(left);

        for (Path part : left) {
            Files.setLastModifiedTime(part, FileTime.from(Instant.now().minus(PartFiles.LEFT_ALONE.plusSeconds(1))));
        }
        AtomicFile.write(file, out -> out.write(1));
        assertThat(leftBehind()).isEmpty();
        assertThat(file).hasSize(1);
    }

    @Test
    void whatAnotherWritesIsLeftAloneHoweverOldItIs() throws Exception {
        AtomicFile.write(folder.resolve("slow"), out -> {
            Path part = leftBehind().getFirst();
            Files.setLastModifiedTime(part, FileTime.from(Instant.now().minus(PartFiles.LEFT_ALONE.multipliedBy(2))));
            AtomicFile.write(folder.resolve("quick"), other -> other.write(1));
            assertThat(part).exists();
            out.write(2);
        });
        assertThat(folder.resolve("slow")).hasSize(1);
        assertThat(leftBehind()).isEmpty();
    }

    private static void killAfter(Path file, int millis) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        WritingProcess.class.getName(),
                        file.toString(),
                        Integer.toString(BYTES))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(process.inputReader().readLine()).isEqualTo("begun");
            // the moment is random: there is nothing to wait for
            Thread.sleep(millis);
        } finally {
            process.destroyForcibly();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private List<Path> leftBehind() throws java.io.IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".part"))
                    .toList();
        }
    }
}
