package org.skytrawl.server.facade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.skytrawl.model.ObsCoreColumn.access_format;
import static org.skytrawl.model.ObsCoreColumn.calib_level;
import static org.skytrawl.model.ObsCoreColumn.em_max;
import static org.skytrawl.model.ObsCoreColumn.em_min;
import static org.skytrawl.model.ObsCoreColumn.em_res_power;
import static org.skytrawl.model.ObsCoreColumn.facility_name;
import static org.skytrawl.model.ObsCoreColumn.instrument_name;
import static org.skytrawl.model.ObsCoreColumn.obs_collection;
import static org.skytrawl.model.ObsCoreColumn.obs_publisher_did;
import static org.skytrawl.model.ObsCoreColumn.pol_states;
import static org.skytrawl.model.ObsCoreColumn.s_dec;
import static org.skytrawl.model.ObsCoreColumn.s_fov;
import static org.skytrawl.model.ObsCoreColumn.s_ra;
import static org.skytrawl.model.ObsCoreColumn.s_resolution;
import static org.skytrawl.model.ObsCoreColumn.t_exptime;
import static org.skytrawl.model.ObsCoreColumn.t_max;
import static org.skytrawl.model.ObsCoreColumn.t_min;
import static org.skytrawl.model.ObsCoreColumn.t_resolution;
import static org.skytrawl.model.ObsCoreColumn.target_name;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skytrawl.model.Cone;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Interval;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.Question;
import org.skytrawl.model.TargetRegion;

final class Sia2RequestTest {
    private static final Interval NEVER_LESS = new Interval(55000, Double.POSITIVE_INFINITY);

    static Parameters parameters(String query) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            all.computeIfAbsent(pair.substring(0, equals), it -> new ArrayList<>())
                    .add(URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return new Parameters(all);
    }

    private static FacadeQuestion read(String query) {
        return Sia2Request.read(parameters(query));
    }

    private static Question question(String query) {
        return Objects.requireNonNull(read(query).question());
    }

    private static boolean keeps(String query, FoundDataset dataset) {
        return read("POS=CIRCLE+10+20+1&" + query).filter().test(dataset);
    }

    @Test
    void readsACircleWithBandAndTime() {
        assertThat(question("POS=CIRCLE+10.5+-20+0.5&BAND=4e-7+7e-7&TIME=55000+%2BInf"))
                .isEqualTo(new Question(
                        new Cone(10.5, -20, 0.5), new Interval(4e-7, 7e-7), NEVER_LESS, Set.of("image", "cube")));
    }

    @Test
    void takesNamesInAnyCase() {
        assertThat(question("pos=circle+10+20+1&dpType=image"))
                .isEqualTo(new Question(new Cone(10, 20, 1), null, null, Set.of("image")));
    }

    @Test
    void readsAnInfinityWhosePlusIsNotEscaped() {
        assertThat(question("TIME=55000++Inf").mjd()).isEqualTo(NEVER_LESS);
    }

    @Test
    void asksForTheSpanAroundSeveralIntervalsAndJudgesEachHere() {
        assertThat(question("BAND=1e-7+2e-7&BAND=5e-7").wavelengthM()).isEqualTo(new Interval(1e-7, 5e-7));
        assertThat(keeps("BAND=1e-7+2e-7&BAND=5e-7", Datasets.of(em_min, 3e-7, em_max, 4e-7)))
                .isFalse();
        assertThat(keeps("BAND=1e-7+2e-7&BAND=5e-7", Datasets.of(em_min, 4e-7, em_max, 6e-7)))
                .isTrue();
        assertThat(keeps("TIME=50000+50001&TIME=60000", Datasets.of(t_min, 55000, t_max, 55001)))
                .isFalse();
        assertThat(keeps("TIME=50000+50001&TIME=60000", Datasets.of(t_min, 50001, t_max, 50002)))
                .isTrue();
    }

    @Test
    void anyOfSeveralBandsMayBeAll() {
        FacadeQuestion read = read("POS=CIRCLE+1+2+3&BAND=1e-7&BAND=-Inf+Inf&BAND=-Inf+1e-8");
        assertThat(Objects.requireNonNull(read.question()).wavelengthM()).isNull();
        assertThat(read.filter().test(Datasets.of(em_min, 3e-7, em_max, 4e-7))).isTrue();
    }

    @Test
    void anyBandIsNoConstraint() {
        assertThat(question("POS=CIRCLE+1+2+3&BAND=-Inf+%2BInf").wavelengthM()).isNull();
    }

    @Test
    void readsAPolygon() {
        assertThat(question("POS=POLYGON+10+20+11+20+11+21").region())
                .isEqualTo(PolygonRegion.ofDegrees(10, 20, 11, 20, 11, 21));
    }

    @Test
    void severalCirclesAreATargetList() {
        Question question = question("POS=CIRCLE+10+20+1&POS=CIRCLE+30+40+0");
        assertThat(((TargetRegion) Objects.requireNonNull(question.region())).cones())
                .containsExactlyInAnyOrder(new Cone(10, 20, 1), new Cone(30, 40, Position.POINT_DEG));
    }

