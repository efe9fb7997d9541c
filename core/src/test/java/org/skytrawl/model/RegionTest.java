package org.skytrawl.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.skytrawl.model.Verdict.NO;
import static org.skytrawl.model.Verdict.UNKNOWN;
import static org.skytrawl.model.Verdict.YES;

import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.SkyCircle;
import org.skytrawl.sky.SkyPoint;
import org.skytrawl.sky.StcS;

class RegionTest {
    private static final PolygonRegion SQUARE = PolygonRegion.ofDegrees(359, -1, 1, -1, 1, 1, 359, 1);
    private static final MocRegion CELLS = MocRegion.parse("6/2623 2708-2709");

    @Test
    void isReadBackFromItsText() {
        Cone cone = new Cone(274.688, -13.792, 0.1);
        assertThat(cone.text()).isEqualTo("274.688 -13.792 0.1");
        assertThat(Cone.parse(cone.text())).isEqualTo(cone);
        assertThat(SQUARE.text()).isEqualTo("359.0,-1.0 1.0,-1.0 1.0,1.0 359.0,1.0");
        assertThat(CELLS.text()).isEqualTo("6/2623 2708-2709");
        assertThat(MocRegion.parse(CELLS.text())).isEqualTo(CELLS).hasSameHashCodeAs(CELLS);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200; i++) {
            double size = Math.pow(10, random.nextDouble(-6, 1.5));
            double ra = random.nextDouble(-360, 720);
            PolygonRegion polygon = PolygonRegion.ofDegrees(
                    ra, 0.1 * size, ra + size, random.nextDouble() * size, ra + size / 2, size * 1.1);
            assertThat(PolygonRegion.parse(polygon.text())).isEqualTo(polygon).hasSameHashCodeAs(polygon);
        }
        assertThat(PolygonRegion.parse("  -1,0\n1,0\t0,1e0 ")).isEqualTo(PolygonRegion.ofDegrees(359, 0, 1, 0, 360, 1));
        assertThat(PolygonRegion.parse("-1 0 1 0 0 1")).isEqualTo(PolygonRegion.ofDegrees(359, 0, 1, 0, 360, 1));
        assertThat(PolygonRegion.parse("00:40:00,+41:30:00 00h44m00s,41d30m 11,42"))
                .isEqualTo(PolygonRegion.ofDegrees(10, 41.5, 11, 41.5, 11, 42));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | at least 3 vertices, not 0",
                "1,2 3 4,5 | vertex 2 of the polygon, '3', is not RA,DEC in degrees: write a polygon as",
                "1,2 3,x 4,5 | vertex 2 of the polygon: declination 'x' is not one of these",
                "1 2 3 4 5 | the polygon has 5 numbers, not two for each vertex",
                "1 2 3 4 5 x | vertex 3 of the polygon: declination 'x'",
                "00:42:60,1 2,3 4,5 | vertex 1 of the polygon: right ascension '00:42:60' has 60 seconds",
                "1,2,3 4,5 6,7 | vertex 1 of the polygon, '1,2,3', is not",
                "1,2 3,4 | at least 3 vertices, not 2",
                "1,2 3,4 5,-90.5 | vertex 3 of the polygon: declination must be in [-90,90] degrees, not -90.5",
                "1,2 3,4 3,4 5,1 | equal: vertex 3 (3.0, 4.0) and vertex 2 (3.0, 4.0)",
                "0,0 1,1 1,0 0,1 | crosses or touches itself: the side from vertex 1 (0.0, 0.0) and the one from vertex 3 (1.0, 0.0)",
                "0,-1 90,1 180,-1 270,1 | over a hemisphere: none holds vertex 4 (270.0, 1.0)",
            })
    void namesTheVertexThatIsWrong(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PolygonRegion.parse(text))
                .withMessageContaining(message);
    }

    @Test
    void aPolygonHasAtMostAThousandVertices() {
        assertThat(PolygonRegion.parse(circleOf(1_000)).raDecDeg()).hasSize(2_000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PolygonRegion.parse(circleOf(1_001)))
                .withMessageContaining("at most 1000 vertices, and this one has more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PolygonRegion.parse(circleOf(3_000)))
                .withMessageContaining("at most 1000 vertices");
    }

    private static String circleOf(int vertices) {
        return IntStream.range(0, vertices)
                .mapToObj(i -> 360.0 * i / vertices + ",80")
                .collect(Collectors.joining(" "));
    }

    @Test
    void anEmptyMocAndNoMocAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MocRegion.parse("0/"))
                .withMessageContaining("empty MOC");
        assertThatIllegalArgumentException().isThrownBy(() -> new MocRegion(Moc.EMPTY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MocRegion.parse("6/x"))
                .withMessageContaining("MOC '6/x' cannot be read");
    }

    @Test
    void saysYesNoOrThatItCannotTell() throws Exception {
        for (Region region : new Region[] {new Cone(0, 0, 1.2), SQUARE, MocRegion.parse("3/304")}) {
            SkyPoint inside = region.enclosingCone().shape().centre();
            String at = inside.raDeg() + " " + inside.decDeg();
            assertThat(region.overlaps(StcS.parse("CIRCLE " + at + " 0.1"))).isEqualTo(YES);
            assertThat(region.overlaps(StcS.parse("UNION (CIRCLE 100 50 1 ELLIPSE " + at + " 2 1 30)")))
                    .isEqualTo(YES);
            assertThat(region.overlaps(StcS.parse("CIRCLE 100 50 1"))).isEqualTo(NO);
            assertThat(region.overlaps((org.skytrawl.sky.SkyShape) null)).isEqualTo(UNKNOWN);
            assertThat(region.overlaps(inside)).isEqualTo(YES);
            assertThat(region.overlaps(SkyPoint.ofDegrees(inside.raDeg() + 25, inside.decDeg())))
                    .isEqualTo(UNKNOWN);
            assertThat(region.overlaps(SkyPoint.ofDegrees(100, 50)))
                    .as("over 30 degrees away")
                    .isEqualTo(NO);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 5", "359.9, 89.5, 2", "10, -90, 10", "123, 45, 0.01", "200, -30, 60"})
    void coverAndEnclosingConeHoldTheRegion(double ra, double dec, double size) {
        SplittableRandom random = new SplittableRandom(7);
        SkyCircle around = SkyCircle.ofDegrees(ra, dec, size);
        Moc half = org.skytrawl.sky.RegionCover.of(around)
                .cells()
                .minus(org.skytrawl.sky.RegionCover.of(SkyCircle.ofDegrees(ra, dec, size / 2))
                        .cells());
        for (Region region : new Region[] {new Cone(ra, dec, size), triangle(around), new MocRegion(half)}) {
            Cone cone = region.enclosingCone();
            int inside = 0;
            for (int i = 0; i < 2_000; i++) {
                SkyPoint point = SkyPoint.ofDegrees(
                        ra + random.nextDouble(-1.5, 1.5) * size / Math.max(0.01, Math.cos(Math.toRadians(dec))),
                        Math.clamp(dec + random.nextDouble(-1.5, 1.5) * size, -90, 90));
                if (region.shape().overlaps(new SkyCircle(point, 0))) {
                    inside++;
                    assertThat(region.cover().contains(point)).isTrue();
                    assertThat(cone.shape().contains(point)).isTrue();
                }
            }
            assertThat(inside).isGreaterThan(50);
            assertThat(cone.radiusDeg()).isLessThan(1.3 * size);
            assertThat(cone.text()).hasSizeLessThan(40);
        }
    }

    private static PolygonRegion triangle(SkyCircle circle) {
        double ra = circle.centre().raDeg();
        double dec = circle.centre().decDeg();
        double size = circle.radiusDeg();
        return Math.abs(dec) > 89
                ? PolygonRegion.ofDegrees(
                        0,
                        Math.copySign(90 - size, dec),
                        120,
                        Math.copySign(90 - size, dec),
                        240,
                        Math.copySign(90 - size, dec))
                : PolygonRegion.ofDegrees(
                        ra, dec - size, ra + size / 2, dec, ra - size / 2, Math.min(90, dec + size / 2));
    }

    @Test
    void theWholeSkyIsAConeOf180Degrees() {
        assertThat(new MocRegion(Moc.FULL).enclosingCone().radiusDeg()).isEqualTo(180);
    }
}
