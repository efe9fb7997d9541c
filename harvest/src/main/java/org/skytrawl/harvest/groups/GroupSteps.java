package org.skytrawl.harvest.groups;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import org.skytrawl.harvest.read.HarvestPages;

/**
 * The steps of {@link DatasetGroups} for programs that divide the work among machines. A step takes rows, which are bytes, and
 * gives rows for later steps. Those of one step are together where it needs them if rows with the same {@link #hash} are, or,
 * for a step {@linkplain Step#isOfPages of pages}, the rows of whole pages. What does not fit into memory is in a folder. Used
 * by one thread; the same rows in another order give the same rows.
 */
public final class GroupSteps {
    private static final int TAG_BYTES = 1;

    private final PageScan pages;
    private final Hasher hasher;
    private final Path folder;
    private final long memoryBytes;

    /** In the order in which they are done. */
    public enum Step {
        /** Finds what a URL identifies. */
        PLACES,
        /** Finds the DID of rows without one. */
        DIDS,
        /** Finds void DIDs, and with them the units that are merged alone. */
        UNITS,
        /** Drops units of one row. */
        SEVERAL,
        /** Reads the records of rows from their pages. */
        RECORDS,
        /** Merges units. */
        MERGE,
        /** What becomes of rows: for {@link #fates}. */
        FATES;

        /** Whether it needs the rows of pages together. */
        public boolean isOfPages() {
            return this == RECORDS || this == FATES;
        }
    }

    /** What all hashes of one merge are made with. */
    public record Secret(long high, long low) implements Serializable {
        public static Secret random() {
            Hash hash = Hasher.random();
            return new Secret(hash.high(), hash.low());
        }
    }

    /**
     * @param secret the same one for all steps
     * @param folder for what does not fit into memory; it exists
     * @param memoryBytes what a step may use, besides what reads pages
     */
    public GroupSteps(HarvestPages pages, Secret secret, Path folder, long memoryBytes) {
        this.pages = new PageScan(pages);
        this.hasher = new Hasher(new Hash(secret.high(), secret.low()));
        this.folder = folder;
        this.memoryBytes = memoryBytes;
    }

    /** The step that takes a row. */
    public static Step takenBy(byte[] row) {
        return Step.values()[row[0]];
    }

    /** The number of a row of a step {@linkplain Step#isOfPages of pages} in the harvest. */
    public static long row(byte[] row) {
        return ByteBuffer.wrap(row).getLong(TAG_BYTES);
    }

    /** Equal for rows that must be together. */
    public static int hash(byte[] row) {
        return (int) Hash.get(ByteBuffer.wrap(row).position(TAG_BYTES)).low();
    }

    /**
     * What a step gives. Used by one thread.
     *
     * <p>Iterating throws {@link UncheckedIOException} if the folder cannot be read, and
     * {@link CancellationException} after an interrupt.
     */
    public static final class Result implements Iterator<byte[]>, Closeable {
        private final Scratch scratch;
        private final SortedBytes.Reader rows;
        private final List<TooLarge> tooLarge;
        private boolean closed;

        private Result(Scratch scratch, SortedBytes rows, List<TooLarge> tooLarge) throws IOException {
            this.scratch = scratch;
            this.rows = rows.read();
            this.tooLarge = List.copyOf(tooLarge);
        }

        /** Rows that were not merged as the {@code Merger} does it, because they did not fit into memory; mostly empty. */
        public List<TooLarge> tooLarge() {
            return tooLarge;
        }

        @Override
        public boolean hasNext() {
            return !closed && rows.hasNext();
        }

        @Override
        public byte[] next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return unchecked(rows::next);
        }

