package org.skytrawl.protocol;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.net.FetchContext;
import org.skytrawl.net.FetchException;
import org.skytrawl.net.FetchRequest;
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
 * Runs one query against one service. Tries form after form until one is not refused; splits a query that overflows into parts
 * until all fit. Used once.
 */
final class QueryExecution {
    /** Limit of parts for one query, including parts that overflowed themselves. */
    static final int MOST_PARTS = 500;

    private static final int MOST_FAILURES_IN_A_ROW = 2;

    private static final Logger LOG = LoggerFactory.getLogger(QueryExecution.class);
    private static final double NANOS_PER_SECOND = 1e9;

    private final ServiceQuery query;
    private final List<QueryForm> forms;
    private final QueryContext queryContext;
    private final FetchContext context;
    private final Question judged;
    private final RecordDeduplicator kept;
    private final RowTally tally = new RowTally();
    private final long startNanos = System.nanoTime();
    private final long recordsBefore;
    private final long repeatedBefore;
    private final int attemptsBefore;
    private final long bytesBefore;
    private int parts;
    private int formIndex;
    private final BareRecords seen = new BareRecords();
    private @Nullable Overflowed full;
    /** The first one. */
    private @Nullable Overflowed overflow;

    /**
     * @param forms the forms of the query, the best first; its parts have the same
     * @param sink a {@link RecordDeduplicator} drops what other queries of the service have given too
     * @param judged the question by which records are judged
     */
    QueryExecution(
            ServiceQuery query,
            List<QueryForm> forms,
            QueryContext queryContext,
            FetchContext context,
            RecordSink sink,
            Question judged) {
        this.query = query;
        this.forms = forms;
        this.queryContext = queryContext;
        this.context = context;
        this.judged = judged;
        this.kept = sink instanceof RecordDeduplicator shared ? shared : new RecordDeduplicator(sink);
        this.recordsBefore = kept.records();
        this.repeatedBefore = kept.repeated();
        this.attemptsBefore = context.attempts();
        this.bytesBefore = context.bytes();
        this.formIndex = Math.min(queryContext.acceptedForms().of(query), forms.size() - 1);
    }

    /** The outcome of one part of the query, and a sample of its rows. */
    private record PartAnswer(ServiceOutcome outcome, RowSample sample) {}

    /** Never throws for trouble with the service. */
    QueryResult run() {
        QueryParts required = query.parts();
        ServiceOutcome outcome = required.areSeveral() ? askAll(required) : askOne();
        if (outcome instanceof Answered) {
            outcome = new Answered(tally.warnings);
        }
        if (outcome instanceof Failed failed && records() > 0) {
            // the first of two requests gave records
            outcome = new Incomplete(failed.code(), failed.httpStatus(), failed.reason());
        }
        return new QueryResult(outcome, facts(required));
    }

    private long records() {
        return kept.records() - recordsBefore;
    }

    /** Whether it ended because no more records were accepted. */
    boolean isFull() {
        return full != null;
    }

    /** The records without extent in the answers. */
    BareRecords bareRecords() {
        return seen;
    }

    private ServiceOutcome askOne() {
        PartAnswer whole = ask(query, forms);
        if (!(whole.outcome instanceof Overflowed first) || !queryContext.split() || full != null) {
            return whole.outcome;
        }
        overflow = first;
        Deque<ServiceQuery> open = new ArrayDeque<>(query.split(whole.sample, leftOut()));
        if (open.isEmpty()) {
            return first;
        }
        String why = "a query that overflowed (" + first.reason() + ")";
        ServiceOutcome outcome = askInParts(open, why, 1);
        return outcome instanceof TimedOut
                ? new Overflowed(
                        first.reason() + "; timed out in part " + parts + "; " + open.size() + " parts not asked")
                : outcome;
    }

    private ServiceOutcome askAll(QueryParts required) {
        ServiceOutcome outcome = askInParts(new ArrayDeque<>(required.queries()), "a query in " + required.why(), 0);
        if (outcome instanceof Incomplete failure && records() == 0) {
            return new Failed(failure.code(), failure.httpStatus(), failure.reason());
        }
        if (!required.isWhole() && (outcome instanceof Answered || outcome instanceof Overflowed)) {
            String more = "more than " + required.queries().size() + " queries in " + required.why()
                    + " are needed; only those nearest to the centre were sent";
            return new Overflowed(outcome instanceof Overflowed cut ? cut.reason() + "; " + more : more);
        }
        return outcome;
    }

