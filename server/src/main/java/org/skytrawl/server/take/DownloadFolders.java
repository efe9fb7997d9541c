package org.skytrawl.server.take;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folders of downloads, one for each run, within limits of age and bytes. Thread-safe. */
final class DownloadFolders {
    private final Path parent;
    private final Limits limits;
    private final Consumer<String> said;

    /**
     * @param kept how long a folder is kept after its last download
     * @param mostBytes of all folders; those that were used least recently are deleted first. A download that alone has more is stopped
     */
    record Limits(Duration kept, long mostBytes) {
        static final Limits DEFAULTS = new Limits(Duration.ofDays(30), 20L << 30);
    }

    private record Aged(Path path, Instant used, long bytes) {}

    /** @param said receives a sentence for each folder that is deleted */
    DownloadFolders(Path parent, Limits limits, Consumer<String> said) {
        this.parent = parent;
        this.limits = limits;
        this.said = said;
    }

    Limits limits() {
        return limits;
    }

    Path of(String runId) {
        return parent.resolve(runId);
    }

    /**
     * Deletes what is too old, and the oldest if all are too large.
     *
     * @param inUse ids of runs whose folders stay
     */
    synchronized void prune(Set<String> inUse) {
        if (!Files.isDirectory(parent)) {
            return;
        }
        List<Aged> folders = new ArrayList<>();
        try (Stream<Path> all = Files.list(parent)) {
            for (Path each : all.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                folders.add(aged(each));
            }
        } catch (IOException | UncheckedIOException e) {
            said.accept("the folder of downloads, " + parent + ", cannot be read: " + e.getMessage());
            return;
        }
        folders.sort(Comparator.comparing(Aged::used));
        Instant oldest = Instant.now().minus(limits.kept);
        long bytes = folders.stream().mapToLong(Aged::bytes).sum();
        for (Aged each : folders) {
            boolean goes = each.used.isBefore(oldest) || bytes > limits.mostBytes;
            if (goes && !inUse.contains(String.valueOf(each.path.getFileName())) && isDeleted(each)) {
                bytes -= each.bytes;
            }
        }
    }

    /** A download changes its folder at least at its start. */
    private static Aged aged(Path folder) throws IOException {
        long[] bytes = {0};
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                bytes[0] += attributes.size();
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException trouble) {
                return FileVisitResult.CONTINUE;
            }
        });
        return new Aged(folder, Files.getLastModifiedTime(folder).toInstant(), bytes[0]);
    }

    private boolean isDeleted(Aged folder) {
        try {
            Files.walkFileTree(folder.path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path each, @Nullable IOException trouble) throws IOException {
                    Files.deleteIfExists(each);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException e) {
            return true;
        } catch (IOException e) {
            said.accept("the downloads in " + folder.path + " cannot be deleted: " + e.getMessage());
            return false;
        }
        said.accept("the downloads in " + folder.path + " are deleted, last used " + folder.used + ": the limits are "
                + limits.kept.toDays() + " days and " + (limits.mostBytes >> 30) + " GiB");
        return true;
    }
}
