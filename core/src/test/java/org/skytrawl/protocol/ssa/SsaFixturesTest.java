package org.skytrawl.protocol.ssa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.protocol.mapping.AnswerFields;
import org.skytrawl.protocol.mapping.RowMapper.Mapped;
import org.skytrawl.votable.ReadReport;
import org.skytrawl.votable.RowSink;
import org.skytrawl.votable.StopReadingException;
import org.skytrawl.votable.TableField;
import org.skytrawl.votable.VoTableReader;

/** The forms in which services answer, each with all values that come of it and no others. */
class SsaFixturesTest {
    /**
     * @param readerBadCells what the reader of VOTables could not read
     * @param readerBadRows too short or too long
     */
    private record Answer(List<Mapped> rows, long badCells, int extraColumns, long readerBadCells, long readerBadRows) {
        String row(int index) {
            ObsCoreRecord record = rows.get(index).record();
            return Arrays.stream(ObsCoreColumn.values())
                    .filter(column -> record.value(column) != null)
                    .map(column -> column + " " + record.value(column))
                    .collect(Collectors.joining("\n", "", "\n"));
        }
    }

    private static Answer read(String name) {
        List<Mapped> rows = new ArrayList<>();
        List<SsaMapper> mappers = new ArrayList<>();
        VoTableReader reader = new VoTableReader();
        ReadReport report;
        try (InputStream in = SsaFixturesTest.class.getResourceAsStream("/votable/ssa/" + name)) {
            report = reader.read(Objects.requireNonNull(in, name), new RowSink() {
                @Override
                public boolean readsAllTables() {
                    return true;
                }

                @Override
                public void fields(List<TableField> fields) {
                    mappers.add(new SsaMapper(new AnswerFields(fields, true)));
                }

                @Override
                public void row(@Nullable Object[] cells) {
                    rows.add(mappers.getLast().map(cells));
                }
            });
        } catch (IOException | StopReadingException e) {
            throw new AssertionError(e);
        }
        return new Answer(
                rows,
                mappers.stream().mapToLong(SsaMapper::badCells).sum(),
                mappers.getLast().extraColumns(),
                report.badCells(),
                report.badRows());
    }

    /** All known values of a row, a line each, numbers to 9 digits. */
    private static void assertRow(Answer answer, int index, String expected) {
        assertThat(rounded(answer.row(index))).isEqualTo(rounded(expected));
    }

    private static String rounded(String lines) {
        return lines.lines()
                .map(line -> line.split(" ", 2))
                .map(parts -> parts[0] + " " + (isText(parts[0]) ? parts[1] : digits(parts[1])))
                .collect(Collectors.joining("\n"));
    }

    private static boolean isText(String column) {
        return ObsCoreColumn.valueOf(column).isText();
    }

    private static String digits(String number) {
        return new BigDecimal(number)
                .round(new MathContext(9))
                .stripTrailingZeros()
                .toString();
    }

    @Test
    void dachs() {
        Answer answer = read("dachs.xml");
        assertThat(answer.rows)
                .as("the table of a RESOURCE of type meta has none")
                .hasSize(3);
        String common = """
                dataproduct_type spectrum
                target_name HD 1
                target_class Star
                obs_title HD 1 with the prism
                obs_collection Plates
                obs_creation_date 2011-05-06T07:08:09
                obs_creator_name A. Author
                obs_creator_did ivo://example.org/creator?p1
                obs_publisher_did ivo://example.org/~?plates/p1
                bib_reference 2009A&A...501....1X
                %ss_ra 10.123456789
                s_dec -20.5
                s_fov 0.125
                %ss_resolution 1.80000009
                t_min 54999.75
                t_max 55000.75
                t_exptime 86400
                em_min 4e-7
                em_max 5e-7
                em_res_power 1800.00005
                em_resolution 2.49999993e-10
                em_xel 1200
                em_ucd em.wl;obs.atmos
                em_unit Angstrom
                em_calib_status ABSOLUTE
                o_ucd phot.flux.density;em.wl
                o_unit erg/(s.cm**2.Angstrom)
                o_calib_status RELATIVE
                instrument_name Prism spectrograph
                """;
        assertRow(
                answer,
                0,
                common.formatted("""
                        access_url http://dc.example.org/p1.fits
                        access_format application/fits
                        access_estsize 124
                        """, "s_region POLYGON ICRS 10.4 -20.6 10.6 -20.6 10.6 -20.4 10.4 -20.4\n"));
        assertRow(answer, 1, common.formatted("""
                        access_url http://dc.example.org/p1?preview=True
                        access_format image/png
                        """, ""));
        assertRow(answer, 2, common.formatted("""
                        access_url http://dc.example.org/dlmeta?ID=p1
                        access_format application/x-votable+xml;content=datalink
                        """, ""));
        assertThat(answer.rows.getFirst().footprint()).isNotNull();
        assertThat(answer.badCells).isZero();
        assertThat(answer.extraColumns).as("such as owner, snr, preview").isEqualTo(12);
    }

