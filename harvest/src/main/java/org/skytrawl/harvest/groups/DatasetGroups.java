package org.skytrawl.harvest.groups;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Collectors;
import org.skytrawl.harvest.read.HarvestPages;
import org.skytrawl.harvest.state.HarvestException;
import org.skytrawl.merge.RecordKeys;
import org.skytrawl.model.ObsCoreColumn;

/**
 * Which rows of a harvest are one dataset, which of them is kept, and which services have it: what {@code Merger.merge} says of
 * all rows at once, if all pages of a service are its answer, in the order of pages. Most of the work is on disk.
 *
 * <p>The rows are read three times: to find the DIDs and URLs that several rows have; to divide those rows into units that can be
 * merged alone; and to merge each unit of several rows. Immutable and thread-safe when it is made.
 */
public final class DatasetGroups implements Closeable {
    private static final Set<String> KEYS =
            Set.of(ObsCoreColumn.obs_publisher_did.name(), ObsCoreColumn.access_url.name());

    private static final Set<String> IDENTITY =
            RecordKeys.COLUMNS.stream().map(ObsCoreColumn::name).collect(Collectors.toUnmodifiableSet());

    private final Scratch scratch;
    private final PageScan pages;
    private final FateFile fates;
    private final List<TooLarge> tooLarge;

    private DatasetGroups(Scratch scratch, PageScan pages, FateFile fates, List<TooLarge> tooLarge) {
        this.scratch = scratch;
        this.pages = pages;
        this.fates = fates;
        this.tooLarge = List.copyOf(tooLarge);
    }

    /**
     * Merges all rows. An interrupt ends it within two seconds.
     *
     * @param scratch a folder, made if it does not exist, in which a folder of the merge lives until this is closed, or until
     *     merging fails
     * @param memoryBytes what the merge may use, besides what reads pages
     * @throws HarvestException if a page is damaged, or the scratch folder cannot be written
     */
    public static DatasetGroups of(HarvestPages pages, Path scratch, long memoryBytes) throws InterruptedException {
        PageScan scan = new PageScan(pages);
        Scratch folder;
        try {
            folder = Scratch.in(scratch);
        } catch (IOException e) {
            throw new HarvestException("cannot write to " + scratch + ": " + e, e);
        }
        try {
            return new Merge(scan, folder, memoryBytes).run();
        } catch (IOException e) {
            HarvestException failed = folder.failed(e);
            end(folder, failed);
            throw failed;
        } catch (InterruptedException | RuntimeException | Error e) {
            end(folder, e);
            throw e;
        }
    }

    /** The cause is told, not what goes wrong after it. */
    private static void end(Scratch folder, Throwable cause) {
        try {
            folder.close();
        } catch (HarvestException e) {
            cause.addSuppressed(e);
        }
    }

    private record Merge(PageScan pages, Scratch scratch, long memoryBytes) {
        DatasetGroups run() throws IOException, InterruptedException {
            Hasher hasher = new Hasher();
            SortedBytes rows = rowsOfUnits(hasher);
            SortedBytes records = recordsOfUnits(rows, hasher);
            rows.delete();
            FateFile.Writer fates = new FateFile.Writer(scratch, pages.services(), memoryBytes / 4);
            List<TooLarge> tooLarge = new UnitMerger(pages.services(), fates, memoryBytes / 2).merge(records);
            records.delete();
            return new DatasetGroups(scratch, pages, fates.write(pages), tooLarge);
        }

        private SortedBytes rowsOfUnits(Hasher hasher) throws IOException, InterruptedException {
            RepeatedKeys repeated = new RepeatedKeys(pages.rows(), memoryBytes / 2);
            pages.all(KEYS, (row, service, record) -> repeated.add(record));
            KeyRows keys = new KeyRows(hasher, repeated);
            Units units = new Units(scratch, hasher, memoryBytes / 6);
            pages.all(IDENTITY, (row, service, record) -> {
                KeyRow key = keys.of(row, service, record);
                if (key != null) {
                    units.add(key, keys.mayRepeatUrl(record));
                }
            });
            return units.rows();
        }

        /** The records of these rows, by unit. */
        private SortedBytes recordsOfUnits(SortedBytes rows, Hasher hasher) throws IOException, InterruptedException {
            ByteSorter byUnit = new ByteSorter(scratch, memoryBytes / 4);
            try (SortedBytes.Reader wanted = rows.read()) {
                PageScan.Wanted next = row -> wanted.hasNext()
                        ? ByteBuffer.wrap(wanted.peek()).getLong()
                        : Long.MAX_VALUE;
                pages.some(null, next, (row, service, record) -> {
                    ByteBuffer unit = ByteBuffer.wrap(wanted.next()).position(Long.BYTES);
                    byUnit.add(UnitMerger.bytes(
                            Hash.get(unit), hasher.alike(service, record), row, service, record));
                });
            }
            return byUnit.sorted();
        }
    }

    /** Rows that were not merged as the {@code Merger} does it, because they did not fit into memory; mostly empty. */
    public List<TooLarge> tooLarge() {
        return tooLarge;
    }

    /** The most bytes that were in the scratch folder at one time. */
    public long scratchBytes() {
        return scratch.mostBytes();
    }

    /**
     * The fates of the rows of a page, in their order.
     *
     * @param number of the page
     * @throws HarvestException if the scratch folder cannot be read
     */
    public Cursor page(int number) {
        long first = pages.firstRow(number);
        return new Cursor(fates.open(number, first, pages.firstRow(number + 1) - first));
    }

    /** Reads the fates of one page. Used by one thread. */
    public static final class Cursor implements Closeable {
        private final FateFile.Cursor fates;

        private Cursor(FateFile.Cursor fates) {
            this.fates = fates;
        }

        /**
         * The fate of the next row; the first call gives that of the first row.
         *
         * @throws NoSuchElementException after the last row
         * @throws HarvestException if the scratch folder cannot be read
         */
        public Fate next() {
            if (!fates.hasNext()) {
                throw new NoSuchElementException("the page has no more rows");
            }
            return fates.next();
        }

        @Override
        public void close() {
            fates.close();
        }
    }

    /** Deletes the files of the merge; cursors cannot be used afterwards. */
    @Override
    public void close() {
        scratch.close();
    }
}
