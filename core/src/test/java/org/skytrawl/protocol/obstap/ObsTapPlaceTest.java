package org.skytrawl.protocol.obstap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.skytrawl.model.Cone;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.protocol.mapping.PlainNumber;
import org.skytrawl.protocol.obstap.ObsTapPlace.PositionPredicate;
import org.skytrawl.sky.Moc;

/** The exact conditions of the ladder of simpler queries. */
class ObsTapPlaceTest {
    private static final Cone CONE = new Cone(10.5, -20, 0.5);
    private static final String BOX = "(s_dec BETWEEN -20.500001 AND -19.499999 AND s_ra BETWEEN 9.96791 AND 11.03209)";

    @Test
    void asksForFootprintsOrCentres() {
        assertThat(ObsTapPlace.conditions(PositionPredicate.INTERSECTS_OR_CONTAINS, CONE, false))
                .containsExactly("(1=INTERSECTS(s_region, CIRCLE('ICRS', 10.5, -20, 0.5))"
                        + " OR 1=CONTAINS(POINT('ICRS', s_ra, s_dec), CIRCLE('ICRS', 10.5, -20, 0.5))"
                        + " OR (s_region IS NULL AND s_fov > 0"
                        + " AND 1=CONTAINS(POINT('ICRS', s_ra, s_dec), CIRCLE('ICRS', 10.5, -20, 2.5))))");
        assertThat(ObsTapPlace.conditions(PositionPredicate.WITHOUT_FRAME, CONE, false))
                .containsExactly("(1=INTERSECTS(s_region, CIRCLE(10.5, -20, 0.5))"
                        + " OR 1=CONTAINS(POINT(s_ra, s_dec), CIRCLE(10.5, -20, 0.5))"
                        + " OR (s_region IS NULL AND s_fov > 0"
                        + " AND 1=CONTAINS(POINT(s_ra, s_dec), CIRCLE(10.5, -20, 2.5))))");
        assertThat(ObsTapPlace.conditions(PositionPredicate.TWO_QUERIES, CONE, false))
                .containsExactly(
                        "1=INTERSECTS(s_region, CIRCLE('ICRS', 10.5, -20, 0.5))",
                        "1=CONTAINS(POINT('ICRS', s_ra, s_dec), CIRCLE('ICRS', 10.5, -20, 2.5)) AND (s_region IS NULL OR "
                                + BOX + ")");
        assertThat(ObsTapPlace.conditions(PositionPredicate.TWO_QUERIES_WITHOUT_FRAME, CONE, false))
                .containsExactly(
                        "1=INTERSECTS(s_region, CIRCLE(10.5, -20, 0.5))",
                        "1=CONTAINS(POINT(s_ra, s_dec), CIRCLE(10.5, -20, 2.5)) AND (s_region IS NULL OR " + BOX + ")");
    }

    @Test
    void asksForCentresAndFieldsOfView() {
        assertThat(ObsTapPlace.conditions(PositionPredicate.CENTRE_AND_FOV, CONE, false))
                .containsExactly("(1=CONTAINS(POINT('ICRS', s_ra, s_dec), CIRCLE('ICRS', 10.5, -20, 0.5)) OR"
                        + " DISTANCE(POINT('ICRS', s_ra, s_dec), POINT('ICRS', 10.5, -20)) <= 0.5 + s_fov/2)");
        assertThat(ObsTapPlace.conditions(PositionPredicate.CENTRE_AND_FOV_WITHOUT_FRAME, CONE, false))
                .containsExactly("(1=CONTAINS(POINT(s_ra, s_dec), CIRCLE(10.5, -20, 0.5)) OR"
                        + " DISTANCE(POINT(s_ra, s_dec), POINT(10.5, -20)) <= 0.5 + s_fov/2)");
    }

    @Test
    void asksForBoundsWithoutAnyGeometry() {
        assertThat(ObsTapPlace.conditions(PositionPredicate.BOUNDS, new Cone(10, 0, 1), false))
                .containsExactly("(s_dec BETWEEN -1.000001 AND 1.000001 AND s_ra BETWEEN 8.999999 AND 11.000001)");
        assertThat(ObsTapPlace.conditions(PositionPredicate.BOUNDS_AND_FOV, new Cone(10, 0, 1), false))
                .containsExactly("((s_dec BETWEEN -2.000001 AND 2.000001 AND s_ra BETWEEN 7.999999 AND 12.000001)"
                        + " OR (s_fov > 2 AND s_dec BETWEEN -1 - s_fov/2 AND 1 + s_fov/2))");
    }

