package org.skytrawl.harvest.groups;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Sorted byte strings in memory and in files. They can be read several times. Used by one thread. */
public final class SortedBytes {
    private final Scratch scratch;
    private final List<Path> runs;
    private final List<byte[]> rest;

    /**
     * @param runs files of sorted rows
     * @param rest sorted rows
     */
    SortedBytes(Scratch scratch, List<Path> runs, List<byte[]> rest) {
        this.scratch = scratch;
        this.runs = runs;
        this.rest = rest;
    }

    public Reader read() throws IOException {
        return new Reader(runs, rest);
    }

    /** Frees memory and files. */
    void delete() throws IOException {
        for (Path run : runs) {
            scratch.delete(run);
        }
        rest.clear();
    }

    /** One of the sorted sequences, at a row. */
    private static final class Run implements Closeable {
        private final @Nullable DataInputStream file;
        private final Iterator<byte[]> rows;
        private byte @Nullable [] row;

        Run(Path path) throws IOException {
            this.file = new DataInputStream(new BufferedInputStream(new FileInputStream(path.toFile()), 1 << 16));
            this.rows = List.<byte[]>of().iterator();
        }

        Run(List<byte[]> rows) {
            this.file = null;
            this.rows = rows.iterator();
        }

        boolean advance() throws IOException {
            row = null;
            if (file == null) {
                row = rows.hasNext() ? rows.next() : null;
            } else {
                file.mark(1);
                if (file.read() >= 0) {
                    file.reset();
                    byte[] next = new byte[file.readInt()];
                    file.readFully(next);
                    row = next;
                }
            }
            return row != null;
        }

        byte[] row() {
            byte[] known = row;
            if (known == null) {
                throw new NoSuchElementException();
            }
            return known;
        }

        @Override
        public void close() throws IOException {
            if (file != null) {
                file.close();
            }
        }
    }

    /** Reads all rows in order. */
    public static final class Reader implements Closeable {
        private final List<Run> all = new ArrayList<>();
        private final PriorityQueue<Run> queue =
                new PriorityQueue<>(Comparator.comparing(Run::row, Arrays::compareUnsigned));

        private Reader(List<Path> runs, List<byte[]> rest) throws IOException {
            boolean opened = false;
            try {
                for (Path run : runs) {
                    open(new Run(run));
                }
                open(new Run(rest));
                opened = true;
            } finally {
                if (!opened) {
                    close();
                }
            }
        }

        private void open(Run run) throws IOException {
            all.add(run);
            if (run.advance()) {
                queue.add(run);
            }
        }

        public boolean hasNext() {
            return !queue.isEmpty();
        }

        /** The row that {@link #next} will give. */
        byte[] peek() {
            return queue.element().row();
        }

        /** Whether there is a next row, and it begins with the same bytes as another. */
        boolean nextBeginsLike(byte[] other, int bytes) {
            return hasNext() && Arrays.equals(peek(), 0, bytes, other, 0, bytes);
        }

        public byte[] next() throws IOException, InterruptedException {
            Scratch.checkInterrupt();
            Run run = queue.remove();
            byte[] row = run.row();
            if (run.advance()) {
                queue.add(run);
            }
            return row;
        }

        @Override
        public void close() throws IOException {
            for (Run run : all) {
                run.close();
            }
        }
    }
}
