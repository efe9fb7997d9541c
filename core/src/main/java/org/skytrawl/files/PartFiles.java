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
 * Files that are being written. Who writes one holds a lock on it, which the system gives back however the program ends: so a
 * file that nobody holds was left behind. It is deleted a while after it was last written to, since it is not held yet when it
 * has just been made, and not any more when it is about to get its name.
 */
final class PartFiles {
    /** How long a file without an owner is left alone. */
    static final Duration LEFT_ALONE = Duration.ofMinutes(1);

    private static final String PREFIX = ".skytrawl-";
    private static final String SUFFIX = ".part";

    /** Those of this program: to open one, and close it, would give its lock back. */
    private static final Set<String> OWN = ConcurrentHashMap.newKeySet();

    private PartFiles() {}

    /** A name that nobody has, in the same folder; it is this program's until {@link #end}. */
    static Path nextTo(Path file) {
        String name = PREFIX + UUID.randomUUID() + SUFFIX;
        OWN.add(name);
        return file.resolveSibling(name);
    }

    /** Deletes the file if it still has this name. */
    static void end(Path part) throws IOException {
        Files.deleteIfExists(part);
        OWN.remove(String.valueOf(part.getFileName()));
    }

    /** Says that the file has an owner, until the channel is closed. */
    static void hold(FileChannel channel) {
        try {
            // closing the channel gives it back
            FileLock unused = channel.tryLock();
        } catch (IOException e) {
            // a file system without locks: the file is young as long as it is written to
        }
    }

    /** Deletes what killed programs have left in a folder; trouble with that is no trouble for what is to be written. */
    static void deleteLeftBehind(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
            for (Path file : files) {
                deleteIfLeft(file);
            }
        } catch (IOException | DirectoryIteratorException e) {
            // a folder that may be written but not listed
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
            // somebody else's
        }
    }
}
