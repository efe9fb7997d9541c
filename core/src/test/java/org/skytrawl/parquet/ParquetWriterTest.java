package org.skytrawl.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardwood.InputFile;
import dev.hardwood.reader.FilterPredicate;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.apache.parquet.format.BoundaryOrder;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageLocation;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SortingColumn;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.skytrawl.model.ObsCoreColumn.Type;

/** What Hardwood, a reader that shares no code with our writer, makes of its files. */
class ParquetWriterTest {
    private static final int GROUP_ROWS = 500;
    private static final int PAGE_ROWS = 50;

    private record Row(
            long cell,
            @Nullable Double ra,
            @Nullable String did,
            @Nullable Integer size) {}

    private static final ParquetTable<Row> TABLE = new ParquetTable<>(
            "datasets",
            List.of(
                    new ParquetColumn<>("_healpix_29", Type.INTEGER, true, Row::cell),
                    new ParquetColumn<>("s_ra", Type.REAL, false, Row::ra),
                    new ParquetColumn<>("obs_publisher_did", Type.TEXT, false, Row::did),
                    new ParquetColumn<>("access_estsize", Type.INTEGER, false, Row::size)),
            Map.of("made by", "a test"),
            "_healpix_29",
            GROUP_ROWS,
            PAGE_ROWS);

