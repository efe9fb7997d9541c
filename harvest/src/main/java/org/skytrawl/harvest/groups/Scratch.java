package org.skytrawl.harvest.groups;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.skytrawl.harvest.state.HarvestException;
import org.skytrawl.harvest.state.HarvestFolder;

/** A folder for what does not fit into memory. It is deleted with all its files at the end. Used by one thread. */
public final class Scratch implements Closeable {
    private final Path folder;
    private int files;
    private long bytes;
    private long mostBytes;

    private Scratch(Path folder) {
        this.folder = folder;
    }

    /** @param parent is made if it does not exist */
    public static Scratch in(Path parent) throws IOException {
        Files.createDirectories(parent);
        return new Scratch(Files.createTempDirectory(parent, "groups-"));
    }

    Path newFile() {
        return folder.resolve("part-" + files++);
    }

    void wrote(long more) {
        bytes += more;
        mostBytes = Math.max(mostBytes, bytes);
    }

    void delete(Path file) throws IOException {
        bytes -= Files.size(file);
        Files.delete(file);
    }

    /** The most bytes that were there at one time. */
    long mostBytes() {
        return mostBytes;
    }

    /** Called for each row, so that a merge ends soon after its thread is interrupted. */
    public static void checkInterrupt() throws InterruptedException {
        if (Thread.interrupted()) {
            throw interrupted();
        }
    }

    static InterruptedException interrupted() {
        return new InterruptedException("merging was interrupted");
    }

    HarvestException failed(IOException e) {
        return new HarvestException("cannot use " + folder + " for merging: " + HarvestFolder.cause(e), e);
    }

    @Override
    public void close() {
        try {
            List<Path> all;
            try (Stream<Path> list = Files.list(folder)) {
                all = list.toList();
            }
            for (Path file : all) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new HarvestException("cannot delete " + folder + ": " + HarvestFolder.cause(e), e);
        }
    }
}
