package org.skytrawl.protocol;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.DatasetJudge;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.net.FetchContext;
import org.skytrawl.protocol.mapping.AnswerFields;
import org.skytrawl.protocol.mapping.RowMapper;

/** One question to one service in its protocol, with the mapping of its answer. Immutable and thread-safe. */
public abstract class ServiceQuery {
    private final Service service;
    private final Question constraints;
    private final boolean inclusive;

    /** Records are judged by the constraints; the query may ask for a part of them. */
    public ServiceQuery(Service service, Question constraints, boolean inclusive) {
        this.service = service;
        this.constraints = constraints;
        this.inclusive = inclusive;
    }

    /** The text of the first form for the log: the whole URL, or the ADQL for ObsTAP. */
    public String text() {
        return forms().getFirst().text();
    }

    /** All forms, the best first. */
    public List<QueryText> texts() {
        return forms().stream()
                .map(form ->
                        new QueryText(form.name(), form.requests().getFirst().url(), form.text(), maxRecSent(form)))
                .toList();
    }

    /** The URL that the records come from: the whole URL, or the sync endpoint for ObsTAP. */
    public String url() {
        return forms().getFirst().requests().getFirst().url();
    }

    /** Whether the service tests the cone. */
    public boolean appliesPosition() {
        return forms().getFirst().appliesPosition();
    }

    /**
     * Sends the query, judges every record received, and passes on those that match. Blocks, so call it on virtual threads.
     * Trouble with the service is never an exception but an outcome: {@code Answered}, {@code Overflowed}, {@code Incomplete}
     * if records were passed on before the fault, else {@code Failed}; {@code TimedOut} and {@code Cancelled} with or without
     * records.
     *
     * @param fetchContext deadline and cancel signal; several queries of one service may share it one after the other
     * @param sink gets each matching record as it arrives
     */
    public QueryResult ask(QueryContext queryContext, FetchContext fetchContext, RecordSink sink) {
        return new QueryExecution(this, forms(), queryContext, fetchContext, sink, constraints).run();
    }

    /** Several if one query would be larger than the service declares to accept; usually only this one. */
    protected QueryParts parts() {
        return QueryParts.of(this);
    }

    /**
     * The forms of the query, or of the first of its {@link #parts}, the best first; never empty. Each is tried when the one before is refused, until one leaves out
     * all parameters that it can; forms after that are for refusals that name a parameter.
     */
    protected abstract List<QueryForm> forms();

    /**
     * Narrower queries that together ask the same; their answers may overlap.
     *
     * @param sample of the rows that this query returned before it overflowed
     * @return empty if the query cannot be split
     */
    protected abstract List<ServiceQuery> split(RowSample sample);

    /** The same for a service that has refused these parameters. */
    protected List<ServiceQuery> split(RowSample sample, Set<String> leftOut) {
        return split(sample);
    }

    protected abstract RowMapper mapper(AnswerFields fields);

    /** The MAXREC sent, or null if none is sent. */
    protected abstract @Nullable Long maxRecSent();

    final @Nullable Long maxRecSent(QueryForm form) {
        return form.leftOut().contains("MAXREC") ? null : maxRecSent();
    }

    /** The product types sent. A record without type is of one of them, unless the service has refused the parameter. */
    protected Set<String> typesSent() {
        return Set.of();
    }

    /** Whether the service has tested the region for this row, if the form applies the position. */
    protected boolean appliesPositionTo(RowMapper.Mapped row) {
        return true;
    }

    /** Tolerance in days for the times of records. */
    protected double timeSlackD() {
        return 0;
    }

    /**
     * How far outside the region the query asks for rows without footprint, degrees: farther ones do not come, whatever they say
     * of their extent. 0 if the service itself finds out what overlaps.
     */
    protected double reachDeg() {
        return 0;
    }

    /** @param judged the question by which records are judged; that of the query unless it asks for one of several targets */
    final DatasetJudge judge(Question judged) {
        return new DatasetJudge(judged, inclusive);
    }

    /** Whether there are types, and datasets of each match. */
    final boolean wants(Set<String> types) {
        return !types.isEmpty() && constraints.matchingTypes().containsAll(types);
    }

    final DatasetJudge judgeOfAnyType(Question judged) {
        return judge(new Question(judged.region(), judged.wavelengthM(), judged.mjd(), Set.of()));
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
