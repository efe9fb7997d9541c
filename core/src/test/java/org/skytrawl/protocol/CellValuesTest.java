package org.skytrawl.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.model.Interval;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Protocol;
import org.skytrawl.protocol.Answers.Mapping;
import org.skytrawl.protocol.known.KnownProtocols;
import org.skytrawl.protocol.sia.Sia1;
import org.skytrawl.protocol.sia.Sia2;
import org.skytrawl.protocol.ssa.Ssa;

/** Words, numbers, positions and times in cells, which are the same in all protocols. */
class CellValuesTest {
    private static final String[] NULL_WORDS = {
        "NULL",
        "null",
        "None",
        "NONE",
        "N/A",
        "n/a",
        "nan",
        "NaN",
        "-",
        "--",
        "unknown",
        "Unknown",
        "UNDEFINED",
        "",
        " ",
        " NULL "
    };

    private static Mapping map(Protocol protocol, byte[] answer) {
        ServiceQuery query =
                KnownProtocols.query(Questions.service(protocol, "http://host/x"), Questions.cone(10, 20, 1), false);
        return Answers.map(answer, query::mapper);
    }

    private static Mapping cell(Protocol protocol, ObsCoreColumn column, String cell) {
        String type = column.isText() ? "datatype=\"char\" arraysize=\"*\"" : "datatype=\"double\"";
        return map(protocol, Answers.row("name=\"" + column + "\" " + type + "|" + cell));
    }

    private static Mapping text(ObsCoreColumn column, String unit, String cell) {
        return map(
                Sia2.PROTOCOL,
                Answers.row("name=\"" + column + "\" unit=\"" + unit + "\" datatype=\"char\" arraysize=\"*\"|" + cell));
    }

    @ParameterizedTest
    @EnumSource(names = {"obs_publisher_did", "dataproduct_type", "access_url", "access_format", "s_region"})
    void everyNullWordInEveryIdentifyingColumn(ObsCoreColumn column) {
        for (Protocol protocol : Protocol.known()) {
            for (String word : NULL_WORDS) {
                Mapping mapping = cell(protocol, column, word);
                String otherwise = column != ObsCoreColumn.dataproduct_type
                        ? null
                        : protocol == Sia1.PROTOCOL ? "image" : protocol == Ssa.PROTOCOL ? "spectrum" : null;
                assertThat(mapping.first().record().text(column))
                        .as("%s in %s of %s", word, column, protocol)
                        .isEqualTo(otherwise);
                assertThat(mapping.first().footprint()).isNull();
                assertThat(mapping.badCells())
                        .as("%s in %s of %s", word, column, protocol)
                        .isEqualTo(word.isBlank() ? 0 : 1);
            }
        }
    }

    @Test
    void otherTextHasFewerNullWords() {
        for (ObsCoreColumn column : ObsCoreColumn.values()) {
            boolean isIdentifying = List.of(
                            "obs_publisher_did", "dataproduct_type", "access_url", "access_format", "s_region")
                    .contains(column.name());
            for (Protocol protocol : Protocol.known()) {
                if (column.isText() && !isIdentifying) {
                    for (String word : List.of("NULL", "null", "None")) {
                        assertThat(cell(protocol, column, word).first().record().text(column))
                                .isNull();
                    }
                    for (String word : List.of("N/A", "-", "unknown", "Null", "none", "Null Island", "nan")) {
                        assertThat(cell(protocol, column, word).first().record().text(column))
                                .isEqualTo(word);
                    }
                }
            }
        }
    }

