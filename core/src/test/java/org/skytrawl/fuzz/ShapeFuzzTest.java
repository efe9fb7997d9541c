package org.skytrawl.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.skytrawl.model.Interval;
import org.skytrawl.model.SpectralUnit;
import org.skytrawl.model.Times;
import org.skytrawl.protocol.mapping.Unit;
import org.skytrawl.sky.DaliShape;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.ShapeFormatException;
import org.skytrawl.sky.SkyCircle;
import org.skytrawl.sky.SkyPoint;
import org.skytrawl.sky.SkyShape;
import org.skytrawl.sky.StcS;

/** Texts and numbers of services are understood, or refused by the exception that says so. */
@Tag("fuzz")
@Isolated("uses all processors; memory is measured")
class ShapeFuzzTest {
    private static final List<String> XTYPES =
            List.of("point", "circle", "polygon", "range", "shape", "moc", "Box", "");

    private static final Mutations REGIONS = Mutations.ofTexts(List.of(
            "Circle ICRS 10 20 1",
            "POLYGON J2000 9 19 11 19 11 21 9 21 unit deg",
            "Box GALACTIC 10 20 2 2 Position 10 20 Error 0.1 0.1",
            "Ellipse fillfactor 0.5 ICRS GEOCENTER 10 20 2 1 30",
            "Union FK5 (Circle 10 20 1 Union (Polygon 49 19 51 19 50 21) Position 1 2) epoch J2015.5",
            "range 350 10 -20 90",
            "POLYGON 0 89 90 89 180 89 270 89",
            "AllSky",
            "MOC 3/1-4 7,9 4/",
            "10 20 30"));

    private static final Mutations MOCS = Mutations.ofTexts(List.of(
            "3/1-4 7,9 4/",
            "0/0-11",
            "s29/0 3458764513820540927",
            "5/1,2,3 8/4000-5000,7000\n10/",
            "0/",
            "1/1 1/2 0/3"));

    private static String text(byte[] mutant) {
        return new String(mutant, StandardCharsets.UTF_8);
    }

    private static SkyCircle circle(SplittableRandom random) {
        double radiusDeg = random.nextInt(8) == 0 ? 180 : Math.pow(10, random.nextInt(-9, 3)) * random.nextDouble();
        return new SkyCircle(
                SkyPoint.ofDegrees(random.nextInt(360), random.nextInt(-90, 91)), Math.min(radiusDeg, 180));
    }

    private static void overlapsMoreWhenTheCircleGrows(Predicate<SkyCircle> overlaps, SplittableRandom random) {
        SkyCircle circle = circle(random);
        SkyCircle wider = new SkyCircle(circle.centre(), Math.min(180, 2 * circle.radiusDeg() + 0.01));
        assertThat(overlaps.test(wider) || !overlaps.test(circle))
                .as("what overlaps %s overlaps %s", circle, wider)
                .isTrue();
    }

    @Test
    void anyRegionIsReadOrRefused() {
        Fuzz.run("regions", 10_000, REGIONS::mutant, (mutant, random) -> {
            try {
                SkyShape shape = random.nextBoolean()
                        ? StcS.parse(text(mutant))
                        : DaliShape.parse(Nasty.one(XTYPES, random), text(mutant));
                overlapsMoreWhenTheCircleGrows(shape::overlaps, random);
                assertThat(shape.overlaps(new SkyCircle(SkyPoint.ofDegrees(0, 0), 180)))
                        .as("everything but nothing overlaps the whole sky")
                        .isEqualTo(!shape.equals(StcS.parse("MOC 0/")));
            } catch (ShapeFormatException e) {
                assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(1000);
            }
        });
    }

    @Test
    void anyNumbersAreAShapeOrNone() {
        Fuzz.run("numbers", 10_000, random -> new byte[0], (none, random) -> {
            double[] numbers = random.ints(random.nextInt(12), -400, 400)
                    .asDoubleStream()
                    .map(n -> random.nextInt(20) == 0 ? Double.longBitsToDouble(random.nextLong()) : n / 2)
                    .toArray();
            String xtype = Nasty.one(XTYPES, random);
            try {
                SkyShape shape = DaliShape.parse(xtype, numbers);
                overlapsMoreWhenTheCircleGrows(shape::overlaps, random.split());
                SkyShape again = StcS.parse(DaliShape.toStcS(xtype, numbers));
                assertThat(again.overlaps(new SkyCircle(SkyPoint.ofDegrees(0, 0), 180)))
                        .isTrue();
                SkyCircle circle = circle(random.split());
                assertThat(again.overlaps(circle))
                        .as("%s %s written and read again", shape, circle)
                        .isEqualTo(shape.overlaps(circle));
            } catch (ShapeFormatException e) {
                assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(1000);
            }
        });
    }

    @Test
    void anyMocIsReadOrRefused() {
        Fuzz.run("mocs", 10_000, MOCS::mutant, (mutant, random) -> {
            try {
                Moc moc = Moc.parse(text(mutant));
                assertThat(Moc.parse(moc.toAscii())).isEqualTo(moc);
                assertThat(moc.complement().complement()).isEqualTo(moc);
                overlapsMoreWhenTheCircleGrows(moc::overlaps, random.split());
                SkyCircle circle = circle(random);
                assertThat(moc.overlaps(circle) || moc.complement().overlaps(circle))
                        .as("%s is in the MOC or outside", circle)
                        .isTrue();
            } catch (ShapeFormatException e) {
                assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(1000);
            }
        });
    }

    @Test
    void anyUnitIsKnownOrNot() {
        Mutations units = Mutations.ofTexts(
                List.of("m", "Angstrom", "keV", "GHz", "microns", "10**-9 m", "0.1nm", "\u00B5m", "kg.m^(2)/s2"));
        Fuzz.run("units", 2_000, units::mutant, (mutant, random) -> {
            SpectralUnit unit = SpectralUnit.of(text(mutant));
            if (unit != null) {
                assertThat(unit.toWavelengthM(1)).isPositive();
            }
            Unit known = Unit.of(text(mutant));
            if (known != null && known.isSpectral()) {
                assertThat(known.toWavelengthM(1)).isNotNaN();
            }
        });
    }

    @Test
    void anyDateIsReadOrRefused() {
        Mutations dates = Mutations.ofTexts(List.of(
                "2009-06-18T12:34:56.789Z",
                "2009-06-18",
                "2009-06",
                "2009..2011-03",
                "2005.5",
                "20090618",
                "55000.5",
                "2455000.5",
                "2009-06-18 12:34:56+01:00",
                "2009/06/18"));
        Fuzz.run("dates", 5_000, dates::mutant, (mutant, random) -> {
            try {
                Interval time = Times.parseInterval(text(mutant));
                assertThat(Double.isFinite(time.lo()) || Double.isFinite(time.hi()))
                        .isTrue();
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        });
    }
}
