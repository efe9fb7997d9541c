package org.skytrawl.sky;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Polygons and MOCs against all other shapes. */
class OverlapTest {
    private static final int RINGS = 24;
    private static final int SPOKES = 48;

    /** No point of the circle that is sampled is farther from a sample than this part of the circle's radius. */
    private static final double REACH = 0.1;

    @ParameterizedTest
    @ValueSource(strings = {"0 90", "0 -90", "0 0", "359.99 -41", "77 66.6", "180 12"})
    void isWhatSamplingSays(String place) {
        double ra = Double.parseDouble(place.split(" ")[0]);
        double dec = Double.parseDouble(place.split(" ")[1]);
        SplittableRandom random = new SplittableRandom(9);
        int yes = 0;
        int no = 0;
        for (int i = 0; i < 96; i++) {
            double size = Math.pow(10, random.nextDouble(-6, -0.2));
            SkyPoint middle = Samples.offset(
                    SkyPoint.ofDegrees(ra, dec), size * random.nextDouble(), random.nextDouble(2 * Math.PI));
            SkyShape region = i % 2 == 0 ? Star.random(middle, size, random).polygon() : patch(middle, size, random);
            double otherSize = Math.min(1, size * Math.pow(10, random.nextDouble(-1, 1)));
            SkyPoint other = Samples.offset(
                    middle, (size + otherSize) * random.nextDouble(0, 1.2), random.nextDouble(2 * Math.PI));
            SkyShape shape = shape(i / 2 % 8, other, otherSize, random);
            boolean overlaps = region.overlaps(shape);
            assertThat(shape.overlaps(region)).isEqualTo(overlaps);
            boolean smallerIsRegion = size <= otherSize;
            List<SkyPoint> samples = smallerIsRegion ? samples(middle, size) : samples(other, otherSize);
            double reachDeg = Math.toDegrees(REACH * Math.min(size, otherSize));
            if (overlaps) {
                yes++;
                assertThat(bothHold(region, shape, samples, reachDeg))
                        .as("pair %d: %s and %s", i, region, shape)
                        .isTrue();
            } else {
                no++;
                assertThat(bothHold(region, shape, samples, 0))
                        .as("pair %d: %s and %s", i, region, shape)
                        .isFalse();
            }
        }
        assertThat(yes).isGreaterThan(15);
        assertThat(no).isGreaterThan(15);
    }

    private static boolean bothHold(SkyShape a, SkyShape b, List<SkyPoint> samples, double reachDeg) {
        return samples.stream()
                .map(sample -> new SkyCircle(sample, reachDeg))
                .anyMatch(circle -> a.overlaps(circle) && b.overlaps(circle));
    }

    private static List<SkyPoint> samples(SkyPoint middle, double size) {
        List<SkyPoint> samples = new ArrayList<>(List.of(middle));
        for (int ring = 1; ring <= RINGS; ring++) {
            for (int spoke = 0; spoke < SPOKES; spoke++) {
                samples.add(Samples.offset(middle, size * ring / RINGS, 2 * Math.PI * spoke / SPOKES));
            }
        }
        return samples;
    }

