package org.skytrawl.sky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StcSTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Circle ICRS 10 20 1",
                "CIRCLE 10 20 1",
                "circle icrs geocenter spherical2 10.0 2.0E1 +1",
                "CIRCLE ICRS TOPOCENTER 10,20,1",
                "CIRCLE UNKNOWNFrame UNKNOWNRefPos 10 20 1",
                " \tCIRCLE\nICRS BARYCENTER CARTESIAN2 10 20 1. ",
                "CIRCLE ICRS 370 20 1",
                "CIRCLE fillfactor 0.5 ICRS 10 20 1",
                "Circle ICRS 10 20 1 unit deg",
                "Circle ICRS 10 20 1 unit deg deg",
                "Circle ICRS 10 20 1 Position 10 20 unit deg Error 0.1 0.1 Resolution 0.1 Size 4 5 PixSize 0.1",
                "Circle ICRS 10 20 1 epoch J2015.5",
            })
    void readsCirclesHoweverTheyAreDressed(String text) throws ShapeFormatException {
        assertThat(StcS.parse(text)).isInstanceOfSatisfying(SkyCircle.class, circle -> {
            assertThat(circle.centre().separationDeg(SkyPoint.ofDegrees(10, 20)))
                    .isLessThan(1e-12);
            assertThat(circle.radiusDeg()).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POLYGON ICRS 9 19 11 19 11 21 9 21 | 10 | 20 | true",
                "POLYGON ICRS 9 19 11 19 11 21 9 21 | 12 | 20 | false",
                "Polygon J2000 9 19 11 19 11 21 9 21 | 10 | 20 | true",
                "polygon fk5 9 19 11 19 11 21 9 21 | 10 | 20 | true",
                "Polygon FK5 J2000 9 19 11 19 11 21 9 21 | 10 | 20 | true",
                "POLYGON 9,19,11,19,11,21,9,21 | 10 | 20 | true",
                "BOX ICRS 10 20 2 2 | 10.9 | 20.9 | true",
                "BOX ICRS 10 20 2 2 | 10 | 21.1 | false",
                "Ellipse ICRS 10 20 2 1 0 | 10 | 22 | true",
                "Ellipse ICRS 10 20 2 1 0 | 12 | 20 | false",
                "Position ICRS 10 20 | 10 | 20 | true",
                "Position ICRS 10 20 | 10 | 20.001 | false",
                "Point 10 20 | 10 | 20 | true",
                "Range 9 11 19 21 | 10 | 20 | true",
                "AllSky ICRS | 10 | 20 | true",
                "MOC 0/0-11 | 10 | 20 | true",
                "moc 0/8 | 10 | 80 | false",
                "Union ICRS (Circle 10 20 1 Circle 50 20 1) | 50 | 20 | true",
                "Union ICRS (Circle 10 20 1 Circle 50 20 1) | 30 | 20 | false",
                "UNION(CIRCLE ICRS 10 20 1,POLYGON 49 19 51 19 50 21)unit deg | 50 | 20 | true",
                "Union (Union (Circle 10 20 1) Union (Circle 50 20 1)) | 50 | 20 | true",
                "Polygon J2000 9 19 11 19 11 21 9 21 Polygon J2000 49 19 51 19 50 21 | 50 | 20 | true",
                "Circle GALACTIC 0 0 0.001 | 266.40499 | -28.93617 | true",
                "Circle GALACTIC_II 0 0 0.001 | 266.41 | -28.93617 | false",
                "Box GALACTIC 0 90 2 2 | 192.86 | 27.13 | true",
                "Union GALACTIC (Circle 0 90 1 Circle ICRS 10 20 1) | 192.86 | 27.13 | true",
                "Union GALACTIC (Circle 0 90 1 Circle ICRS 10 20 1) | 10 | 20 | true",
                // 22.9 mas east of ICRS
                "Circle FK5 6.361e-6 2.528e-6 1e-7 | 0 | 0 | true",
                "Circle FK5 0 0 1e-7 | 0 | 0 | false",
            })
    void readsShapesInTheirFrames(String text, double ra, double dec, boolean expected) throws ShapeFormatException {
        assertThat(StcS.parse(text).overlaps(SkyCircle.ofDegrees(ra, dec, 0))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | empty text",
                "'  ' | empty text",
                "Sphere 1 2 3 | 'Sphere'",
                "Convex ICRS 1 2 3 4 | 'Convex'",
                "Not (Circle 1 2 3) | 'Not'",
                "Intersection (Circle 1 2 3) | 'Intersection'",
                "Difference (Circle 1 2 3) | 'Difference'",
                "1 2 3 | '1'",
                "Circle ECLIPTIC 1 2 3 | 'ECLIPTIC'",
                "Circle FK4 1 2 3 | 'FK4'",
                "Circle B1950 1 2 3 | 'B1950'",
                "Circle FK5 B1950 1 2 3 | 'B1950'",
                "Circle FK5 J1975 1 2 3 | 'J1975'",
                "Circle SUPER_GALACTIC 1 2 3 | 'SUPER_GALACTIC'",
                "Circle ICRS GALACTIC 1 2 3 | 'GALACTIC'",
                "Circle ICRS SPHERICAL3 1 2 3 4 | 'SPHERICAL3'",
                "Circle ICRS 1 2 | CIRCLE with 2 numbers",
                "Circle ICRS 1 2 3 4 | CIRCLE with 4 numbers",
                "Circle ICRS 1 2 -3 | -3",
                "Circle ICRS 1 2 181 | 181",
                "Circle ICRS 1 91 3 | 91",
                "Circle ICRS NaN 2 3 | 'NaN'",
                "Circle ICRS 1 2 NaN | 'NaN'",
                "Circle ICRS 1 2 Infinity | 'Infinity'",
                "Circle ICRS 1 2 1e999 | '1e999'",
                "Circle ICRS 1 2 3d | '3d'",
                "Circle ICRS 1 2 0x1p3 | '0x1p3'",
                "Circle ICRS 1 2 - | '-'",
                "Circle ICRS 1 2 3 unit rad | 'rad'",
                "Circle ICRS 1 2 3 unit | too early",
                "Circle ICRS 1 2 3 ) | ')'",
                "Circle ICRS | CIRCLE with 0",
                "Circle | CIRCLE with 0",
                "Circle Polygon 1 2 3 | 'Polygon'",
                "Circle(ICRS 1 2 3) | CIRCLE with 0",
                "Polygon 1 2 3 4 | at least 3",
                "Polygon 1 2 3 4 5 6 7 | 7",
                "Polygon 1 2 3 4 5 -91 | -91",
                "Polygon 0 0 180 0 10 10 | antipodes",
                "Box 1 2 3 | BOX with 3",
                "Box 1 2 -3 4 | -3",
                "Ellipse 1 2 3 4 | ELLIPSE with 4",
                "Ellipse 1 2 -3 4 5 | -3",
                "Range 1 2 4 3 | in order",
                "Position 1 | POSITION with 1",
                "Union Circle 1 2 3 | 'Circle'",
                "Union ICRS | too early",
                "Union () | UNION of nothing",
                "Union (Circle 1 2 3 | too early",
                "Union (Circle 1 2 | CIRCLE with 2 numbers, not 3, at the end",
                "Union (1 2) | '1'",
                "Union (Circle 1 2 3)) | ')'",
                "MOC | without any order",
                "MOC 3/9999 | '9999'",
            })
    void refusesTheRestAndNamesWhatIsWrong(String text, String named) {
        assertThatExceptionOfType(ShapeFormatException.class)
                .isThrownBy(() -> StcS.parse(text))
                .withMessageContaining(named);
    }

    @Test
    void boundsTheDepthOfUnions() {
        assertThatNoException().isThrownBy(() -> StcS.parse("Union (".repeat(32) + "Circle 1 2 3" + ")".repeat(32)));
        assertThatExceptionOfType(ShapeFormatException.class)
                .isThrownBy(() -> StcS.parse("Union (".repeat(33) + "Circle 1 2 3" + ")".repeat(33)))
                .withMessageContaining("deeper than 32");
        assertThatExceptionOfType(ShapeFormatException.class).isThrownBy(() -> StcS.parse("Union (".repeat(150_000)));
    }

    @Test
    void readsMegabytesInTimeThatGrowsWithTheirLength() {
        List<String> texts = List.of(
                "Polygon ICRS" + " 1 2 3 4 5 7".repeat(100_000),
                "Circle 1 2 3 ".repeat(90_000),
                "Union (" + "Circle 1 2 3 ".repeat(90_000) + ")",
                "x".repeat(1_000_000),
                "Circle " + "9".repeat(1_000_000) + " 2 3",
                "Circle 1 2 0." + "0".repeat(1_000_000) + "1e1000000",
                "Circle " + "ICRS ".repeat(200_000),
                "Circle 1 2 3" + " epoch J2000".repeat(90_000),
                "(".repeat(1_000_000),
                " ".repeat(1_000_000),
                "MOC 29/" + "7 3 ".repeat(250_000));
        for (String text : texts) {
            Assertions.assertTimeout(Duration.ofSeconds(5), () -> outcome(text), () -> text.substring(0, 30));
        }
    }

    /** The shape, or the only exception that may come, whose message must be short and fit to be shown. */
    private static Object outcome(String text) {
        try {
            SkyShape shape = StcS.parse(text);
            shape.overlaps(SkyCircle.ofDegrees(10, 20, 1));
            return shape;
        } catch (ShapeFormatException e) {
            assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(400).doesNotMatch("(?s).*\\p{Cntrl}.*");
            return e;
        }
    }

    @Test
    void answersAnyMutationOfAValidTextWithAShapeOrItsOwnException() {
        String[] seeds = {
            "Circle ICRS 10 20 1",
            "POLYGON ICRS GEOCENTER 9 19 11 19 11 21 9 21",
            "Union GALACTIC (Circle 0 90 1 Position ICRS 10 20 Box 1 2 3 4) unit deg",
            "Ellipse J2000 10 20 2 1 45.5e-1 fillfactor 0.5 epoch J2000",
            "RANGE 350 10 -5 5",
            "MOC 3/1-4 7,9 4/ 29/3458764513820540927"
        };
        String alphabet = "0123456789.-+eE/(), \t\nABCinfNaU\u0000\u0661\uD800";
        SplittableRandom random = new SplittableRandom(13);
        int shapes = 0;
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder(seeds[i % seeds.length]);
            for (int k = random.nextInt(1, 5); k > 0 && !text.isEmpty(); k--) {
                int at = random.nextInt(text.length());
                char c = alphabet.charAt(random.nextInt(alphabet.length()));
                switch (random.nextInt(4)) {
                    case 0 -> text.setCharAt(at, c);
                    case 1 -> text.insert(at, c);
                    case 2 -> text.deleteCharAt(at);
                    default -> text.insert(at, text.substring(0, random.nextInt(text.length())));
                }
            }
            if (outcome(text.toString()) instanceof SkyShape) {
                shapes++;
            }
        }
        assertThat(shapes).isBetween(1_000, 99_000);
    }
}