    @Test
    void boundsGoRoundRightAscension0AndOverPoles() {
        assertThat(ObsTapPlace.conditions(PositionPredicate.BOUNDS, new Cone(0.5, 0, 1), false))
                .containsExactly("(s_dec BETWEEN -1.000001 AND 1.000001 AND (s_ra >= 359.499999 OR s_ra <= 1.500001))");
        assertThat(ObsTapPlace.conditions(PositionPredicate.BOUNDS, new Cone(359.5, 0, 1), false))
                .containsExactly("(s_dec BETWEEN -1.000001 AND 1.000001 AND (s_ra >= 358.499999 OR s_ra <= 0.500001))");
        assertThat(ObsTapPlace.conditions(PositionPredicate.BOUNDS, new Cone(77, 89.5, 1), false))
                .containsExactly("(s_dec BETWEEN 88.499999 AND 90)");
    }

    /** The numbers of the circle that reaches 2 degrees beyond the polygon. */
    private static String around(PolygonRegion polygon) {
        Cone cone = polygon.enclosingCone();
        return PlainNumber.of(cone.raDeg()) + ", " + PlainNumber.of(cone.decDeg()) + ", "
                + PlainNumber.of(cone.radiusDeg() + 2);
    }

    @Test
    void asksForAPolygonAsItIsAndThenForTheConeAroundIt() {
        PolygonRegion polygon = PolygonRegion.ofDegrees(359.5, -1, 0.5, -1, 0, 0.25);
        assertThat(PositionPredicate.of(polygon, false))
                .startsWith(PositionPredicate.POLYGON, PositionPredicate.POLYGON_WITHOUT_FRAME)
                .hasSize(10)
                .doesNotContain(PositionPredicate.MOC);
        assertThat(ObsTapPlace.conditions(PositionPredicate.POLYGON, polygon, false))
                .containsExactly("(1=INTERSECTS(s_region, POLYGON('ICRS', 359.5, -1, 0.5, -1, 0, 0.25))"
                        + " OR 1=CONTAINS(POINT('ICRS', s_ra, s_dec), POLYGON('ICRS', 359.5, -1, 0.5, -1, 0, 0.25))"
                        + " OR (s_region IS NULL AND s_fov > 0 AND 1=CONTAINS(POINT('ICRS', s_ra, s_dec), CIRCLE('ICRS', "
                        + around(polygon) + "))))");
        assertThat(ObsTapPlace.conditions(PositionPredicate.POLYGON_WITHOUT_FRAME, polygon, false))
                .containsExactly("(1=INTERSECTS(s_region, POLYGON(359.5, -1, 0.5, -1, 0, 0.25))"
                        + " OR 1=CONTAINS(POINT(s_ra, s_dec), POLYGON(359.5, -1, 0.5, -1, 0, 0.25))"
                        + " OR (s_region IS NULL AND s_fov > 0 AND 1=CONTAINS(POINT(s_ra, s_dec), CIRCLE("
                        + around(polygon) + "))))");
        for (PositionPredicate way : PositionPredicate.of(CONE, false)) {
            assertThat(ObsTapPlace.conditions(way, polygon, false))
                    .isEqualTo(ObsTapPlace.conditions(way, polygon.enclosingCone(), false));
            assertThat(way.isExact(polygon)).isFalse();
        }
        assertThat(PositionPredicate.POLYGON.isExact(polygon)).isTrue();
    }

    @Test
    void asksForTheConeAroundAMoc() {
        MocRegion moc = MocRegion.parse("6/2623 2708-2709");
        assertThat(PositionPredicate.of(moc, false))
                .isEqualTo(PositionPredicate.of(CONE, false))
                .hasSize(8)
                .noneMatch(way -> way.isExact(moc));
        assertThat(ObsTapPlace.conditions(PositionPredicate.WITHOUT_FRAME, moc, false))
                .isEqualTo(ObsTapPlace.conditions(PositionPredicate.WITHOUT_FRAME, moc.enclosingCone(), false));
    }

