package org.skytrawl.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    private Path folder;

    private static AtomicFile.Content text(String text) {
        return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private void assertOnly(String... names) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(names);
        }
    }

    @Test
    void writesANewFile() throws IOException {
        AtomicFile.write(folder.resolve("new"), text("content"));
        assertThat(folder.resolve("new")).hasContent("content");
        assertOnly("new");
    }

    @Test
    void keepsTheOldContentUntilAllOfTheNewIsThere() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        AtomicFile.write(file, out -> {
            out.write(new byte[1 << 20]);
            out.flush();
            assertThat(file).hasContent("old");
        });
        assertThat(file).hasSize(1 << 20);
        assertOnly("file");
    }

    @Test
    void leavesTheOldContentAndNothingElseIfWritingFails() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        assertThatThrownBy(() -> AtomicFile.write(file, AtomicFileTest::failing))
                .isInstanceOf(IOException.class)
                .hasMessage("broken");
        assertThat(file).hasContent("old");
        assertOnly("file");
    }

    private static void failing(OutputStream out) throws IOException {
        out.write(1);
        throw new IOException("broken");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void keepsPermissionsAndLinks() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));
        AtomicFile.write(link, text("new"));
        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");

        Path toNothing = Files.createSymbolicLink(folder.resolve("to-nothing"), Path.of("none"));
        AtomicFile.write(toNothing, text("first"));
        assertThat(toNothing).isSymbolicLink();
        assertThat(folder.resolve("none")).hasContent("first");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void writesDevicesAsTheyAre() throws IOException {
        AtomicFile.write(Path.of("/dev/null"), text("lost"));
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    }

    /** Else a disk that is full of it would be said to be full. */
    @Test
    void deletesWhatAKilledProgramHasLeftBeforeItTriesToWrite() throws IOException {
        Path left = Files.createFile(folder.resolve(".skytrawl-x.part"));
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(PartFiles.LEFT_ALONE.plusSeconds(1))));
        AtomicFile.check(folder.resolve("found"));
        assertOnly();
    }

    @Test
    void refusesFoldersAndPlacesThatDoNotExist() {
        assertThatThrownBy(() -> AtomicFile.write(folder, text("x")))
                .isInstanceOf(FileSystemException.class)
                .hasMessage(folder + ": is a folder");
        Path nowhere = folder.resolve("none").resolve("file");
        assertThatThrownBy(() -> AtomicFile.write(nowhere, text("x")))
                .isInstanceOf(FileSystemException.class)
                .hasMessage(nowhere + ": its folder does not exist");
    }
}
