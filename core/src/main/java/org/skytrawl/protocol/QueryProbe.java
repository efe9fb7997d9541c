package org.skytrawl.protocol;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.net.FetchContext;
import org.skytrawl.net.FetchRequest;
import org.skytrawl.provenance.ServiceOutcome;

/**
 * Sends single requests of a query and lets an observer see how the answers are read: for reports about one service. Requests,
 * reading and judging are those of {@link ServiceQuery#ask}; nothing is split, and no record is kept. Not thread-safe.
 */
public final class QueryProbe {
    private final ServiceQuery query;
    private final ServiceQuery judging;
    private final QueryContext queryContext;
    private final List<QueryForm> forms;
    private final Set<Integer> refused = new HashSet<>();
    private int start;

    /** @param judging the query by whose constraints rows are judged; may be wider than the one that is sent */
    public QueryProbe(ServiceQuery query, ServiceQuery judging, QueryContext queryContext) {
        this.query = query;
        this.judging = judging;
        this.queryContext = queryContext;
        this.forms = query.forms();
    }

    /**
     * The end of one request.
     *
     * @param outcome as {@link ServiceQuery#ask} would have it for this request
     */
    public record Answer(TableFetch.Reading reading, ServiceOutcome outcome) {}

    /**
     * The form to begin with.
     *
     * @param accepted the name of a form that this service has accepted before; the best form if there is none of that name
     */
    public QueryForm form(@Nullable String accepted) {
        start = IntStream.range(0, forms.size())
                .filter(i -> accepted != null && accepted.equals(forms.get(i).name()))
                .findFirst()
                .orElse(0);
        return forms.get(start);
    }

    /** The form that a run tries after this refusal; null if the outcome is no refusal, or there is none. */
    public @Nullable QueryForm after(QueryForm form, ServiceOutcome outcome) {
        int at = forms.indexOf(form);
        refused.add(at);
        if (!(outcome instanceof ServiceOutcome.Failed failed) || !Refusals.isRefusal(failed)) {
            return null;
        }
        int next = Refusals.next(forms, start, at, refused, failed);
        return next < 0 ? null : forms.get(next);
    }

    /**
     * Sends one request. Never throws for trouble with the service.
     *
     * @param form the form that the request is of
     * @param request one of its requests, perhaps changed
     */
    public Answer send(QueryForm form, FetchRequest request, FetchContext context, AnswerObserver observer) {
        JudgingSink rows = new JudgingSink(judging, form, (record, bytes) -> {}, judging.constraints(), observer);
        TableFetch.Reading reading = QueryExecution.read(request, queryContext, context, rows, query);
        return new Answer(
                reading, QueryExecution.outcome(reading, query.maxRecSent(form), query.service(), rows.records()));
    }
}
