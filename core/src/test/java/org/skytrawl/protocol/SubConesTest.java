package org.skytrawl.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skytrawl.model.Cone;
import org.skytrawl.model.PolygonRegion;
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
}
