package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What {@code mvn package} makes for users, as they have it. */
final class UnpackedArchive {
    private UnpackedArchive() {}

    /** Unpacks it into a folder; gives the one folder that it has. */
    static Path in(Path folder) throws Exception {
        Path archive;
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            List<Path> archives = files.filter(
                            file -> file.getFileName().toString().matches("skytrawl-.*\\.tar\\.gz"))
                    .toList();
            assertThat(archives).as("archives that mvn package makes").hasSize(1);
            archive = archives.getFirst().toAbsolutePath();
        }
        Process tar = new ProcessBuilder("tar", "xzf", archive.toString())
                .directory(folder.toFile())
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).isZero();
        String name = archive.getFileName().toString().replace(".tar.gz", "");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly(name);
        }
        return folder.resolve(name);
    }
}
