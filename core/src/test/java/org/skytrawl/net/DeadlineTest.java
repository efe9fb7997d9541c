package org.skytrawl.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    @Test
    void countsDown() {
        Deadline deadline = Deadline.after(Duration.ofMinutes(1));
        assertThat(deadline.isOver()).isFalse();
        assertThat(deadline.left()).isBetween(Duration.ofSeconds(50), Duration.ofMinutes(1));
    }

    @Test
    void leavesNothingAndNeverLessWhenOver() {
        Deadline deadline = Deadline.after(Duration.ZERO);
        assertThat(deadline.isOver()).isTrue();
        assertThat(deadline.left()).isEqualTo(Duration.ZERO);
    }

    @Test
    void takesTheEarlierOfTwo() {
        Deadline soon = Deadline.after(Duration.ofSeconds(1));
        Deadline later = Deadline.after(Duration.ofSeconds(2));
        assertThat(soon.earlier(later)).isSameAs(soon);
        assertThat(later.earlier(soon)).isSameAs(soon);
        assertThat(Deadline.never().earlier(soon)).isSameAs(soon);
        assertThat(soon.earlier(Deadline.never())).isSameAs(soon);
        assertThat(Deadline.never().earlier(Deadline.never()).isNever()).isTrue();
    }

    @Test
    void capsTimesThatTheClockCannotCount() {
        assertThat(Deadline.after(Duration.ofSeconds(Long.MAX_VALUE)).isNever()).isTrue();
        assertThat(Deadline.never().left()).isPositive();
        assertThat(Deadline.never().isOver()).isFalse();
    }

    @Test
    void refusesThePast() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Deadline.after(Duration.ofMillis(-1)))
                .withMessageContaining("PT-0.001S");
    }
}
