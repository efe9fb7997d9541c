package org.skytrawl.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.model.ObsCoreColumn;

/** Result files that no run writes, but somebody may have. */
class OddResultFileTest {
    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("table"), text);
    }

    @Test
    void readsEcsvWithLineEndsOfDos() throws IOException {
        ReadResult read = ResultFile.read(file("# %ECSV 1.0\r\n# ---\r\n# delimiter: ','\r\n# datatype:\r\n"
                + "# - {name: em_min, unit: nm, datatype: float64}\r\n# schema: astropy-2.0\r\n"
                + "em_min,em_max\r\n500,1\r\n"));
        assertThat(read.datasets().getFirst().record().number(ObsCoreColumn.em_min))
                .isEqualTo(500e-9);
    }

    @Test
    void losesALineThatIsNotUtf8RatherThanChangeIt() throws IOException {
        ReadResult read = ResultFile.read(Files.write(
                folder.resolve("latin"),
                "\u00ef\u00bb\u00bf{\"s_ra\":1}\n{\"obs_title\":\"caf\u00e9\"}\n{\"s_ra\":2}"
                        .getBytes(StandardCharsets.ISO_8859_1)));
        assertThat(read.datasets()).hasSize(2);
        assertThat(read.notes()).contains("1 row could not be read and was left out");
    }

    /** Whoever describes datasets must not say which run they are of. */
    @Test
    void findsNoRunIdInTheTextsOfAService() throws IOException {
        String lie = "<INFO name='run_id' value='0'/>";
        assertThat(InfoOfFile.of(Files.writeString(folder.resolve("a"), "{\"obs_title\":\"" + lie + "\"}\n"))
                        .runId())
                .isNull();
        assertThat(InfoOfFile.of(Files.writeString(folder.resolve("b"), "obs_title\n" + lie + "\n"))
                        .runId())
                .isNull();
        assertThat(InfoOfFile.of(Files.writeString(folder.resolve("c"), "\ufeff<VOTABLE>" + lie))
                        .runId())
                .isEqualTo("0");
    }

    /** What has no end must not take all memory. */
    @Test
    void readsHeadersWithinBounds() throws IOException {
        assertThatThrownBy(() -> ResultFile.read(file("# %ECSV 1.0\n# " + "x".repeat(1 << 23))))
                .hasMessage("its header is longer than 4194304 characters");
        String card = String.format("%-80s", "HISTORY x");
        assertThatThrownBy(() -> ResultFile.read(
                        file(String.format("%-80s", "SIMPLE  =                    T") + card.repeat(36 * 1000))))
                .hasMessage("it is FITS that cannot be read: a header of more than 1048576 bytes");
    }

    @Test
    void readsTheTableOfFitsThatHasAPictureFirst() throws IOException {
        byte[] fits = Runs.written(OutputFormat.FITS, Runs.datasets(), Runs.endedLog());
        StringBuilder header = new StringBuilder();
        for (String card : List.of(
                "SIMPLE  =                    T",
                "BITPIX  =                    8",
                "NAXIS   =                    2",
                "NAXIS1  =                 2880",
                "NAXIS2  =                 1000",
                "END")) {
            header.append(String.format("%-80s", card));
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(String.format("%-2880s", header).getBytes(StandardCharsets.US_ASCII));
        file.writeBytes(new byte[2880 * 1000]);
        file.write(fits, 2880, fits.length - 2880);
        assertThat(ResultFile.read(Files.write(folder.resolve("picture"), file.toByteArray()))
                        .datasets())
                .hasSize(3);
    }

    /** As what Skytrawl writes has none of it, each such line is left out, and counted. */
    @Test
    void leavesOutLinesThatAreNoPlainObjects() throws IOException {
        StringBuilder many = new StringBuilder("{\"s_ra\":1");
        for (int i = 0; i < 20_000; i++) {
            many.append(",\"m").append(i).append("\":1");
        }
        List<String> odd = List.of(
                "{\"s_ra\":1,\"s_ra\":2}",
                "{\"s_ra\":" + "9".repeat(1_000_000) + "}",
                "{\"s_ra\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}",
                "{\"s_ra\":NaN}",
                "{\"s_ra\":-Infinity}",
                "{\"s_ra\":1}{\"s_ra\":2}",
                "[1]",
                many + "}");
        ReadResult read = ResultFile.read(file("{\"s_ra\":5}\n" + String.join("\n", odd) + "\n"));
        assertThat(read.datasets()).hasSize(1);
        assertThat(read.notes()).contains(odd.size() + " rows could not be read and were left out");
    }

    @Test
    void takesNoNumberForAnother() throws IOException {
        ReadResult read = ResultFile.read(file("{\"s_ra\":1e999,\"access_estsize\":10000000000000000000000,"
                + "\"calib_level\":4294967297,\"s_dec\":1e22}\n"));
        assertThat(read.datasets().getFirst().record().number(ObsCoreColumn.s_ra))
                .isNotEqualTo(1);
        assertThat(read.datasets().getFirst().record().value(ObsCoreColumn.access_estsize))
                .isNotEqualTo(1864712049423024128L);
        assertThat(read.datasets().getFirst().record().value(ObsCoreColumn.calib_level))
                .isNotEqualTo(1L);
    }

    @Test
    void namesTheLineThatIsTooLong() {
        assertThatThrownBy(() -> ResultFile.read(file("{\"s_ra\":1}\n{\"s_ra\":" + " ".repeat(65 << 20))))
                .hasMessage("line 2: it is longer than 64 MiB");
        assertThatThrownBy(() -> ResultFile.read(file("s_ra" + ",".repeat(20_000))))
                .hasMessage("line 1: more than 10000 cells");
    }

    /** A file may begin many elements and end none. */
    @Test
    @Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void looksForTheRunIdInTime() throws IOException {
        for (String part : List.of("<INFO ", "<INFO name='run_id' ", " name='run_id'", "<", " ")) {
            String text = "<INFO" + part.repeat((1 << 20) / part.length());
            assertThat(InfoOfFile.of(Files.writeString(folder.resolve("r"), text))
                            .runId())
                    .isNull();
        }
    }

    /** It is not taken for another protocol: a later version may have written it. */
    @Test
    void aProtocolThatIsNotKnownIsAnErrorThatNamesIt() {
        for (String text : List.of(
                "s_ra,origin_ivoid,origin_protocol\n1,ivo://a,SLAP\n",
                "s_ra,origins,origins_protocols\n1,ivo://a ivo://b,SIA1 SLAP\n",
                "{\"s_ra\":1,\"origins\":[{\"ivoid\":\"ivo://a\",\"protocol\":\"SLAP\"}]}\n",
                "{\"s_ra\":1,\"origin_ivoid\":\"ivo://a\",\"origin_protocol\":\"SLAP\"}\n",
                "{\"s_ra\":1,\"merged\":[{\"ivoid\":\"ivo://a\",\"protocol\":\"SLAP\"}]}\n")) {
            assertThatThrownBy(() -> ResultFile.read(file(text)))
                    .as(text)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("unknown protocol 'SLAP'");
        }
    }

    /** Each origin is looked at with each merged record when the result is merged with another. */
    @Test
    void readsOfOneDatasetABoundedNumberOfOriginsAndMergedRecords() throws IOException {
        String origins = IntStream.range(0, 10_001)
                .mapToObj(i -> "{\"ivoid\":\"ivo://a/" + i + "\",\"protocol\":\"SIA1\"}")
                .collect(Collectors.joining(",", "[", "]"));
        ReadResult read =
                ResultFile.read(file("{\"s_ra\":1,\"origins\":" + origins + ",\"merged\":" + origins + "}\n"));
        assertThat(read.datasets().getFirst().origins()).hasSize(10_000);
        assertThat(read.datasets().getFirst().merged()).hasSize(10_000);
        assertThat(read.notes()).contains("2 cells could not be read and count as empty");
        String words = IntStream.range(0, 10_001).mapToObj(i -> "ivo://a/" + i).collect(Collectors.joining(" "));
        ReadResult table = ResultFile.read(file("s_ra,origins\n1," + words + "\n"));
        assertThat(table.datasets().getFirst().origins()).hasSize(10_000);
        assertThat(table.notes()).contains("1 cell could not be read and counts as empty");
    }
}
