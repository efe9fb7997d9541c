package org.skytrawl.protocol.ssa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.protocol.Answers;
import org.skytrawl.protocol.Answers.Mapping;
import org.skytrawl.protocol.mapping.AnswerFields;
import org.skytrawl.votable.TableField;

class SsaMapperTest {
    private static final String TEXT = " datatype=\"char\" arraysize=\"*\" ";
    private static final String REAL = " datatype=\"double\" ";
    private static final String PAIR = " datatype=\"double\" arraysize=\"2\" ";

    private static Mapping row(String... columns) {
        return Answers.map(Answers.row(columns), SsaMapper::new);
    }

    private static double number(Mapping mapping, ObsCoreColumn column) {
        return mapping.first().record().number(column);
    }

    private static String text(Mapping mapping, ObsCoreColumn column) {
        return mapping.first().record().text(column);
    }

    private static String utype(String utype) {
        return "utype=\"" + utype + "\"";
    }

    private static String spectral(String what) {
        return utype("ssa:Char.SpectralAxis." + what);
    }

    private static String time(String what) {
        return utype("ssa:Char.TimeAxis." + what);
    }

    private static String spatial(String what) {
        return utype("ssa:Char.SpatialAxis." + what);
    }

    private static String unit(String unit) {
        return unit == null ? "" : " unit=\"" + unit + "\" ";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssa:DataID.Title",
                "DataID.Title",
                "SSA:DATAID.TITLE",
                "dataid.title",
                "Spectrum.DataID.Title",
                "ssa:Spectrum.DataID.Title",
                "spec:Spectrum.DataID.Title",
                "Spectrum:DataID.Title",
                "sdm:ssa:DataID.Title",
                "SED.Segment.DataID.Title",
                " ssa:DataID.Title "
            })
    void knowsUtypesInAnyCaseAndWithAnyPrefix(String utype) {
        Mapping mapping = row(utype(utype) + TEXT + "|a title");
        assertThat(text(mapping, ObsCoreColumn.obs_title)).isEqualTo("a title");
        assertThat(mapping.extraColumns()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DataID.Titles", "Contributor.Title", "Title", "ssa:Query.Title", "Data.FluxAxis.Ucd"})
    void takesNoOtherUtypeForATitle(String utype) {
        assertThat(text(row(utype(utype) + TEXT + "|a title"), ObsCoreColumn.obs_title))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "Access.Reference,access_url,http://a/b",
        "Access.Format,access_format,application/fits",
        "DataID.Collection,obs_collection,C",
        "DataID.Creator,obs_creator_name,N",
        "DataID.CreatorDID,obs_creator_did,ivo://a/b",
        "DataID.Date,obs_creation_date,2010-01-01",
        "DataID.Instrument,instrument_name,I",
        "Curation.PublisherDID,obs_publisher_did,ivo://a/b?c",
        "Curation.PublisherID,publisher_id,ivo://a/b",
        "Curation.Reference,bib_reference,2009A&amp;A...1....1X",
        "Target.Name,target_name,M 1",
        "Target.Class,target_class,SNR",
        "Char.SpatialAxis.Calibration,s_calib_status,CALIBRATED",
        "Char.SpatialAxis.Ucd,s_ucd,pos.eq",
        "Char.SpatialAxis.Unit,s_unit,deg",
        "Char.TimeAxis.Calibration,t_calib_status,CALIBRATED",
        "Char.SpectralAxis.Calibration,em_calib_status,ABSOLUTE",
        "Char.SpectralAxis.Ucd,em_ucd,em.wl",
        "Char.SpectralAxis.Unit,em_unit,nm",
        "Char.FluxAxis.Ucd,o_ucd,phot.flux.density",
        "FluxAxis.UCD,o_ucd,phot.flux.density",
        "Char.FluxAxis.Unit,o_unit,Jy",
        "Char.FluxAxis.Calibration,o_calib_status,RELATIVE"
    })
    void copiesTexts(String utype, ObsCoreColumn column, String value) {
        Mapping mapping = row(utype("ssa:" + utype) + TEXT + "|" + value);
        assertThat(text(mapping, column)).isEqualTo(value.replace("&amp;", "&"));
        assertThat(mapping.badCells()).isZero();
        assertThat(mapping.extraColumns()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "Access.Size,,12.5,access_estsize,13",
        "Access.Size,kB,12,access_estsize,12",
        "Access.Size,byte,12345,access_estsize,13",
        "Access.Size,MB,2,access_estsize,2000",
        "Char.SpatialAxis.Coverage.Bounds.Extent,,0.5,s_fov,0.5",
        "Char.SpatialAxis.Coverage.Bounds.Extent,arcsec,3.6,s_fov,0.001",
        "Char.SpatialAxis.Resolution,,0.001,s_resolution,3.6",
        "Char.SpatialAxis.Resolution,arcsec,0.7,s_resolution,0.7",
        "Char.SpatialAxis.Accuracy.StatError,,0.0001,s_stat_error,0.36",
        "Char.TimeAxis.Coverage.Support.Extent,,600,t_exptime,600",
        "Char.TimeAxis.Coverage.Support.Extent,d,0.5,t_exptime,43200",
        "Char.TimeAxis.Coverage.Bounds.Extent,,600,t_exptime,600",
        "Char.TimeAxis.Resolution,,10,t_resolution,10",
        "Char.TimeAxis.Resolution,ms,10,t_resolution,0.01",
        "Char.TimeAxis.Accuracy.StatError,s,2,t_stat_error,2",
        "Char.SpectralAxis.ResPower,,5000,em_res_power,5000",
        "Char.SpectralAxis.Accuracy.StatError,nm,2,em_stat_error,2e-9",
        "Char.FluxAxis.Accuracy.StatError,Jy,0.1,o_stat_error,0.1",
        "Dataset.Length,,512,em_xel,512",
        "Spectrum.Length,,512,em_xel,512"
    })
    void convertsNumbersByTheirUnit(String utype, String unit, String value, ObsCoreColumn column, double expected) {
        Mapping mapping = row(utype("ssa:" + utype) + unit(unit) + REAL + "|" + value);
        assertThat(number(mapping, column)).isCloseTo(expected, within(expected * 1e-9));
        assertThat(mapping.badCells()).isZero();
    }

    @Test
    void knowsNoErrorInWavelengthWithoutAUnit() {
        Mapping mapping = row(spectral("Accuracy.StatError") + REAL + "|0.02");
        assertThat(number(mapping, ObsCoreColumn.em_stat_error)).isNaN();
    }

    @ParameterizedTest
    @CsvSource({
        "Spectrum,spectrum",
        "SPECTRUM,spectrum",
        "spectra,spectrum",
        "TimeSeries,timeseries",
        "Time Series,timeseries",
        "time_series,timeseries",
        "Light Curve,light-curve",
        "LightCurves,light-curve",
        "SED,sed",
        "SpectralCube,spectral-cube",
        "slit-spectrum,slit-spectrum",
        "Image,image",
        "Photometry,photometry",
        "Theoretical Spectrum,theoretical spectrum",
        ",spectrum"
    })
    void namesTypesByTheVocabulary(String type, String expected) {
        Mapping mapping = row(utype("ssa:Dataset.Type") + TEXT + "|" + (type == null ? "" : type));
        assertThat(text(mapping, ObsCoreColumn.dataproduct_type)).isEqualTo(expected);
        assertThat(mapping.badCells()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"Spectrum-1.0,spectrum", "TimeSeries-1.0,timeseries", "SED-1.1,sed", "My model,spectrum", ",spectrum"})
    void takesTheTypeFromTheDataModelOtherwise(String model, String expected) {
        Mapping mapping = row(utype("ssa:Dataset.DataModel") + TEXT + "|" + (model == null ? "" : model));
        assertThat(text(mapping, ObsCoreColumn.dataproduct_type)).isEqualTo(expected);
    }

    @Test
    void theTypePrecedesTheDataModel() {
        Mapping mapping =
                row(utype("ssa:Dataset.DataModel") + TEXT + "|Spectrum-1.0", utype("ssa:Dataset.Type") + TEXT + "|SED");
        assertThat(text(mapping, ObsCoreColumn.dataproduct_type)).isEqualTo("sed");
    }

    @ParameterizedTest
    @CsvSource({"PUBLIC,public", "Proprietary,proprietary", "secure,secure", "ask us,ask us"})
    void knowsTheWordsForRights(String rights, String expected) {
        assertThat(text(row(utype("ssa:Curation.Rights") + TEXT + "|" + rights), ObsCoreColumn.data_rights))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "PAIR,10.5 -20.5,deg",
        "PAIR,'10.5, -20.5',deg",
        "PAIR,10.5 -20.5,",
        "PAIR,10.5 -20.5,'deg,deg'",
        "PAIR,37800 -73800,arcsec",
        "PAIR,-349.5 -20.5,none",
        "TEXT,10.5 -20.5,deg",
        "TEXT,'10.5,-20.5',",
        "TEXT,' 10.5 , -20.5 ',",
        "TEXT,'[10.5, -20.5]',",
        "TEXT,Position ICRS 10.5 -20.5,",
        "TEXT,POINT(10.5 -20.5),",
        "TEXT,north,none",
        "TEXT,10.5,none",
        "TEXT,10.5 -20.5 3,none",
        "TEXT,10.5 -95,none",
        "PAIR,10.5 -20.5,mm-none",
        "PAIR,-999 -999,none",
        "PAIR,-99 -99,none"
    })
    void readsPositionsAsArraysAndTexts(String kind, String cell, String unit) {
        boolean isKnown = unit == null || !unit.endsWith("none");
        String declared = unit == null ? "" : unit.replace("-none", "").replace("none", "");
        Mapping mapping = row(
                spatial("Coverage.Location.Value") + unit(declared) + (kind.equals("PAIR") ? PAIR : TEXT) + "|" + cell);
        if (isKnown) {
            assertThat(number(mapping, ObsCoreColumn.s_ra)).isCloseTo(10.5, within(1e-9));
            assertThat(number(mapping, ObsCoreColumn.s_dec)).isCloseTo(-20.5, within(1e-9));
        } else {
            assertThat(number(mapping, ObsCoreColumn.s_ra)).isNaN();
            assertThat(number(mapping, ObsCoreColumn.s_dec)).isNaN();
        }
        assertThat(mapping.badCells()).isEqualTo(isKnown ? 0 : 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NULL", "NaN NaN", "nan"})
    void anEmptyPositionIsNotBad(String cell) {
        Mapping mapping = row(spatial("Coverage.Location.Value") + TEXT + "|" + cell);
        assertThat(number(mapping, ObsCoreColumn.s_ra)).isNaN();
        assertThat(mapping.badCells()).isZero();
    }

    @Test
    void neverMixesTwoKindsOfPosition() {
        String[] all = {
            spatial("Coverage.Location.Value") + PAIR + "|10 -10",
            utype("ssa:Target.Pos") + PAIR + "|20 -20",
            "name=\"s_ra\"" + REAL + "|30",
            "name=\"s_dec\"" + REAL + "|-30",
            "name=\"a\" ucd=\"pos.eq.ra;meta.main\"" + REAL + "|40",
            "name=\"b\" ucd=\"pos.eq.dec;meta.main\"" + REAL + "|-40",
            "name=\"c\" ucd=\"POS_EQ_RA_MAIN\"" + REAL + "|50",
            "name=\"d\" ucd=\"POS_EQ_DEC_MAIN\"" + REAL + "|-50",
            "name=\"e\" ucd=\"pos.eq.ra\"" + REAL + "|60",
            "name=\"f\" ucd=\"pos.eq.dec\"" + REAL + "|-60"
        };
        // the cells that are empty, and the position that counts
        List<List<Integer>> empty = List.of(
                List.of(), List.of(0), List.of(0, 1), List.of(0, 1, 2), List.of(0, 1, 3, 4), List.of(0, 1, 2, 5, 7));
        List<Double> counts = List.of(10.0, 20.0, 30.0, 40.0, 50.0, 60.0);
        for (int i = 0; i < empty.size(); i++) {
            String[] columns = all.clone();
            for (int index : empty.get(i)) {
                columns[index] = columns[index].substring(0, columns[index].indexOf('|') + 1);
            }
            Mapping mapping = row(columns);
            assertThat(number(mapping, ObsCoreColumn.s_ra)).isEqualTo(counts.get(i));
            assertThat(number(mapping, ObsCoreColumn.s_dec)).isEqualTo(-counts.get(i));
            assertThat(mapping.badCells()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ICRS,,10,-10",
        "icrs,,10,-10",
        "FK5,2000,10,-10",
        "FK5,J2000,10,-10",
        "FK5,0,10,-10",
        "'',,10,-10",
        "unknown,,10,-10",
        "GALACTIC,,281.56945,-24.87783",
        "galactic,2000,281.56945,-24.87783",
        "ECLIPTIC,,13.11578,-5.23812",
        "FK4,,10.6319,-9.7261",
        "FK4,1950,10.6319,-9.7261",
        "'',B1950,10.6319,-9.7261",
        "FK5,1975,,",
        "Solar,,,",
        "TOPOCENTER,,,"
    })
    void rotatesOtherFramesAndKnowsNoPositionInUnknownOnes(String frame, String equinox, Double raDeg, Double decDeg) {
        Mapping mapping = row(
                utype("ssa:CoordSys.SpaceFrame.Name") + TEXT + "|" + frame,
                utype("ssa:CoordSys.SpaceFrame.Equinox") + TEXT + "|" + (equinox == null ? "" : equinox),
                spatial("Coverage.Location.Value") + PAIR + "|10 -10");
        if (raDeg == null) {
            assertThat(number(mapping, ObsCoreColumn.s_ra)).isNaN();
            assertThat(number(mapping, ObsCoreColumn.s_dec)).isNaN();
            assertThat(mapping.badCells()).isEqualTo(1);
        } else {
            assertThat(number(mapping, ObsCoreColumn.s_ra)).isCloseTo(raDeg, within(1e-3));
            assertThat(number(mapping, ObsCoreColumn.s_dec)).isCloseTo(decDeg, within(1e-3));
            assertThat(mapping.badCells()).isZero();
        }
    }

    @Test
    void aRightAscensionInAGalacticFrameContradictsItself() {
        Mapping mapping = row(
                utype("ssa:CoordSys.SpaceFrame.Name") + TEXT + "|GALACTIC",
                "name=\"a\" ucd=\"pos.eq.ra;meta.main\"" + REAL + "|40",
                "name=\"b\" ucd=\"pos.eq.dec;meta.main\"" + REAL + "|-40");
        assertThat(number(mapping, ObsCoreColumn.s_ra)).isNaN();
        assertThat(mapping.badCells()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "nm,400,500,4e-7,5e-7",
        "Angstrom,4000,5000,4e-7,5e-7",
        "um,0.4,0.5,4e-7,5e-7",
        "m,4e-7,5e-7,4e-7,5e-7",
        ",4e-7,5e-7,4e-7,5e-7",
        "nm,500,400,4e-7,5e-7",
        "GHz,1,2,0.149896229,0.299792458",
        "Hz,1e9,2e9,0.149896229,0.299792458",
        "keV,1,2,6.199209922e-10,1.2398419843e-9",
        "eV,1000,2000,6.199209922e-10,1.2398419843e-9",
        "nm,,500,,5e-7",
        "GHz,1,,,0.299792458",
        ",400,500,,",
        "parsecs per fortnight,400,500,,",
        "nm,-999,500,,5e-7",
        "nm,0,0,,"
    })
    void readsBandsInAnyUnit(String unit, String start, String stop, Double min, Double max) {
        Mapping mapping = row(
                spectral("Coverage.Bounds.Start") + unit(unit) + REAL + "|" + (start == null ? "" : start),
                spectral("Coverage.Bounds.Stop") + unit(unit) + REAL + "|" + (stop == null ? "" : stop));
        assertClose(number(mapping, ObsCoreColumn.em_min), min);
        assertClose(number(mapping, ObsCoreColumn.em_max), max);
        long given = (start == null ? 0 : 1) + (stop == null ? 0 : 1);
        assertThat(mapping.badCells()).isEqualTo(given - (min == null ? 0 : 1) - (max == null ? 0 : 1));
    }

    private static void assertClose(double value, Double expected) {
        if (expected == null) {
            assertThat(value).isNaN();
        } else {
            assertThat(value).isCloseTo(expected, within(Math.abs(expected) * 1e-9));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Char.SpectralAxis.Unit,nm,em.wl,4e-7,5e-7",
        "Char.SpectralAxis.Unit,nm,,4e-7,5e-7",
        "Spectrum.Char.SpectralAxis.Unit,nm,,4e-7,5e-7",
        "Dataset.SpectralSI,1E-9 L,,4e-7,5e-7",
        "Dataset.SpectralSI,10**(-9) L,,4e-7,5e-7",
        "Dataset.SpectralSI,nm,,4e-7,5e-7",
        "Char.SpectralAxis.Unit,GHz,em.freq,5.99584916e-4,7.49481145e-4",
        "Dataset.SpectralSI,1E9 T-1,,5.99584916e-4,7.49481145e-4",
        "Char.SpectralAxis.Unit,GHz,em.wl,400,500",
        "Char.SpectralAxis.Unit,nm,em.energy,,",
        "Char.SpectralAxis.Unit,mag,,,"
    })
    void takesTheUnitOfTheAxisWhereTheFieldHasNone(String where, String unit, String ucd, Double min, Double max) {
        String kind = ucd == null ? "" : " ucd=\"" + ucd + "\"";
        Mapping mapping = row(
                utype("ssa:" + where) + TEXT + "|" + unit,
                spectral("Coverage.Bounds.Start") + kind + REAL + "|400",
                spectral("Coverage.Bounds.Stop") + kind + REAL + "|500");
        assertClose(number(mapping, ObsCoreColumn.em_min), min);
        assertClose(number(mapping, ObsCoreColumn.em_max), max);
        assertThat(mapping.badCells()).isEqualTo(min == null ? 2 : 0);
    }

    @Test
    void theUnitOfTheAxisIsThatOfTheDataWhereTheAnswerIsInMetres() {
        Mapping mapping = row(
                spectral("Unit") + TEXT + "|Angstrom",
                spectral("Coverage.Bounds.Start") + REAL + "|4e-7",
                spectral("Coverage.Bounds.Stop") + REAL + "|5e-7");
        assertThat(number(mapping, ObsCoreColumn.em_min)).isEqualTo(4e-7);
        assertThat(number(mapping, ObsCoreColumn.em_max)).isEqualTo(5e-7);
    }

    @ParameterizedTest
    @CsvSource({
        "nm,450,nm,100,4e-7,5e-7",
        "nm,450,Angstrom,1000,4e-7,5e-7",
        "nm,450,,100,4e-7,5e-7",
        ",4.5e-7,,1e-7,4e-7,5e-7",
        "GHz,1.5,MHz,1000,0.149896229,0.299792458",
        "keV,1.5,keV,1,6.199209922e-10,1.2398419843e-9",
        "nm,450,,,4.5e-7,4.5e-7",
        "nm,450,nm,0,4.5e-7,4.5e-7",
        "nm,450,nm,-999,4.5e-7,4.5e-7",
        "nm,450,Hz,1,4.5e-7,4.5e-7",
        "nm,450,nm,901,4.5e-7,4.5e-7",
        ",450,,100,,",
        "nm,,nm,100,,"
    })
    void readsBandsAsMiddleAndExtent(
            String unit, String middle, String extentUnit, String extent, Double min, Double max) {
        Mapping mapping = row(
                spectral("Coverage.Location.Value") + unit(unit) + REAL + "|" + (middle == null ? "" : middle),
                spectral("Coverage.Bounds.Extent") + unit(extentUnit) + REAL + "|" + (extent == null ? "" : extent));
        assertClose(number(mapping, ObsCoreColumn.em_min), min);
        assertClose(number(mapping, ObsCoreColumn.em_max), max);
    }

    @Test
    void anExtentThatCannotBeCounts() {
        for (String extent : List.of("-999", "901")) {
            assertThat(row(
                                    spectral("Coverage.Location.Value") + unit("nm") + REAL + "|450",
                                    spectral("Coverage.Bounds.Extent") + unit("nm") + REAL + "|" + extent)
                            .badCells())
                    .isEqualTo(1);
        }
    }

    @Test
    void middleAndExtentGiveTheEndThatIsMissing() {
        Mapping mapping = row(
                spectral("Coverage.Bounds.Start") + unit("nm") + REAL + "|390",
                spectral("Coverage.Bounds.Stop") + unit("nm") + REAL + "|",
                spectral("Coverage.Location.Value") + unit("nm") + REAL + "|450",
                spectral("Coverage.Bounds.Extent") + unit("nm") + REAL + "|100");
        assertThat(number(mapping, ObsCoreColumn.em_min)).isEqualTo(3.9e-7);
        assertThat(number(mapping, ObsCoreColumn.em_max)).isEqualTo(5e-7);
        Mapping alone = row(
                spectral("Coverage.Bounds.Start") + unit("nm") + REAL + "|390",
                spectral("Coverage.Location.Value") + unit("nm") + REAL + "|450");
        assertThat(number(alone, ObsCoreColumn.em_min)).isEqualTo(3.9e-7);
        assertThat(number(alone, ObsCoreColumn.em_max)).isNaN();
    }

    @ParameterizedTest
    @CsvSource({
        "nm,0.5,900,5e-10",
        "m,5e-10,900,5e-10",
        ",5e-10,900,5e-10",
        "eV,0.01,278.9644465,",
        "none,0.5,,",
        "nm,-1,,",
        "s,1,,"
    })
    void dividesTheMiddleOfTheBandByTheResolution(String unit, String value, Double power, Double resolutionM) {
        Mapping mapping = row(
                spectral("Coverage.Bounds.Start") + unit("nm") + REAL + "|400",
                spectral("Coverage.Bounds.Stop") + unit("nm") + REAL + "|500",
                spectral("Resolution") + ("none".equals(unit) ? "" : unit(unit)) + REAL + "|" + value);
        assertClose(number(mapping, ObsCoreColumn.em_res_power), power);
        assertClose(number(mapping, ObsCoreColumn.em_resolution), resolutionM);
        assertThat(mapping.badCells()).isEqualTo(power == null ? 1 : 0);
    }

    @Test
    void theResolvingPowerOfTheServicePrecedes() {
        Mapping mapping = row(
                spectral("Coverage.Bounds.Start") + unit("nm") + REAL + "|400",
                spectral("Coverage.Bounds.Stop") + unit("nm") + REAL + "|500",
                spectral("ResPower") + REAL + "|1000",
                spectral("Resolution") + unit("nm") + REAL + "|0.5");
        assertThat(number(mapping, ObsCoreColumn.em_res_power)).isEqualTo(1000);
        Mapping unknownBand = row(spectral("Resolution") + unit("nm") + REAL + "|0.5");
        assertThat(number(unknownBand, ObsCoreColumn.em_res_power)).isNaN();
        assertThat(number(unknownBand, ObsCoreColumn.em_resolution)).isEqualTo(5e-10);
    }

    @ParameterizedTest
    @CsvSource({
        "55256.5,d,",
        "2455257.0,d,",
        "55256.5,,mjd",
        "55256.5,MJD,",
        "2455257.0,JD,",
        "2010-03-01T12:00:00,,timestamp",
        "2010-03-01T12:00:00Z,,adql:TIMESTAMP",
        "2010-03-01 12:00:00,,",
        "2010-03-01T12:00,d,"
    })
    void readsTimesAsMjdJdOrIso(String cell, String unit, String xtype) {
        String declared = unit(unit) + (xtype == null ? "" : " xtype=\"" + xtype + "\"") + TEXT + "|" + cell;
        for (String what : List.of("Coverage.Location.Value", "Coverage.Bounds.Start", "Coverage.Bounds.Min")) {
            assertThat(number(row(time(what) + declared), ObsCoreColumn.t_min)).isEqualTo(55256.5);
        }
        assertThat(number(row(time("Coverage.Bounds.Stop") + declared), ObsCoreColumn.t_max))
                .isEqualTo(55256.5);
    }

    @ParameterizedTest
    @CsvSource({"1267444800,s", "2010.16,yr", "2010,", "-999,d"})
    void knowsNoTimeInOtherUnits(String cell, String unit) {
        Mapping mapping = row(time("Coverage.Location.Value") + unit(unit) + REAL + "|" + cell);
        assertThat(number(mapping, ObsCoreColumn.t_min)).isNaN();
        assertThat(number(mapping, ObsCoreColumn.t_max)).isNaN();
        assertThat(mapping.badCells()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "s,86400,,54999.5,55000.5",
        "d,1,,54999.5,55000.5",
        ",86400,,54999.5,55000.5",
        ",1,d,54999.5,55000.5",
        "s,-1,,55000,55000",
        "s,,,55000,55000",
        "m,1,,55000,55000"
    })
    void readsTimesAsMiddleAndExtent(String unit, String extent, String axisUnit, double min, double max) {
        List<String> columns = new ArrayList<>(List.of(
                time("Coverage.Location.Value") + unit("d") + REAL + "|55000",
                time("Coverage.Bounds.Extent") + unit(unit) + REAL + "|" + (extent == null ? "" : extent)));
        if (axisUnit != null) {
            columns.add(time("Unit") + TEXT + "|" + axisUnit);
        }
        Mapping mapping = row(columns.toArray(String[]::new));
        assertThat(number(mapping, ObsCoreColumn.t_min)).isEqualTo(min);
        assertThat(number(mapping, ObsCoreColumn.t_max)).isEqualTo(max);
    }

    @Test
    void aStartWithoutStopStaysOpen() {
        Mapping mapping = row(time("Coverage.Bounds.Start") + REAL + "|55000");
        assertThat(number(mapping, ObsCoreColumn.t_min)).isEqualTo(55000);
        assertThat(number(mapping, ObsCoreColumn.t_max)).isNaN();
    }

    @ParameterizedTest
    @CsvSource({
        "51544.5,55000,55000",
        "0,55000,55000",
        "2400000.5,55000,55000",
        "51544.5,3456,",
        "51544.5,2010-03-01,55256"
    })
    void aTimeBeforeTheZeroPointOfItsFrameIsUnknown(String zero, String cell, Double expected) {
        for (String what : List.of("Coverage.Location.Value", "Coverage.Bounds.Start")) {
            Mapping mapping =
                    row(utype("ssa:CoordSys.TimeFrame.Zero") + REAL + "|" + zero, time(what) + TEXT + "|" + cell);
            assertClose(number(mapping, ObsCoreColumn.t_min), expected);
            assertThat(mapping.badCells()).isEqualTo(expected == null ? 1 : 0);
        }
    }

    @Test
    void theDateOfProcessingIsNoTimeOfObservation() {
        Mapping mapping = row(
                "name=\"date-obs\" " + utype("ssa:DataID.Date") + TEXT + "|2010-03-01",
                "name=\"obs_date\" ucd=\"time.epoch\" " + utype("ssa:Curation.Date") + TEXT + "|2011-03-01");
        assertThat(number(mapping, ObsCoreColumn.t_min)).isNaN();
        assertThat(number(mapping, ObsCoreColumn.t_max)).isNaN();
        assertThat(text(mapping, ObsCoreColumn.obs_creation_date)).isEqualTo("2010-03-01");
    }

    @Test
    void exposureIsTheEffectiveTimeElseTheElapsedOneOfASpectrum() {
        String elapsed = time("Coverage.Bounds.Extent") + unit("s") + REAL + "|900";
        assertThat(number(
                        row(elapsed, time("Coverage.Support.Extent") + unit("s") + REAL + "|800"),
                        ObsCoreColumn.t_exptime))
                .isEqualTo(800);
        assertThat(number(row(elapsed), ObsCoreColumn.t_exptime)).isEqualTo(900);
        assertThat(number(row(elapsed, utype("ssa:Dataset.Type") + TEXT + "|light-curve"), ObsCoreColumn.t_exptime))
                .isNaN();
    }

    @ParameterizedTest
    @CsvSource({"Spectrum,em_xel,t_xel", "TimeSeries,t_xel,em_xel", "LightCurve,t_xel,em_xel", ",em_xel,t_xel"})
    void theLengthIsThatOfTheMainAxis(String type, ObsCoreColumn column, ObsCoreColumn other) {
        Mapping mapping = row(
                utype("ssa:Dataset.Type") + TEXT + "|" + (type == null ? "" : type),
                utype("ssa:Dataset.Length") + " datatype=\"int\" |300");
        assertThat(number(mapping, column)).isEqualTo(300);
        assertThat(number(mapping, other)).isNaN();
    }

    @Test
    void readsOutlinesByUtypeAndByTheirFieldOtherwise() {
        Mapping area = row(spatial("Coverage.Support.Area") + TEXT + "|CIRCLE ICRS 10 20 0.1");
        assertThat(text(area, ObsCoreColumn.s_region)).isEqualTo("CIRCLE ICRS 10 20 0.1");
        assertThat(area.first().footprint()).isNotNull();
        assertThat(area.first().hasRegion()).isTrue();
        Mapping declared = row("name=\"ssa_region\" datatype=\"double\" arraysize=\"*\" xtype=\"circle\"|10 20 0.1");
        assertThat(text(declared, ObsCoreColumn.s_region)).isEqualTo("CIRCLE ICRS 10.0 20.0 0.1");
        assertThat(declared.first().footprint()).isNotNull();
        Mapping squareDegrees = row(spatial("Coverage.Support.Area") + REAL + "|0.25");
        assertThat(text(squareDegrees, ObsCoreColumn.s_region)).isNull();
        assertThat(squareDegrees.badCells()).isEqualTo(1);
    }

    @Test
    void columnsWithObsCoreNamesOrUtypesComeSecond() {
        Mapping mapping = row(
                "name=\"obs_title\"" + TEXT + "|by name",
                utype("ssa:DataID.Title") + TEXT + "|by utype",
                "name=\"em_min\"" + REAL + "|1e-7",
                "name=\"em_max\"" + REAL + "|2e-7",
                spectral("Coverage.Bounds.Start") + unit("nm") + REAL + "|400",
                spectral("Coverage.Bounds.Stop") + unit("nm") + REAL + "|",
                "name=\"facility_name\"" + TEXT + "|F",
                "name=\"x\" utype=\"obscore:Char.PolarizationAxis.stateList\"" + TEXT + "|I Q");
        assertThat(text(mapping, ObsCoreColumn.obs_title)).isEqualTo("by utype");
        assertThat(number(mapping, ObsCoreColumn.em_min)).isEqualTo(4e-7);
        assertThat(number(mapping, ObsCoreColumn.em_max)).isEqualTo(2e-7);
        assertThat(text(mapping, ObsCoreColumn.facility_name)).isEqualTo("F");
        assertThat(text(mapping, ObsCoreColumn.pol_states)).isEqualTo("I Q");
    }

    @Test
    void tellsFromWhichColumnsValuesCome() {
        List<TableField> fields = fields(
                "ssa:Char.SpatialAxis.Coverage.Location.Value.C1",
                "ssa:Char.SpatialAxis.Coverage.Location.Value.C2",
                "ssa:Char.SpectralAxis.Coverage.Bounds.Start",
                "ssa:Char.SpectralAxis.Coverage.Location.Value",
                "ssa:Char.TimeAxis.Coverage.Location.Value",
                "ssa:Access.Size",
                "ssa:Query.Score");
        SsaMapper mapper = new SsaMapper(new AnswerFields(fields, true));
        assertThat(mapper.sources()).hasSize(7);
        assertThat(Arrays.asList(
                                ObsCoreColumn.s_ra,
                                ObsCoreColumn.s_dec,
                                ObsCoreColumn.em_min,
                                ObsCoreColumn.em_max,
                                ObsCoreColumn.t_min,
                                ObsCoreColumn.t_max,
                                ObsCoreColumn.access_estsize)
                        .stream()
                        .map(column -> mapper.sources().get(column).index()))
                .containsExactly(0, 1, 2, 3, 4, 4, 5);
        assertThat(mapper.extraColumns()).isEqualTo(1);
        assertThat(mapper.knowsColumns()).isTrue();
        assertThat(new SsaMapper(new AnswerFields(fields("ssa:Query.Score"), true)).knowsColumns())
                .isFalse();
    }

    private static List<TableField> fields(String... utypes) {
        return Arrays.stream(utypes)
                .map(utype -> new TableField(null, null, null, utype, null, "double", null, null, Double.class))
                .toList();
    }
}
