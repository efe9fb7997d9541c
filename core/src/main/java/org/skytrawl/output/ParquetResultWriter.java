package org.skytrawl.output;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.LogicalTypes;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;

/**
 * Writes Parquet 1 in gzipped pages without dictionaries. The footer has the metadata twice: as a VOTable without data
 * for TOPCAT (VOParquet 1.0), as an ECSV header for astropy. One column of one row group is in memory at a time
 * (docs/adr/0013-parquet.md).
 */
final class ParquetResultWriter implements ResultWriter {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int GROUP_ROWS = 100_000;

    @Override
    public void write(ResultExtract result, OutputStream out) throws IOException {
        write("datasets", result.rows(), DatasetColumns.of(result), result, out);
    }

    @Override
    public void write(TargetSummary summary, OutputStream out) throws IOException {
        write("targets", summary.rows(), TargetSummary.Row.COLUMNS, summary.result(), out);
    }

    private static <T> void write(
            String name, List<T> rows, List<TableColumn<T>> columns, ResultExtract result, OutputStream out)
            throws IOException {
        CountedOutput counted = new CountedOutput(new BufferedOutputStream(out, 1 << 16));
        counted.write(MAGIC);
        List<RowGroup> groups = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += GROUP_ROWS) {
            List<T> group = rows.subList(from, Math.min(rows.size(), from + GROUP_ROWS));
            List<ColumnChunk> chunks = new ArrayList<>();
            long bytes = 0;
            for (TableColumn<T> column : columns) {
                ColumnChunk chunk = ParquetChunk.write(column, group, counted);
                bytes += chunk.getMeta_data().getTotal_uncompressed_size();
                chunks.add(chunk);
            }
            groups.add(new RowGroup(chunks, bytes, group.size()));
        }
        FileMetaData footer = new FileMetaData(1, schema(name, columns), rows.size(), groups);
        footer.setCreated_by("skytrawl");
        List<RunInfos.RunInfo> infos = RunInfos.of(result);
        footer.setKey_value_metadata(List.of(
                new KeyValue("IVOA.VOTable-Parquet.version").setValue("1.0"),
                new KeyValue("IVOA.VOTable-Parquet.content")
                        .setValue(votable(new RowTable<>(name, rows, columns), result)),
                new KeyValue("table_meta_yaml").setValue(EcsvResultWriter.yaml(name, columns, infos))));
        long start = counted.count();
        Util.writeFileMetaData(footer, counted);
        ParquetChunk.int32(counted, Math.toIntExact(counted.count() - start));
        counted.write(MAGIC);
        counted.flush();
    }

    private static List<SchemaElement> schema(String name, List<? extends TableColumn<?>> columns) {
        List<SchemaElement> schema = new ArrayList<>();
        schema.add(new SchemaElement(name).setNum_children(columns.size()));
        for (TableColumn<?> column : columns) {
            SchemaElement element = new SchemaElement(column.name());
            element.setType(ParquetChunk.type(column));
            element.setRepetition_type(FieldRepetitionType.OPTIONAL);
            if (column.type() == String.class) {
                element.setConverted_type(org.apache.parquet.format.ConvertedType.UTF8);
                element.setLogicalType(LogicalTypes.UTF8);
            }
            schema.add(element);
        }
        return schema;
    }

    private static String votable(RowTable<?> table, ResultExtract result) throws IOException {
        StringWriter xml = new StringWriter();
        VoTableResultWriter.writeMetadata(table, result, xml);
        return xml.toString();
    }

    /** Each page has runs of rows with and without a value (hybrid RLE), then values (PLAIN). */
    private static final class ParquetChunk {
        private static final int PAGE_ROWS = 20_000;

        static Type type(TableColumn<?> column) {
            if (column.type() == String.class) {
                return Type.BYTE_ARRAY;
            }
            return column.type() == Double.class ? Type.DOUBLE : Type.INT64;
        }

        /** Writes the pages and returns their place. */
        static <T> ColumnChunk write(TableColumn<T> column, List<T> rows, CountedOutput out) throws IOException {
            long start = out.count();
            long uncompressed = 0;
            for (int from = 0; from < rows.size(); from += PAGE_ROWS) {
                List<T> part = rows.subList(from, Math.min(rows.size(), from + PAGE_ROWS));
                byte[] page = page(column, part);
                byte[] packed = packed(page);
                PageHeader header = new PageHeader(PageType.DATA_PAGE, page.length, packed.length);
                header.setData_page_header(new DataPageHeader(part.size(), Encoding.PLAIN, Encoding.RLE, Encoding.RLE));
                long before = out.count();
                Util.writePageHeader(header, out);
                uncompressed += out.count() - before + page.length;
                out.write(packed);
            }
            ColumnMetaData meta = new ColumnMetaData(
                    type(column),
                    List.of(Encoding.PLAIN, Encoding.RLE),
                    List.of(column.name()),
                    CompressionCodec.GZIP,
                    rows.size(),
                    uncompressed,
                    out.count() - start,
                    start);
            return new ColumnChunk(0).setMeta_data(meta);
        }

        private static <T> byte[] page(TableColumn<T> column, List<T> rows) throws IOException {
            ByteArrayOutputStream levels = new ByteArrayOutputStream();
            ByteArrayOutputStream values = new ByteArrayOutputStream(rows.size() * 8);
            int run = 0;
            boolean runKnown = false;
            for (T row : rows) {
                Object value = column.value(row);
                boolean known = value != null;
                if (run > 0 && known != runKnown) {
                    run(levels, run, runKnown);
                    run = 0;
                }
                runKnown = known;
                run++;
                switch (value) {
                    case null -> {}
                    case String text -> {
                        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                        int32(values, utf8.length);
                        values.write(utf8);
                    }
                    case Double number -> int64(values, Double.doubleToRawLongBits(number));
                    case Number number -> int64(values, number.longValue());
                    default -> throw new IllegalArgumentException("no column holds " + value.getClass());
                }
            }
            run(levels, run, runKnown);
            ByteArrayOutputStream page = new ByteArrayOutputStream(levels.size() + values.size() + 4);
            int32(page, levels.size());
            levels.writeTo(page);
            values.writeTo(page);
            return page.toByteArray();
        }

        /** Writes one run: {@code length} rows with a value, or without. */
        private static void run(ByteArrayOutputStream levels, int length, boolean known) {
            int header = length << 1;
            for (; header >= 0x80; header >>>= 7) {
                levels.write((header & 0x7F) | 0x80);
            }
            levels.write(header);
            levels.write(known ? 1 : 0);
        }

        private static byte[] packed(byte[] page) throws IOException {
            ByteArrayOutputStream packed = new ByteArrayOutputStream(page.length / 2 + 64);
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write(page);
            }
            return packed.toByteArray();
        }

        /** Little endian. */
        static void int32(OutputStream out, int value) throws IOException {
            for (int shift = 0; shift < 32; shift += 8) {
                out.write(value >>> shift);
            }
        }

        private static void int64(OutputStream out, long value) throws IOException {
            int32(out, (int) value);
            int32(out, (int) (value >>> 32));
        }
    }

    private static final class CountedOutput extends FilterOutputStream {
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