        /** Deletes its files. */
        @Override
        public void close() {
            if (!closed) {
                closed = true;
                unchecked(() -> {
                    rows.close();
                    return rows;
                });
                scratch.close();
            }
        }
    }

    private interface Reading<R> {
        R read() throws IOException, InterruptedException;
    }

    private static <R> R unchecked(Reading<R> reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (RuntimeException) new CancellationException("merging was interrupted").initCause(e);
        }
    }

    private interface Work {
        List<TooLarge> run(Scratch scratch, Sinks out) throws IOException, InterruptedException;
    }

    /** What a step gives, with the step that takes it. */
    private record Sinks(ByteSorter all) {
        ByteSink to(Step step) {
            return row -> {
                byte[] tagged = new byte[TAG_BYTES + row.length];
                tagged[0] = (byte) step.ordinal();
                System.arraycopy(row, 0, tagged, TAG_BYTES, row.length);
                all.add(tagged);
            };
        }
    }

    private Result result(Work work) throws IOException, InterruptedException {
        Scratch scratch = Scratch.in(folder);
        boolean made = false;
        try {
            ByteSorter out = new ByteSorter(scratch, memoryBytes / 4);
            List<TooLarge> tooLarge = work.run(scratch, new Sinks(out));
            Result result = new Result(scratch, out.sorted(), tooLarge);
            made = true;
            return result;
        } finally {
            if (!made) {
                scratch.close();
            }
        }
    }

    /**
     * The first step: reads the rows of some pages.
     *
     * @param from number of a page, included
     * @param to number of a page, excluded
     * @throws org.skytrawl.harvest.state.HarvestException if a page is damaged
     */
    public Result keys(int from, int to) throws IOException, InterruptedException {
        RepeatedKeys all = RepeatedKeys.unknown();
        KeyRows keys = new KeyRows(hasher, all);
        return result((scratch, out) -> {
            ByteSink byUrl = out.to(Step.PLACES);
            ByteSink byDid = out.to(Step.UNITS);
            pages.all(from, to, DatasetGroups.IDENTITY, (row, service, record) -> {
                KeyRow key = keys.of(row, service, record);
                if (key != null) {
                    Units.add(key, keys.mayRepeatUrl(record), byUrl, byDid);
                }
            });
            return List.of();
        });
    }

    /**
     * Does a step.
     *
     * @param step not {@link Step#FATES}
     * @param rows in any order; those of later steps are given again
     * @throws org.skytrawl.harvest.state.HarvestException if a page is damaged
     */
    public Result run(Step step, Iterator<byte[]> rows) throws IOException, InterruptedException {
        return result((scratch, out) -> {
            SortedBytes sorted = sorted(step, rows, scratch, out.all());
            List<TooLarge> tooLarge = List.of();
            switch (step) {
                case PLACES -> Units.findPlaces(hasher, sorted, out.to(Step.DIDS), out.to(Step.UNITS));
                case DIDS -> Units.findDids(sorted, out.to(Step.SEVERAL), out.to(Step.UNITS));
                case UNITS -> Units.findVoidDids(hasher, sorted, out.to(Step.SEVERAL));
                case SEVERAL -> Units.dropSingle(sorted, out.to(Step.RECORDS));
                case RECORDS -> DatasetGroups.records(pages, sorted, hasher, out.to(Step.MERGE));
                case MERGE ->
                    tooLarge = new UnitMerger(
                                    pages.services(),
                                    new FateBytes(pages.services()),
                                    out.to(Step.FATES),
                                    memoryBytes / 2)
                            .merge(sorted);
                case FATES -> throw new IllegalArgumentException("fates are read, not run");
            }
            sorted.delete();
            return tooLarge;
        });
    }

    /** The rows that a step takes, without their tags. */
    private SortedBytes sorted(Step step, Iterator<byte[]> rows, Scratch scratch, ByteSink others)
            throws IOException, InterruptedException {
        ByteSorter own = new ByteSorter(scratch, memoryBytes / 4);
        while (rows.hasNext()) {
            byte[] row = rows.next();
            if (takenBy(row) == step) {
                byte[] bare = new byte[row.length - TAG_BYTES];
                System.arraycopy(row, TAG_BYTES, bare, 0, bare.length);
                own.add(bare);
            } else {
                others.add(row);
            }
        }
        return own.sorted();
    }

    /** The fates of the rows of some pages, which are asked for in ascending order. Used by one thread. */
    public final class Fates implements Closeable {
        private final Scratch scratch;
        private final SortedBytes.Reader rows;
        private final FateBytes bytes = new FateBytes(pages.services());

        private Fates(Scratch scratch, SortedBytes rows) throws IOException {
            this.scratch = scratch;
            this.rows = rows.read();
        }

        /** The fate of a row. */
        public Fate of(long row) {
            return rows.hasNext() && FateBytes.row(rows.peek()) == row ? bytes.fate(unchecked(rows::next)) : Fate.ALONE;
        }

        @Override
        public void close() {
            unchecked(() -> {
                rows.close();
                return rows;
            });
            scratch.close();
        }
    }

    /**
     * The last step.
     *
     * @param rows of pages that are read together, in any order
     */
    public Fates fates(Iterator<byte[]> rows) throws IOException, InterruptedException {
        Scratch scratch = Scratch.in(folder);
        boolean made = false;
        try {
            Fates fates = new Fates(scratch, sorted(Step.FATES, rows, scratch, row -> {
                throw new IllegalArgumentException("a row of " + takenBy(row) + " is none of fates");
            }));
            made = true;
            return fates;
        } finally {
            if (!made) {
                scratch.close();
            }
        }
    }

    /** The number of the first row of a page; for the number of pages, that of all rows. */
    public long firstRow(int page) {
        return pages.firstRow(page);
    }
}
