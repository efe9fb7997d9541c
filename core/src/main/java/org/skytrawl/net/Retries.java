package org.skytrawl.net;

import java.time.Duration;
import org.skytrawl.provenance.FailureCode;

/**
 * Repeats a request once after a connection reset before the answer, and after the statuses 429, 502, 503 and 504. It waits
 * as long as the server requests, if that ends before the deadline and the share of this server.
 */
public final class Retries {
    /** Also for a server that requests 0 seconds or no wait. */
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(100);

    private Retries() {}

    /** Throws as {@link HttpFetcher#fetch}. */
    public static FetchAnswer fetch(HttpFetcher fetcher, FetchRequest request, FetchContext context)
            throws FetchException, StoppedException {
        boolean retried = false;
        while (true) {
            try {
                FetchAnswer answer = fetcher.fetch(request, context);
                Duration requested = answer.retryAfter();
                Duration wait = requested == null || requested.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : requested;
                if (retried
                        || !isTemporary(answer.status())
                        || wait.compareTo(context.share().left()) >= 0) {
                    return answer;
                }
                answer.close();
                context.pause(wait);
                context.moved();
            } catch (FetchException e) {
                if (retried || e.code() != FailureCode.CONNECTION_RESET) {
                    throw e;
                }
            }
            retried = true;
        }
    }

    private static boolean isTemporary(int status) {
        return status == 429 || status == 502 || status == 503 || status == 504;
    }
}
