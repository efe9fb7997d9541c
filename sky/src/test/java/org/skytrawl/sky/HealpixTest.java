package org.skytrawl.sky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealpixTest {

    @Test
    void agreesWithHealpyOnTheCellOfAPosition() {
        List<String[]> rows = Vectors.rows("position-to-cell.csv");
        assertThat(rows).hasSizeGreaterThan(700);
        int borders = 0;
        for (String[] row : rows) {
            SkyPoint point = SkyPoint.ofDegrees(Double.parseDouble(row[1]), Double.parseDouble(row[2]));
            int order = Integer.parseInt(row[0]);
            long expected = Long.parseLong(row[3]);
            if (onBorder(order, point)) {
                assertThat(cellsAround(order, point)).as(String.join(",", row)).contains(expected);
                borders++;
            } else {
                assertThat(Healpix.cellOf(order, point))
                        .as(String.join(",", row))
                        .isEqualTo(expected);
            }
        }
        // Round numbers such as the poles; which of the cells that meet there is named is up to rounding.
        assertThat(borders).isBetween(1, 40);
    }

    private static boolean onBorder(int order, SkyPoint point) {
        return cellsAround(order, point).size() > 1;
    }

    /** The cells within 1e-13 radians of a point. */
    private static Set<Long> cellsAround(int order, SkyPoint point) {
        Set<Long> cells = new HashSet<>();
        for (int i = 0; i < 16; i++) {
            cells.add(Healpix.cellOf(order, Samples.offset(point, 1e-13, (i + 0.5) * Math.PI / 8)));
        }
        return cells;
    }

    @Test
    void agreesWithHealpyOnTheCentreOfACell() {
        List<String[]> rows = Vectors.rows("cell-to-centre.csv");
        assertThat(rows).hasSizeGreaterThan(100);
        for (String[] row : rows) {
            SkyPoint expected = SkyPoint.ofDegrees(Double.parseDouble(row[2]), Double.parseDouble(row[3]));
            SkyPoint centre = Healpix.centreOf(Integer.parseInt(row[0]), Long.parseLong(row[1]));
            assertThat(centre.separationDeg(expected)).isLessThan(1e-12);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5})
    void findsEachCellFromItsCentre(int order) {
        for (long cell = 0; cell < Healpix.cellCount(order); cell++) {
            assertThat(Healpix.cellOf(order, Healpix.centreOf(order, cell))).isEqualTo(cell);
        }
    }

    @Test
    void findsTheFinestCellsFromTheirCentresAlsoAtThePoles() {
        SplittableRandom random = new SplittableRandom(2);
        long inFace = Healpix.cellCount(29) / 12;
        for (int i = 0; i < 20_000; i++) {
            long anywhere = random.nextLong(12 * inFace);
            long atNorthPole = (random.nextInt(4) + 1) * inFace - 1 - random.nextLong(1000);
            long atSouthPole = (random.nextInt(4) + 8) * inFace + random.nextLong(1000);
            assertThat(Healpix.cellOf(29, Healpix.centreOf(29, anywhere))).isEqualTo(anywhere);
            assertThat(Healpix.cellOf(29, Healpix.centreOf(29, atNorthPole))).isEqualTo(atNorthPole);
            assertThat(Healpix.cellOf(29, Healpix.centreOf(29, atSouthPole))).isEqualTo(atSouthPole);
        }
    }

    @Test
    void nestsItsCells() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 5_000; i++) {
            SkyPoint point = Samples.anywhere(random);
            long finest = Healpix.cellOf(29, point);
            for (int order = 0; order < 29; order++) {
                assertThat(Healpix.cellOf(order, point)).isEqualTo(finest >> (2 * (29 - order)));
            }
        }
    }

    /** Each cell of the coarse orders, all round its edge and within. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void boundsEveryCell(int order) {
        double farthest = 0;
        for (long cell = 0; cell < Healpix.cellCount(order); cell++) {
            farthest = Math.max(farthest, farthestSampleRad(order, cell, 24));
        }
        // Not only an upper bound, but the least.
        assertThat(farthest).isBetween(Healpix.boundRad(order) * 0.99999, Healpix.boundRad(order));
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 8, 11, 15, 20, 25, 29})
    void boundsCellsOfFineOrdersWhereverTheyLie(int order) {
        SplittableRandom random = new SplittableRandom(order);
        double farthest = 0;
        for (int i = 0; i < 3000; i++) {
            SkyPoint point = switch (i % 4) {
                case 0 -> Samples.anywhere(random);
                // Where belt and caps meet, along the edges of the base cells, at the poles.
                case 1 -> SkyPoint.ofDegrees(90 * random.nextInt(4), Math.toDegrees(Math.asin(2.0 / 3)));
                case 2 -> SkyPoint.ofDegrees(90 * random.nextInt(4), random.nextDouble(41, 90));
                default ->
                    SkyPoint.ofDegrees(random.nextDouble(360), -90 + random.nextDouble() * Math.scalb(90.0, -order));
            };
            farthest = Math.max(farthest, farthestSampleRad(order, Healpix.cellOf(order, point), 6));
        }
        assertThat(farthest).isLessThan(Healpix.boundRad(order));
    }

    private static double farthestSampleRad(int order, long cell, int steps) {
        Vec centre = Healpix.centreOf(order, cell).vec();
        double farthest = 0;
        for (int i = 0; i <= steps; i++) {
            for (int j = 0; j <= steps; j++) {
                Vec sample = Healpix.pointIn(order, cell, (double) i / steps, (double) j / steps)
                        .vec();
                farthest = Math.max(farthest, Vec.angleRad(centre, sample));
            }
        }
        return farthest;
    }

    @Test
    void refusesOrdersAndCellsThatAreNot() {
        assertThatIllegalArgumentException().isThrownBy(() -> Healpix.cellCount(30));
        assertThatIllegalArgumentException().isThrownBy(() -> Healpix.cellOf(-1, SkyPoint.ofDegrees(0, 0)));
        assertThatIllegalArgumentException().isThrownBy(() -> Healpix.centreOf(0, 12));
        assertThatIllegalArgumentException().isThrownBy(() -> Healpix.centreOf(29, -1));
    }

    @Test
    void turnsRingNumbersIntoNestedOnes() {
        for (String[] row : Vectors.rows("ring-to-nested.csv")) {
            assertThat(Healpix.nestedOfRing(Integer.parseInt(row[0]), Long.parseLong(row[1])))
                    .as("order %s, ring cell %s", row[0], row[1])
                    .isEqualTo(Long.parseLong(row[2]));
        }
    }
}
