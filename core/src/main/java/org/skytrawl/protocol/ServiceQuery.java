package org.skytrawl.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Constraints;
import org.skytrawl.model.DatasetJudge;
import org.skytrawl.model.Service;
import org.skytrawl.net.FetchContext;
import org.skytrawl.provenance.ServiceOutcome.Skipped;

/**
 * One question put to one service in its own protocol, and how its answer is understood. Immutable and thread-safe.
 */
public abstract sealed class ServiceQuery permits Sia1Query, Sia2Query, ObsTapQuery {
    private final Service service;
    private final Constraints constraints;
    private final boolean inclusive;

    /**
     * @param constraints what records are judged by; what is asked may be a part of it
     */
    ServiceQuery(Service service, Constraints constraints, boolean inclusive) {
        Skipped skipped = unaskable(service, constraints, inclusive);
        if (skipped != null) {
            throw new IllegalArgumentException(service.ivoid() + " cannot be asked: " + skipped.reason());
        }
        this.service = service;
        this.constraints = constraints;
        this.inclusive = inclusive;
    }

    /**
     * The question as this service is asked it.
     *
     * @param inclusive whether datasets count that lack the metadata to tell
     * @throws IllegalArgumentException if it cannot be asked: see {@link #unaskable}
     */
    public static ServiceQuery of(Service service, Constraints constraints, boolean inclusive) {
        return switch (service.protocol()) {
            case SIA1 -> new Sia1Query(service, constraints, inclusive);
            case SIA2 -> new Sia2Query(service, constraints, inclusive);
            case OBSTAP -> new ObsTapQuery(service, constraints, inclusive);
        };
    }

    /** Why this service cannot be asked this question, or null if it can. */
    public static @Nullable Skipped unaskable(Service service, Constraints constraints, boolean inclusive) {
        return switch (service.protocol()) {
            case SIA1 -> Sia1Query.unaskable(constraints);
            case SIA2 -> Sia2Query.unaskable(constraints);
            case OBSTAP -> ObsTapQuery.unaskable(service, constraints);
        };
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
    public QueryResult ask(QueryMeans means, FetchContext context, RecordSink sink) {
        return new Asking(this, forms(), means, context, sink).run();
    }

    /** The ways to ask, the best first; never empty. */
    abstract List<QueryForm> forms();

    /**
     * Narrower queries that together ask what this one does; what they give may overlap.
     *
     * @param sample of the rows that this query gave before it overflowed
     * @return none if there is nothing left to split by
     */
    abstract List<ServiceQuery> split(RowSample sample);

    /** How the rows of the answer become records. */
    abstract RowMapper mapper(AnswerFields fields);

    /** The MAXREC that is sent, or null if none is. */
    abstract @Nullable Long maxRecSent();

    /** Slack in days when the times of records are judged. */
    double timeSlackD() {
        return 0;
    }

    final DatasetJudge judge() {
        return new DatasetJudge(constraints, inclusive);
    }

    final Service service() {
        return service;
    }

    final Constraints constraints() {
        return constraints;
    }

    final boolean inclusive() {
        return inclusive;
    }
}
