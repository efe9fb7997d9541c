package org.skytrawl.registry.access;

import java.time.Duration;
import java.util.Set;
import org.skytrawl.net.BoundedWait;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.FetchContext;
import org.skytrawl.net.FetchException;
import org.skytrawl.net.StopCause;
import org.skytrawl.net.StoppedException;
import org.skytrawl.protocol.obstap.TapSync;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.Phase;
import org.skytrawl.registry.Notes;
import org.skytrawl.registry.RegistryFailure;

/** Turns every failure within its time into a {@link RegistryFailure}; the query time limits one answer. */
record RegistryTap(TapSync tap, String url, Duration queryTime, Deadline deadline, Cancellation cancellation) {
    /** HTTP statuses that say nothing about the query. */
    private static final Set<Integer> NO_ANSWER = Set.of(401, 403, 429, 502, 503, 504);

    @FunctionalInterface
    interface Fetch<T> {
        T in(FetchContext context) throws FetchException, StoppedException;
    }

    /** An unreadable answer is queried once more in text form: some services damage titles in the binary form. */
    TapSync.Answer ask(String what, String adql, long maxRec, NamedRows rows, Notes notes)
            throws RegistryFailure, StoppedException {
        TapSync.Answer answer = within(what + ": ", context -> {
            try {
                return tap.query(url, adql, maxRec, context, rows);
            } catch (FetchException e) {
                if (e.code() != FailureCode.MALFORMED && e.code() != FailureCode.TRUNCATED) {
                    throw e;
                }
                TapSync.Answer asText = tap.queryForText(url, adql, maxRec, context, rows);
                notes.add("unreadable answers, queried again as text", what + ": " + e.getMessage());
                return asText;
            }
        });
        if (!answer.report().hasTable()) {
            throw RegistryFailure.refused(what + ": the answer holds no table");
        }
        if (answer.report().badRows() > 0 || answer.report().badCells() > 0) {
            notes.add(
                    "unreadable rows or cells in the registry's answers",
                    what + ": " + answer.report().badRows() + " rows, "
                            + answer.report().badCells() + " cells");
        }
        return answer;
    }

    RegistryTap withQueryTime(Duration time) {
        return new RegistryTap(tap, url, time, deadline, cancellation);
    }

    RegistryTap withCancellation(Cancellation signal) {
        return new RegistryTap(tap, url, queryTime, deadline, signal);
    }

    /** A timeout is a failure of this registry, a cancellation is not. */
    <T> T within(String before, Fetch<T> fetch) throws RegistryFailure, StoppedException {
        try {
            FetchContext context = new FetchContext(deadline.earlier(Deadline.after(queryTime)), cancellation);
            return BoundedWait.of(context, () -> fetch.in(context));
        } catch (FetchException e) {
            boolean refused = switch (e.code()) {
                case HTTP_STATUS, SERVICE_ERROR, NOT_VOTABLE, MALFORMED ->
                    e.httpStatus() == null || !NO_ANSWER.contains(e.httpStatus());
                default -> false;
            };
            boolean unreachable = switch (e.code()) {
                case UNKNOWN_HOST, CONNECTION_REFUSED, CONNECTION_FAILED -> true;
                default -> false;
            };
            String reason = before + e.getMessage();
            throw refused
                    ? RegistryFailure.refused(reason)
                    : unreachable ? RegistryFailure.unreachable(reason) : new RegistryFailure(reason);
        } catch (StoppedException e) {
            if (e.stopCause() == StopCause.TIMEOUT) {
                String reason = before + e.getMessage();
                throw e.phase() == Phase.RESOLVING || e.phase() == Phase.CONNECTING
                        ? RegistryFailure.unreachable(reason)
                        : new RegistryFailure(reason);
            }
            throw e;
        }
    }
}
