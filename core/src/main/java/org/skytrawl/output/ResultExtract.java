package org.skytrawl.output;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Question;
import org.skytrawl.model.TargetPair;
import org.skytrawl.model.TargetPairs;
import org.skytrawl.provenance.ProvenanceLog;

/**
 * What is written of a result: all its rows, or those that meet restrictions, or the first of these. A row is a dataset; if the
 * question has a target list, a pair of target and dataset. Files name the restrictions, and whether rows that meet them are left
 * out. Immutable.
 */
public final class ResultExtract {
    private final ProvenanceLog log;
    private final ColumnChoice columns;
    private final List<Restriction> restrictions;
    private final long meeting;
    private final Rows rows;

    /** All pairs of the result; null without a target list. */
    private final @Nullable TargetPairs allPairs;

    /**
     * A restriction, as files name it.
     *
     * @param name of the option that sets it, such as {@code match}
     * @param value as given
     * @param meaning in words
     */
    public record Restriction(String name, String value, String meaning) {}

    /**
     * A column.
     *
     * @param unit null if it has none
     * @param values one for each row: {@code String}, {@code Long} or {@code Double}; null if unknown
     */
    public record Cells(String name, @Nullable String unit, List<@Nullable Object> values) {
        public Cells {
            values = Collections.unmodifiableList(new ArrayList<>(values));
        }
    }

    /**
     * The rows to write.
     *
     * @param datasets those of the rows, each once
     * @param pairs null without a target list
     */
    private record Rows(
            List<FoundDataset> datasets, @Nullable TargetPairs pairs) {
        static Rows of(TargetPairs pairs) {
            return new Rows(pairs.datasets(), pairs);
        }

        int size() {
            return pairs == null ? datasets.size() : pairs.size();
        }
    }

    private ResultExtract(
            ProvenanceLog log,
            ColumnChoice columns,
            List<Restriction> restrictions,
            long meeting,
            Rows rows,
            @Nullable TargetPairs allPairs) {
        this.log = log;
        this.columns = columns;
        this.restrictions = List.copyOf(restrictions);
        this.meeting = meeting;
        this.rows = rows;
        this.allPairs = allPairs;
    }

    /** All rows of a result, with all columns. */
    public static ResultExtract of(List<FoundDataset> datasets, ProvenanceLog log) {
        List<FoundDataset> all = List.copyOf(datasets);
        Question question = log.question();
        if (question != null && question.targets() != null) {
            TargetPairs pairs = TargetPairs.of(all, question.targets().list());
            return new ResultExtract(log, ColumnChoice.ALL, List.of(), pairs.size(), Rows.of(pairs), pairs);
        }
        long found = log.summary() == null
                ? all.size()
                : Objects.requireNonNull(log.summary()).datasets();
        return new ResultExtract(
                log, ColumnChoice.ALL, List.of(), Math.max(found, all.size()), new Rows(all, null), null);
    }

    /** The datasets that are written, each once, in the order in which they are written. */
    public List<FoundDataset> datasets() {
        return rows.datasets;
    }

    /** The pairs that are written, in order; empty without a target list. Each is made when it is read. */
    public List<TargetPair> pairs() {
        return rows.pairs == null ? List.of() : rows.pairs;
    }

    /** The number of rows that are written. */
    public int size() {
        return rows.size();
    }

    List<DatasetRow> rows() {
        return rows.pairs == null ? DatasetRow.of(rows.datasets) : DatasetRow.of(rows.pairs);
    }

    /** The cells of these rows, by row and column. */
    public ResultCells table() {
        return new ResultCells(this);
    }

    /** All pairs that the run found, whether they are written or not; null without a target list. */
    @Nullable
    TargetPairs allPairs() {
        return allPairs;
    }

    /** The log of the run. */
    public ProvenanceLog log() {
        return log;
    }

    /** The columns to write. */
    public ColumnChoice columns() {
        return columns;
    }

    /** Why rows that the run found are not among these; empty if all are. */
    public List<Restriction> restrictions() {
        return restrictions;
    }

    /** The number of rows that meet the restrictions; more than these if only the first are written. */
    public long meeting() {
        return meeting;
    }

    public ResultExtract withColumns(ColumnChoice choice) {
        return new ResultExtract(log, choice, restrictions, meeting, rows, allPairs);
    }

    /** The rows of the datasets that meet a condition. */
    public ResultExtract only(Predicate<FoundDataset> condition, Restriction why) {
        List<Restriction> all = new ArrayList<>(restrictions);
        all.add(why);
        Rows kept = rows.pairs == null
                ? new Rows(rows.datasets.stream().filter(condition).toList(), null)
                : Rows.of(rows.pairs.only(condition));
        return new ResultExtract(log, columns, all, kept.size(), kept, allPairs);
    }

    /**
     * The rows at some places.
     *
     * @param places from 0, in the order of these rows; not kept
     */
    public ResultExtract only(BitSet places, Restriction why) {
        List<Restriction> all = new ArrayList<>(restrictions);
        all.add(why);
        Rows kept = rows.pairs == null
                ? new Rows(
                        places.stream()
                                .takeWhile(place -> place < rows.datasets.size())
                                .mapToObj(rows.datasets::get)
                                .toList(),
                        null)
                : Rows.of(rows.pairs.filtered(places::get));
        return new ResultExtract(log, columns, all, kept.size(), kept, allPairs);
    }

    /** In another order. */
    public ResultExtract sorted(DatasetOrder order) {
        Rows sorted = rows.pairs == null
                ? new Rows(order.sorted(rows.datasets, log.question()), null)
                : Rows.of(order.sorted(rows.pairs, log.question()));
        return new ResultExtract(log, columns, restrictions, meeting, sorted, allPairs);
    }

    /** The first of these. */
    public ResultExtract first(long most) {
        if (most >= rows.size()) {
            return this;
        }
        Rows first = rows.pairs == null
                ? new Rows(rows.datasets.subList(0, Math.toIntExact(most)), null)
                : Rows.of(rows.pairs.first(most));
        return new ResultExtract(log, columns, restrictions, meeting, first, allPairs);
    }

    /** Whether rows that meet the restrictions are left out. */
    public boolean isCut() {
        return rows.size() < meeting;
    }

    /** The columns in the order and with the values that files have. All values are in memory: for a few rows. */
    public List<Cells> cells() {
        return DatasetColumns.of(this).stream()
                .map(column -> {
                    List<@Nullable Object> values = new ArrayList<>();
                    rows().forEach(row -> values.add(column.value(row)));
                    return new Cells(column.name(), column.unit(), values);
                })
                .toList();
    }
}
