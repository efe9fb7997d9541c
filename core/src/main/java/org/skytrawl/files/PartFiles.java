package org.skytrawl.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Files that are being written. One without a lock was left behind by a program; it is deleted some time after the last
 * write, since a writer has no lock just after it creates the file and just before it moves it.
 */
final class PartFiles {
    static final Duration LEFT_ALONE = Duration.ofMinutes(1);

    private static final String PREFIX = ".skytrawl-";
    private static final String SUFFIX = ".part";
    /** Files of this program: to open and close one would release its lock. */
    private static final Set<String> OWN = ConcurrentHashMap.newKeySet();

    private PartFiles() {}

    /** A new name in the same folder, reserved until {@link #end}. */
    static Path nextTo(Path file) {
        String name = PREFIX + UUID.randomUUID() + SUFFIX;
        OWN.add(name);
        return file.resolveSibling(name);
    }

    static void end(Path part) throws IOException {
        Files.deleteIfExists(part);
        OWN.remove(String.valueOf(part.getFileName()));
    }

    /** Locks the file until the channel is closed. */
    static void hold(FileChannel channel) {
        try {
            FileLock unused = channel.tryLock();
        } catch (IOException e) {
            // a file system without locks: the time of the last write protects the file
        }
    }

    /** Deletes files of killed programs; ignores errors. */
    static void deleteLeftBehind(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
            for (Path file : files) {
                deleteIfLeft(file);
            }
        } catch (IOException | DirectoryIteratorException e) {
            // a folder that cannot be listed
        }
    }

    private static void deleteIfLeft(Path file) {
        if (OWN.contains(String.valueOf(file.getFileName()))) {
            return;
        }
        try {
            Instant written =
                    Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    || written.plus(LEFT_ALONE).isAfter(Instant.now())) {
                return;
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                    FileLock lock = channel.tryLock()) {
                if (lock == null) {
                    return;
                }
            }
            Files.deleteIfExists(file);
        } catch (IOException | OverlappingFileLockException e) {
            // a file of another user or writer
        }
    }
}
