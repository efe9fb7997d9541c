package org.skytrawl.harvest.catalogue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.skytrawl.harvest.state.HarvestException;
import org.skytrawl.harvest.state.HarvestFolder;

/**
 * Sorts more rows than fit into memory by table and cell: rows are collected in a buffer, which is written as a sorted file when
 * it is full; the files are merged. Rows of one cell keep the order in which they came. Used by one thread.
 */
final class RowSorter {
    /** Files that are open at once, for each level of merging. */
    private static final int MOST_RUNS = 48;

    private final Path scratch;
    private final int bufferBytes;
    private final Runnable check;
    private final List<Slot> slots = new ArrayList<>();
    private byte[] buffer;
    private int used;
    /** By level: a run of level n + 1 is merged from those of level n. All rows of a level came before those of lower ones. */
    private final List<List<Path>> levels = new ArrayList<>();

    private int files;

    private record Slot(SortedRun.Key key, int offset, int length) {}

    /**
     * @param scratch an empty folder
     * @param check is run often, and throws if the work is to end
     */
    RowSorter(Path scratch, int bufferBytes, Runnable check) {
        this.scratch = scratch;
        this.bufferBytes = bufferBytes;
        this.buffer = new byte[bufferBytes];
        this.check = check;
    }

    void add(CatalogueRow row) {
        Bytes bytes = new Bytes();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            RowCodec.write(row, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (used + bytes.size() > buffer.length) {
            spill();
            if (bytes.size() > buffer.length) {
                buffer = new byte[bytes.size()];
            }
        }
        bytes.copyTo(buffer, used);
        slots.add(new Slot(
                new SortedRun.Key(CatalogueTable.of(row).ordinal(), row.cell(), row.reachDeg()), used, bytes.size()));
        used += bytes.size();
    }

    /** To take the bytes of a row without a copy of them all. */
    private static final class Bytes extends ByteArrayOutputStream {
        Bytes() {
            super(1 << 10);
        }

        void copyTo(byte[] target, int offset) {
            System.arraycopy(buf, 0, target, offset, count);
        }
    }

    private void spill() {
        if (slots.isEmpty()) {
            return;
        }
        slots.sort(Comparator.comparing(Slot::key));
        Path file = newFile();
        try (SortedRun.Writer run = new SortedRun.Writer(file)) {
            for (Slot slot : slots) {
                check.run();
                run.write(slot.key(), buffer, slot.offset(), slot.length());
            }
            run.finish();
        }
        slots.clear();
        used = 0;
        add(0, file);
    }

    private Path newFile() {
        files++;
        return scratch.resolve("run-" + files);
    }

    private void add(int level, Path file) {
        while (levels.size() <= level) {
            levels.add(new ArrayList<>());
        }
        List<Path> runs = levels.get(level);
        runs.add(file);
        if (runs.size() < MOST_RUNS) {
            return;
        }
        Path merged = newFile();
        try (SortedRun.Writer out = new SortedRun.Writer(merged);
                MergedRuns in = new MergedRuns(runs)) {
            while (in.next()) {
                check.run();
                out.write(in.key(), in.bytes(), 0, in.bytes().length);
            }
            out.finish();
        }
        delete(runs);
        runs.clear();
        add(level + 1, merged);
    }

    /** All rows, in order; may be read several times. No row may be added after. */
    MergedRuns sorted() {
        spill();
        buffer = new byte[0];
        return new MergedRuns(levels.reversed().stream().flatMap(List::stream).toList());
    }

    /** Frees the disk. */
    void delete() {
        levels.forEach(RowSorter::delete);
        levels.clear();
        try (Stream<Path> left = Files.list(scratch)) {
            delete(left.toList());
            Files.delete(scratch);
        } catch (IOException e) {
            throw new HarvestException("cannot delete " + scratch + ": " + HarvestFolder.cause(e), e);
        }
    }

    private static void delete(List<Path> runs) {
        for (Path run : runs) {
            try {
                Files.deleteIfExists(run);
            } catch (IOException e) {
                throw new HarvestException("cannot delete " + run + ": " + HarvestFolder.cause(e), e);
            }
        }
    }

    /** For tests. */
    int bufferBytes() {
        return bufferBytes;
    }
}
