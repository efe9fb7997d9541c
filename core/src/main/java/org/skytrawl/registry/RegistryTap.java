package org.skytrawl.registry;

import java.time.Duration;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.FetchContext;
import org.skytrawl.net.FetchException;
import org.skytrawl.net.StopCause;
import org.skytrawl.net.StoppedException;
import org.skytrawl.protocol.TapSync;

/**
 * One registry, asked within its time: all trouble with it is a {@link RegistryFailure}.
 *
 * @param tap how to ask
 * @param url the registry's TAP access URL
 * @param queryTime the most time for one answer
 * @param deadline of the whole
 */
record RegistryTap(TapSync tap, String url, Duration queryTime, Deadline deadline, Cancellation cancellation) {
    /** What {@link #within} runs. */
    @FunctionalInterface
    interface Fetch<T> {
        T in(FetchContext context) throws FetchException, StoppedException;
    }

    /**
     * One answer, cut or not.
     *
     * @param what it is about, for messages
     */
    TapSync.Answer ask(String what, String adql, long maxRec, NamedRows rows) throws RegistryFailure, StoppedException {
        TapSync.Answer answer = within(what + ": ", context -> tap.query(url, adql, maxRec, context, rows));
        if (!answer.report().hasTable()) {
            throw new RegistryFailure(what + ": the answer holds no table");
        }
        return answer;
    }

    /** The same with this time for one answer. */
    RegistryTap withQueryTime(Duration time) {
        return new RegistryTap(tap, url, time, deadline, cancellation);
    }

    /** The same with another signal. */
    RegistryTap withCancellation(Cancellation signal) {
        return new RegistryTap(tap, url, queryTime, deadline, signal);
    }

    /** Fetches within the time; that this registry's time is over is a failure too, a signal is not. */
    <T> T within(String before, Fetch<T> fetch) throws RegistryFailure, StoppedException {
        try {
            return fetch.in(new FetchContext(deadline.earlier(Deadline.after(queryTime)), cancellation));
        } catch (FetchException e) {
            throw new RegistryFailure(before + e.getMessage());
        } catch (StoppedException e) {
            if (e.stopCause() == StopCause.TIMEOUT) {
                throw new RegistryFailure(before + e.getMessage());
            }
            throw e;
        }
    }
}