    @Test
    void otherPositionsAreAskedForAsAMocAndJudgedHere() {
        FacadeQuestion read = read("POS=CIRCLE+10+20+1&POS=RANGE+30+31+40+41");
        assertThat(Objects.requireNonNull(read.question()).region()).isInstanceOf(MocRegion.class);
        assertThat(read.filter().test(Datasets.of(s_ra, 30.5, s_dec, 40.5, s_fov, 0.1)))
                .isTrue();
        assertThat(read.filter().test(Datasets.of(s_ra, 10.5, s_dec, 20.5, s_fov, 0.1)))
                .isTrue();
        assertThat(read.filter().test(Datasets.of(s_ra, 31.2, s_dec, 40.5, s_fov, 0.1)))
                .isFalse();
        assertThat(read.filter().test(Datasets.of(s_ra, 31.2, s_dec, 40.5, s_fov, 0.5)))
                .isTrue();
        assertThat(read.filter().test(Datasets.of(target_name, "x"))).isFalse();
    }

    @Test
    void theWholeSkyIsNoPlace() {
        assertThat(question("POS=RANGE+-Inf+Inf+-Inf+Inf&TIME=55000").region()).isNull();
        assertThat(question("POS=CIRCLE+1+2+180&TIME=55000").region()).isNull();
    }

    @Test
    void judgesTextsByCaseIdentifiersNot() {
        FoundDataset dataset = Datasets.of(
                obs_collection,
                "HST",
                facility_name,
                "HST",
                instrument_name,
                "ACS",
                target_name,
                "M31",
                obs_publisher_did,
                "ivo://A/b");
        for (String name : List.of("COLLECTION=HST", "FACILITY=HST", "INSTRUMENT=ACS", "TARGET=M31", "ID=ivo://a/B")) {
            assertThat(keeps(name, dataset)).as(name).isTrue();
            assertThat(keeps(name, Datasets.of(calib_level, 1))).as(name).isFalse();
        }
        assertThat(keeps("COLLECTION=hst", dataset)).isFalse();
        assertThat(keeps("COLLECTION=hst&COLLECTION=HST", dataset)).isTrue();
        assertThat(keeps("COLLECTION=HST&FACILITY=VLT", dataset)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "FOV, s_fov",
        "SPATRES, s_resolution",
        "SPECRP, em_res_power",
        "EXPTIME, t_exptime",
        "TIMERES, t_resolution"
    })
    void judgesNumbers(String name, ObsCoreColumn column) {
        assertThat(keeps(name + "=1+2", Datasets.of(column, 2))).isTrue();
        assertThat(keeps(name + "=1+2", Datasets.of(column, 2.1))).isFalse();
        assertThat(keeps(name + "=1+Inf", Datasets.of(column, 2.1))).isTrue();
        assertThat(keeps(name + "=1+2&" + name + "=3", Datasets.of(column, 3))).isTrue();
        assertThat(keeps(name + "=-Inf+2", Datasets.of(target_name, "x"))).isFalse();
        assertThat(List.of(s_fov, s_resolution, em_res_power, t_exptime, t_resolution))
                .contains(column);
    }

    @Test
    void judgesCalibrationPolarizationAndFormat() {
        assertThat(keeps("CALIB=2&CALIB=3", Datasets.of(calib_level, 3))).isTrue();
        assertThat(keeps("CALIB=2", Datasets.of(calib_level, 3))).isFalse();
        assertThat(keeps("POL=Q", Datasets.of(pol_states, "/I/Q/"))).isTrue();
        assertThat(keeps("POL=V", Datasets.of(pol_states, "/I/Q/"))).isFalse();
        assertThat(keeps("POL=I", Datasets.of(pol_states, "I"))).isTrue();
        assertThat(keeps("FORMAT=application/fits", Datasets.of(access_format, "image/fits")))
                .isTrue();
        assertThat(keeps("FORMAT=image/jpeg", Datasets.of(access_format, "image/fits")))
                .isFalse();
        assertThat(keeps("FORMAT=image/jpeg", Datasets.of(calib_level, 3))).isFalse();
    }

