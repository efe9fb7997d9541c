package org.skytrawl.server.view;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.skytrawl.merge.MergeResult;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Question;
import org.skytrawl.output.ResultExtract;
import org.skytrawl.server.run.ServedRun;

/**
 * The views of the runs that were looked at last. While a run goes on its rows are read again when some have come, at most every
 * two seconds. Thread-safe.
 */
public final class RunViews {
    private static final int MOST_KEPT = 4;
    private static final long BETWEEN_NANOS = 2_000_000_000L;

    private final Map<String, Known> views = new LinkedHashMap<>(16, 0.75f, true);

    /** The view of one run. */
    private static final class Known {
        private final ReentrantLock lock = new ReentrantLock();
        private final ServedRun run;
        private @Nullable DatasetView view;
        private long madeNanos;

        Known(ServedRun run) {
            this.run = run;
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
                List<FoundDataset> datasets = run.datasets();
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

    /** The newest view of a run: its result, if it has ended. */
    public DatasetView of(ServedRun run) throws InterruptedException {
        Known known;
        synchronized (views) {
            known = views.get(run.id());
            if (known == null || known.run != run) {
                known = new Known(run);
                views.put(run.id(), known);
                if (views.size() > MOST_KEPT) {
                    views.remove(views.keySet().iterator().next());
                }
            }
        }
        return known.view();
    }

    /** Frees the memory of a run that is deleted. */
    public void forget(String id) {
        synchronized (views) {
            views.remove(id);
        }
    }

    private static List<FoundDataset> nearestFirst(List<FoundDataset> datasets, @Nullable Question question) {
        return question == null
                ? datasets
                : new MergeResult(datasets, List.of(), datasets.size())
                        .nearestFirst(question)
                        .datasets();
    }
}
