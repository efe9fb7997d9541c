package org.skytrawl.parquet;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.LogicalTypes;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.SortingColumn;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.TypeDefinedOrder;
import org.apache.parquet.format.Util;
import org.skytrawl.model.ObsCoreColumn;

/**
 * Writes one Parquet file, in gzipped pages without dictionaries, each with its CRC. Readers can skip row groups and
 * pages by their statistics. One page is in memory at a time, besides the rows of the caller and what the footer tells
 * of pages. A file that was not finished has no footer, and no reader takes it. Not thread-safe.
 */
public final class ParquetWriter<T> {
    static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    private final ParquetTable<T> table;
    private final CountedOutput out;
    private final List<RowGroup> groups = new ArrayList<>();
    private final List<ColumnPages.Written> columns = new ArrayList<>();
    private long rows;
    private long lastSorted = Long.MIN_VALUE;
    /** False after the footer, and after rows that could not be written. */
    private boolean open = true;

    /** @param out left open */
    public ParquetWriter(ParquetTable<T> table, OutputStream out) throws IOException {
        this.table = table;
        this.out = new CountedOutput(new BufferedOutputStream(out, 1 << 16));
        this.out.write(MAGIC);
    }

    /**
     * Writes rows in row groups of their own.
     *
     * @throws IllegalArgumentException if a row lacks a required value, or is not where the table sorts it
     * @throws IllegalStateException if the file is finished, or rows before these could not be written
     */
    public void write(List<? extends T> more) throws IOException {
        close();
        for (int from = 0; from < more.size(); from += table.groupRows()) {
            group(more.subList(from, Math.min(more.size(), from + table.groupRows())));
        }
        open = true;
    }

    private void close() {
        if (!open) {
            throw new IllegalStateException("the file is finished, or lacks rows that could not be written");
        }
        open = false;
    }

    private void group(List<? extends T> group) throws IOException {
        int sortColumn = table.sortColumn();
        if (sortColumn >= 0) {
            checkOrder(table.columns().get(sortColumn), group);
        }
        List<ColumnChunk> chunks = new ArrayList<>();
        long bytes = 0;
        for (ParquetColumn<T> column : table.columns()) {
            ColumnPages.Written written = new ColumnPages<>(column, table.pageRows(), out).write(group);
            bytes += written.chunk().getMeta_data().getTotal_uncompressed_size();
            chunks.add(written.chunk());
            columns.add(written);
        }
        RowGroup rowGroup = new RowGroup(chunks, bytes, group.size());
        if (sortColumn >= 0) {
            rowGroup.setSorting_columns(List.of(new SortingColumn(sortColumn, false, false)));
        }
        groups.add(rowGroup);
        rows += group.size();
    }

    private void checkOrder(ParquetColumn<T> column, List<? extends T> group) {
        for (T row : group) {
            if (column.cell().of(row) instanceof Number number) {
                if (number.longValue() < lastSorted) {
                    throw new IllegalArgumentException(
                            "rows are not sorted by " + column.name() + ": " + number + " comes after " + lastSorted);
                }
                lastSorted = number.longValue();
            }
        }
    }

    /**
     * Writes the page indexes and the footer.
     *
     * @throws IllegalStateException if the file is finished, or rows could not be written
     */
    public ParquetFooter finish() throws IOException {
        close();
        for (ColumnPages.Written column : columns) {
            if (column.index() != null) {
                column.chunk().setColumn_index_offset(out.count());
                Util.writeColumnIndex(column.index(), out);
                column.chunk()
                        .setColumn_index_length(
                                Math.toIntExact(out.count() - column.chunk().getColumn_index_offset()));
            }
        }
        for (ColumnPages.Written column : columns) {
            column.chunk().setOffset_index_offset(out.count());
            Util.writeOffsetIndex(column.offsets(), out);
            column.chunk()
                    .setOffset_index_length(
                            Math.toIntExact(out.count() - column.chunk().getOffset_index_offset()));
        }
        FileMetaData footer = new FileMetaData(1, schema(), rows, groups);
        footer.setCreated_by("skytrawl");
        footer.setColumn_orders(
                Collections.nCopies(table.columns().size(), ColumnOrder.TYPE_ORDER(new TypeDefinedOrder())));
        footer.setKey_value_metadata(table.texts().entrySet().stream()
                .map(text -> new KeyValue(text.getKey()).setValue(text.getValue()))
                .toList());
        writeFooter(footer, out);
        return new ParquetFooter(footer);
    }

    static void writeFooter(FileMetaData footer, CountedOutput out) throws IOException {
        long start = out.count();
        Util.writeFileMetaData(footer, out);
        ColumnPages.int32(out, Math.toIntExact(out.count() - start));
        out.write(MAGIC);
        out.flush();
    }

    private List<SchemaElement> schema() {
        List<SchemaElement> schema = new ArrayList<>();
        schema.add(
                new SchemaElement(table.name()).setNum_children(table.columns().size()));
        for (ParquetColumn<T> column : table.columns()) {
            SchemaElement element = new SchemaElement(column.name());
            element.setType(type(column.type()));
            element.setRepetition_type(column.required() ? FieldRepetitionType.REQUIRED : FieldRepetitionType.OPTIONAL);
            if (column.type() == ObsCoreColumn.Type.TEXT) {
                element.setConverted_type(ConvertedType.UTF8);
                element.setLogicalType(LogicalTypes.UTF8);
            }
            schema.add(element);
        }
        return schema;
    }

    static Type type(ObsCoreColumn.Type type) {
        return switch (type) {
            case TEXT -> Type.BYTE_ARRAY;
            case INTEGER -> Type.INT64;
            case REAL -> Type.DOUBLE;
        };
    }

    /** Knows at which byte of the file it is. */
    static final class CountedOutput extends FilterOutputStream {
        private long count;

        CountedOutput(OutputStream out) {
            super(out);
        }

        long count() {
            return count;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            count += length;
        }
    }
}
