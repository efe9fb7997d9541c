package org.skytrawl.sky;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RegionCoverTest {
    @Test
    void aPointIsItsCellOfTheFinestOrder() {
        SkyPoint point = SkyPoint.ofDegrees(10.68, 41.27);
        assertThat(RegionCover.of(point).toAscii()).isEqualTo("29/" + Healpix.cellOf(29, point));
        assertThat(RegionCover.of(new SkyCircle(point, 0))).isEqualTo(RegionCover.of(point));
    }

    @Test
    void holdsEveryPointOfTheRegionAndNoneFarFromIt() {
        Random random = new Random(5);
        SkyCircle circle = SkyCircle.ofDegrees(0.5, 89.2, 2.5);
        Moc ofCircle = RegionCover.of(circle);
        SkyPolygon polygon = SkyPolygon.ofDegrees(358, -3, 3, -2, 2, 4, 0, 1);
        Moc ofPolygon = RegionCover.of(polygon);
        int inside = 0;
        for (int i = 0; i < 20_000; i++) {
            SkyPoint nearPole = SkyPoint.ofDegrees(360 * random.nextDouble(), 85 + 5 * random.nextDouble());
            if (circle.contains(nearPole)) {
                assertThat(ofCircle.contains(nearPole)).isTrue();
                inside++;
            } else if (ofCircle.contains(nearPole)) {
                assertThat(circle.overlaps(new SkyCircle(nearPole, 0.5))).isTrue();
            }
            SkyPoint nearZero = SkyPoint.ofDegrees(355 + 12 * random.nextDouble(), -6 + 12 * random.nextDouble());
            if (polygon.contains(nearZero)) {
                assertThat(ofPolygon.contains(nearZero)).isTrue();
                inside++;
            } else if (ofPolygon.contains(nearZero)) {
                assertThat(polygon.overlaps(new SkyCircle(nearZero, 0.3))).isTrue();
            }
        }
        assertThat(inside).isGreaterThan(1_000);
    }

    @Test
    void isShortEnoughToBePartOfAQuery() {
        for (double radiusDeg : new double[] {1e-5, 0.1, 3, 40, 120, 180}) {
            assertThat(RegionCover.of(SkyCircle.ofDegrees(123.4, -56.7, radiusDeg))
                            .toAscii())
                    .hasSizeLessThan(8_000);
        }
        assertThat(RegionCover.of(SkyPolygon.ofDegrees(0, 0, 80, 0, 80, 70, 0, 60))
                        .toAscii())
                .hasSizeLessThan(8_000);
        assertThat(RegionCover.of(SkyPolygon.ofDegrees(10, 10, 10.01, 10, 10, 10.01))
                        .toAscii())
                .hasSizeLessThan(8_000);
    }
}
