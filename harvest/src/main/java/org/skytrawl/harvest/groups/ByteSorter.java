package org.skytrawl.harvest.groups;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sorts byte strings by their unsigned bytes. What does not fit into memory is sorted in runs, which are files. Used by one
 * thread.
 */
public final class ByteSorter {
    /** Sorting more at once would take more than a second, in which an interrupt is not seen. */
    private static final long MOST_BYTES = 64L << 20;

    /** As many runs of one level become one of the next level. */
    private static final int FAN_IN = 32;

    /** What an array takes besides its bytes. */
    private static final int ARRAY_BYTES = 28;

    private final Scratch scratch;
    private final long memoryBytes;
    private final List<byte[]> buffer = new ArrayList<>();
    private long bufferBytes;
    /** By level; each run is sorted. */
    private final List<List<Path>> levels = new ArrayList<>();

    /** @param memoryBytes for the rows that are not yet in files */
    public ByteSorter(Scratch scratch, long memoryBytes) {
        this.scratch = scratch;
        this.memoryBytes = Math.min(memoryBytes, MOST_BYTES);
    }

    /** @param row not copied */
    public void add(byte[] row) throws IOException, InterruptedException {
        Scratch.checkInterrupt();
        buffer.add(row);
        bufferBytes += row.length + ARRAY_BYTES;
        if (bufferBytes >= memoryBytes) {
            spill();
        }
    }

    private void spill() throws IOException, InterruptedException {
        buffer.sort(Arrays::compareUnsigned);
        Path file = scratch.newFile();
        try (DataOutputStream out = output(file)) {
            for (byte[] row : buffer) {
                write(row, out);
            }
            scratch.wrote(out.size());
        }
        buffer.clear();
        bufferBytes = 0;
        addRun(file, 0);
    }

    private void addRun(Path file, int level) throws IOException, InterruptedException {
        if (level == levels.size()) {
            levels.add(new ArrayList<>());
        }
        List<Path> runs = levels.get(level);
        runs.add(file);
        if (runs.size() < FAN_IN) {
            return;
        }
        Path merged = scratch.newFile();
        long bytes = 0;
        try (SortedBytes.Reader rows = new SortedBytes(scratch, runs, List.of()).read();
                DataOutputStream out = output(merged)) {
            while (rows.hasNext()) {
                byte[] row = rows.next();
                write(row, out);
                bytes += Integer.BYTES + row.length;
            }
        }
        scratch.wrote(bytes);
        for (Path run : runs) {
            scratch.delete(run);
        }
        runs.clear();
        addRun(merged, level + 1);
    }

    private static DataOutputStream output(Path file) throws IOException {
        return new DataOutputStream(new BufferedOutputStream(new FileOutputStream(file.toFile()), 1 << 16));
    }

    private static void write(byte[] row, DataOutputStream out) throws IOException {
        out.writeInt(row.length);
        out.write(row);
    }

    /** All rows in order. Nothing can be added afterwards. */
    public SortedBytes sorted() {
        buffer.sort(Arrays::compareUnsigned);
        return new SortedBytes(scratch, levels.stream().flatMap(List::stream).toList(), buffer);
    }
}
