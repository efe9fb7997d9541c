package org.skytrawl.harvest.take;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.function.Consumer;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.Service;
import org.skytrawl.model.SkytrawlException;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.FetchContext;
import org.skytrawl.net.FetchException;
import org.skytrawl.net.HostKey;
import org.skytrawl.net.HostLimiter;
import org.skytrawl.net.StopCause;
import org.skytrawl.net.StoppedException;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.Phase;

/** Sends the requests to one service, one at a time, each repeated after pauses. Used by one thread. */
final class Requests {
    /** A service that refuses a query is up; some say so of any query when they are busy. */
    private static final Duration AFTER_A_REFUSAL = Duration.ofSeconds(1);

    /** Attempts that take too long: it helps more to ask for less. */
    static final int MOST_IF_SLOW = 2;

    private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);

    private final Service service;
    private final TapTable.Session session;
    private Consumer<String> troubles = reason -> {};

    Requests(Service service, TapTable.Session session) {
        this.service = service;
        this.session = session;
    }

    /** @param told why an attempt failed, before the next one */
    void onTrouble(Consumer<String> told) {
        troubles = told;
    }

    /** What takes the rows of an answer, and can begin again. */
    interface Restarting {
        void restart();

        /** Whether more rows came than it keeps: they would come again. */
        default boolean isFull() {
            return false;
        }
    }

    /** One attempt. */
    @FunctionalInterface
    interface Attempt<A> {
        /**
         * @param context its time limit, and the permit of the host
         * @throws FetchException if there is no whole answer
         */
        A send(FetchContext context) throws FetchException, StoppedException;
    }

    /**
     * Asks until there is a whole answer.
     *
     * @param attempts the most of a query that the service says that it does not understand; others have more
     * @param sink of the rows; begins again with each attempt
     */
    <A> A ask(int attempts, Restarting sink, Attempt<A> attempted) throws RefusedException, StoppedException {
        for (int attempt = 1; ; attempt++) {
            awaitWindow();
            Duration pause;
            try {
                sink.restart();
                return once(attempted);
            } catch (RefusedException e) {
                int most = session.pauses().size() + 1;
                if (attempt >= (e.isUnderstood() ? Math.min(attempts, most) : most)
                        || (isTooSlow(e) && attempt >= MOST_IF_SLOW)
                        || RefusedException.isFault(String.valueOf(e.getMessage()))
                        || sink.isFull()) {
                    throw e;
                }
                Duration usual = session.pauses().get(attempt - 1);
                troubles.accept(String.valueOf(e.getMessage()));
                pause = e.isUnderstood() && usual.compareTo(AFTER_A_REFUSAL) > 0 ? AFTER_A_REFUSAL : usual;
            }
            pause(pause);
        }
    }

    private <A> A once(Attempt<A> attempted) throws RefusedException, StoppedException {
        HostKey host;
        try {
            host = HostKey.of(service.accessUrl());
        } catch (FetchException e) {
            throw new RefusedException(String.valueOf(e.getMessage()), true, e);
        }
        try (HostLimiter.Permit permit = session.limiter().acquire(host, session.end(), session.cancellation())) {
            Duration limit = session.options().timeout();
            return attempted.send(new FetchContext(Deadline.after(limit).earlier(session.end()), session.cancellation())
                    .under(permit));
        } catch (FetchException e) {
            throw new RefusedException(PlainText.of(String.valueOf(e.getMessage()), 300), isUnderstood(e), e);
        } catch (StoppedException e) {
            if (e.stopCause() == StopCause.TIMEOUT
                    && !session.end().isOver()
                    && !session.cancellation().isCancelled()) {
                throw new RefusedException(
                        "no whole answer within " + session.options().timeout().toSeconds() + " s", false, e);
            }
            throw e;
        } catch (SkytrawlException e) {
            throw e;
        } catch (RuntimeException e) {
            throw RefusedException.fault(e);
        }
    }

    private static boolean isUnderstood(FetchException e) {
        Integer status = e.httpStatus();
        return switch (e.code()) {
            case SERVICE_ERROR -> true;
            case HTTP_STATUS -> status != null && (status == 400 || status == 500);
            default -> false;
        };
    }

    static boolean isTooSlow(RefusedException e) {
        return e.getCause() instanceof StoppedException
                || (e.getCause() instanceof FetchException failed && failed.code() == FailureCode.TIME_LIMIT);
    }

    /** Waits for the time of day in which requests may begin. */
    private void awaitWindow() throws StoppedException {
        while (true) {
            Duration wait = session.options()
                    .window()
                    .untilOpen(ZonedDateTime.now(session.options().clock()));
            if (wait.isZero()) {
                return;
            }
            pause(wait.compareTo(LOOK_AGAIN) < 0 ? wait : LOOK_AGAIN);
        }
    }

    private void pause(Duration time) throws StoppedException {
        FetchContext waiting = new FetchContext(session.end(), session.cancellation());
        waiting.pause(time);
        if (session.end().isOver()) {
            throw new StoppedException(StopCause.TIMEOUT, Phase.QUEUED);
        }
    }
}
