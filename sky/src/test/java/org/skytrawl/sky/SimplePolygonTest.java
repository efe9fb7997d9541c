package org.skytrawl.sky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimplePolygonTest {
    private static double[] numbers(String raDec) {
        return Arrays.stream(raDec.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 2 3 4 | at least 3 vertices, not 2",
                "1 2 3 4 5 | pairs of numbers, not 5",
                "1 2 3 4 5 91 | vertex 3 of the polygon: declination must be in [-90, 90] degrees, not 91.0",
                "10 10 20 10 20 10 10 20 | neighbouring vertices of a polygon are equal: vertex 3 (20.0, 10.0) and vertex 2",
                "10 10 20 10 20 20 10 10 | neighbouring vertices of a polygon are equal: vertex 1 (10.0, 10.0) and vertex 4",
                "0 10 10 10 10 10.0000000001 0 20 | vertex 3 (10.0, 10.0000000001) and vertex 2",
                // from one side of RA 0 to the other, and at a pole, where all right ascensions are one
                "0 0 360 0 5 5 | vertex 2 (360.0, 0.0) and vertex 1",
                "0 90 50 90 50 80 | vertex 2 (50.0, 90.0) and vertex 1",
                // bow tie, a vertex on another side, two loops that share a vertex, a spike, no area
                "0 0 10 10 10 0 0 10 | crosses or touches itself: the side from vertex 1 (0.0, 0.0) and the one from vertex 3 (10.0, 0.0)",
                "0 0 10 0 10 10 5 0 | touches itself: the side from vertex 1 (0.0, 0.0) and the one from vertex 3",
                "0 0 10 0 5 5 10 10 0 10 5 5 | touches itself: the side from vertex 2 (10.0, 0.0) and the one from vertex 5",
                "0 0 10 0 20 0 10 0 10 10 | touches itself: the side from vertex 1 (0.0, 0.0) and the one from vertex 3",
                "10 0 20 0 30 0 | touches itself",
                // around the sky
                "0 0 120 0 240 0 | over a hemisphere: none holds vertex 3 (240.0, 0.0)",
                "0 -1 90 1 180 -1 270 1 | over a hemisphere: none holds vertex 4 (270.0, 1.0)",
                "0 0 90 0 180 0 90 45 | over a hemisphere: none holds vertex 3 (180.0, 0.0)",
            })
    void refuses(String raDec, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SkyPolygon.simpleOfDegrees(numbers(raDec)))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "0 1 90 1 180 1 270 1",
        "0 -0.001 120 -0.001 240 -0.001",
        "359 -1 1 -1 1 1 359 1",
        "0 90 10 80 350 80",
        "0 0 10 0 10 10 5 2 0 10",
        "10 10 10.0000001 10 10.0000001 10.0000001",
        "0 89 90 89 180 89 270 89"
    })
    void takes(String raDec) {
        SkyPolygon polygon = SkyPolygon.simpleOfDegrees(numbers(raDec));
        assertThat(polygon.vertices()).hasSize(numbers(raDec).length / 2);
    }

    @Test
    void crossingIsWhatItIsOnATangentPlane() {
        SplittableRandom random = new SplittableRandom(8);
        int crossing = 0;
        for (int i = 0; i < 1_500; i++) {
            int count = random.nextInt(3, 7);
            double size = Math.pow(10, random.nextDouble(-4, -0.1));
            SkyPoint middle = i % 3 == 0 ? SkyPoint.ofDegrees(0, i % 2 == 0 ? 90 : 0) : Samples.anywhere(random);
            LocalAxes axes = LocalAxes.at(middle);
            double[] x = new double[count];
            double[] y = new double[count];
            double[] raDec = new double[2 * count];
            for (int k = 0; k < count; k++) {
                x[k] = size * random.nextDouble(-1, 1);
                y[k] = size * random.nextDouble(-1, 1);
                SkyPoint point = SkyPoint.of(middle.vec()
                        .plus(axes.north().times(y[k]))
                        .plus(axes.east().times(x[k]))
                        .unit());
                raDec[2 * k] = point.raDeg();
                raDec[2 * k + 1] = point.decDeg();
            }
            boolean crosses = crosses(x, y);
            crossing += crosses ? 1 : 0;
            boolean refused = false;
            try {
                SkyPolygon.simpleOfDegrees(raDec);
            } catch (IllegalArgumentException e) {
                refused = true;
            }
            assertThat(refused).as("polygon %d", i).isEqualTo(crosses);
        }
        assertThat(crossing).isBetween(300, 1_200);
    }

    private static boolean crosses(double[] x, double[] y) {
        int n = x.length;
        for (int i = 0; i < n; i++) {
            for (int j = i + 2; j < n; j++) {
                int iEnd = i + 1;
                int jEnd = (j + 1) % n;
                if (jEnd != i
                        && turn(x, y, i, iEnd, j) * turn(x, y, i, iEnd, jEnd) < 0
                        && turn(x, y, j, jEnd, i) * turn(x, y, j, jEnd, iEnd) < 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private static double turn(double[] x, double[] y, int a, int b, int c) {
        return (x[b] - x[a]) * (y[c] - y[a]) - (y[b] - y[a]) * (x[c] - x[a]);
    }

    @Test
    void hasAnArea() {
        double eighthOfTheSky = 4 * Math.PI / 8 * Math.pow(180 / Math.PI, 2);
        assertThat(SkyPolygon.ofDegrees(0, 0, 90, 0, 0, 90).areaDeg2()).isCloseTo(eighthOfTheSky, within(1e-9));
        double tiny = 1e-6;
        assertThat(SkyPolygon.ofDegrees(10, 0, 10, tiny, 10 + tiny, tiny, 10 + tiny, 0)
                        .areaDeg2())
                .isCloseTo(tiny * tiny, within(1e-6 * tiny * tiny));
    }
}
