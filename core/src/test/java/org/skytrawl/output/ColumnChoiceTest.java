package org.skytrawl.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.skytrawl.files.AtomicFile;
import org.skytrawl.model.ObsCoreColumn;

class ColumnChoiceTest {
    @Test
    void keepsTheOrderThatWasAskedFor() {
        assertThat(ColumnChoice.parse("t_min, S_RA,origins").names()).containsExactly("t_min", "s_ra", "origins");
    }

    static List<Arguments> refused() {
        return List.of(
                Arguments.of("s_ra,acces_url", "there is no column 'acces_url'; did you mean access_url?"),
                Arguments.of("ra", "there is no column 'ra'; did you mean s_ra, target_ra?"),
                Arguments.of(
                        "xyzzy",
                        "there is no column 'xyzzy'; the columns are ObsCore's and separation, origin_ivoid,"
                                + " origin_title, origin_protocol, origin_url, origins, origins_protocols, merged, overlap,"
                                + " target, target_ra, target_dec, target_separation"),
                Arguments.of("s_ra,S_RA", "column 's_ra' comes twice"),
                Arguments.of("s_ra,", "'s_ra,' has a name missing"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatIsNoListOfColumns(String list, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ColumnChoice.parse(list))
                .withMessage(message);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PARQUET")
    void holdsInEveryFormat(OutputFormat format, @TempDir Path folder) throws IOException {
        ColumnChoice choice = ColumnChoice.parse("t_min,access_url,proposal_id,origin_ivoid");
        Path file = folder.resolve("found");
        AtomicFile.write(
                file,
                out -> format.writer()
                        .write(
                                ResultExtract.of(Runs.datasets(), Runs.endedLog())
                                        .withColumns(choice),
                                out));
        ReadResult read = ResultFile.read(file);
        assertThat(read.datasets()).hasSize(3);
        assertThat(read.datasets().getFirst().origin().ivoid()).isEqualTo(Runs.TAP_ORIGIN.ivoid());
        assertThat(read.datasets().getFirst().origin().title()).isEmpty();
        assertThat(read.columns())
                .contains(ObsCoreColumn.t_min, ObsCoreColumn.access_url)
                .hasSizeLessThan(4);
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(text.indexOf("t_min")).isNotNegative().isLessThan(text.indexOf("access_url"));
        assertThat(text).doesNotContain("s_dec").doesNotContain("origin_title");
    }
}
