package org.skytrawl.protocol;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.net.FetchContext;
import org.skytrawl.net.FetchRequest;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.QueryFacts;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.provenance.ServiceOutcome.Answered;
import org.skytrawl.provenance.ServiceOutcome.Cancelled;
import org.skytrawl.provenance.ServiceOutcome.Failed;
import org.skytrawl.provenance.ServiceOutcome.Incomplete;
import org.skytrawl.provenance.ServiceOutcome.Overflowed;
import org.skytrawl.provenance.ServiceOutcome.TimedOut;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts one question to one service: form after form until one is not refused, and where it overflows part after part until
 * all fit; says what became of it. Used once.
 */
final class QueryExecution {
    /** The most parts that one question is put in, those included that overflowed themselves. */
    static final int MOST_PARTS = 500;

    private static final int MOST_FAILURES_IN_A_ROW = 2;

    private static final Logger LOG = LoggerFactory.getLogger(QueryExecution.class);
    private static final double NANOS_PER_SECOND = 1e9;

    private final ServiceQuery query;
    private final List<QueryForm> forms;
    private final QueryContext means;
    private final FetchContext context;
    private final RecordDeduplicator kept;
    private final RowTally tally = new RowTally();
    private final long startNanos = System.nanoTime();
    private final int attemptsBefore;
    private final long bytesBefore;
    private int parts;
    private int formIndex;
    private @Nullable Overflowed full;

    /**
     * @param forms the ways to put the question, the best first; its parts have the same
     */
    QueryExecution(
            ServiceQuery query, List<QueryForm> forms, QueryContext means, FetchContext context, RecordSink sink) {
        this.query = query;
        this.forms = forms;
        this.means = means;
        this.context = context;
        this.kept = new RecordDeduplicator(sink);
        this.attemptsBefore = context.attempts();
        this.bytesBefore = context.bytes();
        this.formIndex = Math.min(means.dialects().of(query), forms.size() - 1);
    }

    /** What came of one part of the question, and where its rows lie. */
    private record PartAnswer(ServiceOutcome outcome, RowSample sample) {}

    /** Asks; never throws for trouble with the service. */
    QueryResult run() {
        PartAnswer whole = ask(forms);
        ServiceOutcome outcome = whole.outcome instanceof Overflowed overflowed && means.split() && full == null
                ? mended(overflowed, whole)
                : whole.outcome;
        if (outcome instanceof Failed failed && kept.records() > 0) {
            // the first of two requests gave something
            outcome = new Incomplete(failed.code(), failed.httpStatus(), failed.reason());
        }
        return new QueryResult(outcome, facts());
    }

    private ServiceOutcome mended(Overflowed first, PartAnswer whole) {
        Deque<ServiceQuery> open = new ArrayDeque<>(query.split(whole.sample));
        int unmended = open.isEmpty() ? 1 : 0;
        int failedParts = 0;
        int inARow = 0;
        Incomplete firstFailure = null;
        while (!open.isEmpty()) {
            ServiceQuery part = open.remove();
            PartAnswer answer = ask(part.forms());
            if (full != null) {
                return full;
            }
            Incomplete failure = failureOf(answer.outcome, first);
            if (failure != null) {
                // others may still be had, but a service that is down is not to be asked hundreds of times
                failedParts++;
                firstFailure = firstFailure == null ? failure : firstFailure;
                if (++inARow == MOST_FAILURES_IN_A_ROW) {
                    return with(firstFailure, failedParts, open.size());
                }
                continue;
            }
            inARow = 0;
            if (answer.outcome instanceof Overflowed) {
                List<ServiceQuery> smaller = part.split(answer.sample);
                if (smaller.isEmpty() || parts + open.size() + smaller.size() > MOST_PARTS) {
                    unmended++;
                } else {
                    open.addAll(smaller);
                }
            } else if (!(answer.outcome instanceof Answered)) {
                return answer.outcome instanceof TimedOut
                        ? new Overflowed(first.reason() + "; the time was over with part " + parts
                                + " of the question, " + open.size() + " more were left")
                        : answer.outcome;
            }
        }
        if (firstFailure != null) {
            return with(firstFailure, failedParts, unmended);
        }
        if (unmended == 0) {
            return new Answered();
        }
        return parts == 1
                ? first
                : new Overflowed(first.reason() + "; asked again in " + (parts - 1) + " parts, of which " + unmended
                        + " overflowed too and could not be split");
    }