    @Test
    void asksForAnyOfSeveralPieces() {
        List<Cone> pieces = List.of(new Cone(10, 0, 1), new Cone(200, 30, 0.5));
        assertThat(ObsTapPlace.conditions(PositionPredicate.INTERSECTS_OR_CONTAINS, pieces, false))
                .containsExactly("(1=INTERSECTS(s_region, CIRCLE('ICRS', 10, 0, 1))"
                        + " OR 1=CONTAINS(POINT('ICRS', s_ra, s_dec), CIRCLE('ICRS', 10, 0, 1))"
                        + " OR 1=INTERSECTS(s_region, CIRCLE('ICRS', 200, 30, 0.5))"
                        + " OR 1=CONTAINS(POINT('ICRS', s_ra, s_dec), CIRCLE('ICRS', 200, 30, 0.5))"
                        + " OR (s_region IS NULL AND s_fov > 0"
                        + " AND (1=CONTAINS(POINT('ICRS', s_ra, s_dec), CIRCLE('ICRS', 10, 0, 3))"
                        + " OR 1=CONTAINS(POINT('ICRS', s_ra, s_dec), CIRCLE('ICRS', 200, 30, 2.5)))))");
        assertThat(ObsTapPlace.conditions(PositionPredicate.TWO_QUERIES_WITHOUT_FRAME, pieces, true))
                .hasSize(4)
                .startsWith("1=INTERSECTS(s_region, CIRCLE(10, 0, 1))", "1=INTERSECTS(s_region, CIRCLE(200, 30, 0.5))");
        assertThat(ObsTapPlace.conditions(PositionPredicate.BOUNDS, pieces, false))
                .containsExactly("((s_dec BETWEEN -1.000001 AND 1.000001 AND s_ra BETWEEN 8.999999 AND 11.000001)"
                        + " OR (s_dec BETWEEN 29.499999 AND 30.500001 AND s_ra BETWEEN 199.422647 AND 200.577353))");
    }

    @Test
    void asksForTheCellsOfAMocWhereMocsAreDeclared() {
        MocRegion moc = MocRegion.parse("6/2623 40000");
        assertThat(PositionPredicate.of(moc, true))
                .startsWith(PositionPredicate.MOC)
                .hasSize(9);
        assertThat(ObsTapPlace.conditions(PositionPredicate.MOC, moc, false))
                .containsExactly("(1=INTERSECTS(s_region, MOC('6/2623 40000'))"
                        + " OR 1=CONTAINS(POINT(s_ra, s_dec), MOC('6/2623 40000'))"
                        + " OR (s_region IS NULL AND s_fov > 0"
                        + " AND (1=CONTAINS(POINT(s_ra, s_dec), CIRCLE(11.25, 41.0191759, 2.792361))"
                        + " OR 1=CONTAINS(POINT(s_ra, s_dec), CIRCLE(140.625, -34.9570502, 2.730021)))))");
        assertThat(PositionPredicate.MOC.isExact(moc)).isFalse();
    }

    @Test
    void aLongMocIsSentAtACoarserOrderAndALongPolygonAsCircles() {
        MocRegion fine = new MocRegion(
                Moc.ofCells(12, LongStream.range(0, 5_000).map(i -> 7 * i).toArray()));
        String condition =
                ObsTapPlace.conditions(PositionPredicate.MOC, fine, false).getFirst();
        assertThat(condition).hasSizeLessThan(26_000);
        MocRegion sent = MocRegion.parse(condition.replaceAll("(?s).*?MOC\\('([^']*)'.*", "$1"));
        assertThat(fine.cover().minus(sent.cover()).isEmpty()).isTrue();

        double[] vertices = new double[2_000];
        for (int i = 0; i < 1_000; i++) {
            vertices[2 * i] = 10 + Math.sin(i * Math.PI / 500);
            vertices[2 * i + 1] = Math.cos(i * Math.PI / 500);
        }
        assertThat(PositionPredicate.of(PolygonRegion.ofDegrees(vertices), false))
                .isEqualTo(PositionPredicate.of(CONE, false));
    }
}
