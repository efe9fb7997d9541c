package org.skytrawl.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.sky.SkyPoint;

class EnclosingConesTest {
    private static final double TOO_LITTLE_TO_MATTER_DEG = 1e-9;

    @Test
    void ofAConeOrASmallRegionAreOneCone() {
        Cone cone = new Cone(10, 41, 30);
        assertThat(cone.enclosingCones()).containsExactly(cone);
        for (Region region : List.of(
                PolygonRegion.parse("10,41 11,41 10.5,41.75"),
                MocRegion.parse("6/2623 2708-2709"),
                MocRegion.parse("0/0-11"))) {
            assertThat(region.enclosingCones()).containsExactly(region.enclosingCone());
        }
    }

    /** Its own words: along the sides, and within by random points of the hull of neighbouring vertices. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "350,-1 10,-1 30,-1 30,1 10,1 350,1",
                "0,60 90,60 180,60 270,60",
                "0,-89 120,-89 240,-89",
                "10,0 50,0 50,0.001",
                "200,89 20,60 20.5,60",
                "359,-5 1,-5 1,85 359,85"
            })
    void containAPolygonWithItsInside(String text) {
        PolygonRegion polygon = PolygonRegion.parse(text);
        List<Cone> cones = polygon.enclosingCones();
        assertThat(cones).hasSizeBetween(1, 20);
        Random random = new Random(7);
        List<SkyPoint> vertices = polygon.shape().vertices();
        int inside = 0;
        for (int i = 0; i < 4000; i++) {
            double x = 0;
            double y = 0;
            double z = 0;
            for (SkyPoint vertex : vertices) {
                double weight = Math.pow(random.nextDouble(), 6);
                x += weight * vertex.x();
                y += weight * vertex.y();
                z += weight * vertex.z();
            }
            double length = Math.sqrt(x * x + y * y + z * z);
            SkyPoint point = new SkyPoint(x / length, y / length, z / length);
            if (polygon.shape().contains(point)) {
                inside++;
                assertThat(cones)
                        .anyMatch(cone ->
                                SkyPoint.ofDegrees(cone.raDeg(), cone.decDeg()).separationDeg(point)
                                        <= cone.radiusDeg() + TOO_LITTLE_TO_MATTER_DEG);
            }
        }
        assertThat(inside).isGreaterThan(1000);
    }

    @Test
    void areSeveralForWhatIsLongOrInParts() {
        assertThat(PolygonRegion.parse("10,0 50,0 50,0.5 10,0.5").enclosingCones())
                .hasSizeBetween(4, 9);
        MocRegion opposite = MocRegion.parse("6/0 49151");
        assertThat(opposite.enclosingCone().radiusDeg()).isGreaterThan(45);
        assertThat(opposite.enclosingCones()).hasSize(2).allMatch(cone -> cone.radiusDeg() < 1);
        assertThat(opposite.enclosingCones()).isSameAs(opposite.enclosingCones());
    }
}
