package org.skytrawl.simvo.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.skytrawl.simvo.universe.Dataset;
import org.skytrawl.simvo.universe.Extent;
import org.skytrawl.simvo.universe.Outline;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.MocShape;
import org.skytrawl.sky.SkyCircle;
import org.skytrawl.sky.SkyPoint;
import org.skytrawl.sky.SkyPolygon;
import org.skytrawl.sky.SkyShape;

/** The truth's own geometry and the library's were written apart: where they agree both are right. */
class GeometryTest {
    private final SplittableRandom random = new SplittableRandom(1);

    private double[] anywhere() {
        double dec = switch (random.nextInt(5)) {
            case 0 -> random.nextDouble(89, 90);
            case 1 -> random.nextDouble(-90, -89);
            // where the sides of HEALPix cells bend
            case 2 -> random.nextDouble(41, 42.5);
            default -> Math.toDegrees(Math.asin(random.nextDouble(-1, 1)));
        };
        return new double[] {random.nextInt(4) == 0 ? random.nextDouble(-1, 1) : random.nextDouble(360), dec};
    }

    @Test
    void rectanglesTouchConesAsSphericalPolygonsDo() {
        int touching = 0;
        for (int i = 0; i < 4_000; i++) {
            double[] at = anywhere();
            Extent.Rectangle rectangle = new Extent.Rectangle(random.nextDouble(0.01, 8), random.nextDouble(0.01, 8));
            Dataset dataset = Datasets.at(0, at[0], at[1], rectangle);
            SkyPolygon polygon = SkyPolygon.ofDegrees(Outline.cornersDeg(at[0], at[1], rectangle));
            double[] offset = {random.nextDouble(-6, 6), random.nextDouble(-6, 6)};
            double dec = Math.clamp(at[1] + offset[1], -90, 90);
            double ra = at[0] + offset[0] / Math.max(0.02, Math.cos(Math.toRadians(dec)));
            Question.Cone cone = new Question.Cone(ra, dec, random.nextDouble(0.001, 3));
            boolean expected = polygon.overlaps(SkyCircle.ofDegrees(ra, dec, cone.radiusDeg()));
            assertThat(PlaceMatch.of(dataset, cone))
                    .as("%s and %s", dataset, cone)
                    .isEqualTo(Match.of(expected));
            touching += expected ? 1 : 0;
        }
        assertThat(touching).isBetween(1_000, 3_000);
    }

    @Test
    void positionsAreInTheCellsThatTheLibrarySays() {
        for (int i = 0; i < 4_000; i++) {
            double[] at = anywhere();
            int order = random.nextInt(10);
            long cell = MocMatch.cellOf(order, at[0], at[1]);
            assertThat(Moc.ofCells(order, cell).contains(SkyPoint.ofDegrees(at[0], at[1])))
                    .as("order %d, cell %d, %s %s", order, cell, at[0], at[1])
                    .isTrue();
        }
    }

    @Test
    void mocsTouchConesAsTheLibrarySays() {
        int touching = 0;
        for (int i = 0; i < 2_000; i++) {
            int order = 2 + random.nextInt(6);
            long cells = 12L << (2 * order);
            double[] at = anywhere();
            double radiusDeg = random.nextDouble(0.05, 2);
            long near = MocMatch.cellOf(order, at[0], at[1]);
            long cell = Math.floorMod(near + random.nextInt(9) - 4, cells);
            boolean expected = Moc.ofCells(order, cell).overlaps(SkyCircle.ofDegrees(at[0], at[1], radiusDeg));
            assertThat(MocMatch.overlaps(order + "/" + cell, new Question.Cone(at[0], at[1], radiusDeg)))
                    .as("order %d, cell %d, %s %s %s", order, cell, at[0], at[1], radiusDeg)
                    .isEqualTo(expected);
            touching += expected ? 1 : 0;
        }
        assertThat(touching).isBetween(500, 1_900);
    }

    @Test
    void mocsAreReadInAllTheirForms() {
        Question.Cone cone = new Question.Cone(10.68, 41.27, 0.2);
        long cell = MocMatch.cellOf(6, 10.68, 41.27);
        assertThat(MocMatch.overlaps("0/0-11", cone)).isTrue();
        assertThat(MocMatch.overlaps("5/ 6/" + cell + " 7/", cone)).isTrue();
        assertThat(MocMatch.overlaps("5/1,3 6/" + (cell - 2) + "-" + (cell + 2), cone))
                .isTrue();
        assertThat(MocMatch.overlaps("0/9-11 6/", cone)).isFalse();
    }

