package org.skytrawl.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.protocol.Answers.Mapping;
import org.skytrawl.protocol.mapping.ObsCoreMapper;
import org.skytrawl.protocol.obstap.TapSync;

/** Texts of an answer or of a registry that are too long to be what they should be, or made to take long. */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LongTextsTest {
    private static Mapping row(String... columns) {
        return Answers.map(Answers.row(columns), ObsCoreMapper::new);
    }

    @Test
    void findsTheResourceOfAUrlOfSlashes() {
        assertThat(TapSync.url("http://a.test/" + "/".repeat(200_000) + "x")).endsWith("//x/sync");
        assertThat(TapSync.url("http://a.test/" + "/".repeat(200_000) + "?x")).isEqualTo("http://a.test/sync?x");
    }

    /** Numbers of a unit that is too long to be one are not known; the other columns are. */
    @ParameterizedTest
    @ValueSource(ints = {1100, 20_000, 1_000_000})
    void readsNumbersBesideAUnitOfBlanks(int blanks) {
        Mapping mapping = row(
                "name=\"s_fov\" datatype=\"double\" unit=\"x" + " ".repeat(blanks) + "y\"|1",
                "name=\"s_ra\" datatype=\"double\"|2");
        assertThat(mapping.first().record().number(ObsCoreColumn.s_fov)).isNaN();
        assertThat(mapping.first().record().number(ObsCoreColumn.s_ra)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"deg/pix, 1", "deg / pixels, 1", "deg per pixel, 1", "deg per  pixs, 1", "arcmin/PIXEL, 60"})
    void takesThePixelFromAUnit(String unit, double parts) {
        Mapping mapping = row("name=\"s_fov\" datatype=\"double\" unit=\"" + unit + "\"|60");
        assertThat(mapping.first().record().number(ObsCoreColumn.s_fov)).isEqualTo(60 / parts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ucd", "utype", "unit", "xtype", "ID"})
    void countsAnAttributeThatIsTooLong(String attribute) {
        byte[] answer =
                Answers.row("name=\"s_ra\" datatype=\"double\" " + attribute + "=\"" + "%2F".repeat(100_000) + "\"|2");
        double known = attribute.equals("unit") ? Double.NaN : 2;
        assertThat(Answers.map(answer, ObsCoreMapper::new).first().record().number(ObsCoreColumn.s_ra))
                .isEqualTo(Double.valueOf(known));
        assertThat(Answers.badCells(answer)).isEqualTo(1);
    }

    @Test
    void readsNoArraysizeThatIsTooLong() {
        byte[] answer = Answers.row(
                "name=\"s_ra\" datatype=\"double\" arraysize=\"" + " ".repeat(100_000) + "1\"|2",
                "name=\"s_dec\" datatype=\"double\"|3");
        assertThat(Answers.map(answer, ObsCoreMapper::new).first().record().number(ObsCoreColumn.s_dec))
                .isEqualTo(3);
        assertThat(Answers.badCells(answer)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "/", "@", "%2F", "0", "[", "x", "?", "&a="})
    void leavesOutAnAccessUrlThatIsTooLong(String repeated) {
        Mapping mapping = row(
                "name=\"access_url\" datatype=\"char\" arraysize=\"*\"|http://a.test/"
                        + repeated.replace("&", "&amp;").repeat(1_000_000 / repeated.length()) + "x",
                "name=\"obs_title\" datatype=\"char\" arraysize=\"*\"|" + "t".repeat(10_000));
        assertThat(mapping.first().record().text(ObsCoreColumn.access_url)).isNull();
        assertThat(mapping.first().record().text(ObsCoreColumn.obs_title)).hasSize(10_000);
        assertThat(mapping.badCells()).isEqualTo(1);
    }

    @Test
    void keepsTheLongestUrlAndFormat() {
        String url = "http://a.test/" + "x".repeat(8192 - 14);
        Mapping mapping = row(
                "name=\"access_url\" datatype=\"char\" arraysize=\"*\"|" + url,
                "name=\"access_format\" datatype=\"char\" arraysize=\"*\"|" + "f".repeat(1024));
        assertThat(mapping.first().record().text(ObsCoreColumn.access_url)).isEqualTo(url);
        assertThat(mapping.first().record().text(ObsCoreColumn.access_format)).hasSize(1024);
        assertThat(mapping.badCells()).isZero();
    }

    @Test
    void leavesOutAnAccessFormatOfBlanks() {
        Mapping mapping =
                row("name=\"access_format\" datatype=\"char\" arraysize=\"*\"|application/x-votable+xml;content="
                        + " ".repeat(300_000) + "x");
        assertThat(mapping.first().record().text(ObsCoreColumn.access_format)).isNull();
        assertThat(mapping.badCells()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<head", "<script ", "</script", "<", "<style></style", " "})
    void saysWhatAPageOfRepetitionsSays(String repeated) {
        byte[] page = (repeated.repeat(1 << 16) + "x").getBytes(StandardCharsets.US_ASCII);
        assertThat(ErrorBody.failure(503, null, page).getMessage()).startsWith("HTTP 503 Service Unavailable");
    }

    @Test
    void readsRegionsAndArraysOfSeparators() {
        for (String repeated : List.of(" ", ",", "(", ", ", "0 ", "1,", "POLYGON ")) {
            Mapping mapping = row(
                    "name=\"s_region\" datatype=\"char\" arraysize=\"*\"|" + repeated.repeat(300_000) + "x",
                    "name=\"s_ra\" datatype=\"char\" arraysize=\"*\"|" + repeated.repeat(300_000) + "x");
            assertThat(mapping.rows()).as(repeated).hasSize(1);
        }
    }
}
