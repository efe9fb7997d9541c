package org.skytrawl.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;

/** The pages of a column: runs of rows with and without a value (hybrid RLE), then values (PLAIN). */
final class ColumnPages {
    private ColumnPages() {}

    /** Writes the pages and returns their place. */
    static <T> ColumnChunk write(
            ParquetColumn<T> column, List<? extends T> rows, int pageRows, ParquetWriter.CountedOutput out)
            throws IOException {
        long start = out.count();
        long uncompressed = 0;
        for (int from = 0; from < rows.size(); from += pageRows) {
            List<? extends T> part = rows.subList(from, Math.min(rows.size(), from + pageRows));
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
                ParquetWriter.type(column.type()),
                List.of(Encoding.PLAIN, Encoding.RLE),
                List.of(column.name()),
                CompressionCodec.GZIP,
                rows.size(),
                uncompressed,
                out.count() - start,
                start);
        return new ColumnChunk(0).setMeta_data(meta);
    }

    private static <T> byte[] page(ParquetColumn<T> column, List<? extends T> rows) throws IOException {
        ByteArrayOutputStream levels = new ByteArrayOutputStream();
        ByteArrayOutputStream values = new ByteArrayOutputStream(rows.size() * 8);
        int run = 0;
        boolean runKnown = false;
        for (T row : rows) {
            Object value = column.cell().of(row);
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
