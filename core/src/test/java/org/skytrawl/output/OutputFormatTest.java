package org.skytrawl.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputFormatTest {
    @ParameterizedTest
    @CsvSource({
        "found.vot,VOTABLE", "a.b/found.VOTABLE,VOTABLE", "found.xml,VOTABLE", "found,VOTABLE", "a.csv/found,VOTABLE",
        ".csv,VOTABLE", "found.v2.csv,CSV", "found.jsonl,JSON_LINES", "found.ndjson,JSON_LINES", "found.json,JSON_LINES"
    })
    void isKnownByTheFilesName(String fileName, OutputFormat format) {
        assertThat(OutputFormat.ofFileName(fileName)).isEqualTo(format);
    }

    @ParameterizedTest
    @CsvSource({
        "votable,VOTABLE",
        "VOTable,VOTABLE",
        "csv,CSV",
        "json,JSON_LINES",
        "jsonl,JSON_LINES",
        "jsonlines,JSON_LINES"
    })
    void isKnownByName(String name, OutputFormat format) {
        assertThat(OutputFormat.ofName(name)).isEqualTo(format);
    }

    @ParameterizedTest
    @ValueSource(strings = {"found.txt", "found.vot.gz", "found."})
    void refusesOtherExtensionsNamingTheKnown(String fileName) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OutputFormat.ofFileName(fileName))
                .withMessageContainingAll(fileName, ".vot", ".csv", ".jsonl");
    }

    @Test
    void refusesOtherNamesNamingTheKnown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OutputFormat.ofName("excel"))
                .withMessage("unknown output format 'excel'; known are votable, fits, csv, ecsv, jsonl, parquet");
    }
}
