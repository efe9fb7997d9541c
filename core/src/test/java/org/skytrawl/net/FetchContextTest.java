package org.skytrawl.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.skytrawl.provenance.Phase;

class FetchContextTest {
    private final Cancellation cancellation = new Cancellation();

    @Test
    void goesOnUntilStopped() throws Exception {
        FetchContext context = new FetchContext(Deadline.never(), cancellation);
        context.check();
        context.enter(Phase.READING);
        cancellation.cancel();
        StoppedException stop = stopOf(context);
        assertThat(stop.stopCause()).isEqualTo(StopCause.CANCELLED);
        assertThat(stop.phase()).isEqualTo(Phase.READING);
        assertThat(stop).hasMessage("cancelled while reading");
    }

    @Test
    void isATimeoutIfTheSignalCameAfterTheDeadline() {
        FetchContext context = new FetchContext(Deadline.after(Duration.ZERO), cancellation);
        cancellation.cancel();
        assertThat(stopOf(context).stopCause()).isEqualTo(StopCause.TIMEOUT);
    }

    @Test
    void isACancellationIfTheSignalCameBeforeTheDeadline() {
        cancellation.cancel();
        Deadline deadline = Deadline.after(Duration.ofMillis(5));
        FetchContext context = new FetchContext(deadline, cancellation);
        while (!deadline.isOver()) {
            Thread.onSpinWait();
        }
        assertThat(stopOf(context).stopCause()).isEqualTo(StopCause.CANCELLED);
    }

    @Test
    void keepsTheFirstCauseAndItsPhase() {
        FetchContext context = new FetchContext(Deadline.never(), cancellation);
        context.enter(Phase.WAITING);
        context.stop(StopCause.TIMEOUT);
        context.enter(Phase.READING);
        cancellation.cancel();
        StoppedException stop = stopOf(context);
        assertThat(stop.stopCause()).isEqualTo(StopCause.TIMEOUT);
        assertThat(stop.phase()).isEqualTo(Phase.WAITING);
        assertThat(context.phase()).isEqualTo(Phase.WAITING);
    }

    private static StoppedException stopOf(FetchContext context) {
        return catchThrowableOfType(StoppedException.class, context::check);
    }
}
