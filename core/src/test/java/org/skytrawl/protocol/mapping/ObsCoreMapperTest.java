package org.skytrawl.protocol.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.protocol.Answers;
import org.skytrawl.protocol.Answers.Mapping;
import org.skytrawl.sky.SkyCircle;

class ObsCoreMapperTest {
    private static Mapping map(byte[] answer) {
        return Answers.map(answer, ObsCoreMapper::new);
    }

    private static Mapping row(String... columns) {
        return map(Answers.row(columns));
    }

    private static double number(Mapping mapping, ObsCoreColumn column) {
        return mapping.first().record().number(column);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tap_ok_td.xml", "tap_ok.xml", "tap_ok_b2.xml"})
    void readsARecordedObsTapAnswerInEverySerialization(String name) {
        Mapping mapping = map(Answers.recorded(name));
        ObsCoreRecord record = mapping.first().record();
        assertThat(mapping.badCells()).isZero();
        assertThat(mapping.extraColumns())
                .as("preview, source_table, and three PARAMs")
                .isEqualTo(5);
        assertThat(record.text(ObsCoreColumn.dataproduct_type)).isEqualTo("image");
        assertThat(record.text(ObsCoreColumn.obs_publisher_did))
                .isEqualTo("ivo://x-loopback.test/~?opta/data/pole_i_3.fits");
        assertThat(record.text(ObsCoreColumn.dataproduct_subtype)).isNull();
        assertThat(record.value(ObsCoreColumn.access_estsize)).isEqualTo(5L);
        assertThat(record.number(ObsCoreColumn.s_ra)).isEqualTo(38.495688126846176);
        assertThat(record.number(ObsCoreColumn.em_min)).isEqualTo(6.69e-7);
        assertThat(record.number(ObsCoreColumn.t_min)).isEqualTo(55230.248611111114);
        assertThat(record.number(ObsCoreColumn.t_resolution)).isNaN();
        assertThat(mapping.first().footprint()).isNotNull();
        assertThat(mapping.first().footprint().overlaps(SkyCircle.ofDegrees(38, 89, 0.01)))
                .isTrue();
    }

    @Test
    void readsARecordedSia2Answer() {
        Mapping mapping = map(Answers.recorded("sia2_radb_circle_td.xml"));
        assertThat(mapping.rows()).hasSize(1);
        assertThat(mapping.badCells()).isZero();
        assertThat(mapping.first().record().text(ObsCoreColumn.obs_title)).isEqualTo("LoopArray pointing 001");
    }

    @Test
    void leavesTheUserOutOfAccessUrlsAndCountsIt() {
        Mapping mapping = row("name=\"access_url\" datatype=\"char\" arraysize=\"*\"|https://user:secret@a/b?c@d");
        assertThat(mapping.first().record().text(ObsCoreColumn.access_url)).isEqualTo("https://a/b?c@d");
        assertThat(mapping.badCells()).isEqualTo(1);
        Mapping other = row("name=\"access_url\" datatype=\"char\" arraysize=\"*\"|mailto:somebody@a.example");
        assertThat(other.first().record().text(ObsCoreColumn.access_url)).isEqualTo("mailto:somebody@a.example");
        assertThat(other.badCells()).isZero();
    }

    @Test
    void knowsColumnsInAnyCaseWithTablePrefixOrByUtype() {
        Mapping mapping = row(
                "name=\"S_RA\" datatype=\"double\"|1",
                "name=\"obscore.s_dec\" datatype=\"double\"|2",
                "name=\"url\" datatype=\"char\" arraysize=\"*\" utype=\"obscore:access.reference\"|http://a/b",
                "name=\"other\" datatype=\"double\" utype=\"ObsCore:Char.SpatialAxis.Coverage.Location.Coord.Position2D"
                        + ".Value2.C1\"|99");
        assertThat(number(mapping, ObsCoreColumn.s_ra)).isEqualTo(1);
        assertThat(number(mapping, ObsCoreColumn.s_dec)).isEqualTo(2);
        assertThat(mapping.first().record().text(ObsCoreColumn.access_url)).isEqualTo("http://a/b");
        assertThat(mapping.extraColumns()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "access_estsize,byte,5760,6",
        "access_estsize,kbyte,7,7",
        "access_estsize,Mbyte,2,2000",
        "s_fov,arcmin,30,0.5",
        "s_fov,arcsec,1800,0.5",
        "s_resolution,deg,0.5,1800",
        "t_exptime,min,2,120",
        "em_min,nm,500,5e-7",
        "em_min,Angstrom,5000,5e-7",
        "em_resolution,nm,1,1e-9",
        "s_ra,degrees,12,12",
        "s_ra,h,12,180",
        "s_ra,hourangle,1.5,22.5"
    })
    void turnsUnitsIntoObsCores(String column, String unit, String cell, double expected) {
        Mapping mapping = row("name=\"" + column + "\" datatype=\"double\" unit=\"" + unit + "\"|" + cell);
        assertThat(number(mapping, ObsCoreColumn.valueOf(column))).isCloseTo(expected, within(1e-9 * expected));
        assertThat(mapping.badCells()).isZero();
    }

    @Test
    void swapsTheEndsOfABandInFrequencies() {
        Mapping mapping = row(
                "name=\"em_min\" datatype=\"double\" unit=\"GHz\"|1",
                "name=\"em_max\" datatype=\"double\" unit=\"GHz\"|2");
        assertThat(number(mapping, ObsCoreColumn.em_min)).isCloseTo(0.149896229, within(1e-9));
        assertThat(number(mapping, ObsCoreColumn.em_max)).isCloseTo(0.299792458, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"em_resolution,GHz", "t_min,s", "t_max,yr"})
    void countsNumbersInAUnitOfAnotherKindAsBad(String column, String unit) {
        Mapping mapping = row("name=\"" + column + "\" datatype=\"double\" unit=\"" + unit + "\"|5");
        assertThat(number(mapping, ObsCoreColumn.valueOf(column))).isNaN();
        assertThat(mapping.badCells()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "2010-03-01,55256",
        "2010-03-01T12:00:00,55256.5",
        "2010-03-01 12:00:00,55256.5",
        "55256.5,55256.5",
        "2455257.0,55256.5"
    })
    void readsTimesAsTextOrJulianDays(String cell, double mjd) {
        assertThat(number(row("name=\"t_min\" datatype=\"char\" arraysize=\"*\"|" + cell), ObsCoreColumn.t_min))
                .isEqualTo(mjd);
    }

    @Test
    void readsNumbersInTextAndCountsWhatIsNone() {
        String text = "datatype=\"char\" arraysize=\"*\"";
        Mapping mapping = row(
                "name=\"s_ra\" " + text + "| 12.5 ",
                "name=\"s_dec\" " + text + "|+12 30 00",
                "name=\"t_min\" " + text + "|last year",
                "name=\"em_min\" " + text + "|NaN",
                "name=\"calib_level\" " + text + "|2");
        assertThat(number(mapping, ObsCoreColumn.s_ra)).isEqualTo(12.5);
        assertThat(number(mapping, ObsCoreColumn.s_dec)).isNaN();
        assertThat(number(mapping, ObsCoreColumn.em_min)).isNaN();
        assertThat(number(mapping, ObsCoreColumn.calib_level)).isEqualTo(2);
        assertThat(mapping.badCells()).isEqualTo(2);
    }

    @Test
    void takesImpossibleNumbersForNullAndCountsThemAsBad() {
        Mapping mapping = row("name=\"s_dec\" datatype=\"double\"|-999", "name=\"em_max\" datatype=\"double\"|+Inf");
        assertThat(number(mapping, ObsCoreColumn.s_dec)).isNaN();
        assertThat(number(mapping, ObsCoreColumn.em_max)).isNaN();
        assertThat(mapping.badCells()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "361", "71998"})
    void takesAFieldOfViewThatIsNoneForNull(String cell) {
        Mapping mapping = row("name=\"s_fov\" datatype=\"double\"|" + cell);
        assertThat(number(mapping, ObsCoreColumn.s_fov)).isNaN();
        assertThat(mapping.badCells()).isEqualTo(1);
    }

    @Test
    void takesBlankTextForNullAndNumbersAsText() {
        Mapping mapping = row(
                "name=\"obs_title\" datatype=\"char\" arraysize=\"*\"| a title ",
                "name=\"target_name\" datatype=\"char\" arraysize=\"*\"|   ",
                "name=\"obs_id\" datatype=\"int\"|42");
        ObsCoreRecord record = mapping.first().record();
        assertThat(record.text(ObsCoreColumn.obs_title)).isEqualTo("a title");
        assertThat(record.text(ObsCoreColumn.target_name)).isNull();
        assertThat(record.text(ObsCoreColumn.obs_id)).isEqualTo("42");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            datatype="double" arraysize="*" xtype="polygon"     | 9 9 11 9 11 11 9 11   | POLYGON ICRS 9.0 9.0 11.0 9.0 11.0 11.0 9.0 11.0
            datatype="double" arraysize="3" xtype="circle"      | 10 10 1               | CIRCLE ICRS 10.0 10.0 1.0
            datatype="float" arraysize="3" xtype="circle"       | 10 10 1               | CIRCLE ICRS 10.0 10.0 1.0
            datatype="double" arraysize="3"                     | 10 10 1               | CIRCLE ICRS 10.0 10.0 1.0
            datatype="double" arraysize="*"                     | 9 9 11 9 11 11 9 11   | POLYGON ICRS 9.0 9.0 11.0 9.0 11.0 11.0 9.0 11.0
            datatype="char" arraysize="*" xtype="adql:REGION"   | Circle ICRS 10 10 1   | Circle ICRS 10 10 1
            datatype="char" arraysize="*"                       | Polygon 9 9 11 9 10 11| Polygon 9 9 11 9 10 11
            datatype="char" arraysize="*" xtype="shape"         | circle 10 10 1        | circle 10 10 1
            datatype="char" arraysize="*" xtype="polygon"       | 9 9 11 9 10 11        | POLYGON ICRS 9 9 11 9 10 11
            datatype="char" arraysize="*" xtype="moc"           | 0/0-11                | MOC 0/0-11
            datatype="char" arraysize="*" xtype="adql:REGION"   | 0/0-11 29/            | MOC 0/0-11 29/
            datatype="char" arraysize="*" xtype="Circle"        | [10, 10, 1]           | CIRCLE ICRS [10, 10, 1]
            datatype="char" arraysize="*" xtype="circle"        | (10, 10, 1.0D0)       | CIRCLE ICRS (10, 10, 1.0D0)
            datatype="char" arraysize="*" xtype="adql:CIRCLE"   | 10 10 1               | CIRCLE ICRS 10 10 1
            datatype="char" arraysize="*" xtype="polygon"       | (9 9) (11 9) (10 11)  | POLYGON ICRS (9 9) (11 9) (10 11)
            datatype="char" arraysize="*" xtype="range"         | 9,11,9,11             | RANGE ICRS 9,11,9,11
            datatype="char" arraysize="*" xtype="point"         | 10 10                 | POSITION ICRS 10 10
            datatype="char" arraysize="*"                       | 10 10                 | POSITION ICRS 10 10
            datatype="char" arraysize="*" xtype="adql:REGION"   | 10 10 1               | CIRCLE ICRS 10 10 1
            datatype="char" arraysize="*"                       | 9 9 11 9 10 11        | POLYGON ICRS 9 9 11 9 10 11
            datatype="double" arraysize="2"                     | 10 10                 | POSITION ICRS 10.0 10.0
            datatype="char" arraysize="*"                       | ((9d,9d),(11d,11d))   | ((9d,9d),(11d,11d))
            datatype="char" arraysize="*" xtype="spoly"         | {(9d,9d),(11d,9d),(10d,11d)} | {(9d,9d),(11d,9d),(10d,11d)}
            datatype="char" arraysize="*" xtype="polygon"       | {(9d,9d),(11d,9d),(10d,11d)} | {(9d,9d),(11d,9d),(10d,11d)}
            datatype="char" arraysize="*" xtype="circle"        | CIRCLE('ICRS', 10, 10, 1)    | CIRCLE('ICRS', 10, 10, 1)
            """)
    void readsFootprintsByTheirField(String attributes, String cell, String text) {
        Mapping mapping = row("name=\"s_region\" " + attributes + "|" + cell);
        assertThat(mapping.badCells()).isZero();
        assertThat(mapping.first().record().text(ObsCoreColumn.s_region)).isEqualTo(text);
        assertThat(mapping.first().footprint()).isNotNull();
        assertThat(mapping.first().footprint().overlaps(SkyCircle.ofDegrees(10, 10, 0)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "datatype='char' arraysize='*'|Blob ICRS 1 2 3",
                "datatype='char' arraysize='*'|CIRCLE FK5 B1950 1 2 3",
                "datatype='char' arraysize='*'|9 9 11 11",
                "datatype='char' arraysize='*'|7",
                "datatype='char' arraysize='*' xtype='circle'|9 9 11 11",
                "datatype='double' arraysize='4'|9 9 11 11",
                "datatype='double' arraysize='*' xtype='polygon'|9 9 11",
            })
    void takesAnUnreadableFootprintForNullAndCountsIt(String cell) {
        Mapping mapping = row("name=\"s_region\" " + cell.replace('\'', '"'));
        assertThat(mapping.first().record().text(ObsCoreColumn.s_region)).isNull();
        assertThat(mapping.first().footprint()).isNull();
        assertThat(mapping.badCells()).isEqualTo(1);
    }

    @Test
    void countsAnUnreadableFootprintInEachRow() {
        List<String> bad = List.of("Blob");
        Mapping mapping = map(Answers.table(
                List.of("name=\"s_region\" datatype=\"char\" arraysize=\"*\""),
                List.of(bad, bad, List.of("Circle 1 2 3"), bad)));
        assertThat(mapping.badCells()).isEqualTo(3);
        assertThat(mapping.rows().get(2).footprint()).isNotNull();
        assertThat(mapping.rows().get(3).footprint()).isNull();
    }

    @Test
    void keepsOneObjectOfATextThatRepeats() {
        Mapping mapping = map(Answers.table(
                List.of("name=\"facility_name\" datatype=\"char\" arraysize=\"*\""),
                List.of(List.of("A"), List.of("B"), List.of("A"))));
        assertThat(mapping.rows().get(2).record().text(ObsCoreColumn.facility_name))
                .isSameAs(mapping.first().record().text(ObsCoreColumn.facility_name));
    }
}