    private static byte[] file(List<Row> rows) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        footer(rows, out);
        return out.toByteArray();
    }

    private static ParquetFooter footer(List<Row> rows, ByteArrayOutputStream out) throws IOException {
        ParquetWriter<Row> writer = new ParquetWriter<>(TABLE, out);
        writer.write(rows);
        return writer.finish();
    }

    private static ParquetFileReader reader(byte[] file) throws IOException {
        return ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(file)));
    }

    private static List<Row> rows(byte[] file) throws IOException {
        try (ParquetFileReader reader = reader(file);
                RowReader row = reader.rowReader()) {
            return rows(row);
        }
    }

    private static List<Row> rows(byte[] file, FilterPredicate filter) throws IOException {
        try (ParquetFileReader reader = reader(file);
                RowReader row = reader.buildRowReader().filter(filter).build()) {
            return rows(row);
        }
    }

    private static List<Row> rows(RowReader row) {
        List<Row> rows = new ArrayList<>();
        while (row.hasNext()) {
            row.next();
            rows.add(new Row(
                    row.getLong("_healpix_29"),
                    row.isNull("s_ra") ? null : row.getDouble("s_ra"),
                    row.isNull("obs_publisher_did") ? null : row.getString("obs_publisher_did"),
                    row.isNull("access_estsize") ? null : Math.toIntExact(row.getLong("access_estsize"))));
        }
        return rows;
    }

    /** The footer as its bytes have it. */
    private static FileMetaData footer(byte[] file) throws IOException {
        int length = ByteBuffer.wrap(file, file.length - 8, 4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
        return Util.readFileMetaData(new ByteArrayInputStream(file, file.length - 8 - length, length));
    }

    private static ColumnChunk chunk(byte[] file, int group, int column) throws IOException {
        return footer(file).getRow_groups().get(group).getColumns().get(column);
    }

    private static ColumnIndex index(byte[] file, ColumnChunk chunk) throws IOException {
        return Util.readColumnIndex(
                new ByteArrayInputStream(file, (int) chunk.getColumn_index_offset(), chunk.getColumn_index_length()));
    }

    private static OffsetIndex offsets(byte[] file, ColumnChunk chunk) throws IOException {
        return Util.readOffsetIndex(
                new ByteArrayInputStream(file, (int) chunk.getOffset_index_offset(), chunk.getOffset_index_length()));
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static double real(byte[] plain) {
        return ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN).getDouble();
    }

    /** All kinds of values and runs of nulls, over several row groups; the last page is not full. */
    private static List<Row> manyRows() {
        Random random = new Random(17);
        String[] beginnings = {"ivo://a/", "ivo://\u00e9/", "\ud83d\udd2d", "\uffee", "x".repeat(70), ""};
        double[] odd = {Double.NaN, 0.0, -0.0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 1_730; i++) {
            Double ra = random.nextDouble() * 10 + i / 100;
            if (i / 75 % 4 == 1) {
                ra = i % 2 == 0 ? odd[random.nextInt(odd.length)] : ra;
            } else if (i / 75 % 4 == 2) {
                ra = Double.NaN;
            }
            rows.add(new Row(
                    i / 3 * 1_000_000_007L,
                    i % 11 == 0 ? null : ra,
                    i / 60 % 5 == 3 ? null : beginnings[random.nextInt(beginnings.length)] + random.nextInt(500),
                    i < 600 && i % 7 > 0 ? null : Integer.valueOf(i % 90)));
        }
        return rows;
    }

    @Test
    void readsBackEqual() throws IOException {
        byte[] file = file(manyRows());
        assertThat(rows(file)).isEqualTo(manyRows());
        assertThat(footer(file).getRow_groups())
                .extracting(RowGroup::getNum_rows)
                .containsExactly(500L, 500L, 500L, 230L);
        try (ParquetFileReader reader = reader(file)) {
            assertThat(reader.getFileMetaData().keyValueMetadata())
                    .containsExactlyEntriesOf(Map.of("made by", "a test"));
        }
    }

    @Test
    void readsBackExtremeValues() throws IOException {
        List<Row> rows = List.of(
                new Row(Long.MIN_VALUE, Double.MIN_VALUE, "", Integer.MIN_VALUE),
                new Row(0, -Double.MAX_VALUE, "\u0000", Integer.MAX_VALUE),
                new Row(Long.MAX_VALUE, -0.0, "x".repeat(3 * ColumnPages.PAGE_BYTES), null));
        assertThat(rows(file(rows))).isEqualTo(rows);
    }

    @Test
    void isAFileWithoutRows() throws IOException {
        byte[] file = file(List.of());
        assertThat(rows(file)).isEmpty();
        try (ParquetFileReader reader = reader(file)) {
            assertThat(reader.getFileSchema().getColumnCount()).isEqualTo(4);
        }
    }

    /** Wrong bounds of a row group or a page would lose rows. */
    @Test
    void readersThatSkipByBoundsFindTheRowsThatFit() throws IOException {
        List<Row> rows = manyRows();
        byte[] file = file(rows);
        Map<FilterPredicate, Predicate<Row>> filters = new LinkedHashMap<>();
        for (int i = 0; i < rows.size(); i += 97) {
            long cell = rows.get(i).cell();
            filters.put(FilterPredicate.eq("_healpix_29", cell), row -> row.cell() == cell);
            filters.put(
                    FilterPredicate.and(
                            FilterPredicate.gtEq("_healpix_29", cell),
                            FilterPredicate.lt("_healpix_29", cell + 60_000_000_000L)),
                    row -> row.cell() >= cell && row.cell() < cell + 60_000_000_000L);
            String did = rows.get(i).did();
            if (did != null) {
                filters.put(FilterPredicate.eq("obs_publisher_did", did), row -> did.equals(row.did()));
            }
        }
        // in Hardwood's order -0.0 is less than 0.0, and NaN greater than all
        for (double ra : new double[] {-1, 0.0, -0.0, 5, 12.5, 30}) {
            filters.put(FilterPredicate.gt("s_ra", ra), row -> row.ra() != null && Double.compare(row.ra(), ra) > 0);
            filters.put(FilterPredicate.lt("s_ra", ra), row -> row.ra() != null && Double.compare(row.ra(), ra) < 0);
            filters.put(
                    FilterPredicate.and(FilterPredicate.gtEq("s_ra", ra), FilterPredicate.ltEq("s_ra", ra + 0.5)),
                    row -> row.ra() != null
                            && Double.compare(row.ra(), ra) >= 0
                            && Double.compare(row.ra(), ra + 0.5) <= 0);
        }
        filters.put(FilterPredicate.isNull("access_estsize"), row -> row.size() == null);
        filters.put(FilterPredicate.eq("access_estsize", 89L), row -> row.size() != null && row.size() == 89);
        filters.forEach((filter, fits) -> {
            try {
                assertThat(rows(file, filter))
                        .as(filter.toString())
                        .isEqualTo(rows.stream().filter(fits).toList());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** The index is good for something: whatever is wrong with other pages is not seen. */
    @Test
    void readersNeedOnlyThePagesThatMayHaveTheRows() throws IOException {
        List<Row> rows = manyRows();
        byte[] file = file(rows);
        Row wanted = rows.get(777);
        for (int group = 0; group < 4; group++) {
            for (int column = 0; column < 4; column++) {
                for (PageLocation page :
                        offsets(file, chunk(file, group, column)).getPage_locations()) {
                    long first = group * 500L + page.getFirst_row_index();
                    if (first < 750 || first > 777) {
                        file[(int) page.getOffset() + page.getCompressed_page_size() - 9] ^= 4;
                    }
                }
            }
        }
        assertThat(rows(file, FilterPredicate.eq("_healpix_29", wanted.cell())))
                .contains(wanted)
                .hasSize(3);
    }

    @Test
    void everyPageShowsAFlippedBit() throws IOException {
        byte[] file = file(manyRows());
        int pages = 0;
        for (int group = 0; group < 4; group++) {
            for (int column = 0; column < 4; column++) {
                for (PageLocation page :
                        offsets(file, chunk(file, group, column)).getPage_locations()) {
                    byte[] flipped = file.clone();
                    flipped[(int) page.getOffset() + page.getCompressed_page_size() - 9 - pages % 20] ^=
                            (byte) (1 << pages % 8);
                    assertThatThrownBy(() -> rows(flipped)).hasMessageContaining("CRC mismatch");
                    pages++;
                }
            }
        }
        assertThat(pages).isEqualTo(4 * (10 + 10 + 10 + 5));
    }

    @Test
    void tellsBoundsAndNullsOfAColumn() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < GROUP_ROWS; i++) {
            // two-unit characters sort after U+FFEE in UTF-8, before it in UTF-16
            rows.add(new Row(
                    i - 250, i % 2 == 0 ? null : (double) i, i == 7 ? "\ud83d\udd2d" : "\uffee", i < 50 ? null : i));
        }
        byte[] file = file(rows);
        Statistics cell = chunk(file, 0, 0).getMeta_data().getStatistics();
        assertThat(ByteBuffer.wrap(cell.getMin_value())
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getLong())
                .isEqualTo(-250);
        assertThat(ByteBuffer.wrap(cell.getMax_value())
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getLong())
                .isEqualTo(249);
        assertThat(cell.getNull_count()).isZero();
        Statistics ra = chunk(file, 0, 1).getMeta_data().getStatistics();
        assertThat(real(ra.getMin_value())).isEqualTo(1);
        assertThat(real(ra.getMax_value())).isEqualTo(499);
        Statistics did = chunk(file, 0, 2).getMeta_data().getStatistics();
        assertThat(text(did.getMin_value())).isEqualTo("\uffee");
        assertThat(text(did.getMax_value())).isEqualTo("\ud83d\udd2d");
        assertThat(did.isIs_min_value_exact()).isTrue();
        assertThat(did.isIs_max_value_exact()).isTrue();
        assertThat(chunk(file, 0, 3).getMeta_data().getStatistics().getNull_count())
                .isEqualTo(50);

        ColumnIndex sizes = index(file, chunk(file, 0, 3));
        assertThat(sizes.getNull_pages()).startsWith(true, false).hasSize(10);
        assertThat(sizes.getNull_counts()).startsWith(50L, 0L);
        assertThat(sizes.getBoundary_order()).isEqualTo(BoundaryOrder.ASCENDING);
        assertThat(index(file, chunk(file, 0, 2)).getBoundary_order()).isEqualTo(BoundaryOrder.DESCENDING);
        assertThat(footer(file).getRow_groups().get(0).getSorting_columns())
                .containsExactly(new SortingColumn(0, false, false));
        assertThat(footer(file).getColumn_ordersSize()).isEqualTo(4);
    }

    @Test
    void aBoundOfZeroIncludesBothZeros() throws IOException {
        for (double zero : new double[] {0.0, -0.0}) {
            byte[] file = file(List.of(new Row(1, zero, null, null)));
            Statistics ra = chunk(file, 0, 1).getMeta_data().getStatistics();
            assertThat(Double.doubleToRawLongBits(real(ra.getMin_value()))).isEqualTo(Long.MIN_VALUE);
            assertThat(Double.doubleToRawLongBits(real(ra.getMax_value()))).isZero();
        }
    }

    @Test
    void valuesWithNaNHaveNoBounds() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 2 * PAGE_ROWS; i++) {
            rows.add(new Row(i, i == 70 ? Double.NaN : i, null, null));
        }
        byte[] file = file(rows);
        ColumnChunk ra = chunk(file, 0, 1);
        assertThat(ra.getMeta_data().getStatistics().isSetMin_value()).isFalse();
        assertThat(ra.getMeta_data().getStatistics().isSetMax_value()).isFalse();
        assertThat(ra.getMeta_data().getStatistics().getNull_count()).isZero();
        assertThat(ra.isSetColumn_index_offset()).isFalse();
        assertThat(offsets(file, ra).getPage_locations()).hasSize(2);
        assertThat(rows(file, FilterPredicate.gt("s_ra", 1e300))).containsExactly(rows.get(70));
    }

    @Test
    void longTextsHaveShortBoundsThatIncludeThem() throws IOException {
        String last = Character.toString(Character.MAX_CODE_POINT);
        for (String text : List.of(
                "x".repeat(65),
                "\u00e9".repeat(40),
                "a\u00e9".repeat(40),
                "\u20ac".repeat(40),
                "x".repeat(63) + "\u007f!",
                "x".repeat(61) + "\ud7ff!",
                "x".repeat(56) + last + last + "!")) {
            Statistics did = chunk(file(List.of(new Row(1, null, text, null))), 0, 2)
                    .getMeta_data()
                    .getStatistics();
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            for (byte[] bound : List.of(did.getMin_value(), did.getMax_value())) {
                assertThat(bound).hasSizeBetween(1, ValueRange.MOST_TEXT_BYTES + 3);
                assertThat(text(bound).getBytes(StandardCharsets.UTF_8))
                        .as("whole characters")
                        .isEqualTo(bound);
            }
            assertThat(Arrays.compareUnsigned(did.getMin_value(), utf8))
                    .as(text)
                    .isNegative();
            assertThat(Arrays.compareUnsigned(did.getMax_value(), utf8))
                    .as(text)
                    .isPositive();
            assertThat(did.isSetIs_min_value_exact() && did.isSetIs_max_value_exact())
                    .isTrue();
            assertThat(did.isIs_min_value_exact() || did.isIs_max_value_exact()).isFalse();
        }
        byte[] unbounded = file(List.of(new Row(1, null, last.repeat(20), null)));
        assertThat(chunk(unbounded, 0, 2).getMeta_data().getStatistics().isSetMax_value())
                .isFalse();
        assertThat(chunk(unbounded, 0, 2).isSetColumn_index_offset()).isFalse();
    }

    @Test
    void pagesOfLongTextsHaveFewRows() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            rows.add(new Row(i, null, "y".repeat(i == 4 ? 3_000_000 : 300_000), i));
        }
        byte[] file = file(rows);
        assertThat(offsets(file, chunk(file, 0, 2)).getPage_locations())
                .extracting(PageLocation::getFirst_row_index)
                .containsExactly(0L, 3L, 4L, 5L, 8L, 11L, 14L, 17L);
        assertThat(offsets(file, chunk(file, 0, 3)).getPage_locations()).hasSize(1);
        assertThat(rows(file)).isEqualTo(rows);
    }

    @Test
    void refusesRowsThatTheTableDoesNotPromise() throws IOException {
        ParquetWriter<Row> writer = new ParquetWriter<>(TABLE, new ByteArrayOutputStream());
        writer.write(List.of(new Row(5, null, null, null)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.write(List.of(new Row(4, null, null, null))))
                .withMessage("rows are not sorted by _healpix_29: 4 comes after 5");
        assertThatThrownBy(writer::finish)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("lacks rows that could not be written");
        ParquetColumn<String> column =
                new ParquetColumn<>("s_dec", Type.REAL, true, text -> text.isEmpty() ? null : text);
        ParquetWriter<String> other = new ParquetWriter<>(
                new ParquetTable<>("t", List.of(column), Map.of(), null, 10, 10), new ByteArrayOutputStream());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> other.write(List.of("")))
                .withMessage("a row has no value in the required column s_dec");
        ParquetWriter<String> third = new ParquetWriter<>(
                new ParquetTable<>("t", List.of(column), Map.of(), null, 10, 10), new ByteArrayOutputStream());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> third.write(List.of("5")))
                .withMessage("column s_dec is of type REAL and cannot hold a String");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ParquetTable<>("t", List.of(column), Map.of(), "s_dec", 10, 10))
                .withMessage("rows are sorted by a required column of integers, not by s_dec");
    }

    @Test
    void summaryFilesNameTheRowGroupsOfAllFiles() throws IOException {
        List<Row> rows = manyRows();
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        Map<String, ParquetFooter> files = new LinkedHashMap<>();
        files.put("Norder=1/Dir=0/Npix=44.parquet", footer(rows.subList(0, 700), first));
        files.put("Norder=1/Dir=0/Npix=45.parquet", footer(rows.subList(700, 1_730), new ByteArrayOutputStream()));

        ByteArrayOutputStream metadata = new ByteArrayOutputStream();
        ParquetSummary.writeMetadata(files, metadata);
        FileMetaData all = footer(metadata.toByteArray());
        assertThat(all.getNum_rows()).isEqualTo(1_730);
        assertThat(all.getRow_groups())
                .hasSize(2 + 3)
                .allSatisfy(group -> assertThat(group.getColumns()).hasSize(4));
        assertThat(all.getRow_groups())
                .flatExtracting(RowGroup::getColumns)
                .extracting(ColumnChunk::getFile_path)
                .startsWith("Norder=1/Dir=0/Npix=44.parquet")
                .endsWith("Norder=1/Dir=0/Npix=45.parquet");
        RowGroup second = all.getRow_groups().get(1);
        second.getColumns().forEach(ColumnChunk::unsetFile_path);
        assertThat(second).isEqualTo(footer(first.toByteArray()).getRow_groups().get(1));
        try (ParquetFileReader reader = reader(metadata.toByteArray())) {
            assertThat(reader.getFileMetaData().rowGroups()).hasSize(5);
        }

        ByteArrayOutputStream common = new ByteArrayOutputStream();
        ParquetSummary.writeCommonMetadata(files, common);
        assertThat(rows(common.toByteArray())).isEmpty();
        assertThat(footer(common.toByteArray()).getSchema()).isEqualTo(all.getSchema());
        assertThat(footer(common.toByteArray()).getKey_value_metadata()).hasSize(1);
    }

    @Test
    void aSummaryRefusesFilesOfOtherColumns() throws IOException {
        ParquetWriter<Row> other = new ParquetWriter<>(
                new ParquetTable<>("datasets", TABLE.columns().subList(0, 3), Map.of(), null, 10, 10),
                new ByteArrayOutputStream());
        Map<String, ParquetFooter> files = new LinkedHashMap<>();
        files.put("a.parquet", footer(manyRows(), new ByteArrayOutputStream()));
        files.put("b.parquet", other.finish());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ParquetSummary.writeMetadata(files, new ByteArrayOutputStream()))
                .withMessage("b.parquet has other columns than a.parquet");
    }
}