    private static MocShape patch(SkyPoint middle, double size, SplittableRandom random) {
        int order = Math.min(29, ShapeCells.coarsestOrderWithin(size / 4));
        SkyCircle inner = new SkyCircle(middle, Math.toDegrees(size / 2));
        long[] cells = new long[random.nextInt(1, 12)];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = Healpix.cellOf(order, Samples.within(inner, random));
        }
        return new MocShape(Moc.ofCells(order, cells));
    }

    /** A shape within a circle of a size, radians. */
    private static SkyShape shape(int kind, SkyPoint middle, double size, SplittableRandom random) {
        double deg = Math.toDegrees(size);
        SkyPoint galactic = SkyFrame.GALACTIC.fromIcrs(middle);
        return switch (kind) {
            case 0 -> new SkyCircle(middle, deg);
            case 1 -> Star.random(middle, size, random).polygon();
            case 2 -> new SkyEllipse(middle, deg, deg * random.nextDouble(0.1, 1), random.nextDouble(360));
            case 3 -> SkyBox.ofDegrees(middle.raDeg(), middle.decDeg(), deg * random.nextDouble(0.3, 1), deg * 0.9);
            case 4 -> patch(middle, size, random);
            case 5 ->
                new RotatedShape(
                        SkyFrame.GALACTIC, Star.random(galactic, size, random).polygon());
            case 6 -> new RotatedShape(SkyFrame.GALACTIC, new SkyEllipse(galactic, deg, deg / 3, 20));
            default ->
                new SkyUnion(List.of(
                        new SkyCircle(Samples.offset(middle, size / 2, 1), deg / 3),
                        Star.random(Samples.offset(middle, size / 2, 4), size / 2, random)
                                .polygon()));
        };
    }

    @ParameterizedTest
    @CsvSource({
        "POLYGON 11 20 12 20 12 21 11 21, true",
        "POLYGON 11.00000001 20 12 20 12 21 11.00000001 21, false",
        "POLYGON 10.99999999 20 12 20 12 21 10.99999999 21, true",
        // the one within the other, and around it
        "POLYGON 10.4 20.4 10.6 20.4 10.5 20.6, true",
        "POLYGON 0 10 20 10 20 30 0 30, true",
        // a cross: no vertex of the one lies in the other
        "POLYGON 9 20.4 12 20.4 12 20.6 9 20.6, true",
        "POLYGON 190 -20 191 -20 191 -21 190 -21, false",
        // no area
        "POLYGON 10.5 20.5 10.5 20.5 10.5 20.5, true",
        "POLYGON 9 20.5 12 20.5 9 20.5, true",
        "POLYGON 9 22 12 22 9 22, false",
        "POSITION 10.5 20.5, true",
        "POSITION 10.5 19.9, false",
        "RANGE 8 9.997 -90 90, false",
        "RANGE 8 10.0001 -90 90, true",
        "RANGE 0 360 21.01 90, false",
        "RANGE 0 360 20.9 90, true",
        "ELLIPSE 10.5 22 1.1 0.3 0, true",
        "ELLIPSE 10.5 22 0.9 0.3 0, false",
        "ALLSKY, true",
    })
    void squareFromRa10To11AndDec20To21(String stcS, boolean expected) throws ShapeFormatException {
        SkyPolygon square = SkyPolygon.ofDegrees(10, 20, 11, 20, 11, 21, 10, 21);
        SkyShape shape = StcS.parse(stcS);
        assertThat(square.overlaps(shape)).isEqualTo(expected);
        assertThat(shape.overlaps(square)).isEqualTo(expected);
    }

    @Test
    void mocsAreComparedByCells() throws ShapeFormatException {
        MocShape moc = new MocShape(Moc.parse("4/10 12-14"));
        assertThat(moc.overlaps(new MocShape(Moc.parse("5/55")))).isTrue();
        assertThat(moc.overlaps(new MocShape(Moc.parse("5/44-47")))).isFalse();
        assertThat(moc.overlaps((SkyShape) new SkyCircle(Healpix.centreOf(4, 11), 0.1)))
                .isFalse();
        assertThat(new MocShape(Moc.EMPTY).overlaps(SkyPolygon.ofDegrees(0, 0, 90, 0, 0, 90)))
                .isFalse();
    }

    @Test
    void aMocLargerThanAHemisphereHasAHole() {
        Moc hole = RegionCover.cells(8, SkyCircle.ofDegrees(0, 90, 5));
        MocShape rest = new MocShape(hole.complement());
        assertThat(rest.overlaps(SkyPolygon.ofDegrees(0, 86, 90, 86, 180, 86, 270, 86)))
                .isFalse();
        assertThat(rest.overlaps(SkyPolygon.ofDegrees(0, 86, 90, 84, 180, 86, 270, 86)))
                .isTrue();
        assertThat(rest.overlaps(new SkyEllipse(SkyPoint.ofDegrees(0, 90), 4.5, 4, 0)))
                .isFalse();
        assertThat(rest.overlaps(new SkyEllipse(SkyPoint.ofDegrees(0, 90), 7, 4, 0)))
                .isTrue();
    }
}
