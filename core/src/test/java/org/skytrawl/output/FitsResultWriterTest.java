package org.skytrawl.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.skytrawl.merge.Records;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.Region;
import uk.ac.starlink.fits.FitsTableBuilder;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StoragePolicy;
import uk.ac.starlink.table.TableSequence;
import uk.ac.starlink.util.ByteArrayDataSource;

/** What STIL, and so TOPCAT, reads of it. */
class FitsResultWriterTest {
    private static List<StarTable> tables(byte[] fits) throws IOException {
        TableSequence sequence = new FitsTableBuilder()
                .makeStarTables(new ByteArrayDataSource("result", fits), StoragePolicy.PREFER_MEMORY);
        List<StarTable> tables = new ArrayList<>();
        for (StarTable table = sequence.nextTable(); table != null; table = sequence.nextTable()) {
            tables.add(StoragePolicy.PREFER_MEMORY.randomTable(table));
        }
        return tables;
    }

    private static ColumnInfo column(StarTable table, String name) {
        for (int i = 0; i < table.getColumnCount(); i++) {
            if (table.getColumnInfo(i).getName().equals(name)) {
                return table.getColumnInfo(i);
            }
        }
        throw new AssertionError("no column " + name);
    }

    @Test
    void hasBothTablesWithAllMetadata() throws IOException {
        List<StarTable> tables = tables(Runs.written(OutputFormat.FITS, Runs.datasets(), Runs.endedLog()));
        assertThat(tables).hasSize(2);
        StarTable datasets = tables.getFirst();
        assertThat(datasets.getName()).isEqualTo("datasets");
        assertThat(datasets.getRowCount()).isEqualTo(3);
        for (ObsCoreColumn column : ObsCoreColumn.values()) {
            ColumnInfo info = column(datasets, column.name());
            assertThat(info.getUnitString()).as(column.name()).isEqualTo(column.unit());
            assertThat(info.getUCD()).isEqualTo(column.ucd());
            assertThat(info.getDescription()).isEqualTo(column.description());
            // the long ones too
            assertThat(info.getUtype()).isEqualTo(column.utype());
        }
        StarTable services = tables.get(1);
        assertThat(services.getName()).isEqualTo("services");
        assertThat(services.getRowCount()).isEqualTo(Runs.OUTCOMES.size());
        assertThat(column(services, "seconds").getUnitString()).isEqualTo("s");
    }

    @Test
    void saysInItsHeaderWhatWasAsked() throws IOException {
        StarTable datasets = tables(Runs.written(OutputFormat.FITS, List.<FoundDataset>of(), Runs.endedLog()))
                .getFirst();
        assertThat(datasets.getRowCount()).isZero();
        assertThat(datasets.getParameterByName("CONE").getValue()).isEqualTo("10.5 -20.25 0.5");
        assertThat(datasets.getParameterByName("QSTATUS").getValue()).isEqualTo("OVERFLOW");
        assertThat(datasets.getParameterByName("NINCOMPL").getValue()).isEqualTo("5");
        assertThat(datasets.getParameterByName("SKYTRAWL").getValue()).isEqualTo("1.2.3");
        assertThat(datasets.getParameterByName("REGISTRY").getValue()).isEqualTo("http://reg.example.org/tap");
    }

    @Test
    void allOfItsHeadersArePrintableAscii() throws IOException {
        byte[] fits = Runs.written(OutputFormat.FITS, Runs.datasets(), Runs.endedLog());
        assertThat(fits.length % 2880).isZero();
        ByteArrayInputStream in = new ByteArrayInputStream(fits);
        List<String> cards = new ArrayList<>();
        // the primary header and that of the first table
        for (int ends = 0; ends < 2; ) {
            String card = new String(in.readNBytes(80), StandardCharsets.ISO_8859_1);
            cards.add(card);
            ends += card.startsWith("END ") ? 1 : 0;
        }
        assertThat(cards).allMatch(card -> card.chars().allMatch(c -> c >= ' ' && c < 0x7F));
        assertThat(cards).anyMatch(card -> card.startsWith("HISTORY registry_note: a note"));
        assertThat(cards).anyMatch(card -> card.startsWith("CONTINUE  '"));
    }

