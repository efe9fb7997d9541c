package org.skytrawl.sky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegionCoverTest {

    private static Moc cellsOf(int order, String ranges) throws ShapeFormatException {
        return Moc.parse(order + "/" + ranges);
    }

    @Test
    void agreesWithHealpyOnTheCellsOfACone() throws ShapeFormatException {
        List<String[]> rows = Vectors.rows("cone-cells.csv");
        assertThat(rows).hasSizeGreaterThan(60);
        for (String[] row : rows) {
            int order = Integer.parseInt(row[0]);
            SkyCircle cone = SkyCircle.ofDegrees(
                    Double.parseDouble(row[1]), Double.parseDouble(row[2]), Double.parseDouble(row[3]));
            Moc cover = RegionCover.cells(order, cone);
            assertThat(cellsOf(order, row[4]).minus(cover).toAscii())
                    .as("left out of %s", String.join(",", row))
                    .isEqualTo("0/");
            assertThat(cover.minus(cellsOf(order, row[5])).toAscii())
                    .as("too much of %s", String.join(",", row))
                    .isEqualTo("0/");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0.001",
        "45, 41.8, 0.5",
        "10, 90, 3",
        "200, -89.99, 0.1",
        "0, 0, 30",
        "77, -30, 89",
        "77, -30, 91",
        "120, 50, 150",
        "300, 10, 179",
        "300, 10, 180",
        "33, 44, 0.00001",
        "90, 41.8103, 0.02",
        "5, 5, 0"
    })
    void saysOfSingleCellsWhatSamplingTheirPointsSays(double ra, double dec, double radius) {
        SkyCircle cone = SkyCircle.ofDegrees(ra, dec, radius);
        RegionCover cover = RegionCover.of(cone);
        SplittableRandom random = new SplittableRandom(4);
        int touching = 0;
        int missing = 0;
        for (int i = 0; i < 1500; i++) {
            int order = random.nextInt(30);
            // Around the rim, where it matters.
            double distance = Math.toRadians(radius) * random.nextDouble(0.9, 1.1)
                    + Healpix.boundRad(order) * random.nextDouble(-1, 1.2);
            SkyPoint near =
                    Samples.offset(cone.centre(), Math.clamp(distance, 0, Math.PI), random.nextDouble(2 * Math.PI));
            long cell = Healpix.cellOf(order, near);
            Moc moc = Moc.ofCells(order, cell);
            double gap = gapDeg(cone, order, cell);
            boolean overlaps = cover.overlaps(moc);
            if (gap <= 0) {
                assertThat(overlaps).as("order %d cell %d touches", order, cell).isTrue();
                touching++;
            } else if (gap > Math.max(1e-4 * radius, 1e-3 / 3600) + sampleSpacingDeg(order)) {
                assertThat(overlaps).as("order %d cell %d misses", order, cell).isFalse();
                missing++;
            }
            assertThat(moc.overlaps(cone)).isEqualTo(overlaps);
        }
        assertThat(touching).isGreaterThan(100);
        if (radius < 170) {
            assertThat(missing).isGreaterThan(50);
        }
    }

    private static final int STEPS = 16;

    /** A rim sample is never farther than this from any point of the cell's edge. */
    private static double sampleSpacingDeg(int order) {
        return Math.toDegrees(Healpix.boundRad(order)) * 2 / STEPS;
    }

    private static double gapDeg(SkyCircle cone, int order, long cell) {
        if (Healpix.cellOf(order, cone.centre()) == cell) {
            return 0;
        }
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i <= STEPS; i++) {
            double t = (double) i / STEPS;
            for (SkyPoint edge : List.of(
                    Healpix.pointIn(order, cell, t, 0),
                    Healpix.pointIn(order, cell, t, 1),
                    Healpix.pointIn(order, cell, 0, t),
                    Healpix.pointIn(order, cell, 1, t))) {
                least = Math.min(least, edge.separationDeg(cone.centre()) - cone.radiusDeg());
            }
        }
        return least;
    }

    @Test
    void decidesManyMocsLikeThePlainWalkDoes() {
        SplittableRandom random = new SplittableRandom(5);
        for (int c = 0; c < 60; c++) {
            SkyCircle cone = new SkyCircle(Samples.anywhere(random), Math.pow(10, random.nextDouble(-4, 2)));
            RegionCover cover = RegionCover.of(cone);
            for (int m = 0; m < 200; m++) {
                Moc moc = patches(random, cone);
                assertThat(cover.overlaps(moc)).isEqualTo(moc.overlaps(cone));
            }
        }
    }

    private static Moc patches(SplittableRandom random, SkyCircle cone) {
        int order = random.nextInt(14);
        List<Long> cells = new ArrayList<>();
        for (int i = random.nextInt(1, 30); i > 0; i--) {
            SkyCircle region = random.nextInt(10) == 0
                    ? new SkyCircle(cone.centre(), Math.min(180, cone.radiusDeg() * 3))
                    : SkyCircle.ofDegrees(0, 0, 180);
            cells.add(Healpix.cellOf(order, Samples.within(region, random)));
        }
        return Moc.ofCells(order, cells.stream().mapToLong(Long::longValue).toArray());
    }

    @Test
    void neverMissesAMocThatHoldsAPointOfTheCone() {
        SplittableRandom random = new SplittableRandom(6);
        for (int c = 0; c < 300; c++) {
            SkyCircle cone = new SkyCircle(Samples.anywhere(random), Math.pow(10, random.nextDouble(-5, 2.2)));
            RegionCover cover = RegionCover.of(cone);
            for (int k = 0; k < 30; k++) {
                SkyPoint rim = Samples.offset(cone.centre(), cone.radiusRad(), random.nextDouble(2 * Math.PI));
                int order = random.nextInt(30);
                Moc moc = Moc.ofCells(order, Healpix.cellOf(order, rim));
                assertThat(cover.overlaps(moc)).isTrue();
            }
        }
    }

    @Test
    void knowsNothingAndEverything() {
        for (double radius : new double[] {0, 1e-9, 1, 90, 180}) {
            RegionCover cover = RegionCover.of(SkyCircle.ofDegrees(12, 34, radius));
            assertThat(cover.overlaps(Moc.EMPTY)).isFalse();
            assertThat(cover.overlaps(Moc.FULL)).isTrue();
        }
        assertThat(RegionCover.cells(3, SkyCircle.ofDegrees(1, 2, 180))).isEqualTo(Moc.FULL);
    }

    @Test
    void seesAHoleThatTheConeLiesIn() {
        Moc hole = RegionCover.cells(12, SkyCircle.ofDegrees(40, -20, 1)).complement();
        assertThat(RegionCover.of(SkyCircle.ofDegrees(40, -20, 0.9)).overlaps(hole))
                .isFalse();
        assertThat(RegionCover.of(SkyCircle.ofDegrees(40, -20, 1.1)).overlaps(hole))
                .isTrue();
    }

    @Test
    void refusesOrdersThatWouldNeedTooManyCells() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RegionCover.cells(29, SkyCircle.ofDegrees(0, 0, 10)))
                .withMessageContaining("order 29");
        assertThatIllegalArgumentException().isThrownBy(() -> RegionCover.cells(30, SkyCircle.ofDegrees(0, 0, 1e-6)));
    }

    @Test
    void aPointIsItsCellOfTheFinestOrder() {
        SkyPoint point = SkyPoint.ofDegrees(10.68, 41.27);
        assertThat(Moc.of(point).toAscii()).isEqualTo("29/" + Healpix.cellOf(29, point));
    }

    @Test
    void holdsEveryPointOfTheRegionAndNoneFarFromIt() {
        Random random = new Random(5);
        SkyCircle circle = SkyCircle.ofDegrees(0.5, 89.2, 2.5);
        Moc ofCircle = RegionCover.of(circle).cells();
        SkyPolygon polygon = SkyPolygon.ofDegrees(358, -3, 3, -2, 2, 4, 0, 1);
        Moc ofPolygon = RegionCover.of(polygon).cells();
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
                            .cells()
                            .toAscii())
                    .hasSizeLessThan(8_000);
        }
        assertThat(RegionCover.of(SkyPolygon.ofDegrees(0, 0, 80, 0, 80, 70, 0, 60))
                        .cells()
                        .toAscii())
                .hasSizeLessThan(8_000);
        assertThat(RegionCover.of(SkyPolygon.ofDegrees(10, 10, 10.01, 10, 10, 10.01))
                        .cells()
                        .toAscii())
                .hasSizeLessThan(8_000);
    }

    /** Registry searches send them: what was found yesterday must be found today. */
    @ParameterizedTest
    @CsvSource({
        "10 10 10.01 10 10 10.01, 5165, -486185021",
        "9 40 12 40 12 42 9 42, 2292, 1033668278",
        "358 -3 3 -2 2 4 0 1, 1468, 2033855097",
        "0 88 90 88 180 88 270 88, 1976, 459321102",
        "0 0 80 0 80 70 0 60, 1580, -2116504581",
        "0 1 90 1 180 1 270 1, 437, 456016554"
    })
    void theCellsOfAPolygonAreAsEver(String raDec, int length, int hash) {
        double[] numbers =
                Arrays.stream(raDec.split(" ")).mapToDouble(Double::parseDouble).toArray();
        assertThat(RegionCover.of(SkyPolygon.ofDegrees(numbers)).cells().toAscii())
                .hasSize(length)
                .hasSameHashCodeAs(hash);
    }

    @Test
    void decidesManyMocsAboutAPolygonLikeThePlainWalkDoes() {
        SplittableRandom random = new SplittableRandom(15);
        int overlapping = 0;
        for (int c = 0; c < 24; c++) {
            double size = Math.pow(10, random.nextDouble(-6, 0));
            SkyPoint middle = c % 3 == 0
                    ? SkyPoint.ofDegrees(random.nextDouble(-2, 2) * Math.toDegrees(size), 0)
                    : c % 3 == 1 ? SkyPoint.ofDegrees(0, c % 2 == 0 ? 90 : -90) : Samples.anywhere(random);
            SkyPolygon polygon = Star.random(middle, size, random).polygon();
            RegionCover cover = RegionCover.of(polygon);
            SkyCircle around = new SkyCircle(middle, Math.toDegrees(size));
            for (int m = 0; m < 100; m++) {
                Moc moc = patches(random, around);
                boolean overlaps = cover.overlaps(moc);
                assertThat(overlaps).isEqualTo(ShapeCells.of(polygon).overlaps(moc));
                overlapping += overlaps ? 1 : 0;
            }
        }
        assertThat(overlapping).isBetween(400, 2_000);
    }

    @Test
    void neverMissesAMocThatHoldsAPointOfThePolygonAndNeverTakesOneFarFromIt() {
        SplittableRandom random = new SplittableRandom(16);
        int missed = 0;
        for (int c = 0; c < 100; c++) {
            double size = Math.pow(10, random.nextDouble(-7, 0));
            SkyPoint middle = c % 2 == 0 ? SkyPoint.ofDegrees(0, c % 4 == 0 ? 90 : 0) : Samples.anywhere(random);
            Star star = Star.random(middle, size, random);
            SkyPolygon polygon = star.polygon();
            RegionCover cover = RegionCover.of(polygon);
            for (int k = 0; k < 30; k++) {
                int order = random.nextInt(30);
                assertThat(cover.overlaps(Moc.ofCells(order, Healpix.cellOf(order, star.sample(random)))))
                        .isTrue();
                SkyPoint near = Samples.within(new SkyCircle(middle, Math.toDegrees(1.5 * size)), random);
                SkyCircle around = Healpix.circleAround(29, Healpix.cellOf(29, near));
                if (!polygon.overlaps(new SkyCircle(near, around.radiusDeg() + 2e-4 * Math.toDegrees(size)))) {
                    assertThat(cover.overlaps(Moc.of(near))).isFalse();
                    missed++;
                }
            }
        }
        assertThat(missed).isGreaterThan(500);
    }
}
