package org.skytrawl.harvest.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.skytrawl.harvest.MadeRecords;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.sky.ShapeFormatException;
import org.skytrawl.sky.SkyCircle;
import org.skytrawl.sky.SkyPoint;
import org.skytrawl.sky.SkyShape;
import org.skytrawl.sky.StcS;

/** A reach is never too small, and not much too large. */
class ReachTest {
    @Test
    void isThatOfTheGeometryByWhichRecordsAreJudged() {
        assertThat(reach("s_ra", 10, "s_dec", 20)).isZero();
        assertThat(reach("s_ra", 10, "s_dec", 20, "s_fov", 3)).isEqualTo(1.5);
        assertThat(reach("s_ra", 10, "s_dec", 20, "s_fov", 3, "s_region", "nonsense"))
                .isEqualTo(1.5);
        assertThat(reach("s_ra", 10, "s_dec", 20, "s_fov", 3, "s_region", "CIRCLE 10 20 0"))
                .isEqualTo(1.5);
        assertThat(reach("s_ra", 10, "s_dec", 20, "s_fov", 3, "s_region", "CIRCLE 10 20 7"))
                .isBetween(7.0, 7.001);
        assertThat(reach("s_ra", 10, "s_dec", 20, "s_region", "CIRCLE 10 21 0.5"))
                .isBetween(1.5, 1.501);
        assertThat(reach("s_ra", 10, "s_dec", 20, "s_region", "POLYGON 9 19 11 19 11 21 9 21"))
                .isBetween(1.37, 1.38);
        assertThat(reach("s_ra", 0, "s_dec", 90, "s_region", "POLYGON 0 89 120 89 240 89"))
                .isBetween(1.0, 1.001);
        assertThat(reach("s_ra", 190, "s_dec", -20, "s_region", "CIRCLE 10 20 1"))
                .isBetween(180.0, 180.0);
        assertThat(reach("s_ra", 10, "s_dec", 20, "s_region", "MOC 3/5")).isBetween(2.0, 180.0);
        assertThat(reach("s_region", "CIRCLE 10 20 7")).isNaN();
        assertThat(reach("s_ra", 10, "s_dec", 91)).isNaN();
        assertThat(reach("s_ra", Double.POSITIVE_INFINITY, "s_dec", 0)).isNaN();
    }

    private static double reach(Object... namesAndValues) {
        Object[] values = namesAndValues.clone();
        for (int i = 0; i < values.length; i += 2) {
            values[i] = ObsCoreColumn.valueOf(String.valueOf(values[i]));
        }
        return Reach.deg(MadeRecords.of(values));
    }

    @Test
    void noPointOfAShapeIsFarther() throws ShapeFormatException {
        Random random = new Random(3);
        List<String> forms = List.of(
                "CIRCLE ICRS %s",
                "BOX ICRS %s %s",
                "ELLIPSE ICRS %s %s 30",
                "POLYGON ICRS 1 2 %s 5 -3 -4 8",
                "POLYGON ICRS 1 2 %s 200 -3 -4 8 50 50 70 -40",
                "UNION ICRS ( CIRCLE %s CIRCLE 10 10 1 )",
                "MOC 4/17-40 6/20000");
        for (int i = 0; i < 300; i++) {
            String form = forms.get(i % forms.size());
            double size = Math.exp(random.nextGaussian() * 2);
            String numbers = form.startsWith("POLYGON") ? point(random) : point(random) + " " + Math.min(80, size);
            String text = form.contains("%s %s")
                    ? String.format(form, numbers, Math.min(80, size / 2))
                    : form.contains("%s") ? String.format(form, numbers) : form;
            SkyShape shape = StcS.parse(text);
            SkyPoint from = SkyPoint.ofDegrees(random.nextDouble() * 360, random.nextDouble() * 180 - 90);
            double reach = Reach.deg(from, shape);
            for (int k = 0; k < 200; k++) {
                SkyPoint point = SkyPoint.ofDegrees(random.nextDouble() * 360, random.nextDouble() * 180 - 90);
                if (from.separationDeg(point) > reach) {
                    assertThat(shape.overlaps(new SkyCircle(point, 0)))
                            .as("%s from %s", text, from)
                            .isFalse();
                }
            }
            // a smaller circle would not hold it
            SkyPoint antipode = new SkyPoint(-from.x(), -from.y(), -from.z());
            double less = reach * 0.94;
            assertThat(less < 1e-4 || shape.overlaps(new SkyCircle(antipode, 180 - less)))
                    .as("%s from %s", text, from)
                    .isTrue();
        }
    }

    private static String point(Random random) {
        return random.nextDouble() * 360 + " " + (random.nextDouble() * 160 - 80);
    }
}
