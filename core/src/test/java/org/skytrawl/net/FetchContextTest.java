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

    @Test
    void countsWhatItsRequestsCount() throws Exception {
        FetchContext whole = new FetchContext(Deadline.never(), cancellation);
        for (int i = 0; i < 2; i++) {
            FetchContext request = whole.next(10);
            request.countAttempt();
            request.countBytes(5);
            request.enter(Phase.READING);
            assertThat(whole.phase()).isEqualTo(Phase.READING);
            request.end();
        }
        assertThat(whole.attempts()).isEqualTo(2);
        assertThat(whole.bytes()).isEqualTo(10);
    }

    @Test
    void aRequestHasATimeOfItsOwn() throws Exception {
        FetchContext whole = new FetchContext(Deadline.never(), cancellation).eachWithin(Duration.ZERO);
        assertThat(whole.isOver()).isFalse();
        FetchContext request = whole.next(10);
        assertThat(stopOf(request).stopCause()).isEqualTo(StopCause.TIMEOUT);
        assertThat(whole.isOver()).isTrue();
        request.end();
        assertThat(whole.isOver()).isFalse();
        whole.check();
    }

    @Test
    void aRequestHasNoMoreAttemptsThanGiven() throws Exception {
        FetchContext request = new FetchContext(Deadline.never(), cancellation).next(1);
        request.countAttempt();
        assertThat(catchThrowableOfType(StoppedException.class, request::countAttempt)
                        .stopCause())
                .isEqualTo(StopCause.CANCELLED);
        assertThat(request.attempts()).isEqualTo(1);
    }

    @Test
    void stopsItsRequest() {
        FetchContext whole = new FetchContext(Deadline.never(), cancellation);
        FetchContext request = whole.next(10);
        whole.abandon();
        assertThat(stopOf(request).stopCause()).isEqualTo(StopCause.CANCELLED);
        assertThat(stopOf(whole.next(10)).stopCause()).isEqualTo(StopCause.CANCELLED);
    }

    private static StoppedException stopOf(FetchContext context) {
        return catchThrowableOfType(StoppedException.class, context::check);
    }
}
