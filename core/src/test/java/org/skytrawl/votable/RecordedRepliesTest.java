package org.skytrawl.votable;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.votable.QueryStatus.Word;

class RecordedRepliesTest {
    @ParameterizedTest
    @CsvSource({
        "sia1_empty, 0, OK",
        "sia1_maxrec2, 2, OVERFLOW",
        "sia1_metadata, 0, OK",
        "sia1_ok, 12, OK",
        "sia1_ok_td, 12, OK",
        "sia2_radb_circle, 1, OK",
        "sia2_radb_circle_td, 1, OK",
        "sia2_radb_overflow, 2, OVERFLOW",
        "tap_empty, 0, OK",
        "tap_maxrec0, 0, OVERFLOW",
        "tap_ok, 5, OK",
        "tap_ok_b2, 5, OK",
        "tap_ok_td, 5, OK",
        "tap_overflow, 2, OVERFLOW",
        "rr_coverage_output, 3, OK",
        "rr_relationship, 4, OK"
    })
    void readsAllRowsAndTheStatus(String name, int rows, Word status) throws IOException {
        Collected read = Collected.resource("dachs/" + name + ".xml");
        assertThat(read.report.status().word()).isEqualTo(status);
        assertThat(read.rows).hasSize(rows);
        assertThat(read.report.rows()).isEqualTo(rows);
        assertThat(read.report.hasTable()).isTrue();
        assertThat(read.fields).isNotEmpty();
        assertThat(read.report.complete()).as("%s", read.report.failure()).isTrue();
        assertThat(read.report.badCells() + read.report.badRows() + read.report.replacedCharacters())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sia1_error | Field POS: abc is not a RA,DEC pair.",
                "sia2_site_error | ",
                "tap_error_column | ",
                "tap_error_syntax | "
            })
    void handsOnTheTextOfAnError(String name, String text) throws IOException {
        ReadReport report = Collected.resource("dachs/" + name.strip() + ".xml").report;
        assertThat(report.status().word()).isEqualTo(Word.ERROR);
        assertThat(report.status().message()).isNotBlank().contains(text == null ? "" : text);
        assertThat(report.complete()).isFalse();
        assertThat(report.failure())
                .isEqualTo(new ReadFailure(
                        FailureCode.SERVICE_ERROR, report.status().message()));
    }

    @Test
    void givesTheSameCellsInAllSerializations() throws IOException {
        Collected text = Collected.resource("dachs/tap_ok_td.xml");
        Collected binary = Collected.resource("dachs/tap_ok.xml");
        Collected binary2 = Collected.resource("dachs/tap_ok_b2.xml");
        // Recorded from separate queries without an order: compare as sets, of values that are no arrays.
        assertThat(binary.column(13)).hasOnlyElementsOfTypes(Double.class);
        assertThat(binary2.column(13)).hasOnlyElementsOfTypes(Double.class);
        assertThat(text.column(13)).hasOnlyElementsOfTypes(Double.class);
        for (Collected each : new Collected[] {text, binary, binary2}) {
            assertThat(each.fields).as("38 FIELDs and 3 PARAMs").hasSize(41);
            assertThat(each.fields.get(13).name()).isEqualTo("s_ra");
            assertThat(each.fields.get(13).ucd()).isEqualTo("pos.eq.ra");
            assertThat(each.fields.get(13).unit()).isEqualTo("deg");
            for (var row : each.rows) {
                for (int i = 0; i < row.size(); i++) {
                    Object cell = row.get(i);
                    if (cell != null) {
                        assertThat(cell).isInstanceOf(each.fields.get(i).cellClass());
                    }
                }
            }
        }
        assertThat(binary.column(2)).isEqualTo(binary2.column(2));
    }

    @Test
    void refusesXmlThatIsNoVotable() throws IOException {
        ReadReport report = Collected.resource("dachs/sia2_capabilities.xml").report;
        assertThat(report.failure().code()).isEqualTo(FailureCode.NOT_VOTABLE);
        assertThat(report.failure().message()).contains("capabilities");
    }
}
