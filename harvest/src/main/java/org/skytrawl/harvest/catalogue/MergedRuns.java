package org.skytrawl.harvest.catalogue;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The rows of several runs in order; equal keys in the order of the runs. Used by one thread. */
final class MergedRuns implements Closeable {
    private final List<Source> sources = new ArrayList<>();
    private final PriorityQueue<Source> queue = new PriorityQueue<>(
            Comparator.<Source, SortedRun.Key>comparing(source -> source.reader().key())
                    .thenComparing(Source::number));
    private @Nullable Source current;

    private record Source(int number, SortedRun.Reader reader) {}

    MergedRuns(List<Path> runs) {
        boolean opened = false;
        try {
            for (Path run : runs) {
                Source source = new Source(sources.size(), new SortedRun.Reader(run));
                sources.add(source);
                if (source.reader().next()) {
                    queue.add(source);
                }
            }
            opened = true;
        } finally {
            if (!opened) {
                close();
            }
        }
    }

    /** Goes to the next row. @return false at the end */
    boolean next() {
        Source before = current;
        if (before != null && before.reader().next()) {
            queue.add(before);
        }
        current = queue.poll();
        return current != null;
    }

    private SortedRun.Reader reader() {
        Source source = current;
        if (source == null) {
            throw new IllegalStateException("there is no row");
        }
        return source.reader();
    }

    SortedRun.Key key() {
        return reader().key();
    }

    byte[] bytes() {
        return reader().bytes();
    }

    CatalogueRow row() {
        return reader().row();
    }

    @Override
    public void close() {
        sources.forEach(source -> source.reader().close());
    }
}
