package org.skytrawl.harvest.groups;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.skytrawl.harvest.state.HarvestException;
import org.skytrawl.harvest.state.HarvestFolder;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Service;

/** The fates of rows that are not alone, in the order of rows. Immutable after it was written; thread-safe. */
final class FateFile {
    private final Path file;
    private final List<Ivoid> ivoids;
    /** Where the fates of each page begin. */
    private final long[] starts;

    private FateFile(Path file, List<Ivoid> ivoids, long[] starts) {
        this.file = file;
        this.ivoids = ivoids;
        this.starts = starts;
    }

    /** Collects fates in any order. Used by one thread. */
    static final class Writer {
        private final Scratch scratch;
        private final ByteSorter byRow;
        private final List<Ivoid> ivoids;
        private final TreeMap<Ivoid, Integer> numbers = new TreeMap<>();

        Writer(Scratch scratch, List<Service> services, long memoryBytes) {
            this.scratch = scratch;
            this.byRow = new ByteSorter(scratch, memoryBytes);
            this.ivoids = services.stream().map(Service::ivoid).distinct().toList();
            ivoids.forEach(ivoid -> numbers.put(ivoid, numbers.size()));
        }

        void lost(long row) throws IOException, InterruptedException {
            byRow.add(ByteBuffer.allocate(Long.BYTES).putLong(row).array());
        }

        void kept(long row, List<Origin> origins) throws IOException, InterruptedException {
            List<Integer> resources = origins.stream()
                    .map(origin -> numbers.getOrDefault(origin.ivoid(), -1))
                    .distinct()
                    .toList();
            ByteBuffer out = ByteBuffer.allocate(Long.BYTES + Integer.BYTES * resources.size())
                    .putLong(row);
            resources.forEach(out::putInt);
            byRow.add(out.array());
        }

        FateFile write(PageScan pages) throws IOException, InterruptedException {
            SortedBytes sorted = byRow.sorted();
            Path file = scratch.newFile();
            long[] starts = new long[pages.pages()];
            long bytes = 0;
            try (SortedBytes.Reader rows = sorted.read();
                    DataOutputStream out =
                            new DataOutputStream(new BufferedOutputStream(new FileOutputStream(file.toFile()), 1 << 16))) {
                for (int page = 0; page < starts.length; page++) {
                    starts[page] = bytes;
                    while (rows.hasNext() && ByteBuffer.wrap(rows.peek()).getLong() < pages.firstRow(page + 1)) {
                        byte[] fate = rows.next();
                        out.writeInt(fate.length);
                        out.write(fate);
                        bytes += Integer.BYTES + fate.length;
                    }
                }
            }
            scratch.wrote(bytes);
            sorted.delete();
            return new FateFile(file, ivoids, starts);
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

        private int nextOrigins;

        private Cursor(long start, long firstRow, long rows) throws IOException {
            FileInputStream bytes = new FileInputStream(file.toFile());
            this.in = new DataInputStream(new BufferedInputStream(bytes, 1 << 14));
            this.row = firstRow;
            this.end = firstRow + rows;
            boolean opened = false;
            try {
                bytes.getChannel().position(start);
                advance();
                opened = true;
            } finally {
                if (!opened) {
                    bytes.close();
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
            nextOrigins = (in.readInt() - Long.BYTES) / Integer.BYTES;
            nextRow = in.readLong();
        }

        boolean hasNext() {
            return row < end;
        }

        Fate next() {
            if (row++ != nextRow) {
                return Fate.ALONE;
            }
            try {
                List<Ivoid> origins = new ArrayList<>(nextOrigins);
                for (int i = 0; i < nextOrigins; i++) {
                    origins.add(ivoids.get(in.readInt()));
                }
                advance();
                return origins.isEmpty() ? Fate.LOST : new Fate.Kept(origins);
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
