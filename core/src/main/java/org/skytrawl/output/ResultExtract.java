package org.skytrawl.output;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.provenance.ProvenanceLog;

/**
 * What is written of a result: all its datasets, or those that meet restrictions, or the first of these. Files name the
 * restrictions, and whether datasets that meet them are left out. Immutable.
 *
 * @param datasets in the order in which they are written
 * @param log the log of the run
 * @param columns the columns to write
 * @param restrictions why datasets that the run found are not among these; empty if all are
 * @param meeting the number of datasets that meet the restrictions; more than these if only the first are written
 */
public record ResultExtract(
        List<FoundDataset> datasets,
        ProvenanceLog log,
        ColumnChoice columns,
        List<Restriction> restrictions,
        long meeting) {
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
     * @param values one for each dataset: {@code String}, {@code Long} or {@code Double}; null if unknown
     */
    public record Cells(String name, @Nullable String unit, List<@Nullable Object> values) {
        public Cells {
            values = Collections.unmodifiableList(new ArrayList<>(values));
        }
    }

    public ResultExtract {
        datasets = List.copyOf(datasets);
        restrictions = List.copyOf(restrictions);
    }

    /** All datasets of a result, with all columns. */
    public static ResultExtract of(List<FoundDataset> datasets, ProvenanceLog log) {
        long found = log.summary() == null
                ? datasets.size()
                : Objects.requireNonNull(log.summary()).datasets();
        return new ResultExtract(datasets, log, ColumnChoice.ALL, List.of(), Math.max(found, datasets.size()));
    }

    public ResultExtract withColumns(ColumnChoice choice) {
        return new ResultExtract(datasets, log, choice, restrictions, meeting);
    }

    /** Those that meet a condition. */
    public ResultExtract only(Predicate<FoundDataset> condition, Restriction why) {
        List<Restriction> all = new ArrayList<>(restrictions);
        all.add(why);
        List<FoundDataset> kept = datasets.stream().filter(condition).toList();
        return new ResultExtract(kept, log, columns, all, kept.size());
    }

    /** In another order. */
    public ResultExtract sorted(DatasetOrder order) {
        return new ResultExtract(order.sorted(datasets, log.question()), log, columns, restrictions, meeting);
    }

    /** The first of these. */
    public ResultExtract first(long most) {
        return most >= datasets.size()
                ? this
                : new ResultExtract(datasets.subList(0, Math.toIntExact(most)), log, columns, restrictions, meeting);
    }

    /** Whether datasets that meet the restrictions are left out. */
    public boolean isCut() {
        return datasets.size() < meeting;
    }

    /** The columns in the order and with the values that files have. All values are in memory: for a few datasets. */
    public List<Cells> cells() {
        return DatasetColumns.of(this).stream()
                .map(column -> {
                    List<@Nullable Object> values = new ArrayList<>();
                    datasets.forEach(dataset -> values.add(column.value(dataset)));
                    return new Cells(column.name(), column.unit(), values);
                })
                .toList();
    }
}
