package org.skytrawl.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConeTextTest {
    /** What astropy 8.0.1 makes of them: {@code SkyCoord(text, unit=(u.hourangle, u.deg))}, {@code Angle(text)}. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "00:42:44.3,+41:16:09,0.2           | 10.684583333333332  | 41.26916666666666   | 0.2",
                "00h42m44.3s,+41d16m09s,0.2deg      | 10.684583333333332  | 41.26916666666666   | 0.2",
                "00H42M44.3S, +41D16M09S, 12'       | 10.684583333333332  | 41.26916666666666   | 0.2",
                "00ʰ42ᵐ44ˢ.3,+41°16′09″,12arcmin     | 10.684583333333332  | 41.26916666666666   | 0.2",
                "00h42m44s.3,41°16'09\",720\"         | 10.684583333333332  | 41.26916666666666   | 0.2",
                "10d41m04.5s,41.26916666666666,12′    | 10.684583333333334  | 41.26916666666666   | 0.2",
                "0.7123h,41.26916666666666,720arcsec | 10.6845             | 41.26916666666666   | 0.2",
                "00 42 44.3 +41 16 09,0.2           | 10.684583333333332  | 41.26916666666666   | 0.2",
                "00 42 44.3 +41 16 09 0.2           | 10.684583333333332  | 41.26916666666666   | 0.2",
                "00 42 44.3 41 16 09, 12 arcmin     | 10.684583333333332  | 41.26916666666666   | 0.2",
                "00h 42m 44.3s +41d 16m 09s, 0.2    | 10.684583333333332  | 41.26916666666666   | 0.2",
                "00 42.74 +41 16.15, 0.2            | 10.684999999999999  | 41.26916666666666   | 0.2",
                "00 42 44.3,+41 16 09,0.2           | 10.684583333333332  | 41.26916666666666   | 0.2",
                "10.68 41.27 0.2                    | 10.68               | 41.27               | 0.2",
                "05:35:17.3,-05:23:28,3arcmin       | 83.82208333333332   | -5.391111111111112  | 0.05",
                "05 35 17.3 −05 23 28, 3arcmin      | 83.82208333333332   | -5.391111111111112  | 0.05",
                "17:45:40.04,-29:00:28.1,30\"        | 266.41683333333333  | -29.007805555555557 | 0.008333333333333333",
                "23:59:59.99,-00:00:30,1            | 359.9999583333333   | -0.008333333333333333 | 1",
                "12:00:00,-89:59:59.9,1             | 179.99999999999997  | -89.99997222222223  | 1",
            })
    void readsWhatAstronomersWrite(String text, double raDeg, double decDeg, double radiusDeg) {
        Cone cone = ConeText.equatorial(text, null);
        assertThat(cone.raDeg()).isCloseTo(raDeg, within(1e-10));
        assertThat(cone.decDeg()).isCloseTo(decDeg, within(1e-10));
        assertThat(cone.radiusDeg()).isCloseTo(radiusDeg, within(1e-15));
    }

    /**
     * What astropy 8.0.1 makes of them: {@code SkyCoord(l, b, frame='galactic').icrs}. Its way goes over the FK5 system, ours is
     * the Hipparcos catalogue's matrix: they differ by 9 mas.
     */
    @ParameterizedTest
    @CsvSource({
        "0,0,266.4049882865447,-28.936177761791473",
        "121.1743,-21.5733,10.684671972159729,41.268757811127365",
        "209.0137,-19.3816,83.8220650089148,-5.391071894172812",
        "0,90,192.85947789477606,27.128252414968028",
        "0,-90,12.859477894776068,-27.128252414968035",
        "359.9442,-0.0462,266.41683438896865,-29.007876258108176",
        "180,0.5,86.89386540944307,29.195809208380066",
        "300,-45,19.57189907896685,-71.97508986019528",
    })
    void turnsGalacticIntoIcrs(double lDeg, double bDeg, double raDeg, double decDeg) {
        Cone cone = ConeText.galactic(lDeg + "," + bDeg + ",0.5", null);
        Cone theirs = new Cone(raDeg, decDeg, 0.5);
        assertThat(cone.shape().centre().separationDeg(theirs.shape().centre())).isLessThan(1e-5);
        assertThat(cone.radiusDeg()).isEqualTo(0.5);
    }

    @Test
    void galacticSexagesimalIsDegreesInBoth() {
        assertThat(ConeText.galactic("121:10:27.48,-21:34:23.88,1", null))
                .isEqualTo(ConeText.galactic("121d10m27.48s,-21d34m23.88s,1", null));
        Cone decimal = ConeText.galactic("121.1743,-21.5733,1", null);
        Cone colons = ConeText.galactic("121:10:27.48,-21:34:23.88,1", null);
        assertThat(colons.shape().centre().separationDeg(decimal.shape().centre()))
                .isLessThan(1e-10);
    }

    @Test
    void theRadiusMayStandElsewhere() {
        Cone cone = ConeText.equatorial("00 42 44.3 +41 16 09", 0.2);
        assertThat(cone).isEqualTo(ConeText.equatorial("00:42:44.3,+41:16:09,0.2", null));
        assertThat(ConeText.equatorial("10.68 -41.27", 0.2)).isEqualTo(new Cone(10.68, -41.27, 0.2));
        assertThat(ConeText.equatorial("10.68,-41.27", 0.2)).isEqualTo(new Cone(10.68, -41.27, 0.2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "00:60:00,+41:16:09,1   | right ascension '00:60:00' has 60 minutes; they must be below 60 in '00:60:00,+41:16:09,1'",
                "00:42:60,+41:16:09,1   | right ascension '00:42:60' has 60 seconds; they must be below 60",
                "25:00:00,+41:16:09,1   | right ascension '25:00:00' must be below 24 hours",
                "24:00:00,0,1           | right ascension '24:00:00' must be below 24 hours",
                "-01:00:00,0,1          | right ascension '-01:00:00' is negative; hours must be from 0 to 24",
                "361d00m,0,1            | right ascension '361d00m' must be below 360 degrees",
                "00:42:44.3,+91:00:00,1 | declination must be in [-90,90] degrees, not 91.0 ('+91:00:00')",
                "00:42:44.3,-90:00:01,1 | declination must be in [-90,90] degrees, not -90.000",
                "00:42:44.3,91,1        | declination must be in [-90,90] degrees, not 91.0",
                "00:42:44.3,5h,1        | declination '5h' must be in degrees, not hours",
                "00:42.5:44,5,1         | right ascension '00:42.5:44' has a fraction in a part that is not its last",
                "00.5:42,5,1            | right ascension '00.5:42' is not one of these: 10.6846 (degrees), 00:42:44.3 (hours)",
                "00:42:44:3,5,1         | right ascension '00:42:44:3' is not one of these",
                "M31,5,1                | right ascension 'M31' is not one of these",
                "1,2,M31                | radius 'M31' is not a number of degrees, nor one with its unit: 0.2, 0.2deg, 12arcmin",
                "1,2,3parsec            | radius '3parsec' is not a number of degrees, nor one with its unit",
                "1,2,-3arcmin           | radius must be in (0,180] degrees, not -0.05",
                "1,2,181                | radius must be in (0,180] degrees, not 181.0",
                "1,2                    | '1,2' is not of the form RA,DEC,RADIUS, such as 10.6846,41.2692,0.2 or",
                "1 2 3 4,5,6            | '1 2 3 4,5,6' is not of the form RA,DEC,RADIUS",
                "1 2h,5,6               | '1 2h,5,6' is not of the form RA,DEC,RADIUS",
                "1,2,3,4                | '1,2,3,4' is not of the form RA,DEC,RADIUS",
                "00 42 44.3 +41 16 09   | '00 42 44.3 +41 16 09' is not of the form RA,DEC,RADIUS",
                "1,5,44 0.2             | radius '44 0.2' is not a number of degrees",
                "1,,3                   | declination '' is not one of these: 41.2692, +41:16:09 or +41d16m09s",
                "0x1,2,3                | right ascension '0x1' is not one of these",
            })
    void saysWhichPartIsWrongAndShowsTheForm(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConeText.equatorial(text, null))
                .withMessageStartingWith(message)
                .withMessageContaining("'" + text + "'");
    }

    @Test
    void galacticLimitsAreSaidInItsOwnWords() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConeText.galactic("10,91,1", null))
                .withMessage("galactic latitude must be in [-90,90] degrees, not 91.0 in '10,91,1'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConeText.galactic("5h,1,1", null))
                .withMessage("galactic longitude '5h' must be in degrees, not hours in '5h,1,1'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConeText.galactic("5", null))
                .withMessageStartingWith("'5' is not of the form L,B,RADIUS, such as 121.1743,-21.5733,0.2");
    }

    @Test
    void knowsWhatWasGivenOtherwise() {
        assertThat(ConeText.isDecimal("10.68,+41.27, 0.2")).isTrue();
        assertThat(ConeText.isDecimal("10.68,+41.27,12arcmin")).isFalse();
        assertThat(ConeText.isDecimal("00:42:44.3,+41:16:09,0.2")).isFalse();
        assertThat(ConeText.isDecimal("10.68 41.27 0.2")).isFalse();
    }
}
