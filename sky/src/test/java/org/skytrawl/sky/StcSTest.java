package org.skytrawl.sky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
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

    /** Each is a square of 2 degrees around (10, 20), a circle or a box in it, which the four points tell apart. */
    @ParameterizedTest
    @MethodSource("spellingsOfOnePlace")
    void readsOnePlaceInEverySpelling(String text) throws ShapeFormatException {
        SkyShape shape = StcS.parse(text);
        assertThat(shape.bareCentre()).as(text).isNull();
        assertThat(shape.overlaps(SkyCircle.ofDegrees(10, 20, 1e-6))).as(text).isTrue();
        assertThat(shape.overlaps(SkyCircle.ofDegrees(10, 20.99, 1e-6)))
                .as(text)
                .isTrue();
        for (double[] out : new double[][] {{10, 21.02}, {10, 18.98}, {11.2, 20}, {8.8, 20}}) {
            assertThat(shape.overlaps(SkyCircle.ofDegrees(out[0], out[1], 1e-6)))
                    .as(text)
                    .isFalse();
        }
    }

    static Stream<String> spellingsOfOnePlace() {
        List<String> frames = List.of(
                "",
                "ICRS",
                "icrs",
                "ICRS J2000",
                "J2000 ICRS",
                "FK5",
                "FK5 J2000",
                "J2000",
                "j2000.0",
                "ICRS BARYCENTER",
                "ICRS TOPOCENTER SPHERICAL2",
                "UNKNOWNFrame GEOCENTER",
                "ICRF",
                "fillfactor 0.9 ICRS");
        List<String> numbers = List.of(
                "CIRCLE@%s@10@20@1",
                "CIRCLE@%s@1.0D+01@2.0d1@1.0E0",
                "POLYGON@%s@9@19@11@19@11@21@9@21",
                "polygon@%s@9@19@11@19@11@21@9@21@9@19",
                "BOX@%s@10@20@2@2",
                "Ellipse@%s@10@20@1@0.5@0",
                "RANGE@%s@9@11@19@21");
        List<String> texts = new ArrayList<>(List.of(
                "<(10d , 20d) , 1d>",
                "<(10d,20d),1d>",
                "<(0.17453292519943295, 0.3490658503988659), 0.017453292519943295>",
                "{(9d , 19d),(11d , 19d),(11d , 21d),(9d , 21d)}",
                "{(0.15707963267948966,0.33161255787892263),(0.19198621771937624,0.33161255787892263),"
                        + "(0.19198621771937624,0.36651914291880922),(0.15707963267948966,0.36651914291880922)}",
                "((9d , 19d),(11d , 21d))",
                "((9D,19D),(11D,21D));",
                "'<(10d , 20d) , 1d>'",
                "CIRCLE('ICRS', POINT('ICRS', 10, 20), 1)",
                "CIRCLE(POINT(10, 20), 1)",
                "POLYGON('ICRS', POINT('ICRS', 9, 19), POINT('ICRS', 11, 19), POINT(11, 21), POINT(9, 21))",
                "POLYGON ICRS (9 19) (11 19) (11 21) (9 21)",
                "POLYGON((9 19, 11 19, 11 21, 9 21, 9 19))",
                "REGION('CIRCLE ICRS 10 20 1')",
                "fk5; circle(10, 20, 1)",
                "ICRS POLYGON 9 19 11 19 11 21 9 21",
                "(CIRCLE ICRS 10 20 1)",
                "UNION ICRS ((CIRCLE 10 20 1) (BOX 10 20 1 1))",
                "Union ('ICRS', CIRCLE(10, 20, 1), Union (Union (Box(10, 20, 1, 1))))",
                "UNION ((CIRCLE ICRS 10 20 1))",
                "CIRCLE [10, 20, 1]"));
        for (String frame : frames) {
            for (String number : numbers) {
                String words = String.format(Locale.ROOT, number, frame);
                texts.add(words.replace('@', ' '));
                texts.add("'" + words.replace('@', ' ') + "';");
                texts.add("\"" + words.replace('@', ',') + ",\"");
                texts.add(words.replaceFirst("@", "(").replace("@", " , ") + ")");
                texts.add(words.replace("@" + frame + "@", "('" + frame + "',").replace("@", ",") + ") ;");
                texts.add("UNION (" + words.replace('@', ' ') + ")");
            }
        }
        return texts.stream();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // computed with astropy: FK4 (with E-terms, observed in B1950), BarycentricMeanEcliptic, Supergalactic
                "FK4 | 9.343 | 19.726 | 10.0005614 | 20.0004226 | 0.0002",
                "B1950 | 0 | 0 | 0.6406846 | 0.2784070 | 0.0002",
                "FK4 B1950 | 192.25 | 27.4 | 192.8594800 | 27.1283031 | 0.0002",
                "FK4 | 83 | -5.4 | 83.6145135 | -5.3675373 | 0.0002",
                "B1950.0 | 266 | -80 | 268.2192720 | -80.0140668 | 0.0002",
                "ECLIPTIC | 17.160130 | 14.411820 | 9.9999994 | 20.0000029 | 0.00001",
                "ECLIPTIC J2000 | 200 | -45 | 174.8930816 | -48.1555065 | 0.00001",
                "SUPERGALACTIC | 0 | 90 | 283.7540865 | 15.7089308 | 0.00001",
                "SUPER_GALACTIC | 0 | 0 | 42.3101092 | 59.5283500 | 0.00001",
                "SUPERGALACTIC | 100 | -20 | 169.7518674 | 9.4138643 | 0.00001",
            })
    void turnsFrames(String frame, double lon, double lat, double ra, double dec, double slack)
            throws ShapeFormatException {
        SkyPoint read = StcS.parse("POSITION " + frame + " " + lon + " " + lat).bareCentre();
        assertThat(read).isNotNull();
        assertThat(read.separationDeg(SkyPoint.ofDegrees(ra, dec))).isLessThan(slack);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POSITION ICRS 10 20",
                "POINT('ICRS', 10, 20)",
                "(10d, 20d)",
                "POSITION FK5 10 20",
                "CIRCLE ICRS 10 20 0",
                "CIRCLE ICRS 10 20 0.0D0",
                "<(10d, 20d), 0d>",
                "POLYGON ICRS 10 20",
                "POLYGON ICRS 10 20 10 20",
                "POLYGON ICRS 10 20 10 20 370 20 10 20 10 20",
                "POLYGON ICRS 9.9 20 10.1 20",
                "POLYGON ICRS 10 19 10 21 10 19",
                "POLYGON ICRS 10 19 10 20 10 21",
                "{(10d,20d),(10d,20d),(10d,20d)}",
                "BOX ICRS 10 20 0 0",
                "BOX ICRS 10 20 0 3",
                "BOX ICRS 10 20 3 0",
                "ELLIPSE ICRS 10 20 0 0 0",
                "ELLIPSE ICRS 10 20 1 0 45",
                "RANGE 10 10 20 20",
                "RANGE 10 10 19 21",
                "RANGE 9 11 20 20",
                "((10d,20d),(10d,20d))",
                "UNION (POSITION 10 19.5 POSITION 10 20.5)",
                "UNION (CIRCLE 10 20 0 POLYGON 10 20 10 20)",
            })
    void aShapeWithoutAreaIsACentre(String text) throws ShapeFormatException {
        SkyPoint centre = StcS.parse(text).bareCentre();
        assertThat(centre).isNotNull();
        assertThat(centre.separationDeg(SkyPoint.ofDegrees(10, 20))).isLessThan(0.001);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CIRCLE ICRS 10 20 1e-6",
                "POLYGON 10 20 10.000001 20 10 20.000001",
                "POLYGON 10 20 11 20 10 21",
                "POLYGON 10 -1 11 1 11 -1 10 1",
                "POLYGON 0 0 120 0 240 0",
                "POLYGON GALACTIC 10 19 10 20 11 21",
                "UNION (POSITION 10 20 CIRCLE 10 20 1)",
                "MOC 29/7",
                "AllSky",
                "RANGE 0 360 -90 90",
            })
    void aShapeWithAreaIsNot(String text) throws ShapeFormatException {
        assertThat(StcS.parse(text).bareCentre()).isNull();
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
                "Circle FK5 B1950 1 2 3 | 'B1950'",
                "Circle FK5 J1975 1 2 3 | 'J1975'",
                "Circle ICRS GALACTIC 1 2 3 | 'GALACTIC'",
                "Circle ECLIPTIC B1950 1 2 3 | 'B1950'",
                "Circle ICRS B1950 1 2 3 | 'B1950'",
                "Circle FK4 J2000 1 2 3 | 'J2000'",
                "Circle J2000 B1950 1 2 3 | a second equinox: 'B1950'",
                "Circle HELIOPROJECTIVE 1 2 3 | 'HELIOPROJECTIVE'",
                "Circle ICRS 1 2 3f | '3f'",
                "Circle ICRS 1 2 3dd | '3dd'",
                "Circle ICRS 1 2 5\" | '5\"'",
                "Circle ICRS 1 2 5' | 5'",
                "Circle ICRS 1:00:00 2 3 | '1:00:00'",
                "Circle('ICRS', POINT('GALACTIC', 1, 2), 3 | too early",
                "Circle('FK5', POINT('GALACTIC', 1, 2), 3) | a second frame",
                "Circle((((1 2 3)))) | '('",
                "Polygon((1 2, 3 4, 5 6), (1.1 2.1, 1.2 2.1, 1.2 2.2)) | '('",
                "Polygon(1 2, 3 4, (5 6 7 8)) | not a pair",
                "<(1d, 2d), 3d | too early",
                "<(1d, 2d) 3d) | not '>' but ')'",
                "<{1d, 2d}, (3d, 4d), 5d> | not '(' but '{'",
                "<(100, 20), 0.1> | not in radians: '100'",
                "{(1d, 2d), (3d, 4d), 5d} | not '}' but '5d'",
                "{(1d, 2d, 3d)} | not ')' but '3d'",
                "((1d, 2d), (3d, 4d), (5d, 6d)) | not ')' but '('",
                "((1d, 4d), (3d, 2d)) | in order",
                "(1d) | not a finite number: ')'",
                "() | UNION of nothing",
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
                "Circle ICRS 1 2 0x1p3 | '0x1p3'",
                "Circle ICRS 1 2 - | '-'",
                "Circle ICRS 1 2 3 unit rad | 'rad'",
                "Circle ICRS 1 2 3 unit | too early",
                "Circle ICRS 1 2 3 ) | ')'",
                "Circle ICRS | CIRCLE with 0",
                "Circle | CIRCLE with 0",
                "Circle Polygon 1 2 3 | 'Polygon'",
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
                "MOC 3/ | empty MOC",
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
                "Circle " + "(".repeat(1_000_000),
                "{" + "(1d,2d),".repeat(100_000) + "}",
                "'".repeat(1_000_000),
                "Polygon" + "(1 2)".repeat(200_000),
                "Polygon(" + "POINT('ICRS',1,2)".repeat(50_000) + ")",
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
            "MOC 3/1-4 7,9 4/ 29/3458764513820540927",
            "POLYGON('FK4 GEOCENTER',9,19,11,19,11D0,21,9,21);",
            "CIRCLE(POINT('ICRS',10,20),1)",
            "{(9d , 19d),(11d , 19d),(11d , 21d)}",
            "((1.5 , 0.1d),(<(10d, 20d), 1d>))"
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
