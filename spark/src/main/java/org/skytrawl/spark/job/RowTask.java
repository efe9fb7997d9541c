package org.skytrawl.spark.job;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;
import org.skytrawl.harvest.catalogue.CatalogueRow;
import org.skytrawl.harvest.catalogue.RowBytes;
import org.skytrawl.harvest.groups.GroupSteps;
import org.skytrawl.harvest.read.HarvestPages;
import org.skytrawl.harvest.read.StoredRows;
import org.skytrawl.harvest.state.HarvestException;
import scala.Tuple2;

/** Reads the pages of a chunk, and gives their rows as those of a catalogue, as {@link RowBytes}. */
final class RowTask implements FlatMapFunction<Iterator<Tuple2<Integer, byte[]>>, byte[]> {
    private static final long serialVersionUID = 1;

    private final MergeSetup setup;

    RowTask(MergeSetup setup) {
        this.setup = setup;
    }

    @Override
    public Iterator<byte[]> call(Iterator<Tuple2<Integer, byte[]>> fates) throws Exception {
        GroupSteps steps = setup.steps(TaskFolder.open());
        GroupSteps.Fates all = steps.fates(new SecondOf(fates));
        HarvestPages pages = setup.pages();
        int chunk = TaskContext.getPartitionId();
        Rows rows = new Rows(steps, all, pages, setup.firstPages().get(chunk), setup.endPage(chunk, pages));
        TaskContext.get().addTaskCompletionListener((TaskCompletionListener) context -> {
            rows.close();
            all.close();
        });
        return rows;
    }

    private static final class Rows implements Iterator<byte[]> {
        private final GroupSteps steps;
        private final GroupSteps.Fates fates;
        private final HarvestPages pages;
        private final int endPage;
        private final AtomicLong bytesRead = new AtomicLong();
        private int nextPage;
        private long row;
        private @Nullable StoredRows open;
        private boolean ready;

        Rows(GroupSteps steps, GroupSteps.Fates fates, HarvestPages pages, int firstPage, int endPage) {
            this.steps = steps;
            this.fates = fates;
            this.pages = pages;
            this.nextPage = firstPage;
            this.endPage = endPage;
            this.row = steps.firstRow(firstPage);
        }

        @Override
        public boolean hasNext() {
            while (!ready) {
                StoredRows rows = open;
                if (rows == null) {
                    if (nextPage == endPage) {
                        return false;
                    }
                    open = pages.pages().get(nextPage++).open(null, bytesRead);
                } else if (rows.next()) {
                    ready = true;
                } else {
                    if (row != steps.firstRow(nextPage)) {
                        throw new HarvestException(
                                pages.pages().get(nextPage - 1).file() + " has not the rows that the journal counts");
                    }
                    close();
                }
            }
            return true;
        }

        @Override
        public byte[] next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            StoredRows rows = Objects.requireNonNull(open);
            ready = false;
            HarvestPages.Page page = pages.pages().get(nextPage - 1);
            int place = (int) (row - steps.firstRow(page.number()));
            return RowBytes.keyed(CatalogueRow.of(rows.record(), page, fates.of(row++)), page.number(), place);
        }

        void close() {
            StoredRows rows = open;
            if (rows != null) {
                open = null;
                rows.close();
            }
        }
    }
}
