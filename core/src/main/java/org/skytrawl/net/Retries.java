package org.skytrawl.net;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.skytrawl.provenance.FailureCode;

/**
 * What is asked again, once: a connection that was reset before the answer began, and a server or gateway that is busy or has
 * lost its own (429, 502, 503, 504); when it says when, then, if that leaves time before the deadline, or before the answer
 * can be had elsewhere.
 */
public final class Retries {
    /** Also a server that says 0 seconds, or nothing, is given a moment. */
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(100);

    private Retries() {}

    /**
     * Fetches, a second time where that may help.
     *
     * @throws FetchException if there is no answer; a status of 400 and above is an answer
     * @throws StoppedException if the context's time is over or its signal was given, also while it waits
     */
    public static FetchAnswer fetch(HttpFetcher fetcher, FetchRequest request, FetchContext context)
            throws FetchException, StoppedException {
        boolean retried = false;
        while (true) {
            try {
                FetchAnswer answer = fetcher.fetch(request, context);
                Duration asked = answer.retryAfter();
                Duration wait = asked == null || asked.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : asked;
                if (retried
                        || !isPassing(answer.status())
                        || wait.compareTo(context.share().left()) >= 0) {
                    return answer;
                }
                answer.close();
                pause(wait, context);
                context.moved();
            } catch (FetchException e) {
                if (retried || e.code() != FailureCode.CONNECTION_RESET) {
                    throw e;
                }
            }
            retried = true;
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
