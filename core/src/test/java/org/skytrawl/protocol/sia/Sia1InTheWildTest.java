package org.skytrawl.protocol.sia;

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

/** SIA1 as services give it, right or wrong. */
class Sia1InTheWildTest {
    private static final String TEXT = "datatype=\"char\" arraysize=\"*\" ucd=";
    private static final String REAL = "datatype=\"double\" ucd=";
    private static final String REALS = "datatype=\"double\" arraysize=\"*\" ucd=";
    private static final String INTS = "datatype=\"int\" arraysize=\"*\" ucd=";

    private static Mapping row(String... columns) {
        return Answers.map(Answers.row(columns), Sia1Mapper::new);
    }

    private static double number(Mapping mapping, ObsCoreColumn column) {
        return mapping.first().record().number(column);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "55256.5",
                "2455257.0",
                "2010-03-01T12:00:00",
                "2010-03-01T12:00:00.000",
                "2010-03-01T12:00",
                "2010-03-01T12:00:00Z",
                "2010-03-01T14:00:00+02:00",
                "2010-03-01 12:00:00",
                " 2010-03-01T12:00:00 "
            })
    void readsADateInEveryForm(String date) {
        Mapping mapping = row(TEXT + "\"VOX:Image_MJDateObs\"|" + date);
        assertThat(number(mapping, ObsCoreColumn.t_min)).isEqualTo(55256.5);
        assertThat(number(mapping, ObsCoreColumn.t_max)).isEqualTo(55256.5);
        assertThat(mapping.badCells()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"d,55256.5,55256.5", "d,2455257,55256.5", "'',55256.5,55256.5", "mjd,55256.5,55256.5"})
    void readsADateAsANumber(String unit, String date, double mjd) {
        Mapping mapping = row("unit=\"" + unit + "\" " + REAL + "\"VOX:Image_MJDateObs\"|" + date);
        assertThat(number(mapping, ObsCoreColumn.t_min)).isEqualTo(mjd);
    }

    @ParameterizedTest
    @CsvSource({"yr,2010.16", "s,1267444800"})
    void readsNoDateInOtherUnits(String unit, String date) {
        Mapping mapping = row("unit=\"" + unit + "\" " + REAL + "\"VOX:Image_MJDateObs\"|" + date);
        assertThat(number(mapping, ObsCoreColumn.t_min)).isNaN();
        assertThat(mapping.badCells()).isEqualTo(1);
    }

    @Test
    void takesBareDatesForTheirBeginning() {
        assertThat(number(row(TEXT + "\"VOX:Image_MJDateObs\"|2010-03-01"), ObsCoreColumn.t_min))
                .isEqualTo(55256);
    }

    @Test
    void readsArraysWithCommasInColumnsOfNumbers() {
        Mapping mapping = row(
                INTS + "\"VOX:Image_Naxis\"|100,100",
                TEXT + "\"VOX:WCS_CoordProjection\"|TAN",
                REALS + "\"VOX:WCS_CoordRefPixel\"|50.5, 50.5",
                REALS + "\"VOX:WCS_CoordRefValue\"|10 , 0",
                REALS + "\"VOX:WCS_CDMatrix\"|-0.01,0,0,0.01");
        assertThat(mapping.first().record().text(ObsCoreColumn.s_region)).startsWith("POLYGON ICRS 10.499987308 ");
        assertThat(mapping.badCells()).isZero();
    }

    @Test
    void doesNotCloseUpAnArrayInTextThatLacksANumber() {
        Mapping mapping = row(TEXT + "\"VOX:Image_Naxis\"|,,100");
        assertThat(number(mapping, ObsCoreColumn.s_xel1)).isNaN();
        assertThat(mapping.badCells()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TAN", "tan", "TAN ", "RA---TAN", "SIP", "TAN-SIP", "RA---TAN-SIP", "TPV", "TNX"})
    void outlinesByTheGnomonicProjectionWithAndWithoutDistortions(String projection) {
        Mapping mapping = wcs(projection, "-0.01 0 0 0.01");
        assertThat(mapping.first().record().text(ObsCoreColumn.s_region)).startsWith("POLYGON ICRS 10.499987308 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CAR", "AIT", "ZPN", "NCP", "XYZ", "T", ""})
    void knowsPlaceAndSizeWhereItDoesNotUnderstandTheProjection(String projection) {
        Mapping mapping = wcs(projection, "-0.01 0 0 0.01");
        assertThat(mapping.first().record().text(ObsCoreColumn.s_region)).isNull();
        assertThat(number(mapping, ObsCoreColumn.s_fov)).isCloseTo(1.41421, within(1e-5));
        assertThat(number(mapping, ObsCoreColumn.s_ra)).isEqualTo(10);
        assertThat(number(mapping, ObsCoreColumn.s_dec)).isZero();
        assertThat(mapping.badCells()).isZero();
    }

    private static Mapping wcs(String projection, String matrix) {
        return row(
                INTS + "\"VOX:Image_Naxis\"|100 100",
                TEXT + "\"VOX:WCS_CoordProjection\"|" + projection,
                REALS + "\"VOX:WCS_CoordRefPixel\"|50.5 50.5",
                REALS + "\"VOX:WCS_CoordRefValue\"|10 0",
                REALS + "\"VOX:WCS_CDMatrix\"|" + matrix);
    }

    @Test
    void knowsTheSizeByIncrementsInsteadOfAMatrix() {
        Mapping mapping = wcs("TAN", "-0.01 0.02");
        assertThat(mapping.first().record().text(ObsCoreColumn.s_region)).isNull();
        assertThat(number(mapping, ObsCoreColumn.s_fov)).isCloseTo(Math.hypot(1, 2), within(1e-9));
        assertThat(number(mapping, ObsCoreColumn.s_pixel_scale)).isCloseTo(36, within(1e-9));
    }

    @Test
    void knowsPlaceAndSizeByTheScaleWithoutAnyMatrix() {
        Mapping mapping = row(
                REAL + "\"POS_EQ_RA_MAIN\"|200",
                REAL + "\"POS_EQ_DEC_MAIN\"|-45",
                INTS + "\"VOX:Image_Naxis\"|300,400",
                REALS + "\"VOX:Image_Scale\"|-0.01,0.01");
        assertThat(number(mapping, ObsCoreColumn.s_ra)).isEqualTo(200);
        assertThat(number(mapping, ObsCoreColumn.s_fov)).isCloseTo(5, within(1e-9));
        assertThat(number(mapping, ObsCoreColumn.s_pixel_scale)).isCloseTo(36, within(1e-9));
    }

    @Test
    void knowsThePlaceWithoutAxes() {
        Mapping mapping = row(
                REAL + "\"POS_EQ_RA_MAIN\"|200",
                REAL + "\"POS_EQ_DEC_MAIN\"|-45",
                INTS + "\"VOX:Image_Naxis\"|",
                REALS + "\"VOX:Image_Scale\"|-0.01 0.01",
                TEXT + "\"VOX:WCS_CoordProjection\"|TAN",
                REALS + "\"VOX:WCS_CoordRefPixel\"|50.5 50.5",
                REALS + "\"VOX:WCS_CoordRefValue\"|200 -45",
                REALS + "\"VOX:WCS_CDMatrix\"|-0.01 0 0 0.01");
        assertThat(number(mapping, ObsCoreColumn.s_dec)).isEqualTo(-45);
        assertThat(number(mapping, ObsCoreColumn.s_pixel_scale)).isCloseTo(36, within(1e-9));
        assertThat(number(mapping, ObsCoreColumn.s_fov)).isNaN();
        assertThat(mapping.first().record().text(ObsCoreColumn.s_region)).isNull();
        assertThat(mapping.badCells()).isZero();
    }

    @Test
    void takesThePlaceFromTheWcsWhereTheRowHasNone() {
        Mapping mapping = row(
                REAL + "\"POS_EQ_RA_MAIN\"|somewhere",
                REAL + "\"POS_EQ_DEC_MAIN\"|",
                INTS + "\"VOX:Image_Naxis\"|100 100",
                TEXT + "\"VOX:WCS_CoordProjection\"|ARC",
                REALS + "\"VOX:WCS_CoordRefPixel\"|100.5 50.5",
                REALS + "\"VOX:WCS_CoordRefValue\"|10 0",
                REALS + "\"VOX:WCS_CDMatrix\"|-0.01 0 0 0.01");
        assertThat(number(mapping, ObsCoreColumn.s_ra)).isCloseTo(10.5, within(1e-8));
        assertThat(number(mapping, ObsCoreColumn.s_dec)).isCloseTo(0, within(1e-8));
        assertThat(mapping.first().footprint()).isNotNull();
        assertThat(mapping.first().footprint().overlaps(SkyCircle.ofDegrees(10.9, 0, 0)))
                .isTrue();
    }

    @Test
    void inventsNoPlaceWhereTheReferencePointIsElsewhere() {
        Mapping mapping = row(
                INTS + "\"VOX:Image_Naxis\"|100 100",
                TEXT + "\"VOX:WCS_CoordProjection\"|CAR",
                REALS + "\"VOX:WCS_CoordRefPixel\"|900.5 50.5",
                REALS + "\"VOX:WCS_CoordRefValue\"|10 0",
                REALS + "\"VOX:WCS_CDMatrix\"|-0.01 0 0 0.01");
        assertThat(number(mapping, ObsCoreColumn.s_ra)).isNaN();
        assertThat(number(mapping, ObsCoreColumn.s_fov)).isCloseTo(1.41421, within(1e-5));
    }

    @Test
    void losesACellForTextWhereNumbersBelongAndKeepsTheRest() {
        Mapping mapping = row(
                TEXT + "\"VOX:Image_Title\"|kept",
                REAL + "\"POS_EQ_RA_MAIN\"|twelve",
                TEXT + "\"POS_EQ_DEC_MAIN\"|12 30 00",
                INTS + "\"VOX:Image_Naxis\"|100 wide",
                "datatype=\"int\" ucd=\"VOX:Image_Naxes\"|two",
                TEXT + "\"VOX:Image_Scale\"|0.1 small",
                TEXT + "\"VOX:Image_FileSize\"|huge",
                TEXT + "\"VOX:BandPass_Unit\"|m",
                TEXT + "\"VOX:BandPass_LoLimit\"|red",
                REAL + "\"VOX:BandPass_HiLimit\"|5e-7");
        ObsCoreRecord record = mapping.first().record();
        assertThat(record.text(ObsCoreColumn.obs_title)).isEqualTo("kept");
        assertThat(record.text(ObsCoreColumn.dataproduct_type)).isEqualTo("image");
        assertThat(record.number(ObsCoreColumn.em_max)).isEqualTo(5e-7);
        for (ObsCoreColumn lost : List.of(
                ObsCoreColumn.s_ra,
                ObsCoreColumn.s_dec,
                ObsCoreColumn.s_xel1,
                ObsCoreColumn.s_fov,
                ObsCoreColumn.s_pixel_scale,
                ObsCoreColumn.access_estsize,
                ObsCoreColumn.em_min)) {
            assertThat(record.number(lost)).as(lost.name()).isNaN();
        }
        assertThat(mapping.badCells())
                .as("what the reader of VOTables could not read it counts itself")
                .isEqualTo(4);
    }

    @Test
    void knowsAllUcdsOfSia1InAnyCase() {
        Mapping mapping = row(
                TEXT + "\"vox:image_TITLE\"|t",
                TEXT + "\"inst_id\"|i",
                REAL + "\"VOX:IMAGE_MJDATEOBS\"|55000",
                REAL + "\"pos_eq_ra_main\"|10",
                REAL + "\"Pos_Eq_Dec_Main\"|0",
                TEXT + "\"VOX:image_Format\"|image/fits",
                TEXT + "\"VOX:STC_CoordRefFrame\"|icrs",
                REAL + "\"VOX:STC_CoordEquinox\"|2000",
                "datatype=\"int\" ucd=\"VOX:Image_FileSize\"|2000",
                TEXT + "\"VOX:Image_AccessReference\"|http://a/b");
        ObsCoreRecord record = mapping.first().record();
        assertThat(mapping.extraColumns()).isZero();
        assertThat(record.text(ObsCoreColumn.obs_title)).isEqualTo("t");
        assertThat(record.text(ObsCoreColumn.instrument_name)).isEqualTo("i");
        assertThat(record.text(ObsCoreColumn.access_format)).isEqualTo("image/fits");
        assertThat(record.text(ObsCoreColumn.access_url)).isEqualTo("http://a/b");
        assertThat(record.number(ObsCoreColumn.t_min)).isEqualTo(55000);
        assertThat(record.number(ObsCoreColumn.s_ra)).isEqualTo(10);
        assertThat(record.number(ObsCoreColumn.access_estsize)).isEqualTo(2);
    }
}