    @Test
    void maxrecOfZeroAsksNobodyAndNeedsNoPlace() {
        assertThat(read("MAXREC=0").question()).isNull();
        assertThat(read("MAXREC=99999999999&POS=CIRCLE+1+2+3").most()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void ignoresUnknownParametersAndBlankValues() {
        assertThat(question("POS=CIRCLE+10+20+1&FOO=bar&BAND=&RUNID=x"))
                .isEqualTo(new Question(new Cone(10, 20, 1), null, null, Set.of("image", "cube")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POS=CIRCLE+1+2 | POS: 'CIRCLE 1 2' is not CIRCLE ra dec radius",
                "POS=CIRCLE+1+2+x | POS: 'CIRCLE 1 2 x' is not",
                "POS=CIRCLE+1+NaN+3 | is not CIRCLE",
                "POS=CIRCLE+1+92+3 | declination must be in [-90,90]",
                "POS=CIRCLE+1+2+-1 | radius must be in (0,180]",
                "POS=CIRCLE+1+2+1e999 | is not CIRCLE",
                "POS=BOX+1+2+3+4 | is not CIRCLE",
                "POS=RANGE+1+2+4+3 | is not CIRCLE",
                "POS=RANGE+1+2+3 | is not CIRCLE",
                "POS=RANGE+1+2+80+91 | latitudes of a range must be in [-90, 90]",
                "POS=RANGE+Inf+-Inf+1+2 | POS:",
                "POS=POLYGON+1+2+3+4 | is not CIRCLE",
                "POS=POLYGON+1+2+3+4+5+6+7 | is not CIRCLE",
                "POS=POLYGON+1+1+1+1+1+1 | neighbouring vertices of a polygon are equal",
                "BAND=5+4 | BAND: one number or two numbers in order",
                "BAND=a | BAND: one number",
                "BAND=1+2+3 | BAND: one number",
                "BAND=-1+2 | BAND: wavelengths in metres, above 0",
                "BAND=0 | BAND: wavelengths in metres, above 0",
                "TIME=2001-01-01 | TIME: one number or two numbers in order",
                "TIME=5+4 | TIME: one number",
                "TIME=20010101 | TIME: MJD, up to the year 9999",
                "POS=CIRCLE+1+2+3&FOV=x | FOV: one number",
                "POS=CIRCLE+1+2+3&CALIB=5 | CALIB: an integer from 0 to 4",
                "POS=CIRCLE+1+2+3&CALIB=1+2 | CALIB: an integer from 0 to 4",
                "POS=CIRCLE+1+2+3&DPTYPE=a'b | DPTYPE: product type",
                "POS=CIRCLE+1+2+3&MAXREC=-1 | MAXREC: a number of rows from 0 on",
                "POS=CIRCLE+1+2+3&MAXREC=1.5 | MAXREC: a number of rows from 0 on",
                "POS=CIRCLE+1+2+3&MAXREC=1&MAXREC=2 | MAXREC: one value, not 2",
                "POS=CIRCLE+1+2+3&RESPONSEFORMAT=csv | RESPONSEFORMAT: application/x-votable+xml",
                "POS=CIRCLE+1+2+3&RESPONSEFORMAT=application/x-votable%2Bxml;serialization=binary2 | RESPONSEFORMAT:",
                "POS=CIRCLE+1+2+3&UPLOAD=a,http://x/ | UPLOAD: this service takes no uploads",
                "COLLECTION=HST | the request needs a place (POS), a band (BAND) or a time (TIME)",
                "POS=RANGE+0+360+-90+90 | the request needs a place (POS)",
            })
    void refuses(String query, String message) {
        assertThatThrownBy(() -> read(query))
                .isInstanceOfSatisfying(
                        FacadeException.class, e -> assertThat(e.status()).isEqualTo(400))
                .hasMessageStartingWith("UsageFault: ")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "votable",
        "VOTable",
        "text/xml",
        "application/x-votable%2Bxml",
        "application/x-votable%2Bxml;+serialization=TABLEDATA",
        "application/x-votable%2Bxml;content=datalink"
    })
    void givesVotable(String format) {
        assertThat(read("POS=CIRCLE+1+2+3&RESPONSEFORMAT=" + format).question()).isNotNull();
    }

    @Test
    void boundsTheNumberOfValues() {
        String many = "POS=CIRCLE+1+2+3&".repeat(1001);
        assertThatThrownBy(() -> read(many.substring(0, many.length() - 1)))
                .hasMessageContaining("POS: at most 1000 values");
    }

    @Test
    void boundsTheUnionOfOtherShapesThanCircles() {
        List<String> ranges = new ArrayList<>();
        for (int i = 0; i < 101; i++) {
            ranges.add("POS=RANGE+" + i + "+" + (i + 1) + "+40+41");
        }
        assertThat(question(String.join("&", ranges.subList(0, 100))).region()).isInstanceOf(MocRegion.class);
        assertThatThrownBy(() -> read(String.join("&", ranges)))
                .isInstanceOf(FacadeException.class)
                .hasMessageContaining("POS: at most 100 positions, if one is no circle, not 101");

        StringBuilder polygon = new StringBuilder("POS=POLYGON");
        for (int i = 0; i < 1000; i++) {
            double angle = Math.toRadians(i * 0.36);
            polygon.append('+').append(10 + Math.sin(angle)).append('+').append(Math.cos(angle));
        }
        assertThat(question(polygon.toString()).region()).isInstanceOf(PolygonRegion.class);
        assertThatThrownBy(() -> read(polygon + "&POS=CIRCLE+50+1+1&" + polygon + "&" + polygon))
                .isInstanceOf(FacadeException.class)
                .hasMessageContaining("POS: at most 2000 vertices in a union, not 3000");
    }
}
