package org.skytrawl.sky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SkyPolygonTest {

    private static SkyPolygon polygon(String raDec) {
        String[] words = raDec.split(" ");
        double[] numbers = new double[words.length];
        for (int i = 0; i < words.length; i++) {
            numbers[i] = Double.parseDouble(words[i]);
        }
        return SkyPolygon.ofDegrees(numbers);
    }

    private static SkyPolygon reversed(SkyPolygon polygon) {
        List<SkyPoint> vertices = new ArrayList<>(polygon.vertices());
        Collections.reverse(vertices);
        return SkyPolygon.of(vertices);
    }

    @ParameterizedTest
    @CsvSource({
        // over RA 0
        "359 -1 1 -1 1 1 359 1, 0, 0, 0, true",
        "359 -1 1 -1 1 1 359 1, 180, 0, 10, false",
        "359 -1 1 -1 1 1 359 1, 2, 0, 0.99, false",
        "359 -1 1 -1 1 1 359 1, 2, 0, 1.01, true",
        "-1 -1 1 -1 1 1 -1 1, 359.5, 0.5, 0, true",
        // around the poles
        "0 80 90 80 180 80 270 80, 123, 90, 0, true",
        "0 80 90 80 180 80 270 80, 45, 82.9, 0, true",
        "0 80 90 80 180 80 270 80, 45, 82.8, 0, false",
        "0 80 90 80 180 80 270 80, 0, -90, 0, false",
        "0 -80 90 -80 180 -80 270 -80, 0, -90, 0, true",
        "0 -80 90 -80 180 -80 270 -80, 0, 90, 90, false",
        // the pole as a vertex, and on an edge
        "0 90 10 80 350 80, 0, 85, 0, true",
        "0 90 10 80 350 80, 180, 85, 4.99, false",
        "0 90 10 80 350 80, 180, 85, 5, true",
        "0 80 90 85 180 80, 0, 90, 0, true",
        // a circle inside that touches no edge, and one around all of it
        "10 10 20 10 20 20 10 20, 15, 15, 0.1, true",
        "10 10 20 10 20 20 10 20, 15, 15, 40, true",
        "10 10 20 10 20 20 10 20, 15, 15, 170, true",
        // tiny
        "10 10 10.000001 10 10.000001 10.000001 10 10.000001, 10.0000005, 10.0000005, 0, true",
        "10 10 10.000001 10 10.000001 10.000001 10 10.000001, 10.0000015, 10.0000005, 0, false",
        "10 10 10.000001 10 10.000001 10.000001 10 10.000001, 10.0000015, 10.0000005, 0.00000049, false",
        "10 10 10.000001 10 10.000001 10.000001 10 10.000001, 10.0000015, 10.0000005, 0.00000050, true",
        "10 10 10.000001 10 10.000001 10.000001 10 10.000001, 190, -10, 179.999999, true",
        "10 10 10.000001 10 10.000001 10.000001 10 10.000001, 190, -10, 179.99999, false",
        "10 10 10.000001 10 10.000001 10.000001 10 10.000001, 190, -10, 179.99, false",
        // concave circles
        "10 10 20 10 20 20 10 20, 195, -15, 160, false",
        "10 10 20 10 20 20 10 20, 195, -15, 174, true",
        "10 10 20 10 20 20 10 20, 195, -15, 172, false",
        // nearly half the sky, either side
        "0 1 90 1 180 1 270 1, 0, 90, 0, true",
        "0 1 90 1 180 1 270 1, 0, -90, 0, false",
        "0 -1 90 -1 180 -1 270 -1, 0, 90, 0, false",
        "0 -1 90 -1 180 -1 270 -1, 0, -90, 0, true",
        // a notch
        "0 0 10 0 10 10 5 2 0 10, 5, 5, 0, false",
        "0 0 10 0 10 10 5 2 0 10, 5, 1, 0, true",
        "0 0 10 0 10 10 5 2 0 10, 5, 5, 1.3, false",
        "0 0 10 0 10 10 5 2 0 10, 5, 5, 1.6, true",
        // crossing itself: both loops
        "0 0 10 10 10 0 0 10, 2, 5, 0, true",
        "0 0 10 10 10 0 0 10, 8, 5, 0, true",
        "0 0 10 10 10 0 0 10, 5, 8, 0, false",
        // repeated and closing vertices, a spike
        "10 10 10 10 20 10 20 10 20 20 10 20 10 10, 15, 15, 0, true",
        "10 10 10 10 20 10 20 10 20 20 10 20 10 10, 25, 15, 0, false",
        "10 10 20 10 30 10 20 10 20 20 10 20, 15, 15, 0, true",
        "10 10 20 10 30 10 20 10 20 20 10 20, 25, 15, 0, false",
        "10 10 20 10 30 10 20 10 20 20 10 20, 30, 11, 1.001, true",
        // no area
        "10 10 10 10 10 10, 10, 10, 0, true",
        "10 10 10 10 10 10, 10, 11, 0.99, false",
        "10 10 10 10 10 10, 10, 11, 1, true",
        "10 0 20 0 30 0, 25, 0, 0, true",
        "10 0 20 0 30 0, 25, 1, 0.99, false",
        "10 0 20 0 30 0, 31, 0, 0.99, false",
        "10 0 20 0 30 0, 205, 0, 164.9, false",
        "10 0 20 0 30 0, 205, 0, 165, true",
        "10 0 20 0 30 0, 25, 1, 1, true",
        // halves
        "0 0 120 0 240 0, 0, 90, 0, true",
        "0 0 120 0 240 0, 0, -90, 0, true",
    })
    void overlapsWhatItTouches(String raDec, double ra, double dec, double radius, boolean expected) {
        SkyPolygon polygon = polygon(raDec);
        SkyCircle circle = SkyCircle.ofDegrees(ra, dec, radius);
        assertThat(polygon.overlaps(circle)).isEqualTo(expected);
        assertThat(reversed(polygon).overlaps(circle)).as("other winding").isEqualTo(expected);
    }

    @Test
    void bandsAcrossTheSkyHaveTheirSmallerSideInside() {
        // Three quarters of the equator, 10 degrees high, there and back.
        List<SkyPoint> vertices = new ArrayList<>();
        for (int ra = 0; ra <= 270; ra += 30) {
            vertices.add(SkyPoint.ofDegrees(ra, -5));
        }
        for (int ra = 270; ra >= 0; ra -= 30) {
            vertices.add(SkyPoint.ofDegrees(ra, 5));
        }
        SkyPolygon band = SkyPolygon.of(vertices);
        for (SkyPolygon either : List.of(band, reversed(band))) {
            for (double ra = 0.5; ra < 360; ra++) {
                boolean inside = ra < 270;
                assertThat(either.contains(SkyPoint.ofDegrees(ra, 0))).isEqualTo(inside);
                assertThat(either.contains(SkyPoint.ofDegrees(ra, 8))).isFalse();
                assertThat(either.contains(SkyPoint.ofDegrees(ra, -80))).isFalse();
            }
        }
    }

    /** Star-shaped polygons, whose inside is known from their making, against samples of circle and polygon. */
    @Test
    void agreesWithSampling() {
        SplittableRandom random = new SplittableRandom(10);
        int overlapping = 0;
        int apart = 0;
        for (int i = 0; i < 400; i++) {
            SkyPoint middle = i % 10 == 0 ? SkyPoint.ofDegrees(0, i % 20 == 0 ? 90 : -90) : Samples.anywhere(random);
            double size = Math.pow(10, random.nextDouble(-4, 0.0));
            Star star = Star.random(middle, size, random);
            for (SkyPolygon polygon : List.of(star.polygon(), reversed(star.polygon()))) {
                double radius = Math.toDegrees(size) * random.nextDouble(0.01, 1.5);
                SkyPoint centre =
                        Samples.offset(middle, size * random.nextDouble(0, 2), random.nextDouble(2 * Math.PI));
                SkyCircle circle = new SkyCircle(centre, Math.min(180, radius));
                boolean overlaps = polygon.overlaps(circle);
                if (overlaps) {
                    // A circle a little larger must then hold a point that is inside, or nearly.
                    overlapping++;
                    assertThat(sampleInBoth(star, circle, random, 1.02)).isTrue();
                } else {
                    apart++;
                    assertThat(sampleInBoth(star, circle, random, 1)).isFalse();
                }
            }
        }
        assertThat(overlapping).isGreaterThan(150);
        assertThat(apart).isGreaterThan(150);
    }

    private static boolean sampleInBoth(Star star, SkyCircle circle, SplittableRandom random, double tolerance) {
        SkyCircle sampled = new SkyCircle(circle.centre(), Math.min(180, circle.radiusDeg() * tolerance));
        for (int k = 0; k < 20_000; k++) {
            if (star.contains(Samples.within(sampled, random), tolerance)) {
                return true;
            }
            if (k % 100 == 0 && tolerance > 1) {
                SkyPoint ofStar = star.sample(random);
                if (sampled.contains(ofStar)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void findsPointsInsideAndOutsideOfStars() {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 300; i++) {
            Star star = Star.random(Samples.anywhere(random), Math.pow(10, random.nextDouble(-7, 0.1)), random);
            SkyPolygon polygon = star.polygon();
            for (int k = 0; k < 300; k++) {
                SkyPoint point = Samples.offset(
                        star.middle(), star.size() * random.nextDouble(0, 1.5), random.nextDouble(2 * Math.PI));
                boolean surelyInside = star.contains(point, 1 - 1e-6);
                boolean maybeInside = star.contains(point, 1 + 1e-6);
                if (surelyInside == maybeInside) {
                    assertThat(polygon.contains(point)).isEqualTo(surelyInside);
                }
            }
            assertThat(polygon.contains(SkyPoint.of(star.middle().vec().times(-1))))
                    .isFalse();
        }
    }

    /** Rings around the sky, of any course between the polar circles: of what lies north and south of it the smaller. */
    @Test
    void findsTheSmallerSideOfRingsAroundTheSky() {
        SplittableRandom random = new SplittableRandom(14);
        int decided = 0;
        for (int i = 0; i < 200; i++) {
            List<SkyPoint> ring = ring(random);
            List<SkyPoint> points = new ArrayList<>();
            int north = 0;
            for (int k = 0; k < 4_000; k++) {
                SkyPoint point = Samples.anywhere(random);
                points.add(point);
                north += northOf(ring, point) ? 1 : 0;
            }
            if (Math.abs(north - 2_000) < 150) {
                // Too near to half the sky for this many samples to tell.
                continue;
            }
            decided++;
            SkyPolygon polygon = SkyPolygon.of(ring);
            SkyPolygon reversed = reversed(polygon);
            for (SkyPoint point : points.subList(0, 500)) {
                boolean inside = northOf(ring, point) == (north < 2_000);
                assertThat(polygon.contains(point)).isEqualTo(inside);
                assertThat(reversed.contains(point)).isEqualTo(inside);
            }
        }
        assertThat(decided).isGreaterThan(120);
    }

    private static List<SkyPoint> ring(SplittableRandom random) {
        int count = random.nextInt(5, 40);
        double bias = random.nextDouble(-40, 40);
        List<SkyPoint> ring = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            ring.add(SkyPoint.ofDegrees(360.0 * k / count, bias + random.nextDouble(-25, 25)));
        }
        return ring;
    }

    private static boolean northOf(List<SkyPoint> ring, SkyPoint point) {
        int sector = (int) (point.raDeg() * ring.size() / 360);
        Vec west = ring.get(sector).vec();
        Vec east = ring.get((sector + 1) % ring.size()).vec();
        return west.cross(east).dot(point.vec()) > 0;
    }

    @Test
    void givesBackItsVertices() {
        assertThat(SkyPolygon.ofDegrees(0, 0, 90, 0, 0, 90).vertices())
                .hasSize(3)
                .first()
                .isEqualTo(new SkyPoint(1, 0, 0));
    }

    @Test
    void refusesWhatIsNoPolygon() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SkyPolygon.ofDegrees(1, 2, 3, 4))
                .withMessageContaining("2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SkyPolygon.ofDegrees(1, 2, 3, 4, 5, 6, 7))
                .withMessageContaining("7");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SkyPolygon.ofDegrees(0, -90, 0, 90, 10, 0))
                .withMessageContaining("antipodes");
    }
}