    /** A star around a place: every other corner is nearer, so that it is not convex. */
    private double[] star(double[] at, double sizeDeg) {
        int corners = 2 * random.nextInt(2, 7);
        double[] raDec = new double[2 * corners];
        double dec = Math.toRadians(at[1]);
        double ra = Math.toRadians(at[0]);
        double turn = random.nextDouble(6);
        for (int i = 0; i < corners; i++) {
            double angle = turn + 2 * Math.PI * i / corners;
            double apart = Math.toRadians(sizeDeg * (i % 2 == 0 ? 1 : random.nextDouble(0.3, 1)));
            double d = Math.asin(Math.sin(dec) * Math.cos(apart) + Math.cos(dec) * Math.sin(apart) * Math.cos(angle));
            raDec[2 * i] = Math.toDegrees(ra
                    + Math.atan2(
                            Math.sin(angle) * Math.sin(apart) * Math.cos(dec),
                            Math.cos(apart) - Math.sin(dec) * Math.sin(d)));
            raDec[2 * i + 1] = Math.toDegrees(d);
        }
        return raDec;
    }

    private Dataset near(double[] at, double reachDeg) {
        double[] raDec = star(at, random.nextDouble(reachDeg));
        Extent extent = random.nextBoolean()
                ? new Extent.Circle(random.nextDouble(0.01, 2))
                : new Extent.Rectangle(random.nextDouble(0.01, 3), random.nextDouble(0.01, 3));
        return Datasets.at(0, raDec[0], raDec[1], extent);
    }

    private static SkyShape shape(Dataset dataset) {
        return dataset.extent() instanceof Extent.Rectangle rectangle
                ? SkyPolygon.ofDegrees(Outline.cornersDeg(dataset.raDeg(), dataset.decDeg(), rectangle))
                : SkyCircle.ofDegrees(
                        dataset.raDeg(), dataset.decDeg(), dataset.extent().fovDeg() / 2);
    }

    @Test
    void polygonsTouchOutlinesAndMocsAsTheLibrarySays() {
        int touching = 0;
        for (int i = 0; i < 3_000; i++) {
            double[] at = anywhere();
            double sizeDeg = random.nextDouble(0.1, 4);
            double[] raDec = star(at, sizeDeg);
            Place place = new Place.Polygon(raDec);
            SkyPolygon polygon = SkyPolygon.ofDegrees(raDec);
            Dataset dataset = near(at, 2 * sizeDeg);
            boolean expected = polygon.overlaps(shape(dataset));
            assertThat(PlaceMatch.of(dataset, place))
                    .as("%s and %s", dataset, place)
                    .isEqualTo(Match.of(expected));
            touching += expected ? 1 : 0;
            int order = 3 + random.nextInt(5);
            long cell = MocMatch.cellOf(order, dataset.raDeg(), dataset.decDeg());
            assertThat(place.touchesCell(order, cell))
                    .as("%s/%s and %s", order, cell, place)
                    .isEqualTo(new MocShape(Moc.ofCells(order, cell)).overlaps((SkyShape) polygon));
        }
        assertThat(touching).isBetween(700, 2_500);
    }

    @Test
    void mocsTouchOutlinesAndMocsAsTheLibrarySays() throws Exception {
        int touching = 0;
        for (int i = 0; i < 3_000; i++) {
            double[] at = anywhere();
            int order = 3 + random.nextInt(5);
            long cells = 12L << (2 * order);
            long near = MocMatch.cellOf(order, at[0], at[1]);
            String text = order + "/" + near + " " + Math.floorMod(near + random.nextInt(9) - 4, cells) + " "
                    + (order + 2) + "/" + Math.floorMod(16 * near + random.nextInt(99) - 50, 16 * cells);
            Place place = new Place.Cells(text);
            Moc moc = Moc.parse(text);
            Dataset dataset = near(at, 200.0 / (1L << order));
            boolean expected = new MocShape(moc).overlaps(shape(dataset));
            assertThat(PlaceMatch.of(dataset, place))
                    .as("%s and %s", dataset, place)
                    .isEqualTo(Match.of(expected));
            touching += expected ? 1 : 0;
            int other = random.nextInt(9);
            long cell = MocMatch.cellOf(other, dataset.raDeg(), dataset.decDeg());
            assertThat(place.touchesCell(other, cell))
                    .as("%s/%s and %s", other, cell, place)
                    .isEqualTo(moc.overlaps(Moc.ofCells(other, cell)));
        }
        assertThat(touching).isBetween(700, 2_500);
    }
}
