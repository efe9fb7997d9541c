package org.skytrawl.protocol;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.FetchAnswer;
import org.skytrawl.net.FetchContext;
import org.skytrawl.net.FetchException;
import org.skytrawl.net.FetchRequest;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.net.StopCause;
import org.skytrawl.net.StoppedException;
import org.skytrawl.provenance.FailureCode;

/**
 * What is asked again: a connection that was reset before the answer began, once; a server or gateway that is busy or has
 * lost its own (429, 502, 503, 504), once; and one that is busy and says when (429, 503), then, if that leaves time before the
 * deadline.
 */
final class Retries {
    /** A server that is still busy after it named the time so often is not waited for any longer. */
    private static final int MOST_WAITS = 3;

    /** Also a server that says 0 seconds is given a moment. */
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(100);

    private Retries() {}

    static FetchAnswer fetch(HttpFetcher fetcher, FetchRequest request, FetchContext context)
            throws FetchException, StoppedException {
        boolean wasReset = false;
        boolean wasBusy = false;
        int waits = 0;
        while (true) {
            try {
                FetchAnswer answer = fetcher.fetch(request, context);
                if (!isPassing(answer.status())) {
                    return answer;
                }
                Duration asked = answer.status() == 502 || answer.status() == 504 ? null : answer.retryAfter();
                boolean mayTry = asked == null ? !wasBusy : waits < MOST_WAITS;
                Duration wait = asked == null || asked.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : asked;
                if (!mayTry || wait.compareTo(context.deadline().left()) >= 0) {
                    return answer;
                }
                answer.close();
                wasBusy |= asked == null;
                waits += asked == null ? 0 : 1;
                pause(wait, context);
            } catch (FetchException e) {
                if (wasReset || e.code() != FailureCode.CONNECTION_RESET) {
                    throw e;
                }
                wasReset = true;
            }
        }
    }

    private static boolean isPassing(int status) {
        return status == 429 || status == 502 || status == 503 || status == 504;
    }

    private static void pause(Duration wait, FetchContext context) throws StoppedException {
        CountDownLatch cancelled = new CountDownLatch(1);
        Cancellation.Registration registration = context.cancellation().onCancel(cancelled::countDown);
        try {
            if (cancelled.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                context.check();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoppedException(StopCause.CANCELLED, context.phase());
        } finally {
            registration.close();
        }
    }
}
