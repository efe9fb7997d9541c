package org.skytrawl.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Target;

class TargetTextTest {
    @Test
    void readsCirclesInTheirOrder() {
        assertThat(TargetText.parse(" 10.68,41.27,0.2\n00:42:44.3,-41:16:09,12arcmin ", null))
                .containsExactly(
                        new Target("1", 10.68, 41.27, 0.2),
                        new Target("2", 15 * (42 / 60.0 + 44.3 / 3600), -(41 + 16 / 60.0 + 9 / 3600.0), 0.2));
        assertThat(TargetText.parse("370,-5 20,5", 0.1))
                .containsExactly(new Target("1", 10, -5, 0.1), new Target("2", 20, 5, 0.1));
    }

    @Test
    void readsWhatItWrites() {
        List<Cone> circles = List.of(new Cone(300, -1e-7, 1e-6), new Cone(1e-9, 20, 180), new Cone(1.0 / 3, -90, 0.1));
        assertThat(TargetText.parse(TargetText.of(circles), null))
                .extracting(Target::cone)
                .isEqualTo(circles);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.68,41.27,0.2 | true",
                "+1,2,3 4,5,6 | true",
                "-.5,2,3 | true",
                "00:42:44.3,+41:16:09,0.2 | true",
                "targets.csv | false",
                "2mass.csv | false",
                "sources,new.csv | false",
                "upload:0a | false",
                "- | false",
                "10.68 41.27 0.2 | false",
            })
    void tellsAListFromAFile(String text, boolean isList) {
        assertThat(TargetText.isIn(text)).isEqualTo(isList);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,2,3 4,95,6 | target 2: declination",
                "1,2,3 4,5 | target 2: ",
                "1,2,3 4,5,x | target 2: radius 'x'",
                "2020,targets.csv | target 1: ",
            })
    void namesTheWrongCircle(String text, String message) {
        assertThatThrownBy(() -> TargetText.parse(text, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesAnEmptyList() {
        assertThatThrownBy(() -> TargetText.parse(" ", null)).isInstanceOf(IllegalArgumentException.class);
    }
}
