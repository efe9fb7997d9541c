package org.skytrawl.server.view;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.merge.DatasetCount;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.output.ResultCells;
import org.skytrawl.output.ResultExtract;
import org.skytrawl.server.http.ApiException;

/**
 * The rows of a run at one revision: datasets, or with a target list pairs of target and dataset, numbered from 0. What is asked
 * repeatedly is computed once and kept, within bounds. Its content never changes. Thread-safe.
 */
public final class DatasetView {
    private final ResultExtract result;
    private final long revision;
    private final boolean provisional;
    private final ResultCells cells;
    private final RowSets sets;
    private final RowOrders orders;
    private final SkyMap sky;
    private volatile int @Nullable [] firstRows;
    private volatile @Nullable List<ResultCells.Column> columns;

    /**
     * Some rows in order.
     *
     * @param page the number of the page, from 0
     * @param filtered the number of rows that meet the filters
     */
    public record Page(int page, int filtered, List<Integer> rows) {
        public Page {
            rows = List.copyOf(rows);
        }
    }

    /** @param provisional whether the run goes on */
    public DatasetView(ResultExtract result, long revision, boolean provisional) {
        this.result = result;
        this.revision = revision;
        this.provisional = provisional;
        this.cells = result.table();
        this.sets = new RowSets(cells);
        this.orders = new RowOrders(cells);
        this.sky = new SkyMap(cells);
    }

    /** Grows when the rows change. */
    public long revision() {
        return revision;
    }

    public boolean isProvisional() {
        return provisional;
    }

    public ResultExtract result() {
        return result;
    }

    public ResultCells cells() {
        return cells;
    }

    /** Whether rows are pairs of target and dataset. */
    public boolean hasTargets() {
        return size() > 0 && cells.target(0) != null;
    }

    /** The columns that its files have. */
    public List<ResultCells.Column> columns() {
        List<ResultCells.Column> known = columns;
        if (known == null) {
            known = List.copyOf(cells.columns());
            columns = known;
        }
        return known;
    }

    /** The number of rows. */
    public int size() {
        return cells.size();
    }

    /** @throws ApiException 404 if there is no such row */
    public FoundDataset dataset(int row) {
        if (row < 0 || row >= size()) {
            throw new ApiException(404, "unknown_dataset", "there is no dataset " + row);
        }
        return cells.dataset(row);
    }

    /** The rows that meet filters. The set must not be changed. */
    public BitSet rows(Filters filters) {
        return sets.of(filters);
    }

    /** The datasets of the rows that meet filters, each once, in order. */
    public List<FoundDataset> datasets(Filters filters) {
        return filters.isNone() ? result.datasets() : extract(filters).datasets();
    }

    /** The rows that meet filters, for a file, which says that it has only these. */
    public ResultExtract extract(Filters filters) {
        return filters.isNone()
                ? result
                : result.only(
                        rows(filters),
                        new ResultExtract.Restriction(
                                "filter", filters.words(), "only rows that meet these filters are in this file"));
    }

    /** @throws ApiException 400 if there is no such column */
    public SortOrder order(String text) {
        return SortOrder.parse(text, cells);
    }

    /**
     * Rows that meet filters, in order.
     *
     * @param around a row: its page is wanted, if it meets the filters; else null
     */
    public Page page(Filters filters, SortOrder order, int page, int size, @Nullable Integer around) {
        BitSet wanted = rows(filters);
        int[] rows = order.keys().isEmpty() ? null : orders.of(order);
        int start = Math.multiplyExact(page, size);
        if (around != null && size > 0 && around < size() && wanted.get(around)) {
            int before = 0;
            for (int i = 0; rows != null && rows[i] != around; i++) {
                before += wanted.get(rows[i]) ? 1 : 0;
            }
            before = rows == null ? wanted.get(0, around).cardinality() : before;
            start = before / size * size;
        }
        List<Integer> found = new ArrayList<>(Math.min(size, size()));
        int place = 0;
        for (int i = 0; i < size() && found.size() < size; i++) {
            int row = rows == null ? i : rows[i];
            if (wanted.get(row) && place++ >= start) {
                found.add(row);
            }
        }
        return new Page(size == 0 ? 0 : start / size, wanted.cardinality(), found);
    }

    /** The counts of each facet, each with the filters of the others. */
    public List<FacetCounts> facets(Filters filters) {
        sets.makeIndexes();
        List<FacetCounts> facets = new ArrayList<>();
        for (Facet facet : Facet.values()) {
            facets.add(FacetCounts.of(
                    facet,
                    sets.index(facet),
                    rows(filters.without(facet)),
                    rows(Filters.NONE),
                    filters.facets().getOrDefault(facet, Collections.emptySortedSet())));
        }
        return facets;
    }

    /** The rows of the same dataset in its formats, this one too, in order; with a target list those of the same target. */
    public List<Integer> formats(int row) {
        if (hasTargets()) {
            return formatsOfPair(row);
        }
        int[] firsts = firstRows;
        if (firsts == null) {
            firsts = DatasetCount.firstRows(result.datasets());
            firstRows = firsts;
        }
        List<Integer> formats = new ArrayList<>();
        for (int other = firsts[row]; other < firsts.length; other++) {
            if (firsts[other] == firsts[row]) {
                formats.add(other);
            }
        }
        return formats;
    }

    /** Looks at all rows: pairs are in no order that would help. */
    private List<Integer> formatsOfPair(int row) {
        String did = cells.dataset(row).record().text(ObsCoreColumn.obs_publisher_did);
        String target = cells.target(row);
        List<FoundDataset> some = new ArrayList<>();
        List<Integer> rows = new ArrayList<>();
        for (int other = 0; other < size(); other++) {
            ObsCoreRecord record = cells.dataset(other).record();
            boolean alike = other == row
                    || (did != null
                            && did.equals(record.text(ObsCoreColumn.obs_publisher_did))
                            && String.valueOf(target).equals(cells.target(other)));
            if (alike) {
                some.add(cells.dataset(other));
                rows.add(other);
            }
        }
        int[] firsts = DatasetCount.firstRows(some);
        int own = firsts[rows.indexOf(row)];
        List<Integer> formats = new ArrayList<>();
        for (int i = 0; i < firsts.length; i++) {
            if (firsts[i] == own) {
                formats.add(rows.get(i));
            }
        }
        return formats;
    }

    /** The names of collections; {@link #collection} counts from 0 in this list. The first has most rows. */
    public List<String> collections() {
        return sets.collections().values();
    }

    /** The number of the collection of a row. */
    public int collection(int row) {
        return sets.collections().first(row);
    }

    /** Those of some rows that have a place on the sky. */
    public BitSet placed(BitSet rows) {
        return sky.placed(rows);
    }

    /** Where a row is on the sky; null if that is not known. */
    public @Nullable Footprint footprint(int row) {
        return sky.footprint(row);
    }

    /** The number of rows by cell of the sky. */
    public Density density(BitSet placed) {
        return sky.density(placed);
    }

    /** So many of some rows, evenly spread. */
    public static BitSet evenly(BitSet rows, int most) {
        int all = rows.cardinality();
        if (all <= most) {
            return rows;
        }
        BitSet some = new BitSet(rows.length());
        long place = 0;
        for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1), place++) {
            some.set(row, (place + 1) * most / all > place * most / all);
        }
        return some;
    }
}
