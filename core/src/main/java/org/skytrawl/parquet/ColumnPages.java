package org.skytrawl.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.format.BoundaryOrder;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageLocation;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/**
 * Writes one column of one row group. A page has runs of rows with and without a value (hybrid RLE), unless all must
 * have one, then values (PLAIN).
 */
final class ColumnPages<T> {
    /** The most bytes of values in a page, unless one value alone is longer. */
    static final int PAGE_BYTES = 1 << 20;

    private final ParquetColumn<T> column;
    private final int pageRows;
    private final ParquetWriter.CountedOutput out;
    private final List<PageLocation> places = new ArrayList<>();
    private final List<ValueRange> ranges = new ArrayList<>();
    private final ByteArrayOutputStream levels = new ByteArrayOutputStream();
    private final ByteArrayOutputStream values = new ByteArrayOutputStream();
    private ValueRange range = new ValueRange();
    private int rowsBefore;
    private int rows;
    private int run;
    private boolean runKnown;
    private long uncompressed;

    ColumnPages(ParquetColumn<T> column, int pageRows, ParquetWriter.CountedOutput out) {
        this.column = column;
        this.pageRows = pageRows;
        this.out = out;
    }

    /**
     * What is known of a written column.
     *
     * @param index null if the values of a page have no bounds
     */
    record Written(ColumnChunk chunk, @Nullable ColumnIndex index, OffsetIndex offsets) {}

    /** Writes a whole row group. Called once. */
    Written write(List<? extends T> group) throws IOException {
        long start = out.count();
        for (T row : group) {
            Object value = stored(column.cell().of(row));
            int bytes = value instanceof byte[] text ? text.length + Integer.BYTES : Long.BYTES;
            if (rows == pageRows || (values.size() > 0 && values.size() + (long) bytes > PAGE_BYTES)) {
                endPage();
            }
            add(value);
        }
        endPage();
        ColumnMetaData meta = new ColumnMetaData(
                ParquetWriter.type(column.type()),
                List.of(Encoding.PLAIN, Encoding.RLE),
                List.of(column.name()),
                CompressionCodec.GZIP,
                group.size(),
                uncompressed,
                out.count() - start,
                start);
        meta.setStatistics(statistics());
        return new Written(new ColumnChunk(0).setMeta_data(meta), index(), new OffsetIndex(places));
    }

    private @Nullable Object stored(@Nullable Object value) {
        if (value == null) {
            if (column.required()) {
                throw new IllegalArgumentException("a row has no value in the required column " + column.name());
            }
            return null;
        }
        Object stored = value instanceof Integer number ? (Object) number.longValue() : value;
        boolean fits = switch (column.type()) {
            case TEXT -> stored instanceof String;
            case INTEGER -> stored instanceof Long;
            case REAL -> stored instanceof Double;
        };
        if (!fits) {
            throw new IllegalArgumentException("column " + column.name() + " is of type " + column.type()
                    + " and cannot hold a " + value.getClass().getSimpleName());
        }
        return stored instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : stored;
    }

    private void add(@Nullable Object value) throws IOException {
        boolean known = value != null;
        if (run > 0 && known != runKnown) {
            endRun();
        }
        runKnown = known;
        run++;
        rows++;
        range.add(value);
        if (value instanceof byte[] text) {
            int32(values, text.length);
            values.write(text);
        } else if (value != null) {
            long bits = ValueRange.bits(value);
            int32(values, (int) bits);
            int32(values, (int) (bits >>> 32));
        }
    }

    private void endRun() {
        int header = run << 1;
        for (; header >= 0x80; header >>>= 7) {
            levels.write((header & 0x7F) | 0x80);
        }
        levels.write(header);
        levels.write(runKnown ? 1 : 0);
        run = 0;
    }

    private void endPage() throws IOException {
        endRun();
        ByteArrayOutputStream page = new ByteArrayOutputStream(levels.size() + values.size() + Integer.BYTES);
        if (!column.required()) {
            int32(page, levels.size());
            levels.writeTo(page);
        }
        values.writeTo(page);
        byte[] packed = packed(page);
        CRC32 crc = new CRC32();
        crc.update(packed);
        PageHeader header = new PageHeader(PageType.DATA_PAGE, page.size(), packed.length);
        header.setCrc((int) crc.getValue());
        header.setData_page_header(new DataPageHeader(rows, Encoding.PLAIN, Encoding.RLE, Encoding.RLE));
        long start = out.count();
        Util.writePageHeader(header, out);
        uncompressed += out.count() - start + page.size();
        out.write(packed);
        places.add(new PageLocation(start, Math.toIntExact(out.count() - start), rowsBefore));
        ranges.add(range);
        rowsBefore += rows;
        rows = 0;
        range = new ValueRange();
        levels.reset();
        values.reset();
    }

    private static byte[] packed(ByteArrayOutputStream page) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(page.size() / 2 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            page.writeTo(gzip);
        }
        return packed.toByteArray();
    }

    private Statistics statistics() {
        ValueRange all = new ValueRange();
        ranges.forEach(all::addAll);
        Statistics statistics = new Statistics().setNull_count(all.nulls());
        Object least = all.lowerBound();
        Object greatest = all.upperBound();
        if (least != null && greatest != null) {
            statistics.setMin_value(ValueRange.plain(least)).setMax_value(ValueRange.plain(greatest));
            if (least instanceof byte[]) {
                statistics
                        .setIs_min_value_exact(all.lowerBoundIsExact())
                        .setIs_max_value_exact(all.upperBoundIsExact());
            }
        }
        return statistics;
    }

    private @Nullable ColumnIndex index() {
        List<Boolean> nullPages = new ArrayList<>();
        List<ByteBuffer> mins = new ArrayList<>();
        List<ByteBuffer> maxs = new ArrayList<>();
        boolean ascending = true;
        boolean descending = true;
        Object lastLeast = null;
        Object lastGreatest = null;
        for (ValueRange page : ranges) {
            nullPages.add(page.hasOnlyNulls());
            if (page.hasOnlyNulls()) {
                mins.add(ByteBuffer.allocate(0));
                maxs.add(ByteBuffer.allocate(0));
                continue;
            }
            Object least = page.lowerBound();
            Object greatest = page.upperBound();
            if (least == null || greatest == null) {
                return null;
            }
            mins.add(ByteBuffer.wrap(ValueRange.plain(least)));
            maxs.add(ByteBuffer.wrap(ValueRange.plain(greatest)));
            if (lastLeast != null && lastGreatest != null) {
                int byLeast = ValueRange.compare(lastLeast, least);
                int byGreatest = ValueRange.compare(lastGreatest, greatest);
                ascending &= byLeast <= 0 && byGreatest <= 0;
                descending &= byLeast >= 0 && byGreatest >= 0;
            }
            lastLeast = least;
            lastGreatest = greatest;
        }
        BoundaryOrder order = BoundaryOrder.UNORDERED;
        if (ascending) {
            order = BoundaryOrder.ASCENDING;
        } else if (descending) {
            order = BoundaryOrder.DESCENDING;
        }
        return new ColumnIndex(nullPages, mins, maxs, order)
                .setNull_counts(ranges.stream().map(page -> (long) page.nulls()).toList());
    }

    /** Little endian. */
    static void int32(OutputStream out, int value) throws IOException {
        for (int shift = 0; shift < 32; shift += 8) {
            out.write(value >>> shift);
        }
    }
}