    @Test
    void esoWithAPositionThatDoesNotFitItsDatatype() {
        Answer answer = read("eso.xml");
        assertRow(answer, 0, """
                dataproduct_type spectrum
                target_name HD 2
                obs_title A1 of HD 2
                obs_collection X-SHOOTER
                obs_creator_name A. Principal
                obs_creator_did ivo://eso.example/creator?A1
                obs_publisher_did ivo://eso.example/publisher?A1
                data_rights proprietary
                access_url http://archive.example.org/datalink?ID=A1
                access_format application/x-votable+xml;content=datalink
                access_estsize 2048
                s_ra 83.5
                s_dec -5.25
                s_fov 1.94444444e-4
                s_region POSITION J2000 83.5 -5.25
                t_min 56789.4
                t_max 56789.5
                t_exptime 1200
                em_min 5.6e-7
                em_max 1.02e-6
                em_res_power 8900
                em_xel 24317
                o_calib_status ABSOLUTE
                """);
        assertThat(answer.rows.getFirst().hasRegion()).isTrue();
        assertThat(answer.badCells).isZero();
        assertThat(answer.readerBadCells)
                .as("two numbers in a column of single ones")
                .isEqualTo(1);
        assertThat(answer.extraColumns).isZero();
    }

    @Test
    void hubbleWithMiddlesAndExtents() {
        Answer answer = read("mast.xml");
        assertRow(answer, 0, """
                dataproduct_type spectrum
                obs_title Z1
                obs_creation_date 1999-09-09
                obs_publisher_did ivo://mast.example.org/hst?z1
                data_rights public
                access_url http://mast.example.org/z1.fits
                access_format application/fits
                access_estsize 90
                s_ra 198.25
                s_dec 17.5
                s_fov 0.0005
                t_min 50043.49
                t_max 50043.51
                t_exptime 800
                em_min 1.6e-7
                em_max 2.4e-7
                instrument_name HRS/2
                """);
        assertRow(answer, 1, """
                dataproduct_type spectrum
                obs_title Z2
                obs_publisher_did ivo://mast.example.org/hst?z2
                data_rights public
                access_url http://mast.example.org/z2.fits
                access_format application/fits
                s_ra 198.5
                s_dec 17.25
                t_min 50044.5
                t_max 50044.5
                em_min 1.5e-7
                em_max 1.5e-7
                instrument_name FOS/BL
                """);
        assertThat(answer.badCells).isZero();
    }

    @Test
    void vizierWithPositionsAsTextAndUpperCaseUtypes() {
        Answer answer = read("vizier.xml");
        assertRow(answer, 0, """
                dataproduct_type spectrum
                obs_title Star 1
                bib_reference 2004A&A...400....1X
                access_url http://vizier.example.org/s?1
                access_format text/html
                access_estsize 1500
                s_ra 12.5
                s_dec -3.25
                s_fov 0.00833333333
                t_min 53005.5
                t_max 53005.75
                em_min 5e-7
                em_max 7e-7
                em_res_power 300
                em_resolution 2e-9
                em_calib_status ABSOLUTE
                """);
        assertRow(answer, 1, """
                dataproduct_type spectrum
                obs_title Star 2
                access_url http://vizier.example.org/s?2
                access_format application/fits
                access_estsize 1
                s_ra 359.75
                s_dec 89.5
                t_min 53005
                em_calib_status ABSOLUTE
                """);
        assertThat(answer.badCells).isZero();
    }

    @Test
    void oldOneWithUtypesOfSpectrumAndDimensionsInsteadOfUnits() {
        Answer answer = read("spectrum-prefix.xml");
        assertRow(answer, 0, """
                dataproduct_type spectrum
                target_name SDSS 1
                obs_title SDSS 1 GALAXY
                obs_collection SDSS DR6
                obs_creation_date 2000-04-29 03:22:00Z
                obs_creator_did ivo://sdss.example/1
                obs_publisher_did ivo://jhu.example/sdss#1
                data_rights public
                access_url http://jhu.example.org/1
                access_format application/x-votable+xml
                access_estsize 800
                s_ra 179.84916
                s_dec 0.984768
                t_min 51663
                t_max 51663.25
                em_min 3.8e-7
                em_max 9.2e-7
                em_xel 4000
                """);
        assertThat(answer.badCells).isZero();
        assertThat(answer.extraColumns).isZero();
    }

