package org.skytrawl.sky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CircleCoverTest {
    private static Moc circle(double raDeg, double decDeg, double radiusDeg) {
        return RegionCover.of(SkyCircle.ofDegrees(raDeg, decDeg, radiusDeg)).cells();
    }

    private static Moc polygon(double... raDecDeg) {
        return RegionCover.of(SkyPolygon.ofDegrees(raDecDeg)).cells();
    }

    private static double areaDeg2(List<SkyCircle> circles) {
        return circles.stream().mapToDouble(CircleCover::areaDeg2).sum();
    }

    private static double areaDeg2(Moc moc) {
        return moc.skyFraction() * 4 * Math.PI * Math.pow(180 / Math.PI, 2);
    }

    /** The corners and the middle of cells of the MOC, those of its ends among them. */
    private static List<SkyPoint> points(Moc moc, SplittableRandom random) {
        List<SkyPoint> points = new ArrayList<>();
        long[] bounds = moc.bounds();
        int ranges = bounds.length / 2;
        for (int i = 0; i < 200; i++) {
            int range = 2 * random.nextInt(ranges);
            long cell = i % 2 == 0
                    ? bounds[range + (i % 4) / 2] - (i % 4) / 2
                    : random.nextLong(bounds[range], bounds[range + 1]);
            points.add(Healpix.pointIn(Healpix.MAX_ORDER, cell, random.nextDouble(), random.nextDouble()));
        }
        return points;
    }

    private static List<SkyCircle> checked(Moc moc, SplittableRandom random) {
        List<SkyCircle> circles = CircleCover.of(moc);
        assertThat(circles).hasSizeBetween(1, 20);
        assertThat(areaDeg2(circles)).isLessThanOrEqualTo(areaDeg2(List.of(moc.enclosingCircle())) * (1 + 1e-9));
        assertThat(points(moc, random))
                .allSatisfy(point -> assertThat(circles).anyMatch(circle -> circle.contains(point)));
        return circles;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void circlesContainWhateverMocAtMuchLessThanItsCircle(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 15; i++) {
            Moc moc = Moc.EMPTY;
            int parts = random.nextInt(1, 9);
            for (int part = 0; part < parts; part++) {
                SkyPoint at = i % 4 == 0
                        ? SkyPoint.ofDegrees(random.nextDouble(-0.1, 0.1), random.nextDouble(-90, 90))
                        : i % 4 == 1
                                ? SkyPoint.ofDegrees(random.nextDouble(360), random.nextBoolean() ? 89.9 : -89.9)
                                : Samples.anywhere(random);
                double sizeRad = Math.toRadians(Math.pow(10, random.nextDouble(-5, 1.5)));
                moc = moc.union(RegionCover.of(Star.random(at, sizeRad, random).polygon())
                        .cells());
            }
            checked(random.nextInt(10) == 0 ? moc.complement() : moc, random);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "10, 41, 0.1, 1",
        "10, 41, 0.00001, 1",
        "0, 90, 5, 1",
        "359.99, -10, 30, 1",
        "123, 45, 80, 1",
        "1, 2, 180, 1"
    })
    void aCompactMocHasOneCircle(double raDeg, double decDeg, double radiusDeg, int expected) {
        Moc moc = circle(raDeg, decDeg, radiusDeg);
        assertThat(checked(moc, new SplittableRandom(1))).hasSize(expected);
    }

    @Test
    void partsFarApartHaveTheirOwn() {
        Moc moc = circle(10, 41, 0.5).union(circle(190, -41, 0.2)).union(circle(30, -80, 3));
        List<SkyCircle> circles = checked(moc, new SplittableRandom(1));
        assertThat(circles)
                .extracting(SkyCircle::radiusDeg)
                .satisfiesExactly(
                        radius -> assertThat(radius).isBetween(3.0, 3.6),
                        radius -> assertThat(radius).isBetween(0.5, 0.6),
                        radius -> assertThat(radius).isBetween(0.2, 0.25));
    }

    @Test
    void partsOfOneSmallFieldShareOne() {
        Moc moc = circle(10, 41, 0.05).union(circle(10.5, 41, 0.05)).union(circle(10, 41.5, 0.05));
        assertThat(checked(moc, new SplittableRandom(1))).hasSize(1);
    }

    @Test
    void aLongStripHasSeveralInARow() {
        List<SkyCircle> circles = checked(polygon(0, 0, 40, 0, 40, 1, 0, 1), new SplittableRandom(1));
        assertThat(circles).hasSizeBetween(4, 8);
        assertThat(areaDeg2(circles)).isLessThan(Math.PI * 20 * 20 / 3);
    }

    @Test
    void theSkyWithoutABeltHasOneOnEachSide() throws ShapeFormatException {
        Moc caps = circle(192.86, 27.13, 75).union(circle(12.86, -27.13, 75));
        assertThat(checked(caps, new SplittableRandom(1))).hasSize(2).allMatch(circle -> circle.radiusDeg() < 82);
        assertThat(CircleCover.of(Moc.FULL)).containsExactly(Moc.FULL.enclosingCircle());
        // nearly the whole sky is no less
        assertThat(CircleCover.of(Moc.parse("5/7").complement()))
                .extracting(SkyCircle::radiusDeg)
                .containsExactly(180.0);
    }

    @Test
    void oneCellIsEnough() {
        SkyPoint point = SkyPoint.ofDegrees(10, -90);
        assertThat(CircleCover.of(Moc.of(point))).hasSize(1).allMatch(circle -> circle.contains(point));
        assertThatIllegalArgumentException().isThrownBy(() -> CircleCover.of(Moc.EMPTY));
    }

    /** As of a gravitational-wave alert, in many thousand ranges. */
    @Test
    void aMocOfManyRangesIsCovered() {
        SplittableRandom random = new SplittableRandom(9);
        long[] cells = random.longs(200_000, 0, Healpix.cellCount(12) / 50).toArray();
        Moc moc = Moc.ofCells(12, cells);
        assertThat(areaDeg2(checked(moc, random))).isGreaterThan(areaDeg2(moc));
    }
}