    /**
     * Asks the parts, and splits those that overflow.
     *
     * @param open the parts; afterwards those that were not asked
     * @param of the whole in words
     * @param before the number of queries asked before
     */
    private ServiceOutcome askInParts(Deque<ServiceQuery> open, String of, int before) {
        int unsplit = 0;
        int failedParts = 0;
        int inARow = 0;
        Incomplete firstFailure = null;
        while (!open.isEmpty()) {
            ServiceQuery part = open.remove();
            PartAnswer answer = ask(part, part.forms());
            if (full != null) {
                return full;
            }
            Incomplete failure = failureOf(answer.outcome, of);
            if (failure != null) {
                // other parts may succeed, but do not send hundreds of requests to a service that is down
                failedParts++;
                firstFailure = firstFailure == null ? failure : firstFailure;
                if (++inARow == MOST_FAILURES_IN_A_ROW) {
                    return with(firstFailure, failedParts, before, open.size());
                }
                continue;
            }
            inARow = 0;
            if (answer.outcome instanceof Overflowed again) {
                overflow = overflow == null ? again : overflow;
                List<ServiceQuery> smaller = queryContext.split() ? part.split(answer.sample, leftOut()) : List.of();
                if (smaller.isEmpty() || parts + open.size() + smaller.size() > MOST_PARTS) {
                    unsplit++;
                } else {
                    open.addAll(smaller);
                }
            } else if (!(answer.outcome instanceof Answered)) {
                return answer.outcome;
            }
        }
        if (firstFailure != null) {
            return with(firstFailure, failedParts, before, unsplit);
        }
        if (unsplit == 0) {
            return new Answered();
        }
        String queried = before == 0 ? "; queried in " : "; queried again in ";
        return new Overflowed(Objects.requireNonNull(overflow).reason() + queried + (parts - before) + " parts; "
                + unsplit + (before == 0 ? " overflowed" : " overflowed too") + " and could not be split");
    }

    /** If a part fails, the whole is incomplete: records kept from the first answer and other parts are valid. */
    private @Nullable Incomplete failureOf(ServiceOutcome part, String of) {
        String where = " in part " + parts + " of " + of;
        return switch (part) {
            case Failed failed -> new Incomplete(failed.code(), failed.httpStatus(), failed.reason() + where);
            case Incomplete cut -> new Incomplete(cut.code(), cut.httpStatus(), cut.reason() + where);
            default -> null;
        };
    }

    private Incomplete with(Incomplete failure, int failedParts, int before, int left) {
        String rest = "; " + failedParts + " of " + (parts - before) + " parts failed"
                + (left == 0 ? "" : ", " + left + " more were not completed");
        return new Incomplete(failure.code(), failure.httpStatus(), failure.reason() + rest);
    }

    /**
     * Starts with the form accepted before. The forms of a part have the order of the whole query's, but parts of a polygon are
     * cones, which lack the first one.
     */
    private PartAnswer ask(ServiceQuery part, List<QueryForm> tries) {
        parts++;
        int shift = forms.size() - tries.size();
        int start = Math.max(0, formIndex - shift);
        Set<Integer> tried = new HashSet<>();
        Failed refused = null;
        for (int i = start; ; ) {
            PartAnswer answer = ask(part, tries.get(i));
            tried.add(i);
            if (answer.outcome instanceof Failed failed && Refusals.isRefusal(failed)) {
                int next = Refusals.next(tries, start, i, tried, failed);
                if (next >= 0) {
                    refused = refused == null ? failed : refused;
                    i = next;
                    continue;
                }
                if (refused == null) {
                    return answer;
                }
                // the reply to the best form says most
                int more = tried.size() - 1;
                String reason = refused.reason() + " (" + more
                        + (more == 1 ? " simpler query was refused too)" : " simpler queries were refused too)");
                return new PartAnswer(new Failed(refused.code(), refused.httpStatus(), reason), answer.sample);
            }
            boolean answered = !(answer.outcome instanceof Failed)
                    && !(answer.outcome instanceof TimedOut)
                    && !(answer.outcome instanceof Cancelled);
            if (i != start && answered) {
                formIndex = i + shift;
                queryContext.acceptedForms().learn(query, formIndex);
            }
            return answer;
        }
    }

    private Set<String> leftOut() {
        return forms.get(formIndex).leftOut();
    }

    private PartAnswer ask(ServiceQuery part, QueryForm form) {
        Overflowed overflowed = null;
        RowSample sample = new RowSample();
        for (FetchRequest request : form.requests()) {
            JudgingSink rows = new JudgingSink(part, form, kept, judged);
            ServiceOutcome outcome = ask(request, form, rows);
            if (full != null) {
                return new PartAnswer(full, rows.sample());
            }
            if (!(outcome instanceof Answered) && !(outcome instanceof Overflowed)) {
                return new PartAnswer(outcome, rows.sample());
            }
            if (outcome instanceof Overflowed seen) {
                overflowed = seen;
                sample = rows.sample();
            }
        }
        return new PartAnswer(overflowed == null ? new Answered() : overflowed, sample);
    }

