package org.skytrawl.sky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnclosingCircleTest {
    @Test
    void isTheSmallestOfAllCirclesThroughTwoOrThreePoints() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 400; i++) {
            SkyCircle region = new SkyCircle(Samples.anywhere(random), Math.pow(10, random.nextDouble(-3, 1.9)));
            List<SkyPoint> points = Stream.generate(() -> Samples.within(region, random))
                    .limit(random.nextInt(1, 9))
                    .toList();
            SkyCircle circle = SkyCircle.around(points);
            assertThat(circle).isNotNull();
            assertThat(points).allMatch(circle::contains);
            assertThat(circle.radiusDeg()).isLessThanOrEqualTo(smallestDeg(points) * (1 + 1e-6) + 1e-9);
        }
    }

    private static double smallestDeg(List<SkyPoint> points) {
        List<Vec> centres = new ArrayList<>(points.stream().map(SkyPoint::vec).toList());
        for (SkyPoint a : points) {
            for (SkyPoint b : points) {
                centres.add(a.vec().plus(b.vec()).unit());
                for (SkyPoint c : points) {
                    Vec normal = b.vec().minus(a.vec()).cross(c.vec().minus(a.vec()));
                    if (normal.norm() > 0) {
                        centres.add(normal.unit());
                    }
                }
            }
        }
        return centres.stream()
                .map(SkyPoint::of)
                .mapToDouble(centre ->
                        points.stream().mapToDouble(centre::separationDeg).max().orElseThrow())
                .min()
                .orElseThrow();
    }

    @Test
    void isNoneExactlyWhereNoHemisphereHoldsThePoints() {
        SplittableRandom random = new SplittableRandom(3);
        int over = 0;
        for (int i = 0; i < 600; i++) {
            SkyCircle region = new SkyCircle(Samples.anywhere(random), random.nextDouble(70, 180));
            List<SkyPoint> points = Stream.generate(() -> Samples.within(region, random))
                    .limit(random.nextInt(3, 9))
                    .toList();
            boolean held = isHeldByAHemisphere(points);
            assertThat(SkyCircle.around(points) != null).isEqualTo(held);
            over += held ? 0 : 1;
        }
        assertThat(over).isBetween(100, 500);
    }

    /** If a hemisphere holds them, one does with two of them on its rim. */
    private static boolean isHeldByAHemisphere(List<SkyPoint> points) {
        for (SkyPoint a : points) {
            for (SkyPoint b : points) {
                Vec pole = a.vec().cross(b.vec());
                if (!a.equals(b)
                        && points.stream().allMatch(p -> p.equals(a) || p.equals(b) || pole.dot(p.vec()) > 0)) {
                    return true;
                }
            }
        }
        return false;
    }

    @ParameterizedTest
    @CsvSource({"0, 90, 3", "0, -90, 0.01", "359.9, 0, 20", "123, 45, 80", "10, 10, 0.000001"})
    void goesAroundAMoc(double ra, double dec, double radius) {
        SplittableRandom random = new SplittableRandom(4);
        SkyCircle region = SkyCircle.ofDegrees(ra, dec, radius);
        Moc moc = RegionCover.of(region).cells();
        SkyCircle circle = moc.enclosingCircle();
        for (int i = 0; i < 2_000; i++) {
            SkyPoint point = Samples.within(new SkyCircle(region.centre(), Math.min(180, 1.3 * radius)), random);
            if (moc.contains(point)) {
                assertThat(circle.contains(point)).isTrue();
            }
        }
        // the cells on the rim reach beyond the region, by a sixth of its radius at most
        assertThat(circle.radiusDeg()).isBetween(radius * 0.999, radius * 1.25 + 1e-6);
    }

    @Test
    void isTheWholeSkyForAMocThatNoHemisphereHolds() throws ShapeFormatException {
        assertThat(Moc.parse("0/0-7").enclosingCircle().radiusDeg()).isEqualTo(180);
        assertThat(Moc.FULL.enclosingCircle().radiusDeg()).isEqualTo(180);
        assertThatIllegalArgumentException().isThrownBy(() -> Moc.EMPTY.enclosingCircle());
    }
}
