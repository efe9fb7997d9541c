package org.skytrawl.harvest.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.skytrawl.harvest.groups.ByteSorter;
import org.skytrawl.harvest.groups.DatasetGroups;
import org.skytrawl.harvest.groups.Scratch;
import org.skytrawl.harvest.groups.SortedBytes;
import org.skytrawl.harvest.groups.TooLarge;
import org.skytrawl.harvest.read.HarvestPages;
import org.skytrawl.harvest.read.StoredRows;
import org.skytrawl.harvest.state.HarvestException;
import org.skytrawl.harvest.state.HarvestFolder;
import org.skytrawl.net.Cancellation;

/**
 * Makes the catalogue of a harvest from its pages, with bounded memory: which rows are one dataset is found, and rows are sorted,
 * on the disk. Used by one thread.
 */
public final class CatalogueBuild {
    /** Of a file. */
    public static final long MAX_ROWS = 200_000;

    /** What merging and sorting may use, each at its time; reading pages and writing files take the rest. */
    private static final int PART_OF_HEAP = 6;

    /** Is told how far it is. */
    public interface Progress {
        /**
         * Called at the begin of each step, and after each row of most steps.
         *
         * @param step in words
         * @param rows done
         * @param of all rows
         */
        void at(String step, long rows, long of);
    }

    private final HarvestFolder folder;
    private final long maxRows;
    private final Cancellation cancellation;
    private final Progress progress;
    private List<TooLarge> tooLarge = List.of();

    /**
     * @param folder opened for writing
     * @param maxRows of a file, from 1
     * @param cancellation ends a build within two seconds, also from another thread
     */
    public CatalogueBuild(HarvestFolder folder, long maxRows, Cancellation cancellation, Progress progress) {
        this.folder = folder;
        this.maxRows = maxRows;
        this.cancellation = cancellation;
        this.progress = progress;
    }

    /**
     * Whether a harvest has another state than that from which its catalogue was made, or none that can be opened.
     *
     * @param state of the harvest now
     */
    public static boolean isNeeded(Path harvest, CatalogueState state) {
        if (!Catalogue.exists(harvest)) {
            // one without rows too: that there are none is an answer
            return !state.services().isEmpty();
        }
        try {
            return !Catalogue.open(harvest).state().equals(state.hash());
        } catch (HarvestException e) {
            // a damaged one is made again
            return true;
        }
    }

    /**
     * Makes the catalogue, and puts it in the place of an older one. An interrupt of the thread is as a cancel.
     *
     * @param state of the harvest
     * @throws HarvestException if a page cannot be read, or a file cannot be written: the older catalogue stays
     * @throws CancellationException after a cancel: the older catalogue stays
     */
    public Catalogue build(CatalogueState state) {
        Thread builder = Thread.currentThread();
        try (Cancellation.Registration registration = cancellation.onCancel(builder::interrupt)) {
            assert registration != null;
            make(state);
            return Catalogue.open(folder.path());
        } catch (InterruptedException e) {
            builder.interrupt();
            throw stopped(e);
        } catch (HarvestException e) {
            // an interrupt closes the file that is being read or written
            throw isStopped() ? stopped(e) : e;
        } finally {
            if (cancellation.isCancelled()) {
                var unused = Thread.interrupted();
            }
        }
    }

    private boolean isStopped() {
        return cancellation.isCancelled() || Thread.currentThread().isInterrupted();
    }

    private static CancellationException stopped(@Nullable Exception cause) {
        CancellationException stopped = new CancellationException("the catalogue was not finished");
        stopped.initCause(cause);
        return stopped;
    }

    private void check() {
        if (isStopped()) {
            throw stopped(null);
        }
    }

    private void make(CatalogueState state) throws InterruptedException {
        CatalogueWriter writer = CatalogueWriter.begin(folder, maxRows);
        boolean finished = false;
        try {
            List<CatalogueFile> files;
            try (Scratch scratch = Scratch.in(writer.folder())) {
                ByteSorter sorter = new ByteSorter(scratch, memoryBytes());
                collect(state.pages(), writer.folder(), sorter);
                SortedBytes rows = sorter.sorted();
                files = write(writer.folder(), rows, plan(rows), state.pages().rows());
            }
            check();
            writer.finish(state, files, tooLarge);
            finished = true;
        } catch (IOException e) {
            throw new HarvestException("cannot use " + writer.folder() + ": " + HarvestFolder.cause(e), e);
        } catch (UncheckedIOException e) {
            throw new HarvestException("cannot use " + writer.folder() + ": " + e.getMessage(), e);
        } finally {
            if (!finished) {
                writer.cleanUp();
            }
        }
    }

    private static long memoryBytes() {
        return Runtime.getRuntime().maxMemory() / PART_OF_HEAP;
    }

    /** All rows of the pages, each with what the merge says of it. */
    private void collect(HarvestPages pages, Path scratch, ByteSorter sorter) throws IOException, InterruptedException {
        progress.at("merging", 0, pages.rows());
        try (DatasetGroups groups = DatasetGroups.of(pages, scratch, memoryBytes())) {
            tooLarge = groups.tooLarge();
            long done = 0;
            for (HarvestPages.Page page : pages.pages()) {
                int place = 0;
                try (StoredRows rows = page.open(null, new AtomicLong());
                        DatasetGroups.Cursor fates = groups.page(page.number())) {
                    while (rows.next()) {
                        CatalogueRow row = CatalogueRow.of(rows.record(), page, fates.next());
                        sorter.add(RowBytes.keyed(row, page.number(), place));
                        place++;
                        done++;
                        progress.at("sorting", done, pages.rows());
                    }
                }
                if (place != page.rows()) {
                    throw new HarvestException(
                            page.file() + " has " + place + " rows, but " + page.rows() + " were written");
                }
            }
        }
    }

    private List<PartitionPlan.Planned> plan(SortedBytes sorted) throws IOException, InterruptedException {
        PartitionPlan plan = new PartitionPlan(maxRows);
        try (SortedBytes.Reader rows = sorted.read()) {
            while (rows.hasNext()) {
                byte[] row = rows.next();
                plan.add(RowBytes.table(row), RowBytes.cell(row), RowBytes.reachDeg(row));
            }
        }
        return plan.finish();
    }

    private List<CatalogueFile> write(Path target, SortedBytes sorted, List<PartitionPlan.Planned> planned, long all)
            throws IOException, InterruptedException {
        List<CatalogueFile> files = new ArrayList<>();
        try (SortedBytes.Reader rows = sorted.read()) {
            long before = 0;
            for (PartitionPlan.Planned file : planned) {
                files.add(CatalogueWriter.write(target, file, next(rows, before, file.rows(), all), this::check));
                before += file.rows();
            }
        }
        return files;
    }

    /** The next rows, as many as a file has. */
    private Iterator<CatalogueRow> next(SortedBytes.Reader rows, long before, long count, long all) {
        return new Iterator<>() {
            private long given;

            @Override
            public boolean hasNext() {
                return given < count;
            }

            @Override
            public CatalogueRow next() {
                if (!hasNext() || !rows.hasNext()) {
                    throw new NoSuchElementException();
                }
                given++;
                progress.at("writing", before + given, all);
                try {
                    return RowBytes.row(rows.next());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw stopped(e);
                }
            }
        };
    }
}