    @Test
    void oneWithUcdsOnly() {
        Answer answer = read("ucds-only.xml");
        assertRow(answer, 0, """
                dataproduct_type spectrum
                obs_title HD 3
                access_url http://ines.example.org/SWP1.fits
                access_format spectrum/fits
                s_ra 210.5
                s_dec -60.75
                t_min 46430
                t_max 46430
                t_exptime 1200
                em_min 1.15e-7
                em_max 1.98e-7
                instrument_name SWP
                """);
        assertRow(answer, 1, """
                dataproduct_type spectrum
                obs_title HD 3
                access_url http://ines.example.org/LWP1.fits
                access_format spectrum/fits
                s_ra 210.5
                s_dec -60.75
                em_min 1.85e-7
                em_max 3.35e-7
                instrument_name LWP
                """);
        assertThat(answer.badCells).isZero();
        assertThat(answer.extraColumns).as("axes and units of the files").isEqualTo(2);
    }

    @Test
    void xRaysInGalacticCoordinatesAndJulianDays() {
        Answer answer = read("xray.xml");
        assertRow(answer, 0, """
                dataproduct_type spectrum
                target_name Sgr A*
                obs_publisher_did ivo://xray.example/1
                access_url http://xray.example.org/1
                access_format application/fits
                s_ra 266.404995
                s_dec -28.9361740
                s_fov 0.275
                s_resolution 0.5
                t_min 52420
                t_max 52420.5
                t_exptime 35000
                em_min 1.23984198e-10
                em_max 2.47968397e-9
                em_res_power 35
                em_ucd em.energy
                em_unit keV
                """);
        assertRow(answer, 1, """
                dataproduct_type spectrum
                target_name Relative times
                obs_publisher_did ivo://xray.example/2
                access_url http://xray.example.org/2
                access_format application/fits
                s_ra 266.404995
                s_dec -28.9361740
                em_min 1.23984198e-10
                em_max 2.47968397e-9
                em_ucd em.energy
                em_unit keV
                """);
        assertThat(answer.badCells)
                .as("both times of the second row are before the zero point of the frame")
                .isEqualTo(2);
    }

    @Test
    void radioWithAFrequencyAndItsWidth() {
        Answer answer = read("radio.xml");
        assertRow(answer, 0, """
                dataproduct_type spectrum
                obs_publisher_did ivo://radio.example/1
                data_rights secure
                access_url http://radio.example.org/1
                access_format application/fits
                s_ra 150.25
                s_dec 2.5
                s_resolution 540
                t_min 56079.4583333333
                t_max 56079.5416666667
                t_exptime 7200
                em_min 0.209645075524
                em_max 0.212618764539
                em_res_power 284000
                em_xel 4096
                """);
        assertThat(answer.badCells).isZero();
    }

    @Test
    void timeSeriesWhoseLengthIsNoExposure() {
        Answer answer = read("timeseries.xml");
        assertRow(answer, 0, """
                dataproduct_type timeseries
                obs_publisher_did ivo://lc.example/1
                access_url http://lc.example.org/1
                access_format application/x-votable+xml
                s_ra 45.5
                s_dec 12.25
                t_min 57900
                t_max 58100
                t_resolution 120
                t_xel 731
                em_min 4.8e-7
                em_max 6.2e-7
                o_ucd phot.mag;em.opt.V
                """);
        assertRow(answer, 1, """
                dataproduct_type timeseries
                obs_publisher_did ivo://lc.example/2
                access_url http://lc.example.org/2
                access_format text/csv
                s_ra 45.5
                s_dec 12.25
                t_min 58000
                t_max 58000
                o_ucd phot.mag;em.opt.V
                """);
        assertThat(answer.badCells).isZero();
    }

    @Test
    void whatCannotBeIsNullAndCountedAndAShortRowAndASecondTableAreRead() {
        Answer answer = read("nonsense.xml");
        assertRow(answer, 0, """
                dataproduct_type spectrum
                access_url http://bad.example.org/1
                """);
        assertThat(answer.rows.getFirst().hasRegion())
                .as("though it cannot be read")
                .isTrue();
        assertRow(answer, 1, """
                dataproduct_type spectral atlas
                obs_publisher_did ivo://bad.example/2
                access_url http://bad.example.org/2
                s_ra 10.25
                s_dec -4.5
                s_fov 0.5
                """);
        assertRow(answer, 2, """
                dataproduct_type spectrum
                access_url http://bad.example.org/3
                t_min 55197
                t_max 55197
                """);
        assertThat(answer.badCells).isEqualTo(10 + 1);
        assertThat(answer.readerBadRows).isEqualTo(1);
    }
}
