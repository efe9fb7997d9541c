package org.skytrawl.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
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

    private static Mapping band(String unit, String lo, String hi) {
        return row(
                TEXT + "\"VOX:BandPass_Unit\"|" + unit,
                REAL + "\"VOX:BandPass_LoLimit\"|" + lo,
                REAL + "\"VOX:BandPass_HiLimit\"|" + hi);
    }

    @ParameterizedTest
    @CsvSource({
        "m,1,2,1,2",
        "meters,1,2,1,2",
        "METERS,1,2,1,2",
        "metre,1,2,1,2",
        "cm,1,2,1e-2,2e-2",
        "mm,1,2,1e-3,2e-3",
        "um,1,2,1e-6,2e-6",
        "UM,1,2,1e-6,2e-6",
        "microns,1,2,1e-6,2e-6",
        "µm,1,2,1e-6,2e-6",
        "nm,1,2,1e-9,2e-9",
        "nanometers,1,2,1e-9,2e-9",
        "Angstrom,1,2,1e-10,2e-10",
        "angstroms,1,2,1e-10,2e-10",
        "AA,1,2,1e-10,2e-10",
        "0.1nm,1,2,1e-10,2e-10",
        "Hz,1,2,149896229,299792458",
        "hertz,1,2,149896229,299792458",
        "kHz,1,2,149896.229,299792.458",
        "MHz,1,2,149.896229,299.792458",
        "GHz,1,2,0.149896229,0.299792458",
        "THz,1,2,1.49896229e-4,2.99792458e-4",
        "eV,1,2,6.19920992e-7,1.23984198e-6",
        "keV,1,2,6.19920992e-10,1.23984198e-9",
        "KEV,1,2,6.19920992e-10,1.23984198e-9",
        "MeV,1,2,6.19920992e-13,1.23984198e-12",
        "GeV,1,2,6.19920992e-16,1.23984198e-15",
        "TeV,1,2,6.19920992e-19,1.23984198e-18",
        "J,1,2,9.9322293e-26,1.98644586e-25"
    })
    void readsBandpassesInEveryUnit(String unit, String lo, String hi, double minM, double maxM) {
        for (Mapping mapping : List.of(
                band(unit, lo, hi),
                // services that write the wavelengths of energies the other way round
                band(unit, hi, lo),
                row(
                        "unit=\"" + unit + "\" " + REAL + "\"VOX:BandPass_LoLimit\"|" + lo,
                        "unit=\"" + unit + "\" " + TEXT + "\"VOX:BandPass_HiLimit\"|" + hi))) {
            assertThat(number(mapping, ObsCoreColumn.em_min)).isCloseTo(minM, within(minM * 1e-7));
            assertThat(number(mapping, ObsCoreColumn.em_max)).isCloseTo(maxM, within(maxM * 1e-7));
            assertThat(mapping.badCells()).isZero();
        }
    }

    /** 4e-7 without a unit are metres in any of SIA 1.0's units; 4 may be keV, hertz or metres. */
    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void takesTinyLimitsWithoutUnitForMetresAndNoOthers(String unit) {
        Mapping optical = band(unit, "4e-7", "5e-7");
        assertThat(number(optical, ObsCoreColumn.em_min)).isEqualTo(4e-7);
        assertThat(number(optical, ObsCoreColumn.em_max)).isEqualTo(5e-7);
        assertThat(optical.badCells()).isZero();
        Mapping infrared = band(unit, "0", "2e-5");
        assertThat(number(infrared, ObsCoreColumn.em_min)).isZero();
        assertThat(number(infrared, ObsCoreColumn.em_max)).isEqualTo(2e-5);
        Mapping something = band(unit, "4", "5");
        assertThat(number(something, ObsCoreColumn.em_min)).isNaN();
        assertThat(number(something, ObsCoreColumn.em_max)).isNaN();
        assertThat(something.badCells()).isEqualTo(2);
        assertThat(number(row(REAL + "\"VOX:BandPass_RefValue\"|5e-7"), ObsCoreColumn.em_max))
                .isEqualTo(5e-7);
    }

    @Test
    void takesNoLimitsForMetresWhoseUnitItDoesNotKnow() {
        assertThat(number(band("furlong", "4e-7", "5e-7"), ObsCoreColumn.em_min))
                .isNaN();
        assertThat(number(row("unit=\"furlong\" " + REAL + "\"VOX:BandPass_LoLimit\"|4e-7"), ObsCoreColumn.em_min))
                .isNaN();
    }

    @ParameterizedTest
    @CsvSource({"em.wl,nm,400,500,4e-7,5e-7", "em.wl,,4e-7,5e-7,4e-7,5e-7", "em.freq,GHz,1,2,0.149896229,0.299792458"})
    void readsLimitsByTheNewerUcds(String kind, String unit, String lo, String hi, double minM, double maxM) {
        String written = unit == null ? "" : "unit=\"" + unit + "\" ";
        Mapping mapping = row(
                written + REAL + "\"" + kind + ";stat.min\"|" + lo, written + REAL + "\"" + kind + ";stat.max\"|" + hi);
        assertThat(number(mapping, ObsCoreColumn.em_min)).isCloseTo(minM, within(minM * 1e-9));
        assertThat(number(mapping, ObsCoreColumn.em_max)).isCloseTo(maxM, within(maxM * 1e-9));
        assertThat(mapping.extraColumns()).isZero();
    }

    @Test
    void doesNotGuessAtLimitsThatContradictThemselvesOrAreThereTwice() {
        assertThat(row("unit=\"GHz\" " + REAL + "\"em.wl;stat.min\"|1").extraColumns())
                .isEqualTo(1);
        assertThat(row(REAL + "\"em.energy;stat.min\"|1").extraColumns()).isEqualTo(1);
        assertThat(row("unit=\"nm\" " + REAL + "\"em.wl;stat.min\"|1", "unit=\"nm\" " + REAL + "\"em.wl;stat.min\"|2")
                        .extraColumns())
                .isEqualTo(2);
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
                TEXT + "\"POS_EQ_DEC_MAIN\"|12:30:00",
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

    /** Whatever stands in the cells: a record, or a cell that is counted, never an exception. */
    @Test
    void survivesAnyNonsense() {
        String[] ucds = {
            "VOX:Image_Naxis",
            "VOX:Image_Naxes",
            "VOX:Image_Scale",
            "VOX:WCS_CoordProjection",
            "VOX:WCS_CoordRefPixel",
            "VOX:WCS_CoordRefValue",
            "VOX:WCS_CDMatrix",
            "VOX:STC_CoordRefFrame",
            "VOX:STC_CoordEquinox",
            "POS_EQ_RA_MAIN",
            "POS_EQ_DEC_MAIN",
            "VOX:BandPass_Unit",
            "VOX:BandPass_LoLimit",
            "VOX:BandPass_HiLimit",
            "VOX:Image_MJDateObs",
            "VOX:Image_FileSize",
            "pos.outline"
        };
        String[] cells = {
            "",
            "0",
            "-1",
            "NaN",
            "1e300",
            "-1e300",
            "Infinity",
            "TAN",
            "10 0",
            "0 90",
            "180 -90",
            "100 100",
            "1 1",
            "1e-300 1e-300",
            "0 0 0 0",
            "-0.01 0 0 0.01",
            "1,,2",
            "1 2 3",
            "90 90 90 90",
            "1e9 1e9",
            "50.5 50.5",
            "ICRS",
            "m",
            "2010-13-45",
            "9".repeat(70),
            "POLYGON 0 0 180 0 0 0",
            "CIRCLE 1 1 999",
            "]]&gt;",
            "NaN NaN",
            "SIN"
        };
        Random random = new Random(20);
        List<String> fields = new ArrayList<>();
        for (String ucd : ucds) {
            fields.add((random.nextBoolean() ? TEXT : REALS) + "\"" + ucd + "\"");
        }
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            List<String> row = new ArrayList<>();
            for (int j = 0; j < ucds.length; j++) {
                row.add(cells[random.nextInt(cells.length)]);
            }
            rows.add(row);
        }
        assertThat(Answers.map(Answers.table(fields, rows), Sia1Mapper::new).rows())
                .hasSize(20_000);
    }
}
