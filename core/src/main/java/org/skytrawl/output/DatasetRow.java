package org.skytrawl.output;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Overlap;
import org.skytrawl.model.TargetPairs;

/**
 * A row of a result: a dataset, or with a target list a pair of target and dataset.
 *
 * @param pairs null without a target list
 * @param pair the place in {@code pairs}
 */
record DatasetRow(FoundDataset dataset, @Nullable TargetPairs pairs, int pair) {
    /** A row of each dataset. Rows are made when they are read. */
    static List<DatasetRow> of(List<FoundDataset> datasets) {
        return new Lazy<>(datasets.size(), i -> new DatasetRow(datasets.get(i), null, 0));
    }

    /** A row of each pair. Rows are made when they are read. */
    static List<DatasetRow> of(TargetPairs pairs) {
        return new Lazy<>(pairs.size(), i -> new DatasetRow(pairs.dataset(i), pairs, i));
    }

    @Nullable
    Overlap overlap() {
        return pairs == null ? dataset.record().overlap() : pairs.overlap(pair);
    }

    @Nullable
    String target() {
        return pairs == null ? null : pairs.targets().id(pairs.number(pair));
    }

    @Nullable
    Double targetRaDeg() {
        return pairs == null ? null : pairs.targets().circles().raDeg(pairs.number(pair));
    }

    @Nullable
    Double targetDecDeg() {
        return pairs == null ? null : pairs.targets().circles().decDeg(pairs.number(pair));
    }

    @Nullable
    Double targetSeparationDeg() {
        double deg = pairs == null ? Double.NaN : pairs.separationDeg(pair);
        return Double.isNaN(deg) ? null : deg;
    }

    @FunctionalInterface
    interface Maker<T> {
        T row(int place);
    }

    /** A list of rows that are made when they are read. */
    static final class Lazy<T> extends AbstractList<T> implements RandomAccess {
        private final int size;
        private final Maker<T> maker;

        Lazy(int size, Maker<T> maker) {
            this.size = size;
            this.maker = maker;
        }

        @Override
        public T get(int place) {
            return maker.row(place);
        }

        @Override
        public int size() {
            return size;
        }
    }
}
