package org.skytrawl.sky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ShapeCoverTest {
    private static final int MOST = 1_000_000;
    private final Random random = new Random(48);

    private double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    private SkyShape shape(int kind, double raDeg, double decDeg) throws ShapeFormatException {
        double size = Math.pow(10, between(-3, 1));
        return switch (kind) {
            case 0 -> SkyCircle.ofDegrees(raDeg, decDeg, size);
            case 1 -> SkyCircle.ofDegrees(raDeg, decDeg, 0);
            case 2 ->
                SkyPolygon.ofDegrees(
                        raDeg, decDeg, raDeg + size, decDeg, raDeg + size / 2, Math.min(89, decDeg + size / 3));
            case 3 ->
                new MocShape(Moc.ofCells(
                        8,
                        LongStream.range(0, 5)
                                .map(i -> Healpix.cellOf(8, SkyPoint.ofDegrees(raDeg, decDeg)) + i)
                                .map(cell -> Math.min(cell, Healpix.cellCount(8) - 1))
                                .distinct()
                                .toArray()));
            case 4 -> StcS.parse("ELLIPSE ICRS " + raDeg + " " + decDeg + " " + size + " " + size / 4 + " 30");
            case 5 -> StcS.parse("CIRCLE GALACTIC " + raDeg + " " + decDeg + " " + size);
            default ->
                new SkyUnion(List.of(
                        SkyCircle.ofDegrees(raDeg, decDeg, size / 9),
                        SkyCircle.ofDegrees(raDeg + size / 5, decDeg, size / 9)));
        };
    }

    @Test
    void shapesThatOverlapShareACell() throws ShapeFormatException {
        int overlapping = 0;
        for (int i = 0; i < 3000; i++) {
            double raDeg = between(0, 360);
            double decDeg = between(-85, 85);
            SkyShape one = shape(random.nextInt(7), raDeg, decDeg);
            SkyShape other = shape(random.nextInt(7), raDeg + between(-1, 1), decDeg + between(-1, 1));
            if (one.overlaps(other)) {
                overlapping++;
                int order = random.nextInt(8);
                long[] a = ShapeCover.cells(order, one, MOST);
                long[] b = ShapeCover.cells(order, other, MOST);
                assertThat(Arrays.stream(a).anyMatch(cell -> Arrays.binarySearch(b, cell) >= 0))
                        .as("%s and %s at order %d", one, other, order)
                        .isTrue();
            }
        }
        assertThat(overlapping).isGreaterThan(500);
    }

    @Test
    void hasTheCellsOfAPointAndOfTheWholeSky() {
        SkyPoint point = SkyPoint.ofDegrees(266.4, -29);
        assertThat(ShapeCover.cells(9, new SkyCircle(point, 0), MOST)).containsExactly(Healpix.cellOf(9, point));
        assertThat(ShapeCover.cells(2, new SkyCircle(point, 180), MOST))
                .isEqualTo(LongStream.range(0, 192).toArray());
        assertThat(ShapeCover.cells(1, new MocShape(Moc.ofCells(3, 0, 17)), MOST))
                .containsExactly(0, 1);
    }

    @Test
    void refusesMoreCellsThanTheMost() {
        SkyCircle sky = SkyCircle.ofDegrees(0, 0, 180);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ShapeCover.cells(29, sky, MOST))
                .withMessage("a shape has more than 1000000 cells of order 29");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ShapeCover.cells(30, sky, MOST))
                .withMessageContaining("30");
    }
}
