package org.skytrawl.sky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShapeOutlineTest {
    private static ShapeOutline outline(String text) throws ShapeFormatException {
        return ShapeOutline.of(StcS.parse(text), 400);
    }

    @Test
    void keepsCirclesAndPolygons() throws ShapeFormatException {
        assertThat(outline("CIRCLE ICRS 10 20 1").circle()).isEqualTo(SkyCircle.ofDegrees(10, 20, 1));
        assertThat(outline("POLYGON 1 2 3 2 3 4").polygons().getFirst()).hasSize(3);
        assertThat(outline("UNION (CIRCLE 1 2 3 POLYGON 1 2 3 2 3 4)").polygons())
                .hasSize(2);
    }

    /** Each vertex lies on the rim of its shape. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ELLIPSE ICRS 10 20 3 1 30",
                "RANGE 350 20 -30 80",
                "RANGE 0 360 -10 10",
                "BOX GALACTIC 10 20 3 1",
                "CIRCLE GALACTIC 10 20 3",
                "MOC 3/1-4 5/700-705"
            })
    void hasItsVerticesAtTheShape(String text) throws ShapeFormatException {
        SkyShape shape = StcS.parse(text);
        ShapeOutline outline = ShapeOutline.of(shape, 400);
        assertThat(outline.polygons().isEmpty()).isEqualTo(outline.circle() != null);
        outline.polygons().stream()
                .flatMap(ring -> ring.stream())
                .forEach(vertex -> assertThat(shape.overlaps(new SkyCircle(vertex, 1e-4)))
                        .as("%s", vertex)
                        .isTrue());
    }

    @Test
    void drawsAMocAtACoarserOrderIfItHasTooManyCells() throws ShapeFormatException {
        Moc moc = Moc.parse("12/0-100000");
        ShapeOutline outline = ShapeOutline.of(new MocShape(moc), 100);
        int vertices = outline.polygons().stream().mapToInt(ring -> ring.size()).sum();
        assertThat(vertices).isBetween(4, 100);
        assertThat(moc.overlaps(new SkyCircle(outline.polygons().getFirst().getFirst(), 1)))
                .isTrue();
    }

    @Test
    void drawsTheWholeSkyAsACircle() throws ShapeFormatException {
        SkyCircle all = outline("RANGE 0 360 -90 90").circle();
        assertThat(all).isNotNull();
        assertThat(all.radiusDeg()).isEqualTo(180);
    }

    @Test
    void drawsACircleAroundWhatHasTooManyVertices() {
        double[] many = new double[1000];
        for (int i = 0; i < 500; i++) {
            many[2 * i] = 10 + Math.cos(Math.PI * i / 250);
            many[2 * i + 1] = Math.sin(Math.PI * i / 250);
        }
        SkyCircle circle = ShapeOutline.of(SkyPolygon.ofDegrees(many), 400).circle();
        assertThat(circle).isNotNull();
        assertThat(circle.radiusDeg()).isCloseTo(1, within(1e-3));
    }
}