    @Test
    void numbersInTextKnowTheSameWords() {
        for (String word : NULL_WORDS) {
            for (ObsCoreColumn column : List.of(ObsCoreColumn.s_ra, ObsCoreColumn.t_min, ObsCoreColumn.em_xel)) {
                Mapping mapping = text(column, "", word);
                assertThat(mapping.first().record().number(column)).isNaN();
                assertThat(mapping.badCells()).isZero();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ivo://", "ivo:", "ivo:///", "12345", "field 7", "://x", "IVO://"})
    void aDidIsLikeAUri(String did) {
        for (Protocol protocol : Protocol.known()) {
            Mapping mapping = cell(protocol, ObsCoreColumn.obs_publisher_did, did);
            assertThat(mapping.first().record().text(ObsCoreColumn.obs_publisher_did))
                    .isNull();
            assertThat(mapping.badCells()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ivo://x/y?z", "doi:10.1/2", "https://x/y", "urn:x", "ivo://null"})
    void keepsOtherDids(String did) {
        Mapping mapping = cell(Sia2.PROTOCOL, ObsCoreColumn.obs_publisher_did, did);
        assertThat(mapping.first().record().text(ObsCoreColumn.obs_publisher_did))
                .isEqualTo(did);
    }

    static List<ObsCoreColumn> numbers() {
        return Arrays.stream(ObsCoreColumn.values())
                .filter(column -> !column.isText())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void everyColumnHasARange(ObsCoreColumn column) {
        Interval range = column.range();
        boolean isPositive = range.lo() == Double.MIN_VALUE;
        List<Double> inside = new ArrayList<>(List.of(range.hi(), isPositive ? 1e-30 : range.lo()));
        List<Double> outside = new ArrayList<>();
        if (column != ObsCoreColumn.o_stat_error) {
            outside.addAll(List.of(1e20, -1e20, range.hi() * 2 + 1));
            inside.add(1.0);
        }
        if (column == ObsCoreColumn.s_ra) {
            inside.set(0, 359.9);
        } else if (range.lo() >= 0) {
            outside.addAll(List.of(-1.0, -999.0));
        }
        if (isPositive) {
            outside.add(0.0);
        }
        for (Protocol protocol : Protocol.known()) {
            for (double value : inside) {
                Mapping mapping = cell(protocol, column, Double.toString(value));
                assertThat(mapping.first().record().number(column))
                        .as("%s %s", column, value)
                        .isEqualTo(value);
                assertThat(mapping.badCells()).isZero();
            }
            for (double value : outside) {
                Mapping mapping = cell(protocol, column, Double.toString(value));
                assertThat(mapping.first().record().number(column))
                        .as("%s %s", column, value)
                        .isNaN();
                assertThat(mapping.badCells()).isEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "s_ra,-10,350",
        "s_ra,360,0",
        "s_ra,360.05,0.05",
        "s_ra,-999,",
        "s_ra,-99,",
        "s_ra,-1,",
        "s_ra,99999,",
        "s_ra,999,",
        "s_dec,-99,",
        "s_dec,90.1,",
        "s_dec,-1,-1",
        "t_exptime,-999,",
        "t_exptime,0,0",
        "t_min,-999,",
        "t_min,99999,",
        "t_min,1e20,",
        "t_min,2004,",
        "t_min,2004.5,",
        "t_min,20040101,53005",
        "t_max,20041301,",
        "t_min,1072958400,",
        "t_min,2453006,53005.5",
        "t_max,125001,",
        "t_min,-21501,",
        "t_min,53005.5,53005.5",
        "t_min,15000,15000",
        "t_min,2004001,",
        "s_xel1,-1,",
        "calib_level,-1,",
        "calib_level,5,",
        "access_estsize,-1,",
        "access_estsize,0.2,1",
        "em_min,0,",
        "em_max,-5e-7,"
    })
    void fillValuesAndOtherKindsOfNumbersAreNull(ObsCoreColumn column, String cell, String expected) {
        for (Protocol protocol : Protocol.known()) {
            Mapping mapping = cell(protocol, column, cell);
            if (expected == null) {
                assertThat(mapping.first().record().number(column)).isNaN();
            } else {
                assertThat(mapping.first().record().number(column))
                        .isCloseTo(Double.parseDouble(expected), within(1e-9));
            }
            assertThat(mapping.badCells()).isEqualTo(expected == null ? 1 : 0);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2004-01-01,53005",
        "2004-01-01T12:00:00,53005.5",
        "2004-01-01 12:00:00 UTC,53005.5",
        "2004-01-01T12:00:00UTC,53005.5",
        "2004-01-01T12:00:00Z,53005.5",
        "2004-01-01T12:00:00+0000,53005.5",
        "2004-01-01T14:00:00+0200,53005.5",
        "2004-01-01T14:00:00+02:00,53005.5",
        "2004-01-01T10:00:00-02,53005.5",
        "2004-01-01 12:00:00 +0000,53005.5",
        "2004-01-01 12:00:00 GMT,53005.5",
        "2004-01-01T24:00,53006",
        "2004-01-01T24:00:00,53006",
        "2004-01-01T12,53005.5",
        "2004-01-01T12:00,53005.5",
        "2004-01-01T12:00:00.000,53005.5",
        "'2004-01-01T12:00:00,0',53005.5",
        "2003-12-31T23:59:60,53005",
        "2004/01/01,53005",
        "2004/01/01 12:00:00,53005.5",
        "20040101T120000,53005.5",
        "20040101,53005",
        "2004-1-1,53005",
        "2004-01-01Z,53005",
        "2004-01-01 UTC,53005",
        "2004-01-01t12:00:00z,53005.5",
        "13/01/2004,53017",
        "13/01/2004 12:00:00,53017.5",
        "01/13/2004,53017",
        "13.01.2004,53017",
        "13-01-2004,53017",
        "05/05/2004,53130",
        "25/12/2004T06:00:00 UTC,53364.25",
        "53005.5,53005.5",
        "2453006.0,53005.5",
        "1969-07-20,40422",
        "01/02/2004,",
        "31/02/2004,",
        "32/01/2004,",
        "13/13/2004,",
        "13/01/04,",
        "2004-13-01,",
        "2004-01-01T25:00,",
        "2004-01-01T24:01,",
        "2004-01-01T12:60,",
        "2004-01-01T12:00:61,",
        "2004-01-01T12:00:00 XYZ,",
        "2004-01-01T12:00:00+,",
        "2004-01,",
        "2004,",
        "last year,",
        "1650-01-01,",
        "2350-01-01,",
        "2004-01-01T,",
        "2004-01-01T12:,",
        "99999999-01-01,",
        "2004-01-01T12:00:00+9900,",
        "//,",
        "13/01/,"
    })
    void readsTimesWhereTheyAreUnambiguous(String cell, String expected) {
        for (Protocol protocol : Protocol.known()) {
            String type = " datatype=\"char\" arraysize=\"*\"|" + cell;
            List<Mapping> mappings = new ArrayList<>(List.of(
                    map(protocol, Answers.row("name=\"t_min\"" + type)),
                    map(protocol, Answers.row("name=\"t_max\"" + type))));
            if (protocol == Sia1.PROTOCOL) {
                mappings.add(map(protocol, Answers.row("name=\"d\" ucd=\"VOX:Image_MJDateObs\"" + type)));
            }
            for (Mapping mapping : mappings) {
                ObsCoreRecord record = mapping.first().record();
                double read = Double.isNaN(record.number(ObsCoreColumn.t_min))
                        ? record.number(ObsCoreColumn.t_max)
                        : record.number(ObsCoreColumn.t_min);
                assertThat(read)
                        .isEqualTo(Double.valueOf(expected == null ? Double.NaN : Double.parseDouble(expected)));
                assertThat(mapping.badCells()).isEqualTo(expected == null ? 1 : 0);
            }
        }
    }

    @Test
    void readsADateBesideAnyUnitButNoNumber() {
        assertThat(text(ObsCoreColumn.t_min, "yyyy-mm-dd", "2004-01-01")
                        .first()
                        .record()
                        .number(ObsCoreColumn.t_min))
                .isEqualTo(53005);
        assertThat(text(ObsCoreColumn.t_min, "s", "53005").badCells()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "s_ra,'',00:40:00.0,10",
        "s_ra,deg,00:40:00,10",
        "s_ra,h:m:s,00:40:00,10",
        "s_ra,h:m:s,00 40 00,10",
        "s_ra,HH:MM:SS.ss,00 40 00,10",
        "s_ra,hms,00 40 00.0,10",
        "s_ra,'',00h40m00s,10",
        "s_ra,d:m:s,10:30:00,10.5",
        "s_ra,'',10d30m00s,10.5",
        "s_ra,'',0:40,10",
        "s_ra,'',10.5,10.5",
        "s_ra,h,1.5,22.5",
        "s_ra,hours,00:40:00,10",
        "s_ra,sexagesimal,00 40 00,10",
        "s_dec,'',+20:00:00.0,20",
        "s_dec,'',-00:30:00,-0.5",
        "s_dec,d:m:s,-00 30 00,-0.5",
        "s_dec,deg,20:30,20.5",
        "s_dec,dms,20 30 00,20.5",
        "s_dec,'',-20d30m00s,-20.5",
        "s_ra,'',00 40 00,",
        "s_ra,deg,00 40 00,",
        "s_ra,'',24:00:00,",
        "s_ra,'',00:60:00,",
        "s_ra,'',-00:40:00,",
        "s_ra,'',00:40:00:00,",
        "s_ra,'',twelve,",
        "s_dec,'',20 00 00,",
        "s_dec,'',91:00:00,",
        "s_dec,'',20h00m00s,",
        "s_dec,h,1,",
        "s_ra,h,25,",
        "s_ra,h:m:s,10.5,",
        "s_ra,'',00:40:00 +20:00:00,",
        "t_exptime,'',00:10:00,",
        "s_fov,'',0:30,"
    })
    void readsSexagesimalPositionsWhereTheyAreUnambiguous(
            ObsCoreColumn column, String unit, String cell, String expected) {
        for (String quote : List.of("", "&quot;")) {
            Mapping mapping = text(column, unit.indexOf(':') > 0 ? quote + unit + quote : unit, cell);
            assertThat(mapping.first().record().number(column))
                    .isEqualTo(Double.valueOf(expected == null ? Double.NaN : Double.parseDouble(expected)));
            assertThat(mapping.badCells()).isEqualTo(expected == null ? 1 : 0);
        }
    }

    @Test
    void decodesUrlsOnceMore() {
        for (Protocol protocol : Protocol.known()) {
            assertThat(cell(protocol, ObsCoreColumn.access_url, "http://a/b?c=1&amp;amp;d=2")
                            .first()
                            .record()
                            .text(ObsCoreColumn.access_url))
                    .isEqualTo("http://a/b?c=1&d=2");
            assertThat(cell(protocol, ObsCoreColumn.access_url, "http://a/b?c=1&amp;amp;amp;d=2")
                            .first()
                            .record()
                            .text(ObsCoreColumn.access_url))
                    .isEqualTo("http://a/b?c=1&amp;d=2");
        }
    }
}
