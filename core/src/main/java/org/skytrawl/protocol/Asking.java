package org.skytrawl.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.net.FetchContext;
import org.skytrawl.net.FetchException;
import org.skytrawl.net.HttpFetcher;
import org.skytrawl.net.StopCause;
import org.skytrawl.net.StoppedException;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.Phase;
import org.skytrawl.provenance.QueryFacts;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.provenance.ServiceOutcome.Answered;
import org.skytrawl.provenance.ServiceOutcome.Cancelled;
import org.skytrawl.provenance.ServiceOutcome.Failed;
import org.skytrawl.provenance.ServiceOutcome.Incomplete;
import org.skytrawl.provenance.ServiceOutcome.Overflowed;
import org.skytrawl.provenance.ServiceOutcome.TimedOut;
import org.skytrawl.votable.QueryStatus;
import org.skytrawl.votable.ReadReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts one question to one service: form after form until one is not refused, and says what became of it.
 *
 * @param query the question
 * @param forms the ways to put it, the best first
 */
record Asking(
        ServiceQuery query,
        List<QueryForm> forms,
        HttpFetcher fetcher,
        FetchContext context,
        long maxBytes,
        boolean privateAddressesAllowed) {
    private static final Logger LOG = LoggerFactory.getLogger(Asking.class);
    private static final double NANOS_PER_SECOND = 1e9;

    /** Asks; never throws for trouble with the service. */
    QueryResult run(RecordSink sink) {
        long start = System.nanoTime();
        int attemptsBefore = context.attempts();
        long bytesBefore = context.bytes();
        int last = forms.size() - 1;
        for (int i = 0; ; i++) {
            QueryForm form = forms.get(i);
            JudgingSink rows = new JudgingSink(query, form.appliesPosition(), sink);
            Attempt attempt = attempt(form, rows);
            if (i < last && isRefusal(attempt.outcome())) {
                continue;
            }
            ReadReport report = attempt.report();
            QueryFacts facts = new QueryFacts(
                    form.text(),
                    form.name(),
                    context.attempts() - attemptsBefore,
                    rows.records(),
                    rows.filtered(),
                    rows.unknown(),
                    rows.badCells() + (report == null ? 0 : report.badCells()),
                    report == null ? 0 : report.badRows(),
                    rows.oddUrls(),
                    rows.extraColumns(),
                    context.bytes() - bytesBefore,
                    (System.nanoTime() - start) / NANOS_PER_SECOND);
            return new QueryResult(attempt.outcome(), facts);
        }
    }

    private record Attempt(ServiceOutcome outcome, @Nullable ReadReport report) {}

    private Attempt attempt(QueryForm form, JudgingSink rows) {
        try {
            TableFetch.Reading reading = TableFetch.read(
                    fetcher,
                    form.request().atMostBytes(maxBytes).allowingPrivateAddresses(privateAddressesAllowed),
                    context,
                    rows);
            return new Attempt(outcome(reading, rows.records()), reading.report());
        } catch (RuntimeException e) {
            // one service's answer must not end the run, even where the fault is ours
            LOG.warn("Asking {} failed unexpectedly", form.request().url(), e);
            return new Attempt(trouble(FailureCode.INTERNAL, null, e.toString(), rows.records()), null);
        }
    }

    private ServiceOutcome outcome(TableFetch.Reading reading, long records) {
        StoppedException stop = reading.stop();
        if (stop != null) {
            Phase phase = stop.phase();
            return stop.stopCause() == StopCause.TIMEOUT ? new TimedOut(phase) : new Cancelled(phase);
        }
        FetchException failure = reading.failure();
        if (failure != null) {
            return trouble(failure.code(), failure.httpStatus(), String.valueOf(failure.getMessage()), records);
        }
        ReadReport report = java.util.Objects.requireNonNull(reading.report());
        if (!report.hasTable() && report.status().word() == QueryStatus.Word.MISSING) {
            // neither rows nor a word on how it went: that is not the same as having nothing
            String reason = "the answer is a VOTable without a table and without QUERY_STATUS";
            return trouble(FailureCode.MALFORMED, reading.httpStatus(), reason, records);
        }
        String overflow =
                Overflow.seen(report, query.maxRecSent(), query.service().maxRecords());
        return overflow == null ? new Answered() : new Overflowed(overflow);
    }

    private static ServiceOutcome trouble(FailureCode code, @Nullable Integer status, String reason, long records) {
        return records > 0 ? new Incomplete(code, status, reason) : new Failed(code, status, reason);
    }

    /** Whether the service understood that it was asked something, and would not answer that. */
    private static boolean isRefusal(ServiceOutcome outcome) {
        if (!(outcome instanceof Failed failed)) {
            return false;
        }
        return switch (failed.code()) {
            case SERVICE_ERROR -> true;
            case HTTP_STATUS ->
                Integer.valueOf(400).equals(failed.httpStatus())
                        || Integer.valueOf(500).equals(failed.httpStatus());
            default -> false;
        };
    }
}
