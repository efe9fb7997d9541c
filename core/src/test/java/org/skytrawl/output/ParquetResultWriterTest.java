package org.skytrawl.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardwood.InputFile;
import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.reader.FilterPredicate;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.transform.stream.StreamSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.skytrawl.merge.Records;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.Overlap;
import uk.ac.starlink.votable.VOTableVersion;

/** What hardwood, a reader that shares no code with our writer, makes of it. */
class ParquetResultWriterTest {
    private static ParquetFileReader reader(List<FoundDataset> datasets) throws IOException {
        return ParquetFileReader.open(
                InputFile.of(ByteBuffer.wrap(Runs.written(OutputFormat.PARQUET, datasets, Runs.endedLog()))));
    }

    private static @Nullable Object cell(RowReader row, ObsCoreColumn column) {
        if (row.isNull(column.name())) {
            return null;
        }
        return switch (column.type()) {
            case TEXT -> row.getString(column.name());
            case INTEGER -> row.getLong(column.name());
            case REAL -> row.getDouble(column.name());
        };
    }

    @Test
    void readsBackEqual() throws IOException {
        List<FoundDataset> datasets = Runs.datasets();
        try (ParquetFileReader reader = reader(datasets);
                RowReader row = reader.rowReader()) {
            for (FoundDataset dataset : datasets) {
                assertThat(row.hasNext()).isTrue();
                row.next();
                for (ObsCoreColumn column : ObsCoreColumn.values()) {
                    Object written = dataset.record().value(column);
                    assertThat(cell(row, column))
                            .as(column.name())
                            .isEqualTo(Runs.HOSTILE.equals(written) ? Runs.HARMLESS : written);
                }
                assertThat(row.getString("origin_ivoid"))
                        .isEqualTo(dataset.origin().ivoid().value());
                Overlap overlap = dataset.record().overlap();
                assertThat(row.getString("overlap")).isEqualTo(overlap == null ? null : overlap.word());
            }
            assertThat(row.hasNext()).isFalse();
        }
    }

    /** More than a page, more than a row group, and runs of what is known and unknown of all lengths. */
    @Test
    void keepsEveryRowOfALongResult() throws IOException {
        int count = 130_001;
        List<FoundDataset> datasets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Records record = Records.of(null, null, i % 7 < i % 4 ? null : "http://h/" + i);
            datasets.add(new FoundDataset(
                    i > 90_000 || i % 3 == 0 ? record.at(i).get() : record.get(), List.of(Runs.SIA_ORIGIN)));
        }
        try (ParquetFileReader reader = reader(datasets);
                RowReader row = reader.rowReader()) {
            assertThat(reader.getFileMetaData().numRows()).isEqualTo(count);
            assertThat(reader.getFileMetaData().rowGroups()).hasSize(2);
            for (int i = 0; i < count; i++) {
                if (!row.hasNext()) {
                    throw new AssertionError("only " + i + " rows");
                }
                row.next();
                if (!java.util.Objects.equals(
                                cell(row, ObsCoreColumn.s_ra),
                                datasets.get(i).record().value(ObsCoreColumn.s_ra))
                        || !java.util.Objects.equals(
                                cell(row, ObsCoreColumn.access_url),
                                datasets.get(i).record().value(ObsCoreColumn.access_url))) {
                    throw new AssertionError("row " + i + ": " + cell(row, ObsCoreColumn.s_ra) + " "
                            + cell(row, ObsCoreColumn.access_url));
                }
            }
            assertThat(row.hasNext()).isFalse();
        }
    }

    @Test
    void isAFileWithoutRowsIfNothingWasFound() throws IOException {
        try (ParquetFileReader reader = reader(List.of())) {
            assertThat(reader.getFileMetaData().numRows()).isZero();
            assertThat(reader.getFileSchema().getColumnCount()).isEqualTo(38);
        }
    }

    @Test
    void carriesTheMetadataOfColumnsAndRunForTopcatAndAstropy() throws Exception {
        try (ParquetFileReader reader = reader(Runs.datasets())) {
            Map<String, String> metadata = reader.getFileMetaData().keyValueMetadata();
            assertThat(metadata).containsEntry("IVOA.VOTable-Parquet.version", "1.0");
            String votable = metadata.get("IVOA.VOTable-Parquet.content");
            VOTableVersion.V14.getSchema().newValidator().validate(new StreamSource(new StringReader(votable)));
            assertThat(votable)
                    .contains("<INFO name=\"cone\" value=\"10.5 -20.25 0.5\" unit=\"deg\">")
                    .contains("name=\"s_ra\"")
                    .contains("ucd=\"pos.eq.ra\"")
                    .doesNotContain("<DATA>");
            assertThat(metadata.get("table_meta_yaml"))
                    .startsWith("datatype:\n- {name: dataproduct_type, datatype: string, ")
                    .contains("\n- {name: s_ra, unit: deg, datatype: float64, ")
                    .contains("\n- {run_id: \"5f1c (");
        }
    }

    @Test
    void readersSkipRowsByBoundsAndSeeFlippedBits() throws IOException {
        List<FoundDataset> datasets = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            datasets.add(new FoundDataset(
                    Records.of(null, null, "http://h/" + i).at(i / 10.0).get(), List.of(Runs.SIA_ORIGIN)));
        }
        byte[] file = Runs.written(OutputFormat.PARQUET, datasets, Runs.endedLog());
        ColumnChunk url;
        try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(file)));
                RowReader row = reader.buildRowReader()
                        .filter(FilterPredicate.gtEq("s_ra", 99.9))
                        .build()) {
            assertThat(row.hasNext()).isTrue();
            row.next();
            assertThat(row.getString("access_url")).isEqualTo("http://h/999");
            assertThat(row.hasNext()).isFalse();
            url = reader.getFileMetaData().rowGroups().get(0).columns().stream()
                    .filter(chunk -> chunk.metaData().pathInSchema().toString().contains("access_url"))
                    .findFirst()
                    .orElseThrow();
            assertThat(url.metaData().statistics().minValue()).asString().isEqualTo("http://h/0");
            assertThat(url.metaData().statistics().maxValue()).asString().isEqualTo("http://h/999");
        }
        file[(int) (url.chunkStartOffset() + url.metaData().totalCompressedSize() - 12)] ^= 1;
        try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(file)))) {
            assertThatThrownBy(() -> {
                        try (RowReader row = reader.rowReader()) {
                            while (row.hasNext()) {
                                row.next();
                                row.getString("access_url");
                            }
                        }
                    })
                    .hasMessageContaining("CRC mismatch for column access_url");
        }
    }

    @Test
    void isNotReadBackAndSaysSo() throws IOException {
        byte[] parquet = Runs.written(OutputFormat.PARQUET, List.of(), Runs.log());
        assertThat(new String(parquet, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("PAR1");
        assertThatThrownBy(() -> ResultFile.read(OutputFormat.PARQUET, new ByteArrayInputStream(parquet)))
                .hasMessageStartingWith("it is Parquet, which is not read back");
    }
}
