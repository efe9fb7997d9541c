package org.skytrawl.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skytrawl.model.Cone;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.sky.Healpix;
import org.skytrawl.sky.SkyPoint;

class SubConesTest {
    private static SkyPoint centre(Cone cone) {
        return SkyPoint.ofDegrees(cone.raDeg(), cone.decDeg());
    }

    @ParameterizedTest
    @CsvSource({
        "10.68, 41.27, 0.2",
        "0, 0, 5",
        "359.99, -10, 1",
        "123, 90, 3",
        "200, -89.9, 0.5",
        "40, 60, 45",
        "5, 5, 79.9",
        "0, -90, 80",
        "77, 33, 120",
        "1, 2, 180",
        "10, 20, 0.001"
    })
    void coverTheWholeCone(double raDeg, double decDeg, double radiusDeg) {
        Cone cone = new Cone(raDeg, decDeg, radiusDeg);
        List<Cone> parts = SubCones.of(cone);
        assertThat(parts)
                .isNotEmpty()
                .allSatisfy(part -> assertThat(part.radiusDeg()).isLessThan(radiusDeg));
        assertCovered(cone, parts);
    }

    private static void assertCovered(Cone cone, List<Cone> parts) {
        double radiusDeg = cone.radiusDeg();
        Random random = new Random(1);
        int within = 0;
        while (within < 3000) {
            // near the cone where it is small, and of those the ones in it
            double spread = Math.min(1, 1.2 * Math.toRadians(radiusDeg));
            SkyPoint centre = centre(cone);
            double x = centre.x() + spread * (2 * random.nextDouble() - 1);
            double y = centre.y() + spread * (2 * random.nextDouble() - 1);
            double z = centre.z() + spread * (2 * random.nextDouble() - 1);
            double length = Math.sqrt(x * x + y * y + z * z);
            if (length == 0) {
                continue;
            }
            SkyPoint point =
                    SkyPoint.ofDegrees(Math.toDegrees(Math.atan2(y, x)), Math.toDegrees(Math.asin(z / length)));
            if (point.separationDeg(centre) <= radiusDeg) {
                within++;
                assertThat(parts).anyMatch(part -> centre(part).separationDeg(point) <= part.radiusDeg());
            }
        }
    }

    @Test
    void nothingIsLeftToDivideOfAPoint() {
        assertThat(SubCones.of(new Cone(1, 2, 5e-5))).isEmpty();
    }

    @Test
    void thoseOfAPolygonAreTheOnesThatItReaches() {
        PolygonRegion polygon = PolygonRegion.parse("0,0 10,0 10,0.1");
        List<Cone> parts = SubCones.of(polygon.enclosingCone(), polygon);
        assertThat(parts).hasSizeBetween(3, 5).isSubsetOf(SubCones.of(polygon.enclosingCone()));
        for (double raDeg = 0; raDeg <= 10; raDeg += 0.125) {
            SkyPoint point = SkyPoint.ofDegrees(raDeg, 0);
            assertThat(parts).anyMatch(part -> centre(part).separationDeg(point) <= part.radiusDeg());
        }
        assertThat(SubCones.of(new Cone(1, 2, 3), new Cone(1, 2, 3))).isEqualTo(SubCones.of(new Cone(1, 2, 3)));
    }

    @ParameterizedTest
    @CsvSource({
        "10.68, 41.27, 0.2, 0.05",
        "10.68, 41.27, 0.2, 0.199",
        "0, 0, 5, 1",
        "359.99, -10, 1, 0.3",
        "123, 90, 3, 0.7",
        "200, -89.9, 0.5, 0.21",
        "40, 60, 45, 10",
        "5, 5, 89, 25",
        "77, 33, 120, 30",
        "1, 2, 180, 25",
        "1, 2, 180, 90",
        "1, 2, 170, 130",
        "10, 20, 0.001, 0.0004"
    })
    void circlesOfTheLargestRadiusCoverTheWholeCone(double raDeg, double decDeg, double radiusDeg, double largestDeg) {
        Cone cone = new Cone(raDeg, decDeg, radiusDeg);
        SubCones.Cover cover = SubCones.covering(cone, cone, largestDeg);
        assertThat(cover.isWhole()).isTrue();
        assertThat(cover.circles()).allMatch(circle -> circle.radiusDeg() == largestDeg);
        assertThat(cover.circles().getFirst()).isEqualTo(new Cone(raDeg, decDeg, largestDeg));
        assertCovered(cone, cover.circles());
        // squares in circles cost 1.57 of the area; rings at the edge more
        double ratio = radiusDeg / largestDeg;
        assertThat(cover.circles().size()).isLessThanOrEqualTo((int) Math.ceil(1.58 * ratio * ratio + 5 * ratio + 4));
    }

    @Test
    void aConeThatIsNoLargerIsNotDivided() {
        Cone cone = new Cone(1, 2, 3);
        assertThat(SubCones.covering(cone, null, 3)).isEqualTo(new SubCones.Cover(List.of(cone), true));
    }

    @Test
    void onlyCirclesThatReachTheRegionAreNeeded() {
        PolygonRegion polygon = PolygonRegion.parse("0,0 10,0 10,0.1");
        SubCones.Cover cover = SubCones.covering(polygon.enclosingCone(), polygon, 0.5);
        assertThat(cover.isWhole()).isTrue();
        assertThat(cover.circles()).hasSizeLessThan(60);
        for (double raDeg = 0; raDeg <= 10; raDeg += 0.0625) {
            SkyPoint point = SkyPoint.ofDegrees(raDeg, raDeg / 200);
            assertThat(cover.circles()).anyMatch(circle -> centre(circle).separationDeg(point) <= circle.radiusDeg());
        }
    }

    @Test
    void twoSmallPlacesFarApartNeedFewCircles() {
        MocRegion patches = MocRegion.parse("7/0 100000");
        Cone around = patches.enclosingCone();
        assertThat(around.radiusDeg()).isGreaterThan(20);
        SubCones.Cover cover = SubCones.covering(around, patches, 0.1);
        assertThat(cover.isWhole()).isTrue();
        assertThat(cover.circles()).hasSizeBetween(30, SubCones.MOST_CIRCLES);
        for (long cell : new long[] {0, 100_000}) {
            for (long part = cell << 10; part < (cell + 1) << 10; part++) {
                SkyPoint point = Healpix.centreOf(12, part);
                assertThat(cover.circles())
                        .anyMatch(circle -> centre(circle).separationDeg(point) <= circle.radiusDeg());
            }
        }
    }

    @Test
    void theNumberOfCirclesIsBoundedWhateverAServiceDeclares() {
        Cone cone = new Cone(10, 20, 60);
        for (double largestDeg : new double[] {1, 1e-3, 1e-12, Double.MIN_VALUE}) {
            SubCones.Cover cover = SubCones.covering(cone, cone, largestDeg);
            assertThat(cover.isWhole()).isFalse();
            assertThat(cover.circles()).hasSize(SubCones.MOST_CIRCLES);
        }
        PolygonRegion thin = PolygonRegion.parse("0,0 60,0 60,0.0001");
        SubCones.Cover cover = SubCones.covering(thin.enclosingCone(), thin, 0.001);
        assertThat(cover.isWhole()).isFalse();
        assertThat(cover.circles()).hasSizeLessThanOrEqualTo(SubCones.MOST_CIRCLES);
    }
}
