package org.skytrawl.simvo.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeometryTest {
    private static SmallTap tap;

    @BeforeAll
    static void open() {
        tap = new SmallTap();
    }

    @AfterAll
    static void close() {
        tap.close();
    }

    private static String value(String expression) {
        List<List<String>> rows = Asked.query(
                        tap.obscore, "SELECT " + expression + " FROM ivoa.obscore WHERE s_ra = 10")
                .rows();
        return rows.getFirst().getFirst();
    }

    private static List<String> found(String condition) {
        return Asked.query(tap.obscore, "SELECT s_ra FROM ivoa.obscore WHERE " + condition + " ORDER BY s_ra")
                .column();
    }

    @Test
    void findsWhatTheClientAsksFor() {
        String circle = "CIRCLE('ICRS', 10, 0, 0.6)";
        assertThat(found("dataproduct_type = 'image' AND (1=INTERSECTS(s_region, " + circle
                        + ") OR 1=CONTAINS(POINT('ICRS', s_ra, s_dec), " + circle + ")) AND t_max >= 5.0009E4"))
                .containsExactly("9.0", "10.0");
        assertThat(found("INTERSECTS(s_region, " + circle + ")=1")).containsExactly("9.0", "10.0", "11.0");
    }

    @Test
    void takesNoRegionForNoMatchAndNoError() {
        assertThat(found("INTERSECTS(s_region, CIRCLE('ICRS', 29, 0, 0.1)) = 1"))
                .isEmpty();
        assertThat(found("INTERSECTS(s_region, CIRCLE('ICRS', 29, 0, 0.1)) = 0"))
                .hasSize(29);
        assertThat(found("1 = CONTAINS(POINT('ICRS', s_ra, s_dec), CIRCLE('ICRS', 29, 0, 0.1))"))
                .containsExactly("29.0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CONTAINS(POINT('ICRS', 10, 0), BOX('ICRS', 10, 0, 1, 1))|1",
                "CONTAINS(POINT(10, 0), BOX(10, 0, 1, 1))|1",
                "CONTAINS(POINT('ICRS', 11, 0), BOX('ICRS', 10, 0, 1, 1))|0",
                "CONTAINS(POINT('ICRS', 10, 0), POLYGON('ICRS', 9, -1, 11, -1, 11, 1, 9, 1))|1",
                "CONTAINS(POINT('ICRS', s_ra, s_dec), POLYGON('ICRS', s_ra - 1, -1, s_ra + 1, -1, s_ra, 1.5))|1",
                "CONTAINS(POINT('ICRS', 12, 0), POLYGON(POINT(9, -1), POINT(11, -1), POINT(10, 1.5)))|0",
                "CONTAINS(POINT('ICRS', 10, 0), POLYGON(POINT(s_ra - 1, -1), POINT(s_ra + 1, -1), POINT(10, 1.5)))|1",
                "CONTAINS(CIRCLE('ICRS', 10, 0, 0.1), CIRCLE(POINT('ICRS', s_ra, s_dec), 0.2))|1",
                "CONTAINS(CIRCLE('ICRS', 10, 0, 0.3), CIRCLE('ICRS', 10, 0, 0.2))|0",
                "CONTAINS(CIRCLE('ICRS', 10, 0, 0.3), BOX('ICRS', 10, 0, 1, 1))|1",
                "CONTAINS(CIRCLE('ICRS', 10, 0, 0.6), BOX('ICRS', 10, 0, 1, 1))|0",
                "CONTAINS(BOX('ICRS', 10, 0, 1, 1), BOX('ICRS', 10, 0, 2, 2))|1",
                "INTERSECTS(BOX('ICRS', 10, 0, 1, 1), BOX('ICRS', 10.9, 0, 1, 1))|1",
                "INTERSECTS(BOX('ICRS', 10, 0, 1, 1), BOX('ICRS', 11.1, 0, 1, 1))|0",
                "INTERSECTS(BOX('ICRS', 10, 0, 4, 0.2), BOX('ICRS', 10, 0, 0.2, 4))|1",
                "INTERSECTS(REGION('UNION ICRS (CIRCLE 1 1 1 CIRCLE 50 1 1)'), BOX('ICRS', 50, 0, 1, 1))|1",
                "CONTAINS(POINT('GALACTIC', 0, 0), CIRCLE('ICRS', 266.40499, -28.93617, 0.001))|1",
                "CONTAINS(POINT('ICRS', 266.40499, -28.93617), CIRCLE('GALACTIC', 0, 0, 0.001))|1",
                "COORD1(POINT('ICRS', 12.5, 3))|12.5",
                "COORD2(CENTROID(CIRCLE('ICRS', 12.5, 3, 1)))|3",
                "COORDSYS(POINT('GALACTIC', 1, 2))|GALACTIC",
                "DISTANCE(POINT('ICRS', 10, 0), POINT('ICRS', 10, 2))|2",
                "DISTANCE(10, 0, 12, 0)|2",
                "AREA(CIRCLE('ICRS', 10, 0, 180))|41252.961",
                "AREA(POLYGON('ICRS', 0, 0, 90, 0, 0, 90))|5156.62",
                "AREA(MOC('0/0-11'))|41252.961",
                "CONTAINS(MOC(6, CIRCLE('ICRS', 10, 0, 1)), MOC(6, CIRCLE('ICRS', 10, 0, 2)))|1",
                "CONTAINS(MOC(6, CIRCLE('ICRS', 10, 0, 2)), MOC(6, CIRCLE('ICRS', 10, 0, 1)))|0",
                "INTERSECTS(MOC(6, CIRCLE('ICRS', 10, 0, 2)), MOC(6, POLYGON('ICRS', 9, -1, 11, -1, 10, 1.5)))|1",
                "CONTAINS(POINT('ICRS', 10, 0), MOC(6, CIRCLE('ICRS', 10, 0, 1)))|1",
                "INTERSECTS(CIRCLE('ICRS', 100, 0, 1), MOC(6, CIRCLE('ICRS', 10, 0, 1)))|0",
            })
    void computes(String expression, String expected) {
        String got = value(expression);
        if (expected.matches("[0-9.]+")) {
            assertThat(Double.parseDouble(got)).isEqualTo(Double.parseDouble(expected), within(1e-2));
        } else {
            assertThat(got).isEqualTo(expected);
        }
    }

    @Test
    void givesNothingForPlacesOffTheSky() {
        assertThat(value("CONTAINS(POINT('ICRS', s_ra, s_dec + 100), CIRCLE('ICRS', 10, 0, 1))"))
                .isEmpty();
        assertThat(value("DISTANCE(10, 100 + s_dec, 12, 0)")).isEmpty();
    }
}
