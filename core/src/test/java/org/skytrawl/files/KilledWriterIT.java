package org.skytrawl.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program that is killed while it writes leaves its file whole, and nothing that stays for ever. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KilledWriterIT {
    private static final int BYTES = 4 << 20;
    private static final int STEPS = BYTES / WritingProcess.STEP;

    @TempDir
    private Path folder;

    /** At moments in which it writes on: the first content is there by then. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void theFileIsOldOrNewButWhole(int seed) throws Exception {
        theFileIsOldOrNewButWhole(seed, 2);
    }

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void theFileIsOldOrNewButWholeHoweverOften(int seed) throws Exception {
        theFileIsOldOrNewButWhole(seed, 15);
    }

    private void theFileIsOldOrNewButWhole(int seed, int kills) throws Exception {
        Random random = new Random(seed);
        Path file = folder.resolve("found");
        for (int i = 0; i < kills; i++) {
            Process process = writing(file);
            killAfter(process, "at", random.nextInt(STEPS + 1, 10 * STEPS));
            byte[] content = Files.readAllBytes(file);
            assertThat(content).isEqualTo(WritingProcess.content(content[0], BYTES));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, BYTES / 2, BYTES})
    void whatIsHalfWrittenIsNotTheFile(int written) throws Exception {
        Path file = folder.resolve("found");
        killAfter(writing(file, Integer.toString(written)), "stopped", 1);
        assertThat(Files.readAllBytes(file)).isEqualTo(WritingProcess.content((byte) 1, BYTES));
        List<Path> left = leftBehind();
        assertThat(left).as("killed while it wrote").hasSize(1);
        assertThat(Files.size(left.getFirst())).isGreaterThanOrEqualTo(written);

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

    private static Process writing(Path file, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                WritingProcess.class.getName(),
                file.toString(),
                Integer.toString(BYTES)));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Kills it when it has said this so often. */
    private static void killAfter(Process process, String said, int times) throws Exception {
        try {
            BufferedReader out = process.inputReader();
            int left = times;
            while (left > 0) {
                String line = out.readLine();
                assertThat(line).as("it goes on").isNotNull();
                left -= line.equals(said) ? 1 : 0;
            }
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
