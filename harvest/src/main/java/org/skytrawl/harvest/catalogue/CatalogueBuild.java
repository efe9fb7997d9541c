package org.skytrawl.harvest.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.skytrawl.harvest.read.HarvestPages;
import org.skytrawl.harvest.read.StoredRows;
import org.skytrawl.harvest.state.HarvestException;
import org.skytrawl.harvest.state.HarvestFolder;
import org.skytrawl.net.Cancellation;

/**
 * Makes the catalogue of a harvest from its pages, with bounded memory: rows are sorted on the disk, which needs as much room as
 * the pages some four times over. Used by one thread.
 */
public final class CatalogueBuild {
    /** Of a file. */
    public static final long MAX_ROWS = 200_000;

    private static final int LEAST_BUFFER_BYTES = 4 << 20;
    private static final int MOST_BUFFER_BYTES = 256 << 20;
    private static final int PART_OF_HEAP = 10;

    /** Is told how far it is, after each row. */
    public interface Progress {
        /**
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

    /**
     * @param folder opened for writing
     * @param maxRows of a file, from 1
     * @param cancellation ends a build, also from another thread
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
            return state.pages().rows() > 0;
        }
        try {
            return !Catalogue.open(harvest).state().equals(state.hash());
        } catch (HarvestException e) {
            // a damaged one is made again
            return true;
        }
    }

    /**
     * Makes the catalogue, and puts it in the place of an older one.
     *
     * @param state of the harvest
     * @throws HarvestException if a page cannot be read, or a file cannot be written: the older catalogue stays
     * @throws CancellationException after a cancel: the older catalogue stays
     */
    public Catalogue build(CatalogueState state) {
        CatalogueWriter writer = CatalogueWriter.begin(folder, maxRows);
        boolean finished = false;
        try {
            Path scratch = writer.folder().resolve("scratch");
            try {
                Files.createDirectory(scratch);
            } catch (IOException e) {
                throw new HarvestException("cannot write " + scratch + ": " + HarvestFolder.cause(e), e);
            }
            RowSorter sorter = new RowSorter(scratch, bufferBytes(), this::check);
            collect(state.pages(), sorter);
            List<CatalogueFile> files = write(writer.folder(), sorter, plan(sorter), state.pages().rows());
            sorter.delete();
            check();
            writer.finish(state, files);
            finished = true;
        } finally {
            if (!finished) {
                writer.cleanUp();
            }
        }
        return Catalogue.open(folder.path());
    }

    private static int bufferBytes() {
        long part = Runtime.getRuntime().maxMemory() / PART_OF_HEAP;
        return (int) Math.max(LEAST_BUFFER_BYTES, Math.min(MOST_BUFFER_BYTES, part));
    }

    private void check() {
        if (cancellation.isCancelled()) {
            throw new CancellationException("the catalogue was not finished");
        }
    }

    private void collect(HarvestPages pages, RowSorter sorter) {
        long done = 0;
        for (HarvestPages.Page page : pages.pages()) {
            String service = CatalogueState.folder(page);
            String origin = page.service().ivoid().value();
            try (StoredRows rows = page.open(null, new AtomicLong())) {
                while (rows.next()) {
                    check();
                    sorter.add(CatalogueRow.of(rows.record(), service, origin, page.time()));
                    done++;
                    progress.at("reading pages", done, pages.rows());
                }
            }
        }
        if (done != pages.rows()) {
            throw new HarvestException("the pages of " + folder.path() + " have " + done + " rows, but " + pages.rows()
                    + " were written");
        }
    }

    private List<PartitionPlan.Planned> plan(RowSorter sorter) {
        PartitionPlan plan = new PartitionPlan(maxRows);
        try (MergedRuns rows = sorter.sorted()) {
            while (rows.next()) {
                check();
                SortedRun.Key key = rows.key();
                plan.add(CatalogueTable.values()[key.table()], key.cell(), key.reachDeg());
            }
        }
        return plan.finish();
    }

    private List<CatalogueFile> write(
            Path target, RowSorter sorter, List<PartitionPlan.Planned> planned, long all) {
        List<CatalogueFile> files = new ArrayList<>();
        try (MergedRuns rows = sorter.sorted()) {
            long before = 0;
            for (PartitionPlan.Planned file : planned) {
                files.add(CatalogueWriter.write(target, file, next(rows, before, file.rows(), all), this::check));
                before += file.rows();
            }
        }
        return files;
    }

    /** The next rows, as many as a file has. */
    private Iterator<CatalogueRow> next(MergedRuns rows, long before, long count, long all) {
        return new Iterator<>() {
            private long given;

            @Override
            public boolean hasNext() {
                return given < count;
            }

            @Override
            public CatalogueRow next() {
                if (!hasNext() || !rows.next()) {
                    throw new NoSuchElementException();
                }
                given++;
                progress.at("writing", before + given, all);
                return rows.row();
            }
        };
    }
}
