package org.skytrawl.sky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SkyShapesTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, 1, 2, 0, 1, true",
        "0, 0, 1, 2.0000001, 0, 1, false",
        "359.5, 0, 0.5, 0.5, 0, 0.5, true",
        "0, 89, 1, 180, 89, 1, true",
        "0, 89, 1, 180, 88.99, 1, false",
        "10, 10, 0, 10, 10, 0, true",
        "10, 10, 0, 10, 10.0000001, 0, false",
        "10, 10, 0, 190, -10, 180, true",
        "10, 10, 0, 190, -10, 179.9999, false",
        "10, 10, 100, 190, -10, 80, true",
        "10, 10, 100, 190, -10, 79.99999, false",
        "10, 10, 30, 12, 10, 1, true",
        "12, 10, 1, 10, 10, 30, true"
    })
    void circlesOverlapWhereTheyTouch(
            double ra1, double dec1, double r1, double ra2, double dec2, double r2, boolean expected) {
        assertThat(SkyCircle.ofDegrees(ra1, dec1, r1).overlaps(SkyCircle.ofDegrees(ra2, dec2, r2)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e-300, 180.0001, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesRadiiThatAreNone(double radius) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SkyCircle.ofDegrees(0, 0, radius))
                .withMessageContaining("" + radius);
    }

    @ParameterizedTest
    @CsvSource({
        // between the meridians, over RA 0
        "350, 10, -5, 5, 0, 0, 0, true",
        "350, 10, -5, 5, 180, 0, 90, false",
        "350, 10, -5, 5, 11, 0, 0.99, false",
        "350, 10, -5, 5, 11, 0, 1, true",
        "350, 10, -5, 5, 349, 0, 1, true",
        "350, 10, -5, 5, 0, 6, 0.999, false",
        "350, 10, -5, 5, 0, 6, 1, true",
        // parallels are no great circles: in the middle of the northern edge that matters
        "0, 120, 60, 70, 60, 59, 1, true",
        "0, 120, 60, 70, 60, 59, 0.999, false",
        "0, 120, 60, 70, 60, 71, 0.999, false",
        // all around, and to the poles
        "0, 360, -10, 10, 77, 11, 1, true",
        "0, 360, -10, 10, 77, 11, 0.99, false",
        "-180, 180, -90, 90, 77, 11, 0, true",
        "10, 10, -90, 90, 190, 80, 10, true",
        "10, 10, -90, 90, 190, 80, 9.99, false",
        "0, 10, 80, 90, 180, 85, 5, true",
        "0, 10, 80, 85, 180, 88, 6.9, false",
        "0, 10, 80, 85, 180, 88, 7.03, true",
        "0, 0, 0, 0, 0, 1, 1, true",
        "0, 0, 0, 0, 0, 1, 0.99, false",
        // concave circles
        "350, 10, -5, 5, 180, 0, 168.8, false",
        "350, 10, -5, 5, 180, 0, 168.9, true"
    })
    void rangesOverlapWhereTheyTouch(
            double lon1, double lon2, double lat1, double lat2, double ra, double dec, double r, boolean expected) {
        assertThat(SkyRange.ofDegrees(lon1, lon2, lat1, lat2).overlaps(SkyCircle.ofDegrees(ra, dec, r)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "10, 0, 4, 2, 12, 0, 0, true",
        "10, 0, 4, 2, 12.001, 0, 0, false",
        "10, 0, 4, 2, 10, 1, 0, true",
        "10, 0, 4, 2, 10, 1.001, 0, false",
        // true angles, not differences of right ascension
        "10, 60, 4, 2, 13.9, 60, 0, true",
        "10, 60, 4, 2, 14.1, 60, 0, false",
        "0, 90, 2, 2, 123, 89.1, 0, true",
        "0, 0, 2, 2, 359.5, 0, 0, true",
        "0, 90, 2, 2, 45, 88.59, 0, true",
        "0, 90, 2, 2, 0, 88.59, 0, false",
        // too large for a cross: a band, the whole sky
        "180, 0, 360, 20, 77, 9.9, 0, true",
        "180, 0, 360, 20, 77, 10.1, 0, false",
        "180, 0, 360, 180, 77, -88, 0, true",
        "0, 10, 200, 40, 259, 0, 0, false",
        "0, 10, 200, 40, 261, 0, 0, true"
    })
    void boxesOverlapWhereTheyTouch(
            double ra, double dec, double width, double height, double ra2, double dec2, double r, boolean expected) {
        assertThat(SkyBox.ofDegrees(ra, dec, width, height).overlaps(SkyCircle.ofDegrees(ra2, dec2, r)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        // long axis north-south at position angle 0
        "10, 0, 2, 1, 0, 10, 2, 0, true",
        "10, 0, 2, 1, 0, 10, 2.0000001, 0, false",
        "10, 0, 2, 1, 0, 11, 0, 0, true",
        "10, 0, 2, 1, 0, 11.0000001, 0, 0, false",
        "10, 0, 2, 1, 90, 12, 0, 0, true",
        "10, 0, 2, 1, 90, 10, 1.0000001, 0, false",
        // from north through east, where right ascension grows
        "10, 0, 2, 0.1, 45, 11, 1, 0, true",
        "10, 0, 2, 0.1, 45, 9, 1, 0, false",
        "10, 0, 2, 1, 0, 10, 3, 1, true",
        "10, 0, 2, 1, 0, 10, 3, 0.9999999, false",
        "10, 0, 2, 1, 0, 12, 0, 1, true",
        "10, 0, 2, 1, 0, 12, 0, 0.9999999, false",
        "10, 0, 2, 1, 0, 10.1, 0.1, 0.01, true",
        "10, 0, 2, 1, 0, 10, 0, 50, true",
        "10, 0, 2, 1, 0, 190, 0, 177, false",
        "10, 0, 2, 1, 0, 190, 0, 178, true",
        "0, 90, 2, 2, 0, 77, 88, 0, true",
        "0, 90, 2, 2, 0, 77, 87.9999999, 0, false",
        // a line and a point
        "10, 0, 2, 0, 0, 10, 1.5, 0, true",
        "10, 0, 2, 0, 0, 10.1, 1.5, 0.09, false",
        "10, 0, 0, 0, 0, 10, 0, 0, true",
        "10, 0, 0, 0, 0, 10, 1, 0.9, false"
    })
    void ellipsesOverlapWhereTheyTouch(
            double ra,
            double dec,
            double a,
            double b,
            double positionAngle,
            double ra2,
            double dec2,
            double r,
            boolean expected) {
        SkyEllipse ellipse = new SkyEllipse(SkyPoint.ofDegrees(ra, dec), a, b, positionAngle);
        assertThat(ellipse.overlaps(SkyCircle.ofDegrees(ra2, dec2, r))).isEqualTo(expected);
    }

    @Test
    void roundEllipsesAreCircles() {
        SplittableRandom random = new SplittableRandom(12);
        for (int i = 0; i < 3_000; i++) {
            SkyPoint centre = Samples.anywhere(random);
            double radius = Math.pow(10, random.nextDouble(-5, 2));
            SkyCircle other = new SkyCircle(
                    Samples.offset(
                            centre,
                            Math.min(3, Math.toRadians(radius) * random.nextDouble(3)),
                            random.nextDouble(2 * Math.PI)),
                    Math.min(180, radius * random.nextDouble(2)));
            assertThat(new SkyEllipse(centre, radius, radius, random.nextDouble(360)).overlaps(other))
                    .isEqualTo(new SkyCircle(centre, radius).overlaps(other));
        }
    }

    @Test
    void unionsOverlapWhereAnyOfTheirShapesDoes() {
        SkyUnion union = new SkyUnion(List.of(SkyCircle.ofDegrees(0, 0, 1), SkyCircle.ofDegrees(100, 0, 1)));
        assertThat(union.overlaps(SkyCircle.ofDegrees(1.5, 0, 0.6))).isTrue();
        assertThat(union.overlaps(SkyCircle.ofDegrees(101.5, 0, 0.6))).isTrue();
        assertThat(union.overlaps(SkyCircle.ofDegrees(50, 0, 48))).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new SkyUnion(List.of()));
    }

    @Test
    void mocsOverlapWhereTheirCellsDo() {
        MocShape shape = new MocShape(RegionCover.cells(10, SkyCircle.ofDegrees(200, -88, 1)));
        assertThat(shape.overlaps(SkyCircle.ofDegrees(20, -89.5, 1.6))).isTrue();
        assertThat(shape.overlaps(SkyCircle.ofDegrees(20, -88, 2.8))).isFalse();
        assertThat(shape.overlaps(SkyCircle.ofDegrees(20, 88, 178.8))).isFalse();
        assertThat(shape.overlaps(SkyCircle.ofDegrees(20, 88, 179.5))).isTrue();
    }

    /** The pole and the origin of the frame, and the origin of ICRS. */
    @ParameterizedTest
    @CsvSource({
        "192.85948121, 27.12825118, 0, 90",
        "266.40499625, -28.93617242, 0, 0",
        "0, 0, 96.33728337, -60.18855195"
    })
    void turnsIcrsIntoGalactic(double ra, double dec, double l, double b) {
        SkyPoint galactic = SkyFrame.GALACTIC.fromIcrs(SkyPoint.ofDegrees(ra, dec));
        assertThat(galactic.separationDeg(SkyPoint.ofDegrees(l, b))).isLessThan(1e-5);
    }

    @Test
    void turnsIcrsIntoFk5ByTheSmallAnglesOfHipparcos() {
        // At RA 0, Dec 0 the offsets are those of the second and third axis themselves.
        SkyPoint fk5 = SkyFrame.FK5.fromIcrs(SkyPoint.ofDegrees(0, 0));
        assertThat(fk5.raDeg() * 3_600_000).isCloseTo(22.9, within(1e-6));
        assertThat(fk5.decDeg() * 3_600_000).isCloseTo(9.1, within(1e-6));
    }
}
