package org.skytrawl.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.DatasetJudge;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.net.FetchContext;
import org.skytrawl.protocol.mapping.AnswerFields;
import org.skytrawl.protocol.mapping.RowMapper;

/**
 * One question put to one service in its own protocol, and how its answer is understood. Immutable and thread-safe.
 */
public abstract class ServiceQuery {
    private final Service service;
    private final Question constraints;
    private final boolean inclusive;

    /**
     * @param constraints what records are judged by; what is asked may be a part of it
     */
    public ServiceQuery(Service service, Question constraints, boolean inclusive) {
        this.service = service;
        this.constraints = constraints;
        this.inclusive = inclusive;
    }

    /** What goes to the log: the whole URL, for ObsTAP the ADQL. Of several forms the first. */
    public String text() {
        return forms().getFirst().text();
    }

    /** All its forms, the best first: what is asked first, and what then, should that be refused. */
    public List<QueryText> texts() {
        return forms().stream()
                .map(form ->
                        new QueryText(form.name(), form.requests().getFirst().url(), form.text(), maxRecSent()))
                .toList();
    }

    /** The URL that the records come from: the whole URL, for ObsTAP that of the sync endpoint. */
    public String url() {
        return forms().getFirst().requests().getFirst().url();
    }

    /** Whether the service itself is asked to test the cone. */
    public boolean appliesPosition() {
        return forms().getFirst().appliesPosition();
    }

    /**
     * Asks, judges every record that comes back, and hands on those that match. Blocks, so call it on virtual threads.
     * Trouble with the service is never an exception but the outcome: {@code Answered}, {@code Overflowed},
     * {@code Incomplete} if records had been handed on before the fault, else {@code Failed}; {@code TimedOut} and
     * {@code Cancelled} also with records handed on.
     *
     * @param context deadline and cancel signal; several queries of one service may share it one after the other
     * @param sink gets each record that is kept, as it arrives
     */
    public QueryResult ask(QueryContext means, FetchContext context, RecordSink sink) {
        return new QueryExecution(this, forms(), means, context, sink).run();
    }

    /** The ways to ask, the best first; never empty. */
    protected abstract List<QueryForm> forms();

    /**
     * Narrower queries that together ask what this one does; what they give may overlap.
     *
     * @param sample of the rows that this query gave before it overflowed
     * @return none if there is nothing left to split by
     */
    protected abstract List<ServiceQuery> split(RowSample sample);

    /** How the rows of the answer become records. */
    protected abstract RowMapper mapper(AnswerFields fields);

    /** The MAXREC that is sent, or null if none is. */
    protected abstract @Nullable Long maxRecSent();

    /** Slack in days when the times of records are judged. */
    protected double timeSlackD() {
        return 0;
    }

    final DatasetJudge judge() {
        return new DatasetJudge(constraints, inclusive);
    }

    protected final Service service() {
        return service;
    }

    protected final Question constraints() {
        return constraints;
    }

    protected final boolean inclusive() {
        return inclusive;
    }
}