    /** Where a part fails the whole is incomplete: all that was kept of the first answer and of other parts is good. */
    private @Nullable Incomplete failureOf(ServiceOutcome part, Overflowed first) {
        String where = ", part " + parts + " of a question that had overflowed (" + first.reason() + ")";
        return switch (part) {
            case Failed failed -> new Incomplete(failed.code(), failed.httpStatus(), failed.reason() + where);
            case Incomplete cut -> new Incomplete(cut.code(), cut.httpStatus(), cut.reason() + where);
            default -> null;
        };
    }

    private Incomplete with(Incomplete failure, int failedParts, int left) {
        String rest = "; of " + (parts - 1) + " parts " + failedParts + " failed"
                + (left == 0 ? "" : ", and " + left + " more were left");
        return new Incomplete(failure.code(), failure.httpStatus(), failure.reason() + rest);
    }

    /** From the form that was understood before on; a part's forms are in the same order as the whole's, if it has several. */
    private PartAnswer ask(List<QueryForm> ways) {
        parts++;
        Failed refused = null;
        for (int i = Math.min(formIndex, ways.size() - 1); ; i++) {
            PartAnswer answer = ask(ways.get(i));
            boolean isLast = i == ways.size() - 1;
            if (answer.outcome instanceof Failed failed && Refusal.is(failed)) {
                if (!isLast) {
                    refused = refused == null ? failed : refused;
                    continue;
                }
                return refused == null ? answer : new PartAnswer(Refusal.ofAll(refused, i - formIndex), answer.sample);
            }
            boolean answered = !(answer.outcome instanceof Failed)
                    && !(answer.outcome instanceof TimedOut)
                    && !(answer.outcome instanceof Cancelled);
            if (i > formIndex && answered) {
                formIndex = i;
                means.dialects().learn(query, i);
            }
            return answer;
        }
    }

    private PartAnswer ask(QueryForm form) {
        Overflowed overflowed = null;
        RowSample sample = new RowSample();
        for (FetchRequest request : form.requests()) {
            JudgingSink rows = new JudgingSink(query, form.appliesPosition(), kept);
            ServiceOutcome outcome = ask(request, rows);
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

    private ServiceOutcome ask(FetchRequest request, JudgingSink rows) {
        try {
            TableFetch.Reading reading = TableFetch.read(
                    means.fetcher(),
                    request.atMostBytes(means.maxBytes()).allowingPrivateAddresses(means.privateAddressesAllowed()),
                    context,
                    rows);
            tally.add(rows, reading.report());
            full = reading.full() == null ? null : new Overflowed(reading.full());
            return AnswerOutcome.of(reading, rows.records(), query);
        } catch (RuntimeException e) {
            // one service's answer must not end the run, even where the fault is ours
            LOG.warn("Asking {} failed unexpectedly", request.url(), e);
            tally.add(rows, null);
            return AnswerOutcome.trouble(FailureCode.INTERNAL, null, e.toString(), rows.records());
        }
    }

    private QueryFacts facts() {
        QueryForm form = forms.get(formIndex);
        return new QueryFacts(
                form.text(),
                parts == 1 ? form.name() : name(form.name()),
                QueryFacts.Urls.ACCESS_URL,
                new QueryFacts.Cost(
                        context.attempts() - attemptsBefore,
                        context.bytes() - bytesBefore,
                        (System.nanoTime() - startNanos) / NANOS_PER_SECOND),
                new QueryFacts.Rows(kept.records(), tally.filtered(), tally.unknown(), kept.repeated()),
                new QueryFacts.Oddities(tally.badCells(), tally.badRows(), tally.oddUrls(), tally.extraColumns()));
    }

    private String name(@Nullable String form) {
        return (form == null ? "" : form + ", ") + "in " + (parts - 1) + " parts after an overflow";
    }
}
