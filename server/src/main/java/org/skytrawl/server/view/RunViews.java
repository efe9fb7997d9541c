package org.skytrawl.server.view;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.skytrawl.merge.MergeResult;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Question;
import org.skytrawl.output.ResultExtract;
import org.skytrawl.server.run.Recent;
import org.skytrawl.server.run.ServedRun;

/**
 * The views of the runs that were looked at last, bounded by rows. While a run goes on its rows are read again when some have come,
 * at most every two seconds. Thread-safe.
 */
public final class RunViews {
    /** A view without rows costs something too. */
    private static final long LEAST_ROWS = 1000;

    private static final long BETWEEN_NANOS = 2_000_000_000L;

    private final Recent<Known> views;

    /** The view of one run. */
    private static final class Known {
        private final ReentrantLock lock = new ReentrantLock();
        private final ServedRun run;
        private volatile @Nullable DatasetView view;
        private long madeNanos;

        Known(ServedRun run) {
            this.run = run;
        }

        long weight() {
            DatasetView now = view;
            return now == null ? LEAST_ROWS : Math.max(LEAST_ROWS, now.size());
        }

        DatasetView view() throws InterruptedException {
            lock.lockInterruptibly();
            try {
                DatasetView known = view;
                boolean isOver = run.isOver();
                boolean fresh = known != null
                        && (!known.isProvisional()
                                || (!isOver
                                        && (System.nanoTime() - madeNanos < BETWEEN_NANOS
                                                || known.revision()
                                                        == run.summary().revision())));
                if (fresh && known != null) {
                    return known;
                }
                long revision = run.summary().revision();
                // the page says why there is none
                List<FoundDataset> datasets = run.mayHaveRows() ? run.datasets() : List.of();
                if (!isOver) {
                    datasets = nearestFirst(datasets, run.log().question());
                }
                DatasetView made = new DatasetView(ResultExtract.of(datasets, run.log()), revision, !isOver);
                view = made;
                madeNanos = System.nanoTime();
                return made;
            } finally {
                lock.unlock();
            }
        }
    }

    /** @param mostRows of all views; the one that was used last stays even if it is larger */
    public RunViews(long mostRows) {
        this.views = new Recent<>(mostRows, Known::weight);
    }

    /** The newest view of a run: its result, if it has ended. */
    public DatasetView of(ServedRun run) throws InterruptedException {
        Known known;
        synchronized (this) {
            known = views.get(run.id());
            if (known == null || known.run != run) {
                known = new Known(run);
                views.put(run.id(), known);
            }
        }
        DatasetView view = known.view();
        views.weigh(run.id(), known);
        return view;
    }

    /** Frees the memory of a run that is deleted. */
    public void forget(String id) {
        views.remove(id);
    }

    /** The rows of the views in memory, those of small ones rounded up. */
    long weight() {
        return views.weight();
    }

    private static List<FoundDataset> nearestFirst(List<FoundDataset> datasets, @Nullable Question question) {
        return question == null
                ? datasets
                : new MergeResult(datasets, List.of(), datasets.size())
                        .nearestFirst(question)
                        .datasets();
    }
}
