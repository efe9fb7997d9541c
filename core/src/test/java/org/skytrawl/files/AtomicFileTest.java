package org.skytrawl.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Needs root, to make a link that is another's. */
    @ParameterizedTest
    @ValueSource(strings = {"link", "link-to-link", "other-to-nothing"})
    @DisabledOnOs(OS.WINDOWS)
    void doesNotFollowALinkOfAnotherUser(String name) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));
        Files.createSymbolicLink(folder.resolve("link-to-link"), Path.of("link"));
        Path toNothing = Files.createSymbolicLink(folder.resolve("other-to-nothing"), Path.of("none"));
        for (Path each : List.of(link, toNothing)) {
            giveAway(each);
        }
        for (Writing writing : List.<Writing>of(
                target -> AtomicFile.write(target, text("new")),
                target -> AtomicFile.writePrivate(target, text("new")),
                AtomicFile::check)) {
            assertThatThrownBy(() -> writing.to(folder.resolve(name)))
                    .isInstanceOf(FileSystemException.class)
                    .hasMessageEndingWith(": is a link that another user has made; it is not followed")
                    .hasMessageStartingWith(folder.toString());
        }
        assertThat(file).hasContent("old");
        assertOnly("file", "link", "link-to-link", "other-to-nothing");
    }

    @FunctionalInterface
    private interface Writing {
        void to(Path target) throws IOException;
    }

    private static void giveAway(Path link) {
        try {
            Files.setAttribute(link, "unix:uid", 65_533, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            assumeThat(e).as("only root can give a link to another user").isNull();
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void followsAChainOfLinksToAFileThatIsNotThereYet() throws IOException {
        Path far = Files.createDirectory(folder.resolve("far"));
        Path first = Files.createSymbolicLink(folder.resolve("first"), Path.of("far/second"));
        Path second = Files.createSymbolicLink(far.resolve("second"), Path.of("../third"));
        AtomicFile.write(first, text("content"));
        assertThat(first).isSymbolicLink();
        assertThat(second).isSymbolicLink();
        assertThat(folder.resolve("third")).hasContent("content");
        Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
        assertThatThrownBy(() -> AtomicFile.write(folder.resolve("loop"), text("content")))
                .isInstanceOf(FileSystemException.class);
    }

    /** Whatever the umask is, and before anything is in it. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aPrivateFileIsItsOwnersFromTheFirstByteOn() throws IOException {
        Path file = folder.resolve("kept");
        AtomicFile.writePrivate(file, out -> assertThat(permissionsOfPart()).isEqualTo("rw-------"));
        assertThat(permissions(file)).isEqualTo("rw-------");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatReplacesASecretFileIsSecretFromTheFirstByteOn() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        AtomicFile.write(file, out -> assertThat(permissionsOfPart()).isEqualTo("rw-------"));
        assertThat(permissions(file)).isEqualTo("rw-r-----");
    }

    private String permissionsOfPart() throws IOException {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, "*.part")) {
            return permissions(parts.iterator().next());
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
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
