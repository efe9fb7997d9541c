package org.skytrawl.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.skytrawl.provenance.FailureCode;

class HostHealthTest {
    private static final HostKey A = new HostKey("http", "a.test", 80);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private long nowMs = 5_000;
    private final HostHealth ofClient = new HostHealth();
    private HostHealth health = run(3);

    private HostHealth run(int maxTimeouts) {
        nowMs++;
        return ofClient.ofRun(host -> maxTimeouts, PAUSE, () -> TimeUnit.MILLISECONDS.toNanos(nowMs));
    }

    private void refuses(int times) {
        for (int i = 0; i < times; i++) {
            health.failed(A, FailureCode.CONNECTION_REFUSED);
        }
    }

    private Duration pause() {
        return Objects.requireNonNull(Objects.requireNonNull(health.down(A)).pause());
    }

    @Test
    void oneRefusalIsNotEnoughTheSecondIs() {
        refuses(1);
        assertThat(health.down(A)).isNull();
        assertThat(health.whyDown(A)).isNull();
        refuses(1);
        assertThat(health.whyDown(A)).isEqualTo("http://a.test:80 refuses connections");
        assertThat(pause()).isEqualTo(PAUSE);
    }

    @Test
    void anAnswerBetweenRefusalsCounts() {
        refuses(1);
        health.answered(A);
        refuses(1);
        assertThat(health.down(A)).isNull();
    }

    @Test
    void aFailureBeforeAnyRequestIsNoAnswer() {
        refuses(1);
        health.failed(A, FailureCode.PRIVATE_ADDRESS);
        refuses(1);
        assertThat(health.whyDown(A)).isNotNull();
    }

    @Test
    void isTriedAgainByOneAfterGrowingPauses() {
        refuses(2);
        for (int pauseMs : new int[] {100, 200, 400}) {
            nowMs += pauseMs - 1;
            assertThat(pause()).isLessThanOrEqualTo(PAUSE);
            nowMs++;
            assertThat(health.down(A)).as("one tries").isNull();
            assertThat(pause()).as("the others look again soon").isEqualTo(PAUSE);
            if (pauseMs < 400) {
                refuses(1);
                assertThat(health.down(A)).extracting(HostHealth.Down::pause).isNotNull();
            }
        }
        refuses(1);
        assertThat(health.down(A)).isEqualTo(new HostHealth.Down("http://a.test:80 refuses connections", null));
        nowMs += 1_000_000;
        assertThat(health.down(A)).isNotNull();
    }

    @Test
    void isDownForTheRunWhenTheLastTryShowsNothing() {
        refuses(2);
        for (int i = 0; i < 3; i++) {
            nowMs += 1000;
            assertThat(health.down(A)).isNull();
        }
        nowMs += 799;
        assertThat(health.down(A)).extracting(HostHealth.Down::pause).isNotNull();
        nowMs++;
        assertThat(health.down(A)).extracting(HostHealth.Down::pause).isNull();
    }

    @Test
    void isUpAgainAfterAnAnswer() {
        refuses(2);
        nowMs += 100;
        assertThat(health.down(A)).isNull();
        health.answered(A);
        assertThat(health.down(A)).isNull();
        assertThat(health.whyDown(A)).isNull();
        refuses(1);
        assertThat(health.down(A)).isNull();
    }

    @Test
    void aLaterRunBeginsAnewAndSharesWhatItFinds() {
        refuses(2);
        HostHealth other = run(3);
        assertThat(other.down(A)).isNull();
        HostHealth beside = run(3);
        nowMs++;
        other.failed(A, FailureCode.CONNECTION_REFUSED);
        assertThat(other.down(A)).isNull();
        beside.failed(A, FailureCode.CONNECTION_REFUSED);
        assertThat(other.whyDown(A)).isNotNull();
    }

    @Test
    void aNameThatDoesNotResolveIsDownAtOnceForTheRun() {
        health.failed(A, FailureCode.UNKNOWN_HOST);
        assertThat(health.down(A)).isEqualTo(new HostHealth.Down("the name a.test does not resolve", null));
        health.answered(A);
        assertThat(health.down(A)).isNotNull();
    }

    @Test
    void timeoutsInARowMakeItDownForTheRun() {
        health.waitedInVain(A);
        health.waitedInVain(A);
        health.answered(A);
        health.waitedInVain(A);
        health.waitedInVain(A);
        assertThat(health.down(A)).isNull();
        health.waitedInVain(A);
        assertThat(health.down(A))
                .isEqualTo(new HostHealth.Down(
                        "3 queries in a row timed out on http://a.test:80 before a first byte", null));
    }

    /** Else each of many runs at once would wait for a host that hangs, some of them after the others. */
    @Test
    void timeoutsOfRunsAtTheSameTimeCountTogether() {
        HostHealth other = run(3);
        health.waitedInVain(A);
        health.waitedInVain(A);
        nowMs++;
        HostHealth later = run(3);
        other.waitedInVain(A);
        assertThat(other.whyDown(A)).startsWith("3 queries in a row timed out");
        assertThat(health.whyDown(A)).isNotNull();
        assertThat(later.whyDown(A)).isNotNull();
        assertThat(run(3).whyDown(A)).isNull();
    }

    @Test
    void aRunDoesNotCountTimeoutsBeforeItsBegin() {
        health.waitedInVain(A);
        health.waitedInVain(A);
        HostHealth later = run(3);
        later.waitedInVain(A);
        later.waitedInVain(A);
        assertThat(later.whyDown(A)).isNull();
        later.waitedInVain(A);
        assertThat(later.whyDown(A)).isNotNull();
    }

    @Test
    void anAnswerToOneRunIsOneForAll() {
        HostHealth other = run(3);
        health.waitedInVain(A);
        health.waitedInVain(A);
        other.answered(A);
        other.waitedInVain(A);
        assertThat(other.whyDown(A)).isNull();
    }

    @Test
    void aRefusalDoesNotReviveAHostThatIsDown() {
        health.failed(A, FailureCode.UNKNOWN_HOST);
        refuses(1);
        assertThat(health.down(A)).extracting(HostHealth.Down::pause).isNull();
    }
}