    private static List<FoundDataset> withTitles(int count, String first) {
        List<FoundDataset> datasets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            datasets.add(new FoundDataset(
                    Records.of("a", "b" + i, "http://h/" + i)
                            .with(ObsCoreColumn.obs_title, i == 0 ? first : "title " + i)
                            .get(),
                    List.of(Runs.SIA_ORIGIN)));
        }
        return datasets;
    }

    /** All cells are as wide as the longest: 400 MB for one text of a megabyte. */
    @Test
    void cutsATextThatWouldMakeAllRowsWideAndSaysSo() throws IOException {
        List<String> notes = new ArrayList<>();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<FoundDataset> datasets = withTitles(400, "x".repeat(1_000_000));
        new FitsResultWriter().write(ResultExtract.of(datasets, Runs.endedLog()), out, notes::add);
        assertThat(out.size()).isLessThan(5_000_000);
        assertThat(notes)
                .containsExactly("in FITS, 1 text of column obs_title is cut to 8192 characters; other formats have all"
                        + " of it");
        String header = out.toString(StandardCharsets.ISO_8859_1).substring(0, 60_000);
        assertThat(header).contains("HISTORY in FITS, 1 text of column obs_title is cut to 8192 characters");
        ReadResult read = FitsResultReader.read(new ByteArrayInputStream(out.toByteArray()), new FoundRows(null));
        assertThat(read.datasets().getFirst().record().text(ObsCoreColumn.obs_title))
                .isEqualTo("x".repeat(8189) + "...");
        assertThat(read.datasets().get(1).record().text(ObsCoreColumn.obs_title))
                .isEqualTo("title 1");
    }

    @Test
    void keepsTheLongestUrlAndFootprint() throws IOException {
        List<String> notes = new ArrayList<>();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String footprint = "POLYGON ICRS" + " 123.4567891 -12.3456789".repeat(340);
        List<FoundDataset> datasets = List.of(new FoundDataset(
                Records.of("a", "b", "http://h/" + "u".repeat(8183))
                        .with(ObsCoreColumn.s_region, footprint)
                        .get(),
                List.of(Runs.SIA_ORIGIN)));
        new FitsResultWriter().write(ResultExtract.of(datasets, Runs.endedLog()), out, notes::add);
        assertThat(notes).isEmpty();
        FoundDataset read = FitsResultReader.read(new ByteArrayInputStream(out.toByteArray()), new FoundRows(null))
                .datasets()
                .getFirst();
        assertThat(read.record().text(ObsCoreColumn.access_url)).hasSize(8192);
        assertThat(read.record().text(ObsCoreColumn.s_region)).isEqualTo(footprint);
    }

    @Test
    void cutsNoCharacterInTwo() {
        for (int before = 0; before < 14; before++) {
            for (String each : List.of("\ud83d\ude00", "\u00e9", "\\u", "x\u00e9")) {
                String cell = FitsText.cell("y".repeat(before) + each.repeat(9000));
                assertThat(cell).hasSizeBetween(8192 - 14, 8192).endsWith("...");
                String plain = FitsText.plain(cell);
                String kept = plain.substring(before, plain.length() - 3);
                assertThat(each.repeat(9000)).startsWith(kept);
                assertThat(kept.isEmpty() || !Character.isHighSurrogate(kept.charAt(kept.length() - 1)))
                        .isTrue();
            }
        }
        assertThat(FitsText.cell("\u00e9".repeat(1365))).hasSize(8190).doesNotContain("...");
        assertThat(FitsText.cell("\u00e9".repeat(1366))).endsWith("...");
    }

    /** Nothing is written yet when it is said. */
    @Test
    void tellsASizeBeyondAGigabyte() {
        List<String> notes = new ArrayList<>();
        List<FoundDataset> few = withTitles(2, "x".repeat(8000));
        List<FoundDataset> datasets = new ArrayList<>(Collections.nCopies(130_000, few.getLast()));
        datasets.add(few.getFirst());
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("full");
            }
        };
        assertThatIOException()
                .isThrownBy(() ->
                        new FitsResultWriter().write(ResultExtract.of(datasets, Runs.endedLog()), full, notes::add))
                .withMessage("full");
        assertThat(notes)
                .singleElement()
                .asString()
                .startsWith("the FITS file will have 1.")
                .contains(" GB");
    }

    @Test
    void saysInItsHeaderWhichPolygonOrMocWasAskedFor() throws IOException {
        for (Region region : List.of(
                PolygonRegion.parse("359,-1 1,-1 0,1.5"),
                PolygonRegion.parse(
                        "10.123456789,41.1 11.123456789,41.1 11.123456789,42.1 10.5,42.987654321 10.1,42.1"),
                MocRegion.parse("6/2623 2708-2709"))) {
            StarTable datasets = tables(Runs.written(OutputFormat.FITS, List.<FoundDataset>of(), Runs.log(region)))
                    .getFirst();
            assertThat(datasets.getParameterByName(region.kind().toUpperCase(Locale.ROOT))
                            .getValue())
                    .isEqualTo(region.text());
        }
    }
}
