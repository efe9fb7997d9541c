package org.skytrawl.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    @ParameterizedTest
    @CsvSource({
        "1858-11-17,0",
        "2000-01-01T12:00:00,51544.5",
        "2000-01-01T12:00:00Z,51544.5",
        "2000-01-01 12:00:00.0,51544.5",
        "2000-01-01T14:00:00+02:00,51544.5",
        "2000-01-01T12:00,51544.5",
        "2016-12-31T23:59:60Z,57754",
        "55000.25,55000.25",
        "-3,-3",
        "2451545,51544.5",
        "1000000,-1400000.5",
        "999999.9,999999.9"
    })
    void readsIsoMjdAndJd(String text, double mjd) {
        assertThat(Times.parseMjd(text)).isEqualTo(mjd);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2000-13-01",
                "2000-02-30",
                "2000-01",
                "20000101T",
                "2000-01-01T25:00",
                "NaN",
                "1e999"
            })
    void refusesOtherText(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Times.parseMjd(text))
                .withMessageContaining("'" + text + "'")
                .withMessageContaining("ISO 8601");
    }

    @Test
    void readsIntervalsWithOpenEnds() {
        assertThat(Times.parseInterval("55000..55012")).isEqualTo(new Interval(55000, 55012));
        assertThat(Times.parseInterval("2000-01-01/2000-01-02")).isEqualTo(new Interval(51544, 51545));
        assertThat(Times.parseInterval("55000..")).isEqualTo(new Interval(55000, Double.POSITIVE_INFINITY));
        assertThat(Times.parseInterval("../55000")).isEqualTo(new Interval(Double.NEGATIVE_INFINITY, 55000));
        assertThat(Times.parseInterval("55000.5")).isEqualTo(Interval.at(55000.5));
        assertThat(Times.interval("1995-01-01", "")).isEqualTo(new Interval(49718, Double.POSITIVE_INFINITY));
    }

    @Test
    void refusesReversedEnds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Times.parseInterval("55012..55000"))
                .withMessageContaining("ends before it begins");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "/", "", "1..2..3"})
    void refusesWhatIsNoInterval(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Times.parseInterval(text));
    }

    @Test
    void writesDatesForPeople() {
        assertThat(Times.iso(49718)).isEqualTo("1995-01-01");
        assertThat(Times.iso(51544.5)).isEqualTo("2000-01-01T12:00:00");
        assertThat(Times.iso(Double.POSITIVE_INFINITY)).isEqualTo("Infinity");
        assertThat(Times.mjd(Instant.parse("2000-01-01T12:00:00Z"))).isEqualTo(51544.5);
    }
}
