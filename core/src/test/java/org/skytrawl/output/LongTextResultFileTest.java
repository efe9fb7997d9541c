package org.skytrawl.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.RecordLayout;

/** Result files with texts that are too long, or made to take long to read. */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LongTextResultFileTest {
    @TempDir
    private Path folder;

    private ReadResult read(String text) throws IOException {
        return ResultFile.read(Files.writeString(folder.resolve("result"), text));
    }

    private static String votable(String unit) {
        return "<VOTABLE><RESOURCE type='results'><TABLE><FIELD name='s_fov' datatype='double' unit='" + unit
                + "'/><FIELD name='s_ra' datatype='double'/><DATA><TABLEDATA><TR><TD>1</TD><TD>2</TD></TR></TABLEDATA>"
                + "</DATA></TABLE></RESOURCE></VOTABLE>";
    }

    private static String ecsv(String unit) {
        return "# %ECSV 1.0\n# ---\n# datatype:\n# - {name: s_fov, unit: " + unit + ", datatype: float64}\n"
                + "# - {name: s_ra, datatype: float64}\n# schema: astropy-2.0\ns_fov s_ra\n1 2\n";
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 20_000, 1_000_000})
    void readsNumbersBesideAUnitOfBlanks(int blanks) throws IOException {
        String unit = "x" + " ".repeat(blanks) + "y";
        for (String text : List.of(votable(unit), ecsv(unit), ecsv("'" + unit + "'"), ecsv("'" + unit))) {
            ReadResult read = read(text);
            assertThat(read.datasets().getFirst().record().number(ObsCoreColumn.s_fov))
                    .isNaN();
            assertThat(read.datasets().getFirst().record().number(ObsCoreColumn.s_ra))
                    .isEqualTo(2);
        }
        // the attribute counts too if it is too long
        String note = blanks > 1000
                ? "2 cells could not be read and count as empty"
                : "1 cell could not be read and counts as empty";
        assertThat(read(votable(unit)).notes()).contains(note);
        assertThat(read(ecsv(unit)).notes()).contains(note);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    arcmin | 60
                    'arcmin' | 60
                    "arcmin" | 60
                    `arcmin  ` | 60
                    'arcmin' , format: x | 60
                    """)
    void readsTheUnitOfEcsvHoweverItIsQuoted(String unit, double parts) throws IOException {
        assertThat(read(ecsv(unit)).datasets().getFirst().record().number(ObsCoreColumn.s_fov))
                .isEqualTo(1 / parts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{unit: ", ",unit: ", "unit: ", "{ ", "{name: a ", "# ", "delimiter: ", "'", "\""})
    void readsAHeaderOfRepetitions(String repeated) throws IOException {
        String line = repeated.repeat(1_000_000 / repeated.length());
        assertThat(read("# %ECSV 1.0\n# " + line + "\n# {name: s_ra, " + line + "x\n#" + line + "\ns_ra\n1\n")
                        .datasets())
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"VOTABLE", "FITS", "CSV", "ECSV", "JSON_LINES"})
    void leavesOutAnAccessUrlThatIsTooLong(OutputFormat format) throws IOException {
        RecordLayout layout = new RecordLayout(List.of(ObsCoreColumn.access_url, ObsCoreColumn.obs_title));
        String[] texts = new String[2];
        texts[layout.slot(ObsCoreColumn.access_url)] = "http://" + "@".repeat(200_000) + "a";
        texts[layout.slot(ObsCoreColumn.obs_title)] = "A title";
        FoundDataset odd = new FoundDataset(
                new ObsCoreRecord(layout, new double[0], texts),
                Runs.datasets().getFirst().origins());
        Path file = Files.write(folder.resolve("result"), Runs.written(format, List.of(odd), Runs.endedLog()));
        ReadResult read = ResultFile.read(file);
        ObsCoreRecord record = read.datasets().getFirst().record();
        assertThat(record.text(ObsCoreColumn.obs_title)).isEqualTo("A title");
        assertThat(record.text(ObsCoreColumn.access_url)).isNull();
        // in FITS it is not even written
        assertThat(read.notes().contains("1 cell could not be read and counts as empty"))
                .isEqualTo(format != OutputFormat.FITS);
    }

    @Test
    void leavesOutUrlsOfOriginsAndMergedRecordsThatAreTooLong() throws IOException {
        String url = "http://" + "@".repeat(1_000_000);
        ReadResult read = read("{\"s_ra\":1,\"origins\":[{\"ivoid\":\"ivo://a/x\",\"title\":\"\",\"protocol\":\"SIA2\","
                + "\"url\":\"" + url + "\"}],\"merged\":[{\"ivoid\":\"ivo://a/y\",\"protocol\":\"SIA1\","
                + "\"access_url\":\"" + url + "\"}]}\n");
        FoundDataset dataset = read.datasets().getFirst();
        assertThat(dataset.origin().url()).isEmpty();
        assertThat(dataset.merged().getFirst().identity().text(ObsCoreColumn.access_url))
                .isNull();
        assertThat(read.notes()).contains("2 cells could not be read and count as empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<INFO ", "<PARAM name=", "<", "<INFO name='run_id' ", " "})
    void looksForARunIdInAFileOfRepetitions(String repeated) throws IOException {
        Path file = Files.writeString(
                folder.resolve("result"), "<VOTABLE>" + repeated.repeat(1_000_000 / repeated.length()));
        assertThat(InfoOfFile.of(file).runId()).isNull();
    }

    @Test
    void findsTheRunIdAmongOtherElements() throws IOException {
        Path file = Files.writeString(
                folder.resolve("result"),
                "<VOTABLE><INFO name='x' value='1'/><INFOS name='run_id' value='2'/><INFO xname='run_id' value='3'/>"
                        + "<PARAM ucd='a' name=\"run_id\" value='4'/>");
        assertThat(InfoOfFile.of(file).runId()).isEqualTo("4");
    }
}
