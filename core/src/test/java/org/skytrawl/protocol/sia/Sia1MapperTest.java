package org.skytrawl.protocol.sia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.protocol.Answers;
import org.skytrawl.protocol.Answers.Mapping;
import org.skytrawl.sky.SkyCircle;

class Sia1MapperTest {
    private static final String TEXT = "datatype=\"char\" arraysize=\"*\" ucd=";
    private static final String REAL = "datatype=\"double\" ucd=";
    private static final String REALS = "datatype=\"double\" arraysize=\"*\" ucd=";
    private static final String INTS = "datatype=\"int\" arraysize=\"*\" ucd=";

    private static final List<String> WCS = List.of(
            INTS + "\"VOX:Image_Naxis\"|100 100",
            TEXT + "\"VOX:WCS_CoordProjection\"|TAN",
            REALS + "\"VOX:WCS_CoordRefPixel\"|50.5 50.5",
            REALS + "\"VOX:WCS_CoordRefValue\"|10 0",
            REALS + "\"VOX:WCS_CDMatrix\"|-0.01 0 0 0.01");

    private static Mapping map(byte[] answer) {
        return Answers.map(answer, Sia1Mapper::new);
    }

    private static Mapping row(String... columns) {
        return map(Answers.row(columns));
    }

    private static Mapping wcsAnd(String... columns) {
        List<String> all = new ArrayList<>(WCS);
        all.addAll(List.of(columns));
        return row(all.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sia1_ok_td.xml", "sia1_ok.xml"})
    void readsARecordedAnswer(String name) {
        Mapping mapping = map(Answers.recorded(name));
        ObsCoreRecord record = mapping.first().record();
        assertThat(mapping.rows()).hasSize(12);
        assertThat(mapping.badCells()).isZero();
        assertThat(mapping.extraColumns())
                .as("bandpass ID, pixel flags, and four PARAMs")
                .isEqualTo(6);
        assertThat(record.text(ObsCoreColumn.dataproduct_type)).isEqualTo("image");
        assertThat(record.text(ObsCoreColumn.access_url))
                .isEqualTo("http://127.0.0.1:8080/getproduct/opta/data/m31_r_0.fits");
        assertThat(record.text(ObsCoreColumn.access_format)).isEqualTo("image/fits");
        assertThat(record.text(ObsCoreColumn.instrument_name)).isEqualTo("LoopCam");
        assertThat(record.text(ObsCoreColumn.obs_title)).isEqualTo("M31 SDSS r MJD 55000.25");
        assertThat(record.value(ObsCoreColumn.access_estsize)).isEqualTo(6L);
        assertThat(record.number(ObsCoreColumn.t_min)).isEqualTo(55000.25);
        assertThat(record.number(ObsCoreColumn.t_max)).isEqualTo(55000.25);
        assertThat(record.number(ObsCoreColumn.em_min)).isEqualTo(5.42e-7);
        assertThat(record.number(ObsCoreColumn.em_max)).isEqualTo(6.99e-7);
        assertThat(record.value(ObsCoreColumn.s_xel1)).isEqualTo(16L);
        assertThat(record.number(ObsCoreColumn.s_pixel_scale)).isCloseTo(72, within(1e-9));
        assertThat(record.number(ObsCoreColumn.s_fov)).isCloseTo(0.4525, within(1e-4));
        assertThat(record.text(ObsCoreColumn.s_region)).startsWith("POLYGON ICRS 10.897");
        assertThat(record.text(ObsCoreColumn.obs_publisher_did)).isNull();
    }

    @Test
    void outlinesAnImageByItsCorners() {
        Mapping mapping = row(WCS.toArray(String[]::new));
        // gnomonic: the edges are at tan of half a degree from the middle
        assertThat(mapping.first().record().text(ObsCoreColumn.s_region))
                .isEqualTo("POLYGON ICRS 10.499987308 -0.499968272 10.499987308 0.499968272"
                        + " 9.500012692 0.499968272 9.500012692 -0.499968272");
        assertThat(mapping.first().footprint()).isNotNull();
        assertThat(mapping.first().footprint().overlaps(SkyCircle.ofDegrees(10.45, -0.45, 0)))
                .isTrue();
        assertThat(mapping.first().footprint().overlaps(SkyCircle.ofDegrees(10.55, 0, 0)))
                .isFalse();
        assertThat(mapping.first().record().number(ObsCoreColumn.s_fov)).isCloseTo(1.41414, within(1e-4));
    }

    @ParameterizedTest
    @CsvSource({"SIN,10.500006346", "ARC,10.5", "ZEA,10.500001586", "STG,10.499996827", "DEC--TAN,10.499987308"})
    void knowsTheZenithalProjections(String projection, double edgeDeg) {
        WcsFootprint outline = WcsFootprint.of(
                projection,
                new double[] {50.5, 0.5},
                new double[] {10, 0},
                new double[] {-0.01, 0, 0, 0.01},
                new double[] {100, 100});
        assertThat(outline).isNotNull();
        double cornerRaDeg = Double.parseDouble(outline.stcS().split(" ", -1)[2]);
        assertThat(cornerRaDeg).isCloseTo(edgeDeg, within(2e-9));
    }

    @Test
    void acceptsArraysInTextAndTheMatrixOfACube() {
        Mapping mapping = row(
                TEXT + "\"vox:image_naxis\"|100,100,64",
                TEXT + "\"VOX:WCS_CoordProjection\"|tan",
                TEXT + "\"VOX:WCS_CoordRefPixel\"|50.5 50.5 1",
                TEXT + "\"VOX:WCS_CoordRefValue\"|10, 0, 1.4e9",
                TEXT + "\"VOX:WCS_CDMatrix\"|-0.01 0 0 0 0.01 0 0 0 1e6",
                "datatype=\"int\" ucd=\"VOX:Image_Naxes\"|3");
        assertThat(mapping.first().record().text(ObsCoreColumn.s_region))
                .startsWith("POLYGON ICRS 10.499987308 -0.4999");
        assertThat(mapping.first().record().text(ObsCoreColumn.dataproduct_type))
                .isEqualTo("cube");
        assertThat(mapping.badCells()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FK4", "GALACTIC", "ECL"})
    void outlinesNothingInAnotherFrame(String frame) {
        Mapping mapping = wcsAnd(TEXT + "\"VOX:STC_CoordRefFrame\"|" + frame);
        assertThat(mapping.first().record().text(ObsCoreColumn.s_region)).isNull();
        assertThat(mapping.first().record().number(ObsCoreColumn.s_fov)).isCloseTo(1.41421, within(1e-4));
    }

    @Test
    void outlinesNothingByAnUnknownProjectionButKnowsTheSize() {
        Mapping mapping = row(
                INTS + "\"VOX:Image_Naxis\"|3 4",
                REALS + "\"VOX:Image_Scale\" unit=\"arcsec/pix\"|3600",
                TEXT + "\"VOX:WCS_CoordProjection\"|CAR");
        assertThat(mapping.first().record().number(ObsCoreColumn.s_fov)).isCloseTo(5, within(1e-12));
        assertThat(mapping.first().record().number(ObsCoreColumn.s_pixel_scale)).isCloseTo(3600, within(1e-9));
        assertThat(mapping.first().footprint()).isNull();
    }

    @Test
    void believesThePositionWhereTheWcsContradictsIt() {
        Mapping mapping = wcsAnd(REAL + "\"POS_EQ_RA_MAIN\"|200", REAL + "\"POS_EQ_DEC_MAIN\"|30");
        assertThat(mapping.first().record().text(ObsCoreColumn.s_region)).isNull();
        assertThat(mapping.first().footprint()).isNull();
        assertThat(mapping.badCells()).isEqualTo(1);
    }

    @Test
    void takesADeclaredOutlineWhereThereIsNoWcs() {
        Mapping mapping = row("name=\"coverage\" datatype=\"double\" arraysize=\"3\" xtype=\"circle\"|1 2 3");
        assertThat(mapping.first().record().text(ObsCoreColumn.s_region)).isEqualTo("CIRCLE ICRS 1.0 2.0 3.0");
        assertThat(mapping.first().footprint()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "Angstrom,4000,5000,4e-7,5e-7",
        "um,0.4,0.5,4e-7,5e-7",
        "meters,4e-7,5e-7,4e-7,5e-7",
        "GHz,1,2,0.149896229,0.299792458",
        "keV,1,2,6.199209921e-10,1.239841984e-9",
        "m,5e-7,4e-7,4e-7,5e-7"
    })
    void readsBandpassesInAnySpectralUnit(String unit, String lo, String hi, double minM, double maxM) {
        Mapping mapping = row(
                TEXT + "\"VOX:BandPass_Unit\"|" + unit,
                REAL + "\"VOX:BandPass_LoLimit\"|" + lo,
                REAL + "\"VOX:BandPass_HiLimit\"|" + hi);
        assertThat(mapping.first().record().number(ObsCoreColumn.em_min)).isCloseTo(minM, within(minM * 1e-9));
        assertThat(mapping.first().record().number(ObsCoreColumn.em_max)).isCloseTo(maxM, within(maxM * 1e-9));
    }

    @Test
    void takesTheUnitOfTheFieldWhereTheRowHasNone() {
        Mapping mapping = row(
                REAL + "\"VOX:BandPass_LoLimit\" unit=\"nm\"|400", REAL + "\"VOX:BandPass_HiLimit\" unit=\"nm\"|500");
        assertThat(mapping.first().record().number(ObsCoreColumn.em_max)).isCloseTo(5e-7, within(1e-15));
    }

    @Test
    void countsABandpassInAnUnknownUnitAsBad() {
        Mapping mapping = row(
                TEXT + "\"VOX:BandPass_Unit\"|furlong",
                REAL + "\"VOX:BandPass_LoLimit\"|1",
                REAL + "\"VOX:BandPass_HiLimit\"|2");
        assertThat(mapping.first().record().number(ObsCoreColumn.em_min)).isNaN();
        assertThat(mapping.badCells()).isEqualTo(2);
    }

    @Test
    void doesNotTakeTheUnitOfTheFieldForOneOfTheRowThatIsUnknown() {
        Mapping mapping = row(
                TEXT + "\"VOX:BandPass_Unit\"|furlong",
                REAL + "\"VOX:BandPass_LoLimit\" unit=\"m\"|4",
                REAL + "\"VOX:BandPass_HiLimit\" unit=\"m\"|5");
        assertThat(mapping.first().record().number(ObsCoreColumn.em_min)).isNaN();
        assertThat(mapping.first().record().number(ObsCoreColumn.em_max)).isNaN();
        assertThat(mapping.badCells()).isEqualTo(2);
    }

    @Test
    void keepsAHalfKnownBandOnItsSide() {
        Mapping waves = row(REAL + "\"VOX:BandPass_HiLimit\" unit=\"nm\"|500");
        Mapping energies = row(REAL + "\"VOX:BandPass_HiLimit\" unit=\"keV\"|2");
        assertThat(waves.first().record().number(ObsCoreColumn.em_min)).isNaN();
        assertThat(waves.first().record().number(ObsCoreColumn.em_max)).isCloseTo(5e-7, within(1e-15));
        assertThat(energies.first().record().number(ObsCoreColumn.em_min)).isCloseTo(6.2e-10, within(1e-12));
        assertThat(energies.first().record().number(ObsCoreColumn.em_max)).isNaN();
    }

    @Test
    void takesALoneReferenceValueForTheBand() {
        Mapping mapping = row(REAL + "\"VOX:BandPass_RefValue\" unit=\"nm\"|500");
        assertThat(mapping.first().record().number(ObsCoreColumn.em_min)).isCloseTo(5e-7, within(1e-15));
        assertThat(mapping.first().record().number(ObsCoreColumn.em_max)).isCloseTo(5e-7, within(1e-15));
    }

    @Test
    void readsDatesAsTextAndCountsABadOneOnce() {
        assertThat(row(TEXT + "\"VOX:Image_MJDateObs\"|2010-03-01T12:00:00")
                        .first()
                        .record()
                        .number(ObsCoreColumn.t_max))
                .isEqualTo(55256.5);
        assertThat(row(TEXT + "\"VOX:Image_MJDateObs\"|unknown date").badCells())
                .isEqualTo(1);
    }

    @Test
    void takesAPublisherDidOnlyFromAColumnThatGivesIt() {
        assertThat(row(TEXT + "\"meta.ref.ivoid\"|ivo://a/b").first().record().text(ObsCoreColumn.obs_publisher_did))
                .isEqualTo("ivo://a/b");
        assertThat(row("utype=\"ssa:Curation.PublisherDID\" " + TEXT + "\"\"|ivo://a/b")
                        .first()
                        .record()
                        .text(ObsCoreColumn.obs_publisher_did))
                .isEqualTo("ivo://a/b");
    }

    @Test
    void believesColumnsThatGoByObsCoresNames() {
        Mapping mapping = wcsAnd(
                "name=\"s_region\" datatype=\"char\" arraysize=\"*\"|Circle ICRS 10 0 1",
                "name=\"t_min\" datatype=\"double\"|55000",
                "name=\"t_max\" datatype=\"double\"|55002",
                REAL + "\"VOX:Image_MJDateObs\"|55001");
        assertThat(mapping.first().record().text(ObsCoreColumn.s_region)).isEqualTo("Circle ICRS 10 0 1");
        assertThat(mapping.first().record().number(ObsCoreColumn.t_min)).isEqualTo(55000);
        assertThat(mapping.first().record().number(ObsCoreColumn.t_max)).isEqualTo(55002);
    }

    @Test
    void voxUcdsPrecedeNames() {
        ObsCoreRecord record = row(
                        "name=\"access_url\" " + TEXT + "\"meta.ref.url\"|http://a/datalink",
                        "name=\"access_format\" " + TEXT + "\"\"|application/x-votable+xml",
                        "name=\"access_estsize\" " + REAL + "\"\"|1",
                        "name=\"obs_title\" " + TEXT + "\"\"|other",
                        "name=\"s_ra\" " + REAL + "\"\"|1",
                        "name=\"s_dec\" " + REAL + "\"\"|1",
                        "name=\"em_min\" " + REAL + "\"\"|1e-7",
                        "name=\"em_max\" " + REAL + "\"\"|2e-7",
                        "name=\"t_min\" " + REAL + "\"\"|50000",
                        "name=\"s_xel1\" " + REAL + "\"\"|7",
                        "name=\"s_pixel_scale\" " + REAL + "\"\"|7",
                        "name=\"instrument_name\" " + TEXT + "\"\"|other",
                        TEXT + "\"VOX:Image_AccessReference\"|http://a/image",
                        TEXT + "\"VOX:Image_Format\"|image/fits",
                        REAL + "\"VOX:Image_FileSize\"|5000",
                        TEXT + "\"VOX:Image_Title\"|title",
                        REAL + "\"POS_EQ_RA_MAIN\"|10",
                        REAL + "\"POS_EQ_DEC_MAIN\"|20",
                        "unit=\"nm\" " + REAL + "\"VOX:BandPass_LoLimit\"|500",
                        "unit=\"nm\" " + REAL + "\"VOX:BandPass_HiLimit\"|600",
                        REAL + "\"VOX:Image_MJDateObs\"|53005.5",
                        INTS + "\"VOX:Image_Naxis\"|100 100",
                        REALS + "\"VOX:Image_Scale\"|0.01 0.01",
                        TEXT + "\"INST_ID\"|WFI")
                .first()
                .record();
        assertThat(record.text(ObsCoreColumn.access_url)).isEqualTo("http://a/image");
        assertThat(record.text(ObsCoreColumn.access_format)).isEqualTo("image/fits");
        assertThat(record.number(ObsCoreColumn.access_estsize)).isEqualTo(5);
        assertThat(record.text(ObsCoreColumn.obs_title)).isEqualTo("title");
        assertThat(record.number(ObsCoreColumn.s_ra)).isEqualTo(10);
        assertThat(record.number(ObsCoreColumn.s_dec)).isEqualTo(20);
        assertThat(record.number(ObsCoreColumn.em_min)).isEqualTo(5e-7);
        assertThat(record.number(ObsCoreColumn.em_max)).isEqualTo(6e-7);
        assertThat(record.number(ObsCoreColumn.t_min)).isEqualTo(53005.5);
        assertThat(record.number(ObsCoreColumn.t_max)).isEqualTo(53005.5);
        assertThat(record.number(ObsCoreColumn.s_xel1)).isEqualTo(100);
        assertThat(record.number(ObsCoreColumn.s_pixel_scale)).isEqualTo(36);
        assertThat(record.text(ObsCoreColumn.instrument_name)).isEqualTo("WFI");
    }

    @Test
    void takesANameWhereTheVoxColumnIsUnreadableOrOnlyHalfThere() {
        ObsCoreRecord record = row(
                        "name=\"s_ra\" " + REAL + "\"\"|1",
                        "name=\"s_dec\" " + REAL + "\"\"|2",
                        REAL + "\"POS_EQ_RA_MAIN\"|10",
                        "name=\"em_min\" " + REAL + "\"\"|1e-7",
                        "unit=\"furlong\" " + REAL + "\"VOX:BandPass_LoLimit\"|500")
                .first()
                .record();
        assertThat(record.number(ObsCoreColumn.s_ra)).isEqualTo(1);
        assertThat(record.number(ObsCoreColumn.s_dec)).isEqualTo(2);
        assertThat(record.number(ObsCoreColumn.em_min)).isEqualTo(1e-7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1024x512",
                "1024 x 512",
                "1024X512",
                "1024*512",
                "1024\u00d7512",
                "1024 512",
                "1024,512",
                "[1024, 512]"
            })
    void readsSizesOfImages(String size) {
        Mapping text = row(TEXT + "\"VOX:Image_Naxis\"|" + size);
        assertThat(text.first().record().number(ObsCoreColumn.s_xel1)).isEqualTo(1024);
        assertThat(text.first().record().number(ObsCoreColumn.s_xel2)).isEqualTo(512);
        assertThat(text.badCells()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1024x512", "1024 512", "1024,512"})
    void readsSizesOfImagesInColumnsOfNumbers(String size) {
        Mapping numbers = row(INTS + "\"VOX:Image_Naxis\"|" + size);
        assertThat(numbers.first().record().number(ObsCoreColumn.s_xel1)).isEqualTo(1024);
        assertThat(numbers.first().record().number(ObsCoreColumn.s_xel2)).isEqualTo(512);
    }

    @ParameterizedTest
    @CsvSource({"deg,0.01", "deg deg,0.01", "'deg,deg',0.01", "arcmin/pixel,0.6", "furlong,"})
    void readsScalesInTheirUnit(String unit, @Nullable Double scale) {
        Mapping mapping = row(
                INTS + "\"VOX:Image_Naxis\"|100 100",
                "unit=\"" + unit + "\" " + REALS + "\"VOX:Image_Scale\"|" + (scale == null ? 5 : scale));
        assertThat(mapping.first().record().number(ObsCoreColumn.s_pixel_scale))
                .satisfies(read -> assertThat(scale == null ? read.isNaN() : Math.abs(read - 36) < 1e-9)
                        .isTrue());
        assertThat(mapping.badCells()).isEqualTo(scale == null ? 1 : 0);
    }
}
