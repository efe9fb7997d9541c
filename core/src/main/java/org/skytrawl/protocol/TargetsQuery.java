package org.skytrawl.protocol;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.net.FetchContext;
import org.skytrawl.protocol.mapping.AnswerFields;
import org.skytrawl.protocol.mapping.RowMapper;

/** A question with target list to one service: as few requests as the service's ways allow. Immutable and thread-safe. */
public final class TargetsQuery extends ServiceQuery {
    /** To learn that a service does not take a way: its limits, the list, the query. */
    private static final long OF_WAY = 3;

    private final ProtocolDescriptor protocol;
    private final TargetRegion targets;

    /** @param question its region is a {@link TargetRegion} with the targets to ask this service for */
    public TargetsQuery(ProtocolDescriptor protocol, Service service, Question question, boolean inclusive) {
        super(service, question, inclusive);
        this.protocol = protocol;
        this.targets = Objects.requireNonNull(question.targets());
    }

    /** The query for one target, as if it were asked for alone. */
    ServiceQuery single(int target) {
        return about(targets.list().target(target).cone());
    }

    /** The query for another place. */
    ServiceQuery about(Cone place) {
        return protocol.query(service(), constraints().at(place), inclusive());
    }

    /**
     * How many requests it takes at most, without repeated ones after a fault, simpler ones after a refusal, and parts of an answer
     * that overflows: these count too, so that the limit is kept in any case.
     *
     * @param limit of requests to one service
     */
    public int requestsAtMost(int limit) {
        return (int) Math.min(
                limit, (long) targets.size() + OF_WAY * protocol.targetWays().size());
    }

    /** The targets to ask the service for. */
    public TargetRegion targets() {
        return targets;
    }

    ProtocolDescriptor protocol() {
        return protocol;
    }

    @Override
    public QueryResult ask(QueryContext queryContext, FetchContext fetchContext, RecordSink sink) {
        return new TargetsExecution(this, queryContext, fetchContext, sink).run();
    }

    /** Those of the first target. */
    @Override
    protected List<QueryForm> forms() {
        return single(targets.set().first()).forms();
    }

    @Override
    protected List<ServiceQuery> split(RowSample sample) {
        return List.of();
    }

    @Override
    protected RowMapper mapper(AnswerFields fields) {
        return single(targets.set().first()).mapper(fields);
    }

    @Override
    protected double timeSlackD() {
        return single(targets.set().first()).timeSlackD();
    }

    @Override
    protected double reachDeg() {
        return single(targets.set().first()).reachDeg();
    }

    @Override
    protected @Nullable Long maxRecSent() {
        return single(targets.set().first()).maxRecSent();
    }
}
