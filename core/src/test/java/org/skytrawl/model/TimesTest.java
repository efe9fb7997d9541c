package org.skytrawl.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private static double midnight(String date) {
        return Times.mjd(LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    @ParameterizedTest
    @CsvSource({
        "1858-11-17T00:00,0",
        "2000-01-01T12:00:00,51544.5",
        "2000-01-01T12:00:00Z,51544.5",
        "2000-01-01 12:00:00.0,51544.5",
        "2000-01-01T14:00:00+02:00,51544.5",
        "2000-01-01T12:00,51544.5",
        "2000-01-01T00:00,51544",
        "2016-12-31T23:59:60Z,57754",
        "55000,55000",
        "55000.25,55000.25",
        "-3,-3",
        "1799,1799",
        "1799.5,1799.5",
        "2101,2101",
        "999999.9,999999.9",
        "1000000,1000000",
        "1000001,-1399999.5",
        "2451545,51544.5",
        "2455001.25,55000.75",
        "5373484.5,2973484"
    })
    void aTimeOfDayMjdAndJdArePoints(String text, double mjd) {
        assertThat(Times.parseInterval(text)).isEqualTo(Interval.at(mjd));
    }

    @ParameterizedTest
    @CsvSource({
        "2009-06-18,2009-06-18,2009-06-19",
        "2016-12-31,2016-12-31,2017-01-01",
        "1700-02-28,1700-02-28,1700-03-01",
        "2009-06,2009-06-01,2009-07-01",
        "2008-02,2008-02-01,2008-03-01",
        "1999-12,1999-12-01,2000-01-01",
        "2009,2009-01-01,2010-01-01",
        "1800,1800-01-01,1801-01-01",
        "2100,2100-01-01,2101-01-01",
        "' 2005 ',2005-01-01,2006-01-01"
    })
    void aYearAMonthAndADateAreWhole(String text, String first, String next) {
        Interval whole = new Interval(midnight(first), midnight(next));
        assertThat(Times.parseInterval(text)).isEqualTo(whole);
        assertThat(Times.interval(text, text)).isEqualTo(whole);
        assertThat(Times.parseInterval(text + "..")).isEqualTo(new Interval(whole.lo(), INFINITY));
        assertThat(Times.parseInterval(".." + text)).isEqualTo(new Interval(-INFINITY, whole.hi()));
        assertThat(Times.parseInterval("../" + text)).isEqualTo(new Interval(-INFINITY, whole.hi()));
    }

    @ParameterizedTest
    @CsvSource({
        "2005..2007-03,2005-01-01,2007-04-01",
        "2005/2007-03,2005-01-01,2007-04-01",
        "2005..2025,2005-01-01,2026-01-01",
        "2000-01-01/2000-01-02,2000-01-01,2000-01-03",
        "2009-06..2009,2009-06-01,2010-01-01",
        "2009-06-18..2009-06,2009-06-18,2009-07-01",
        "51544..2000-01-05T00:00,2000-01-01,2000-01-05",
        "2000..51604,2000-01-01,2000-03-01"
    })
    void anIntervalIsFromTheStartOfTheFirstToTheEndOfTheLast(String text, String from, String to) {
        assertThat(Times.parseInterval(text)).isEqualTo(new Interval(midnight(from), midnight(to)));
    }

    @Test
    void readsIntervalsOfPointsAndOpenEnds() {
        assertThat(Times.parseInterval("55000..55012")).isEqualTo(new Interval(55000, 55012));
        assertThat(Times.parseInterval("55000..")).isEqualTo(new Interval(55000, INFINITY));
        assertThat(Times.parseInterval("../55000")).isEqualTo(new Interval(-INFINITY, 55000));
        assertThat(Times.interval("1995-01-01", "")).isEqualTo(new Interval(49718, INFINITY));
        assertThat(Times.parseInterval("2009-06-18T06:00..2009-06-18"))
                .isEqualTo(new Interval(midnight("2009-06-18") + 0.25, midnight("2009-06-19")));
        assertThat(Times.parseInterval("2009-06-18..2009-06-18T06:00"))
                .isEqualTo(new Interval(midnight("2009-06-18"), midnight("2009-06-18") + 0.25));
    }

    /** Each end by itself: what a pair gives is the first's beginning and the last's end, or it is refused. */
    @Test
    void everyPairIsTheFirstsBeginningAndTheLastsEnd() {
        Random random = new Random(13);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            LocalDate day = LocalDate.of(1999 + random.nextInt(3), 1 + random.nextInt(12), 1 + random.nextInt(28));
            double mjd = midnight(day.toString()) + random.nextInt(4) / 4.0;
            texts.add(
                    switch (i % 5) {
                        case 0 -> String.valueOf(day.getYear());
                        case 1 -> day.toString().substring(0, 7);
                        case 2 -> day.toString();
                        case 3 -> String.format(Locale.ROOT, "%.2f", mjd);
                        default -> day + "T18:00";
                    });
        }
        int refused = 0;
        for (String from : texts) {
            for (String to : texts) {
                Interval first = Times.parseInterval(from);
                Interval last = Times.parseInterval(to);
                boolean isPoint = last.lo() == last.hi();
                if (isPoint ? first.lo() > last.hi() : first.lo() >= last.hi()) {
                    refused++;
                    assertThatIllegalArgumentException()
                            .isThrownBy(() -> Times.parseInterval(from + ".." + to))
                            .withMessageContaining(from + ".." + to + " ends before it begins");
                } else {
                    assertThat(Times.interval(from, to)).isEqualTo(new Interval(first.lo(), last.hi()));
                }
            }
        }
        assertThat(refused).isBetween(600, 3000);
    }

    @ParameterizedTest
    @CsvSource({
        "55012..55000,55012 begins on 2009-06-30 00:00 and 55000 ends on 2009-06-18 00:00",
        "2009..2005,2009 begins on 2009-01-01 00:00 and 2005 ends on 2006-01-01 00:00",
        // neighbours: the closed intervals touch at midnight
        "2009..2008,2009 begins on 2009-01-01 00:00 and 2008 ends on 2009-01-01 00:00",
        "2009-06-18..2009-06-17,2009-06-18 begins",
        "2009-06-18T00:00..2009-06-17,2009-06-18T00:00 begins",
        "2009/06,06 ends on 1858-11-23 00:00"
    })
    void refusesReversedEnds(String text, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Times.parseInterval(text))
                .withMessageContaining("ends before it begins")
                .withMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource({
        "2005.5,2005-07-02,1864-05-14T12:00",
        "2000.0,2000-01-01,1864-05-09T00:00",
        "+2005,2005-01-01,1864-05-14T00:00",
        "2005.,2005-01-01,1864-05-14T00:00",
        "2e3,2000-01-01,1864-05-09T00:00",
        "1800.25,1800-04-02,1863-10-22T06:00",
        "2100.99,2100-12-28,1864-08-17T23:45:36"
    })
    void refusesWhatMayBeAnEpochOrAnMjd(String text, String epoch, String mjd) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Times.parseInterval(text))
                .withMessage("time '" + text + "' can be an epoch or an MJD; write " + epoch + " for the epoch, or "
                        + mjd + " for the MJD");
        assertThat(Times.parseInterval(mjd)).isEqualTo(Interval.at(Double.parseDouble(text)));
    }

    @ParameterizedTest
    @CsvSource({
        "20090618,2009-06-18",
        "19991231,1999-12-31",
        "20091318,'ISO 8601, such as 2010-03-01'",
        "5373485,'ISO 8601, such as 2010-03-01'",
        "1262304000,'ISO 8601, such as 2010-03-01'",
        "1e300,'ISO 8601, such as 2010-03-01'"
    })
    void refusesNumbersThatNoJdIs(String text, String proposal) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Times.parseInterval(text))
                .withMessage("time '" + text + "' as a JD is after the year 9999; for a date write " + proposal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "2000-13-01",
                "2000-13",
                "2000-00",
                "2000-02-30",
                "2001-1",
                "20000101T",
                "2000-01-01T25:00",
                "2000-01-01T",
                "J2000",
                "NaN",
                "1e999"
            })
    void refusesOtherText(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Times.parseInterval(text))
                .withMessageContaining("'" + text + "'")
                .withMessageContaining("ISO 8601");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "/", "", " ", "1..2..3", "2009/06/18"})
    void refusesWhatIsNoInterval(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Times.parseInterval(text));
    }

    @Test
    void refusesAnIntervalWithoutEnds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Times.interval("", " "))
                .withMessageContaining("at least one end");
    }

    @Test
    void writesDatesForPeople() {
        assertThat(Times.iso(49718)).isEqualTo("1995-01-01");
        assertThat(Times.iso(51544.5)).isEqualTo("2000-01-01T12:00:00");
        assertThat(Times.iso(INFINITY)).isEqualTo("Infinity");
        assertThat(Times.mjd(Instant.parse("2000-01-01T12:00:00Z"))).isEqualTo(51544.5);
    }

    @ParameterizedTest
    @CsvSource({
        "49718,1995-01-01 00:00",
        "51544.5,2000-01-01 12:00",
        "55000.123,2009-06-18 02:57:07",
        "54999.9999999,2009-06-18 00:00",
        "1e6,4596-10-13 00:00",
        "4e6,MJD 4000000.0"
    })
    void writesDateAndHour(double mjd, String text) {
        assertThat(Times.dateAndTime(mjd)).isEqualTo(text);
    }
}
