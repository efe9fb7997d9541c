package org.skytrawl.server.take;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadFoldersTest {
    @TempDir
    Path parent;

    private final List<String> said = new CopyOnWriteArrayList<>();

    private DownloadFolders folders(long mostBytes) {
        return new DownloadFolders(parent, new DownloadFolders.Limits(Duration.ofDays(30), mostBytes), said::add);
    }

    private Path folder(String name, int bytes, int ageDays) throws IOException {
        Path folder = Files.createDirectories(parent.resolve(name));
        Files.write(folder.resolve("image.fits"), new byte[bytes]);
        Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minus(Duration.ofDays(ageDays))));
        return folder;
    }

    @Test
    void foldersAreKeptForThirtyDays() throws IOException {
        Path old = folder("old", 10, 31);
        Path inUse = folder("in-use", 10, 31);
        Path young = folder("young", 10, 29);

        folders(1000).prune(Set.of("in-use"));

        assertThat(old).doesNotExist();
        assertThat(inUse).exists();
        assertThat(young).exists();
        assertThat(said).singleElement().asString().startsWith("the downloads in " + old + " are deleted");
    }

    @Test
    void theOldestGoIfAllAreTooLarge() throws IOException {
        Path first = folder("a", 500, 3);
        Path second = folder("b", 500, 2);
        Path third = folder("c", 500, 1);

        folders(1000).prune(Set.of());

        assertThat(first).doesNotExist();
        assertThat(second).exists();
        assertThat(third).exists();
    }

    @Test
    void whatALinkNamesStays() throws IOException {
        Path other = Files.createDirectories(parent.resolveSibling(parent.getFileName() + "-other"));
        Path kept = Files.writeString(other.resolve("kept"), "x");
        Files.createSymbolicLink(folder("old", 10, 0).resolve("link"), other);
        Files.createSymbolicLink(parent.resolve("linked"), other);
        Files.setLastModifiedTime(parent.resolve("old"), FileTime.from(Instant.EPOCH));

        folders(1000).prune(Set.of());

        assertThat(parent.resolve("old")).doesNotExist();
        assertThat(kept).exists();
        Files.delete(kept);
        Files.delete(other);
    }

    @Test
    void noFolderIsNoError() {
        new DownloadFolders(parent.resolve("none"), DownloadFolders.Limits.DEFAULTS, said::add).prune(Set.of());
        assertThat(said).isEmpty();
    }
}
