package org.skytrawl.simvo.tap;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.fault.Fault;
import org.skytrawl.simvo.votable.Column;
import org.skytrawl.simvo.votable.Table;

/** What a TAP service does wrong with an uploaded table: the faults {@code upload-...} of {@link Fault#all}. */
public enum UploadFault {
    DROPS,
    DOUBLES,
    SHIFTS,
    SAME,
    CROSSES,
    NO_COLUMNS,
    REORDERS;

    /** Null if a service has no such fault. */
    public static @Nullable UploadFault of(@Nullable Fault fault) {
        return fault == null || !fault.isOfUploads()
                ? null
                : valueOf(fault.name()
                        .substring(fault.name().indexOf('-') + 1)
                        .replace('-', '_')
                        .toUpperCase(Locale.ROOT));
    }

    /** The table that the service uses in place of an uploaded one. */
    UploadReader.Uploaded used(UploadReader.Uploaded uploaded) {
        List<@Nullable Object[]> rows = uploaded.rows();
        return switch (this) {
            case DROPS -> uploaded.with(rows.subList(0, (rows.size() + 1) / 2));
            case DOUBLES ->
                uploaded.with(
                        rows.stream().flatMap(row -> List.of(row, row).stream()).toList());
            case SHIFTS -> uploaded.with(shifted(rows));
            default -> uploaded;
        };
    }

    /** Each row with the first value of the next one. */
    private static List<@Nullable Object[]> shifted(List<@Nullable Object[]> rows) {
        List<@Nullable Object[]> shifted = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            @Nullable Object[] row = rows.get(i).clone();
            row[0] = rows.get((i + 1) % rows.size())[0];
            shifted.add(row);
        }
        return shifted;
    }

    /** @param tables those of the service itself */
    QueryRun.Result spoiled(QueryRun.Result result, List<Table> tables) {
        return switch (this) {
            case REORDERS -> new QueryRun.Result(result.columns(), result.rows().reversed(), result.overflow());
            case NO_COLUMNS -> withoutColumns(result, tables);
            default -> result;
        };
    }

    private static QueryRun.Result withoutColumns(QueryRun.Result result, List<Table> tables) {
        Set<String> known = tables.stream()
                .flatMap(table -> table.columns().stream())
                .map(Column::name)
                .collect(Collectors.toSet());
        List<String> names = result.columns().names();
        int[] kept = IntStream.range(0, names.size())
                .filter(i -> known.contains(names.get(i).toLowerCase(Locale.ROOT)))
                .toArray();
        ResultColumns columns = new ResultColumns(
                IntStream.of(kept).mapToObj(result.columns().columns()::get).toList(),
                IntStream.of(kept).mapToObj(names::get).toList());
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (@Nullable Object[] row : result.rows()) {
            @Nullable Object[] shorter = new @Nullable Object[kept.length];
            for (int i = 0; i < kept.length; i++) {
                shorter[i] = row[kept[i]];
            }
            rows.add(shorter);
        }
        return new QueryRun.Result(columns, rows, result.overflow());
    }
}
