package org.skytrawl.harvest.groups;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.skytrawl.harvest.state.HarvestException;
import org.skytrawl.harvest.state.HarvestFolder;

/** The fates of rows that are not alone, in the order of rows. Immutable after it was written; thread-safe. */
final class FateFile {
    private final Path file;
    private final FateBytes bytes;
    /** Where the fates of each page begin. */
    private final long[] starts;

    private FateFile(Path file, FateBytes bytes, long[] starts) {
        this.file = file;
        this.bytes = bytes;
        this.starts = starts;
    }

    /** Collects fates in any order. Used by one thread. */
    static final class Writer {
        private final Scratch scratch;
        private final FateBytes bytes;
        private final ByteSorter byRow;

        Writer(Scratch scratch, FateBytes bytes, long memoryBytes) {
            this.scratch = scratch;
            this.bytes = bytes;
            this.byRow = new ByteSorter(scratch, memoryBytes);
        }

        ByteSink rows() {
            return byRow;
        }

        FateFile write(PageScan pages) throws IOException, InterruptedException {
            SortedBytes sorted = byRow.sorted();
            Path file = scratch.newFile();
            long[] starts = new long[pages.pages()];
            long length = 0;
            try (SortedBytes.Reader rows = sorted.read();
                    DataOutputStream out = new DataOutputStream(
                            new BufferedOutputStream(new FileOutputStream(file.toFile()), 1 << 16))) {
                for (int page = 0; page < starts.length; page++) {
                    starts[page] = length;
                    while (rows.hasNext() && FateBytes.row(rows.peek()) < pages.firstRow(page + 1)) {
                        byte[] fate = rows.next();
                        out.writeInt(fate.length);
                        out.write(fate);
                        length += Integer.BYTES + fate.length;
                    }
                }
            }
            scratch.wrote(length);
            sorted.delete();
            return new FateFile(file, bytes, starts);
        }
    }

    /** The fates of the rows of one page. Used by one thread. */
    Cursor open(int page, long firstRow, long rows) {
        try {
            return new Cursor(starts[page], firstRow, rows);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private HarvestException failed(IOException e) {
        return new HarvestException("cannot read " + file + ": " + HarvestFolder.cause(e), e);
    }

    /** Reads fates in the order of rows. */
    final class Cursor implements Closeable {
        private final DataInputStream in;
        private final long end;
        private long row;
        /** The next row that is not alone. */
        private long nextRow;

        private byte[] nextFate = {};

        private Cursor(long start, long firstRow, long rows) throws IOException {
            FileInputStream stream = new FileInputStream(file.toFile());
            this.in = new DataInputStream(new BufferedInputStream(stream, 1 << 14));
            this.row = firstRow;
            this.end = firstRow + rows;
            boolean opened = false;
            try {
                stream.skipNBytes(start);
                advance();
                opened = true;
            } finally {
                if (!opened) {
                    stream.close();
                }
            }
        }

        private void advance() throws IOException {
            in.mark(1);
            if (in.read() < 0) {
                nextRow = Long.MAX_VALUE;
                return;
            }
            in.reset();
            nextFate = new byte[in.readInt()];
            in.readFully(nextFate);
            nextRow = FateBytes.row(nextFate);
        }

        boolean hasNext() {
            return row < end;
        }

        Fate next() {
            if (row++ != nextRow) {
                return Fate.ALONE;
            }
            try {
                Fate fate = bytes.fate(nextFate);
                advance();
                return fate;
            } catch (IOException e) {
                throw failed(e);
            }
        }

        @Override
        public void close() {
            try {
                in.close();
            } catch (IOException e) {
                throw failed(e);
            }
        }
    }
}
