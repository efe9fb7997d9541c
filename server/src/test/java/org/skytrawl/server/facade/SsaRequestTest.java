package org.skytrawl.server.facade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.skytrawl.model.ObsCoreColumn.access_format;
import static org.skytrawl.model.ObsCoreColumn.em_max;
import static org.skytrawl.model.ObsCoreColumn.em_min;
import static org.skytrawl.model.ObsCoreColumn.obs_collection;

import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Interval;
import org.skytrawl.model.Question;

final class SsaRequestTest {
    private static FacadeQuestion read(String query) {
        return SsaRequest.read(Sia2RequestTest.parameters(query));
    }

    private static Question question(String query) {
        return Objects.requireNonNull(read(query).question());
    }

    @Test
    void sizeIsADiameter() {
        assertThat(question("REQUEST=queryData&POS=10,20&SIZE=0.5&BAND=4e-7/7e-7&TIME=2009-06-18/2009-06-18"))
                .isEqualTo(new Question(
                        new Cone(10, 20, 0.25),
                        new Interval(4e-7, 7e-7),
                        new Interval(55000, 55001),
                        Set.of("spectrum")));
        assertThat(question("POS=10,20").region()).isEqualTo(new Cone(10, 20, 0.1));
        assertThat(question("POS=10,20&SIZE=0").region()).isEqualTo(new Cone(10, 20, Position.POINT_DEG));
    }

    @Test
    void readsFrames() {
        assertThat(question("POS=10,20;ICRS").region()).isEqualTo(new Cone(10, 20, 0.1));
        Cone galactic = (Cone) Objects.requireNonNull(
                question("POS=121.1743,-21.5733;GALACTIC").region());
        assertThat(question("POS=121.1743,-21.5733;GALACTIC_II").region()).isEqualTo(galactic);
        assertThat(galactic.raDeg()).isBetween(10.68, 10.69);
        assertThat(galactic.decDeg()).isBetween(41.26, 41.28);
    }

    @Test
    void readsOpenRangesAndLists() {
        assertThat(question("BAND=4e-7/").wavelengthM()).isEqualTo(new Interval(4e-7, Double.POSITIVE_INFINITY));
        assertThat(question("BAND=/4e-7").wavelengthM()).isEqualTo(new Interval(0, 4e-7));
        assertThat(question("BAND=4e-7,6e-7/7e-7;source").wavelengthM()).isEqualTo(new Interval(4e-7, 7e-7));
        assertThat(read("BAND=4e-7,6e-7/7e-7").filter().test(Datasets.of(em_min, 4.5e-7, em_max, 5e-7)))
                .isFalse();
        assertThat(question("TIME=/2009-06-17").mjd()).isEqualTo(new Interval(Double.NEGATIVE_INFINITY, 55000));
    }

    @Test
    void judgesFormats() {
        assertThat(keeps("fits", "application/fits")).isTrue();
        assertThat(keeps("votable", "application/fits")).isFalse();
        assertThat(keeps("votable,fits", "application/fits")).isTrue();
        assertThat(keeps("compliant", "application/x-votable+xml")).isTrue();
        assertThat(keeps("compliant", "text/csv")).isFalse();
        assertThat(keeps("graphic", "image/png")).isTrue();
        assertThat(keeps("graphic", "image/fits")).isFalse();
        assertThat(keeps("ALL", "text/csv")).isTrue();
        assertThat(keeps("text/csv", "text/csv")).isTrue();
    }

    private static boolean keeps(String format, String mediaType) {
        return read("POS=10,20&FORMAT=" + format).filter().test(Datasets.of(access_format, mediaType));
    }

    @Test
    void describesItselfWithoutAPlace() {
        assertThat(read("REQUEST=queryData&FORMAT=METADATA").question()).isNull();
        assertThat(read("MAXREC=0").question()).isNull();
    }

    @Test
    void topIsNoOverflowMaxrecIs() {
        assertThat(read("POS=1,2&TOP=5").isTop()).isTrue();
        assertThat(read("POS=1,2&TOP=5").most()).isEqualTo(5);
        assertThat(read("POS=1,2&TOP=5&MAXREC=3").isTop()).isFalse();
        assertThat(read("POS=1,2&TOP=5&MAXREC=3").most()).isEqualTo(3);
    }

    @Test
    void judgesTheCollection() {
        assertThat(read("POS=1,2&COLLECTION=a").filter().test(Datasets.of(obs_collection, "a")))
                .isTrue();
        assertThat(read("POS=1,2&COLLECTION=a").filter().test(Datasets.of(obs_collection, "b")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "REQUEST=getCapabilities&POS=1,2 | REQUEST: queryData, not 'getCapabilities'",
                "VERSION=2.0&POS=1,2 | VERSION: 1.1, not '2.0'",
                "POS=1 | POS: right ascension and declination",
                "POS=1,2,3 | POS: right ascension and declination",
                "POS=M31 | POS: right ascension and declination",
                "POS=1,92 | declination must be in [-90,90]",
                "POS=1,2;ECLIPTIC | POS: the frame ICRS, FK5 or GALACTIC",
                "POS=1,2&POS=3,4 | POS: one value, not 2",
                "POS=1,2&SIZE=x | SIZE: a diameter in degrees",
                "POS=1,2&SIZE=-1 | SIZE: a diameter in degrees",
                "POS=1,2&SIZE=361 | SIZE: a diameter in degrees",
                "POS=1,2&BAND=V | BAND: 'V' is no wavelength in metres",
                "POS=1,2&BAND=5/4 | BAND:",
                "POS=1,2&BAND=/ | BAND: an empty range",
                "POS=1,2&TIME=yesterday | TIME: time 'yesterday' is neither ISO 8601",
                "POS=1,2&TIME=2002/2001 | TIME:",
                "POS=1,2&MAXREC=x | MAXREC:",
                "POS=1,2&TOP=-3 | TOP:",
                "POS=1,2&RESPONSEFORMAT=csv | RESPONSEFORMAT:",
                "POS=1,2&UPLOAD=x | UPLOAD:",
                "REQUEST=queryData | the request needs a place (POS)",
            })
    void refuses(String query, String message) {
        assertThatThrownBy(() -> read(query))
                .isInstanceOfSatisfying(
                        FacadeException.class, e -> assertThat(e.status()).isEqualTo(400))
                .hasMessageContaining(message);
    }
}
