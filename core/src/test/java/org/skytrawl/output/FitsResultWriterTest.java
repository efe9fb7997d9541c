package org.skytrawl.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
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
}
