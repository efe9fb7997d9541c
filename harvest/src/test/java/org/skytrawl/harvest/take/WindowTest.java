package org.skytrawl.harvest.take;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTest {
    /** In Berlin clocks went from 2 to 3 on 29 March 2026, and from 3 to 2 on 25 October. */
    @ParameterizedTest
    @CsvSource({
        "22:00..06:00, 2026-06-01T23:00+02:00[Europe/Berlin], PT0S",
        "22:00..06:00, 2026-06-01T22:00+02:00[Europe/Berlin], PT0S",
        "22:00..06:00, 2026-06-01T05:59:59+02:00[Europe/Berlin], PT0S",
        "22:00..06:00, 2026-06-01T06:00+02:00[Europe/Berlin], PT16H",
        "22:00..06:00, 2026-06-01T21:59+02:00[Europe/Berlin], PT1M",
        "08:00..10:00, 2026-06-01T10:00+02:00[Europe/Berlin], PT22H",
        "08:00..10:00, 2026-06-01T09:00+02:00[Europe/Berlin], PT0S",
        "08:00..10:00, 2026-03-28T10:00+01:00[Europe/Berlin], PT21H",
        "08:00..10:00, 2026-10-24T10:00+02:00[Europe/Berlin], PT23H",
        "02:30..04:00, 2026-03-29T01:00+01:00[Europe/Berlin], PT1H30M",
        "02:30..04:00, 2026-03-29T03:00+02:00[Europe/Berlin], PT0S",
    })
    void opensAtItsTimeOfDay(String window, String now, String wait) {
        assertThat(Window.parse(window).untilOpen(ZonedDateTime.parse(now))).isEqualTo(Duration.parse(wait));
    }

    @Test
    void isOpenAlwaysByDefault() {
        assertThat(Window.ALWAYS.untilOpen(ZonedDateTime.parse("2026-06-01T00:00Z")))
                .isZero();
        assertThat(Window.ALWAYS.untilOpen(ZonedDateTime.parse("2026-06-01T23:59:59Z")))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "22:00", "22:00..", "..06:00", "22:00..22:00", "22..6", "24:30..06:00", "22:00-06:00"})
    void refusesWhatIsNoWindow(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Window.parse(text))
                .withMessageContaining("22:00..06:00");
    }
}
