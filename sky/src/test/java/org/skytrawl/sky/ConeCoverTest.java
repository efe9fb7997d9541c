package org.skytrawl.sky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConeCoverTest {

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
            Moc cover = ConeCover.cells(order, cone);
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
        ConeCover cover = ConeCover.of(cone);
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
            ConeCover cover = ConeCover.of(cone);
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
            ConeCover cover = ConeCover.of(cone);
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
            ConeCover cover = ConeCover.of(SkyCircle.ofDegrees(12, 34, radius));
            assertThat(cover.overlaps(Moc.EMPTY)).isFalse();
            assertThat(cover.overlaps(Moc.FULL)).isTrue();
        }
        assertThat(ConeCover.cells(3, SkyCircle.ofDegrees(1, 2, 180))).isEqualTo(Moc.FULL);
    }

    @Test
    void seesAHoleThatTheConeLiesIn() {
        Moc hole = ConeCover.cells(12, SkyCircle.ofDegrees(40, -20, 1)).complement();
        assertThat(ConeCover.of(SkyCircle.ofDegrees(40, -20, 0.9)).overlaps(hole))
                .isFalse();
        assertThat(ConeCover.of(SkyCircle.ofDegrees(40, -20, 1.1)).overlaps(hole))
                .isTrue();
    }

    @Test
    void refusesOrdersThatWouldNeedTooManyCells() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConeCover.cells(29, SkyCircle.ofDegrees(0, 0, 10)))
                .withMessageContaining("order 29");
        assertThatIllegalArgumentException().isThrownBy(() -> ConeCover.cells(30, SkyCircle.ofDegrees(0, 0, 1e-6)));
    }
}
