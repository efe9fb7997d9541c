package org.skytrawl.simvo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyTest {
    @Test
    void readsWhatIsWritten() {
        assertThat(Latency.parse("1.0s")).isEqualTo(new Latency.Fixed(Duration.ofSeconds(1)));
        assertThat(Latency.parse("250ms")).isEqualTo(new Latency.Fixed(Duration.ofMillis(250)));
        assertThat(Latency.parse("0s")).isEqualTo(new Latency.Fixed(Duration.ZERO));
        assertThat(Latency.parse("lognormal:300ms,0.8")).isEqualTo(new Latency.Lognormal(Duration.ofMillis(300), 0.8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "-1s",
                "1m",
                "s",
                "1.s",
                "lognormal:300ms",
                "lognormal:0ms,1",
                "lognormal:1s,1.2.3",
                "lognormal:1s,11",
                "99999999999s"
            })
    void namesWhatItCannotRead(String text) {
        assertThatThrownBy(() -> Latency.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }

    @Test
    void refusesNegativeTimes() {
        assertThatThrownBy(() -> new Latency.Fixed(Duration.ofMillis(-1))).hasMessageContaining("PT-0.001S");
    }

    @Test
    void isTheSameForTheSameSeedAndService() {
        Latency latency = new Latency.Lognormal(Duration.ofMillis(300), 0.8);
        assertThat(latency.of(7, 3)).isEqualTo(latency.of(7, 3)).isNotEqualTo(latency.of(7, 4));
        assertThat(latency.of(7, 3)).isNotEqualTo(latency.of(8, 3));
        assertThat(new Latency.Fixed(Duration.ofSeconds(1)).of(7, 3)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void isSpreadAsTheLognormalDistributionIs() {
        Latency latency = new Latency.Lognormal(Duration.ofMillis(300), 0.8);
        double[] logs = IntStream.range(0, 10_000)
                .mapToDouble(i -> Math.log(latency.of(1, i).toNanos() / 3e8))
                .toArray();
        double mean = IntStream.range(0, logs.length)
                .mapToDouble(i -> logs[i])
                .average()
                .orElseThrow();
        double variance = IntStream.range(0, logs.length)
                .mapToDouble(i -> logs[i] * logs[i])
                .average()
                .orElseThrow();
        assertThat(mean).isBetween(-0.03, 0.03);
        assertThat(Math.sqrt(variance)).isBetween(0.77, 0.83);
    }
}
