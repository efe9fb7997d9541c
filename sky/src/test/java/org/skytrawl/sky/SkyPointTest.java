package org.skytrawl.sky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SkyPointTest {

    @Test
    void keepsPositionsToATenthOfAMicroarcsecond() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 10_000; i++) {
            double ra = random.nextDouble(360);
            double dec = random.nextDouble(-89.9, 89.9);
            SkyPoint point = SkyPoint.ofDegrees(ra, dec);
            assertThat(point.raDeg()).isCloseTo(ra, within(3e-11));
            assertThat(point.decDeg()).isCloseTo(dec, within(3e-11));
        }
    }

    @ParameterizedTest
    @CsvSource({"370, 10", "-350, 10", "3610, 10", "360, 0", "-360, 0", "-1e-300, 0", "-1e-15, 0"})
    void reducesRightAscensionToOneTurn(double ra, double expected) {
        double reduced = SkyPoint.ofDegrees(ra, 20).raDeg();
        assertThat(reduced).isBetween(0.0, Math.nextDown(360.0));
        assertThat(Math.abs(Math.IEEEremainder(reduced - expected, 360))).isLessThan(1e-9);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refusesRightAscensionsThatAreNoNumbers(double ra) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SkyPoint.ofDegrees(ra, 0))
                .withMessageContaining("" + ra);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, 90.0000001, -91, Double.NEGATIVE_INFINITY})
    void refusesDeclinationsBeyondThePoles(double dec) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SkyPoint.ofDegrees(0, dec))
                .withMessageContaining("" + dec);
    }

    @Test
    void refusesVectorsThatAreNotOfLengthOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SkyPoint(1, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new SkyPoint(Double.NaN, 0, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 1e-9, 1e-9, 1e-17",
        "10, 0, 10.000001, 0, 1e-6, 1e-14",
        "0, 0, 180, 0, 180, 0",
        "0, 0, 180, 1e-7, 179.9999999, 1e-12",
        "359.5, 0, 0.5, 0, 1, 1e-13",
        "0, 89, 180, 89, 2, 1e-13",
        "123, 45, 303, -45, 180, 1e-9",
        "0, -90, 77, 90, 180, 1e-9"
    })
    void measuresAnglesOfAnySize(double ra1, double dec1, double ra2, double dec2, double expected, double slack) {
        SkyPoint a = SkyPoint.ofDegrees(ra1, dec1);
        SkyPoint b = SkyPoint.ofDegrees(ra2, dec2);
        assertThat(a.separationDeg(b)).isCloseTo(expected, within(slack));
        assertThat(b.separationDeg(a)).isEqualTo(a.separationDeg(b));
    }
}
