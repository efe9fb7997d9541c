package org.skytrawl.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skytrawl.model.Interval;
import org.skytrawl.model.Question;

class QuestionTextTest {
    private static double number(String text) {
        return switch (text) {
            case "-" -> Double.NEGATIVE_INFINITY;
            case "+" -> Double.POSITIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "55000, 55001, from 2009-06-18 00:00 to 2009-06-19 00:00 UTC",
        "55000.5, 55000.5, at 2009-06-18 12:00 UTC",
        "55000.5, 55000.500001, from 2009-06-18 12:00 to 2009-06-18 12:00 UTC",
        "55000.12345, +, from 2009-06-18 02:57:46 UTC",
        "-, 55000, until 2009-06-18 00:00 UTC",
        "-, +, at any time",
        "5e6, 6e6, from MJD 5000000.0 to MJD 6000000.0 UTC"
    })
    void aTimeHasDayAndHour(String lo, String hi, String words) {
        assertThat(QuestionText.timeInWords(new Interval(number(lo), number(hi))))
                .isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "5e-7, 5e-7, , at 5e-07 m",
        "5e-7, 5e-7, 500 nm, at 500 nm (5e-07 m)",
        "4e-7, 7e-7, , at 4e-07..7e-07 m",
        "0.21, 0.21, 0.21 m, at 0.21 m",
        "5e-7, +, , at 5e-07 m and above",
        "0, 5e-7, 500 nm and below, at 500 nm and below (5e-07 m and below)",
        "0, +, , at any wavelength"
    })
    void aBandHasTheUnitsOfTheUserAndMetres(String lo, String hi, String given, String words) {
        assertThat(QuestionText.bandInWords(new Interval(number(lo), number(hi)), given))
                .isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    image               | image
                    spectrum            | spectrum (with sed, slit-spectrum, ...)
                    timeseries          | timeseries (with light-curve, velocity-curve)
                    image,cube          | image, cube (with spectral-cube, time-cube, ...)
                    event               | event (with event-list, event-bundle)
                    hologram            | hologram
                    ''                  | datasets of any type
                    """)
    void theFirstNarrowerTypesAreNamed(String types, String words) {
        Set<String> asked = types.isEmpty() ? Set.of() : new LinkedHashSet<>(List.of(types.split(",", -1)));
        assertThat(QuestionText.inWords(new Question(null, Interval.at(5e-7), null, asked)))
                .isEqualTo(words + ", at 5e-07 m");
    }

    @Test
    void allConstraintsAreNamed() {
        Question asked = new Question(null, Interval.at(5e-7), new Interval(55000, 55001), Set.of("image"));
        assertThat(QuestionText.inWords(asked, "500 nm"))
                .isEqualTo("image, at 500 nm (5e-07 m), from 2009-06-18 00:00 to 2009-06-19 00:00 UTC");
    }
}
