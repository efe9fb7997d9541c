package org.skytrawl.server.facade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.skytrawl.model.ObsCoreColumn.s_dec;
import static org.skytrawl.model.ObsCoreColumn.s_ra;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.SkyPoint;

/** Ranges against brute force: points of a range are in the cells that are asked for, and judged as in it. */
final class PositionTest {
    @ParameterizedTest
    @CsvSource({
        "10, 11, 20, 21",
        "350, 10, -5, 5",
        "-10, 10, -5, 5",
        "0, 360, 85, 90",
        "0, 360, -90, -89.5",
        "0, 360, 40, 41",
        "100, 280, 60, 89",
        "10.0, 10.0001, 41.0, 41.0001",
        "0, 359, -90, 90",
        "120, 121, -90, 90",
    })
    void aRangeIsInItsCellsAndOnlyItsPointsMatch(double west, double east, double south, double north) {
        Position position = Position.of("RANGE " + west + " " + east + " " + south + " " + north);
        Place place = Place.of(List.of(position));
        Moc cells = position.cover(1);
        double width = east < west ? east + 360 - west : east - west;
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            double raDeg = west + width * (i < 4 ? i % 2 : random.nextDouble());
            double decDeg = south + (north - south) * (i < 4 ? i / 2 : random.nextDouble());
            assertThat(cells.contains(SkyPoint.ofDegrees(raDeg, decDeg))).isTrue();
            assertThat(place.matches(Datasets.of(s_ra, raDeg, s_dec, decDeg))).isTrue();
        }
        for (int i = 0; i < 300; i++) {
            double raDeg = 360 * random.nextDouble();
            double decDeg = 180 * random.nextDouble() - 90;
            boolean inside = (((raDeg - west) % 360 + 360) % 360 <= width) && decDeg >= south && decDeg <= north;
            assertThat(place.matches(Datasets.of(s_ra, raDeg, s_dec, decDeg))).isEqualTo(inside);
        }
        assertThat(cells.skyFraction()).isLessThanOrEqualTo(1);
    }

    @Test
    void theCellsAreNotMuchLargerThanTheRange() {
        Moc cells = Position.of("RANGE 10 11 20 21").cover(1);
        assertThat(cells.skyFraction() * 41253).isBetween(0.93, 1.6);
    }

    @Test
    void openEndsReachAroundAndToThePoles() {
        Position position = Position.of("RANGE -Inf Inf 80 Inf");
        assertThat(position.isWholeSky()).isFalse();
        assertThat(position.cover(1).contains(SkyPoint.ofDegrees(123, 90))).isTrue();
        assertThat(position.cover(1).contains(SkyPoint.ofDegrees(123, 80))).isTrue();
    }
}
