package org.skytrawl.harvest.take;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.harvest.read.StoredRows;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.parquet.ParquetColumn;
import org.skytrawl.parquet.ParquetTable;
import org.skytrawl.parquet.ParquetWriter;
import org.skytrawl.protocol.mapping.AnswerFields;
import org.skytrawl.protocol.mapping.ObsCoreMapper;
import org.skytrawl.protocol.mapping.PlainNumber;
import org.skytrawl.votable.StopReadingException;
import org.skytrawl.votable.TableField;

/** The rows of one answer as ObsCore records, and as a Parquet file. Used by one thread at a time. */
final class PageRows implements TapTable.Restarting {
    private static final int ROWS_OF_A_PARQUET_PAGE = 5_000;

    private final long most;
    private final List<ObsCoreRecord> records = new ArrayList<>();
    private @Nullable ObsCoreMapper mapper;
    private boolean full;

    /** @param most rows; further ones are not kept */
    PageRows(long most) {
        this.most = most;
    }

    @Override
    public void restart() {
        records.clear();
        mapper = null;
        full = false;
    }

    @Override
    public void fields(List<TableField> fields) throws StopReadingException {
        ObsCoreMapper columns = new ObsCoreMapper(new AnswerFields(fields, false));
        if (!columns.knowsColumns()) {
            throw new StopReadingException("the table has no ObsCore columns");
        }
        mapper = columns;
    }

    @Override
    public void row(@Nullable Object[] cells) throws StopReadingException {
        if (mapper == null) {
            throw new StopReadingException("a row came before the fields");
        }
        if (records.size() >= most) {
            full = true;
            throw new StopReadingException("more than " + most + " rows came");
        }
        records.add(mapper.map(cells).record());
    }

    /** Keeps a record that another mapper has made. */
    void add(ObsCoreRecord record) {
        records.add(record);
    }

    List<ObsCoreRecord> records() {
        return Collections.unmodifiableList(records);
    }

    int size() {
        return records.size();
    }

    @Override
    public boolean isFull() {
        return full;
    }

    long badCells() {
        return mapper == null ? 0 : mapper.badCells();
    }

    /** A value near the middle as ADQL writes it, with rows on both sides of it; null if there is none. */
    @Nullable
    String middle(String name) {
        ObsCoreColumn column = ObsCoreColumn.valueOf(name);
        if (column.isText()) {
            List<String> texts = records.stream()
                    .map(record -> record.text(column))
                    .filter(text -> text != null)
                    .sorted()
                    .toList();
            String middle = texts.isEmpty() ? null : CellPlanner.middle(texts);
            return middle == null || !CellPlanner.isComparable(middle) ? null : CellPlanner.quoted(middle);
        }
        List<Double> numbers = records.stream()
                .map(record -> record.number(column))
                .filter(Double::isFinite)
                .sorted()
                .toList();
        Double middle = numbers.isEmpty() ? null : CellPlanner.middle(numbers);
        return middle == null ? null : PlainNumber.of(middle);
    }

    private record Placed(ObsCoreRecord record, @Nullable Long cell) {}

    /** The rows, sorted by place; those without one at the end. */
    byte[] parquet(String service, String query) throws IOException {
        List<Placed> rows = records.stream()
                .map(record -> new Placed(record, Slice.place(record)))
                .sorted(Comparator.comparing(Placed::cell, Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
        List<ParquetColumn<Placed>> columns = Stream.concat(
                        Stream.of(new ParquetColumn<Placed>(
                                StoredRows.HEALPIX, ObsCoreColumn.Type.INTEGER, false, row -> row.cell())),
                        Stream.of(ObsCoreColumn.values())
                                .map(column -> new ParquetColumn<Placed>(
                                        column.name(),
                                        column.type(),
                                        false,
                                        row -> row.record().value(column))))
                .toList();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ParquetWriter<Placed> writer = new ParquetWriter<>(
                new ParquetTable<>(
                        "page",
                        columns,
                        Map.of("skytrawl_service", service, "skytrawl_query", query),
                        null,
                        Math.max(1, rows.size()),
                        ROWS_OF_A_PARQUET_PAGE),
                out);
        writer.write(rows);
        writer.finish();
        return out.toByteArray();
    }
}
