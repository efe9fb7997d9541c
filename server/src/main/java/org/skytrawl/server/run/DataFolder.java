package org.skytrawl.server.run;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;

/** The folder of one server. Two servers never share one: the second takes another. */
public final class DataFolder implements Closeable {
    private static final int MOST = 32;

    private final Path path;
    private final FileChannel channel;

    private DataFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** The user's folder for data: {@code XDG_DATA_HOME}, else the usual one of the system. */
    public static Path ofUser() {
        return ofUser(System.getenv(), System.getProperty("os.name", ""), System.getProperty("user.home", "."));
    }

    static Path ofUser(Map<String, String> environment, String operatingSystem, String home) {
        String xdg = environment.getOrDefault("XDG_DATA_HOME", "");
        // the XDG specification says to ignore relative paths
        if (!xdg.isBlank() && Path.of(xdg).isAbsolute()) {
            return Path.of(xdg, "skytrawl");
        }
        String system = operatingSystem.toLowerCase(Locale.ROOT);
        String local = environment.getOrDefault("LOCALAPPDATA", "");
        if (system.startsWith("windows") && !local.isBlank()) {
            return Path.of(local, "skytrawl");
        }
        return system.startsWith("mac")
                ? Path.of(home, "Library", "Application Support", "skytrawl")
                : Path.of(home, ".local", "share", "skytrawl");
    }

    /**
     * Takes {@code serve} in a folder, or {@code serve-2} and so on if another server uses it. It is free again when this is closed,
     * or the process ends in any way.
     *
     * @throws IOException if the folder cannot be used; the message names it
     */
    public static DataFolder take(Path folder) throws IOException {
        for (int number = 1; number <= MOST; number++) {
            Path path = folder.resolve(number == 1 ? "serve" : "serve-" + number);
            try {
                Files.createDirectories(path.resolve("runs"));
                forUserOnly(path);
                FileChannel channel =
                        FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                if (isTaken(channel)) {
                    return new DataFolder(path, channel);
                }
                channel.close();
            } catch (IOException e) {
                throw new IOException("the folder for runs, " + path + ", cannot be used: " + e.getMessage(), e);
            }
        }
        throw new IOException(MOST + " servers use the folder " + folder + " already");
    }

    /** Questions and results are of no concern to other users of the machine. */
    private static void forUserOnly(Path path) {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view != null) {
            try {
                view.setPermissions(PosixFilePermissions.fromString("rwx------"));
            } catch (IOException e) {
                // a file system without permissions, such as one of Windows
            }
        }
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            // another server of this process
            return false;
        }
    }

    public Path path() {
        return path;
    }

    /** The folder of all runs. */
    public Path runs() {
        return path.resolve("runs");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
