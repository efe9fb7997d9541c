package org.skytrawl.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.skytrawl.merge.Records;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.Question;
import org.skytrawl.provenance.ProvenanceLog;
import tools.jackson.databind.ObjectMapper;

class SeparationColumnTest {
    /** The cone of the log is at 10.5 -20.25. */
    private static final List<FoundDataset> DATASETS = List.of(
            new FoundDataset(
                    Records.of("ivo://x/d?1", "application/fits", "http://h/1")
                            .with(ObsCoreColumn.s_ra, 10.5)
                            .with(ObsCoreColumn.s_dec, -20)
                            .get(),
                    List.of(Runs.TAP_ORIGIN)),
            new FoundDataset(
                    Records.of("ivo://x/d?2", "application/fits", "http://h/2").get(), List.of(Runs.SIA_ORIGIN)));

    private static String written(OutputFormat format, ProvenanceLog log) throws IOException {
        return new String(Runs.written(format, DATASETS, log), StandardCharsets.ISO_8859_1);
    }

    @Test
    void followsTheColumnsOfObsCore() throws IOException {
        List<String> lines = written(OutputFormat.CSV, Runs.endedLog()).lines().toList();
        List<String> header = List.of(lines.get(0).split(","));
        int column = header.indexOf("separation");
        assertThat(header.get(column + 1)).isEqualTo("origin_ivoid");
        assertThat(ObsCoreColumn.of(header.get(column - 1))).isNotNull();
        assertThat(Double.parseDouble(lines.get(1).split(",", -1)[column])).isCloseTo(0.25, within(1e-13));
        assertThat(lines.get(2).split(",", -1)[column]).isEmpty();
    }

    @Test
    void hasUnitUcdAndDescription() throws IOException {
        assertThat(written(OutputFormat.VOTABLE, Runs.endedLog()))
                .containsPattern(
                        "<FIELD[^>]* name=\"separation\"[^>]* ucd=\"pos.angDistance\" unit=\"deg\">\\s*<DESCRIPTION>Distance of");
        assertThat(written(OutputFormat.ECSV, Runs.endedLog()))
                .contains("{name: separation, unit: deg, datatype: float64, description: \"Distance of its centre");
    }

    @ParameterizedTest
    @EnumSource
    void isInEveryFormatIfThereIsAPlaceAndIsNotReadBack(OutputFormat format) throws IOException {
        byte[] file = Runs.written(format, DATASETS, Runs.endedLog());
        assertThat(new String(file, StandardCharsets.ISO_8859_1)).contains("separation");
        assertThat(written(format, Runs.log(null))).doesNotContain("separation");
        if (format != OutputFormat.PARQUET) {
            ReadResult read = ResultFile.read(format, new ByteArrayInputStream(file));
            assertThat(read.notes()).isEmpty();
            assertThat(read.datasets()).hasSize(2);
            assertThat(read.datasets().getFirst().record().value(ObsCoreColumn.s_dec))
                    .isEqualTo(-20.0);
        }
    }

    @Test
    void canBeChosen() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ResultExtract chosen = ResultExtract.of(DATASETS, Runs.endedLog())
                .withColumns(ColumnChoice.parse("Separation,obs_publisher_did"));
        OutputFormat.CSV.writer().write(chosen, out);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("separation,obs_publisher_did\n0.2")
                .endsWith("\n,ivo://x/d?2\n");
    }

    @Test
    void isInRecordsThatFollow() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Question question = new Question(new org.skytrawl.model.Cone(10.5, -21, 1), null, null, Set.of());
        for (FoundDataset dataset : DATASETS) {
            ProvisionalJsonLines.write(question, dataset.origin(), dataset.record(), out);
        }
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(new ObjectMapper().readTree(lines.get(0)).path("separation").asDouble())
                .isCloseTo(1, within(1e-13));
        assertThat(lines.get(1)).doesNotContain("separation");
    }
}
