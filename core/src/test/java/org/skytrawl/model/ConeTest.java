package org.skytrawl.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConeTest {
    @ParameterizedTest
    @CsvSource({"0,0", "360,0", "-0.0,0", "725.5,5.5", "-90,270", "-1e-20,0", "1e9,280"})
    void reducesRightAscension(double given, double reduced) {
        assertThat(new Cone(given, 0, 1).raDeg()).isEqualTo(reduced).isBetween(0.0, 359.999999999);
    }

    @ParameterizedTest
    @CsvSource({
        "NaN,0,1,right ascension",
        "Infinity,0,1,right ascension",
        "0,90.0001,1,declination",
        "0,-91,1,declination",
        "0,NaN,1,declination",
        "0,0,0,radius",
        "0,0,-1,radius",
        "0,0,180.1,radius",
        "0,0,NaN,radius"
    })
    void refusesWhatIsOutOfRangeAndNamesIt(double ra, double dec, double radius, String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Cone(ra, dec, radius))
                .withMessageContaining(name);
    }

    @Test
    void readsThreeNumbers() {
        assertThat(Cone.parse("274.688,-13.792,0.1")).isEqualTo(new Cone(274.688, -13.792, 0.1));
        assertThat(Cone.parse(" 1 , +2 , 3e-1 ")).isEqualTo(new Cone(1, 2, 0.3));
        assertThat(Cone.parse("1 2 3")).isEqualTo(new Cone(1, 2, 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1,2", "1,2,3,4", "a,2,3", "1,2,3x", "0x1,2,3", "1,,3", "1,2,", "12:30:00:1,2,3", "NaN,2,3"})
    void refusesOtherText(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Cone.parse(text)).withMessageContaining("'" + text + "'");
    }
}