    private ServiceOutcome ask(FetchRequest request, QueryForm form, JudgingSink rows) {
        try {
            TableFetch.Reading reading = read(request, queryContext, context, rows, query);
            seen.add(rows);
            tally.add(rows, reading.report());
            full = reading.full() == null ? null : new Overflowed(reading.full());
            return outcome(reading, query.maxRecSent(form), query.service(), rows.records());
        } catch (RuntimeException e) {
            // a fault of Skytrawl in one answer must not end the run
            LOG.warn("Querying {} failed unexpectedly", request.url(), e);
            tally.add(rows, null);
            return trouble(FailureCode.INTERNAL, null, e.toString(), rows.records());
        }
    }

    static TableFetch.Reading read(
            FetchRequest request, QueryContext by, FetchContext context, JudgingSink rows, ServiceQuery query) {
        return TableFetch.read(
                by.fetcher(),
                request.atMostBytes(by.maxBytes()).allowingPrivateAddresses(by.privateAddressesAllowed()),
                context,
                rows,
                query.service().accessUrl(),
                rows::begin);
    }

    /** @param records the number of records kept */
    static ServiceOutcome outcome(
            TableFetch.Reading reading, @Nullable Long maxRecSent, Service service, long records) {
        StoppedException stop = reading.stop();
        if (stop != null) {
            Phase phase = stop.phase();
            return stop.stopCause() == StopCause.TIMEOUT ? new TimedOut(phase) : new Cancelled(phase);
        }
        if (reading.full() != null) {
            return new Overflowed(reading.full());
        }
        FetchException failure = reading.failure();
        if (failure != null) {
            return trouble(failure.code(), failure.httpStatus(), String.valueOf(failure.getMessage()), records);
        }
        ReadReport report = Objects.requireNonNull(reading.report());
        if (!report.hasTable() && report.status().word() == QueryStatus.Word.MISSING) {
            // neither rows nor a status: not the same as an empty result
            String reason = "the answer is a VOTable without a table and without QUERY_STATUS";
            return trouble(FailureCode.MALFORMED, reading.httpStatus(), reason, records);
        }
        String overflow = Overflow.seen(report, maxRecSent, service.maxRecords());
        return overflow == null ? new Answered() : new Overflowed(overflow);
    }

    private static ServiceOutcome trouble(FailureCode code, @Nullable Integer status, String reason, long records) {
        return records > 0 ? new Incomplete(code, status, reason) : new Failed(code, status, reason);
    }

    private QueryFacts facts(QueryParts required) {
        QueryForm form = forms.get(formIndex);
        return new QueryFacts(
                new QueryFacts.Sent(
                        form.text(), required.areSeveral() || parts > 1 ? name(form.name(), required) : form.name()),
                QueryFacts.Urls.ACCESS_URL,
                new QueryFacts.Cost(
                        context.attempts() - attemptsBefore,
                        context.bytes() - bytesBefore,
                        (System.nanoTime() - startNanos) / NANOS_PER_SECOND),
                new QueryFacts.Rows(records(), tally.filtered, tally.unknown, kept.repeated() - repeatedBefore),
                new QueryFacts.Oddities(tally.badCells, tally.badRows, tally.oddUrls, tally.extraColumns));
    }

    private String name(@Nullable String form, QueryParts required) {
        String in = required.areSeveral()
                ? parts + " " + required.why() + (parts > required.queries().size() ? " after an overflow" : "")
                : (parts - 1) + " parts after an overflow";
        return (form == null ? "" : form + ", ") + "in " + in;
    }

    /** Rows dropped from all answers, and oddities in them. A row received in several parts counts in each. */
    private static final class RowTally {
        private long filtered;
        private long unknown;
        private long badCells;
        private long badRows;
        private long oddUrls;
        private int extraColumns;
        private String warnings = "";

        void add(JudgingSink rows, @Nullable ReadReport report) {
            filtered += rows.filtered();
            unknown += rows.unknown();
            badCells += rows.badCells() + (report == null ? 0 : report.badCells());
            badRows += report == null ? 0 : report.badRows();
            oddUrls += rows.oddUrls();
            extraColumns = Math.max(extraColumns, rows.extraColumns());
            warnings = report == null || !warnings.isEmpty() ? warnings : report.warnings();
        }
    }
}
