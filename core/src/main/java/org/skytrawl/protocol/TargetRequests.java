package org.skytrawl.protocol;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.model.TargetSet;
import org.skytrawl.net.FetchAnswer;
import org.skytrawl.net.FetchContext;
import org.skytrawl.net.FetchException;
import org.skytrawl.net.FetchRequest;
import org.skytrawl.net.Retries;
import org.skytrawl.net.StoppedException;
import org.skytrawl.provenance.QueryFacts;
import org.skytrawl.sky.CircleIndex;
import org.skytrawl.votable.RowSink;

/**
 * The requests to one service for a target list: each with the service's timeout, all within the limit of requests; their facts
 * are added up. Used by one thread.
 */
final class TargetRequests {
    private static final int MOST_BYTES_OF_LIMITS = 4 << 20;
    private static final double NANOS_PER_SECOND = 1e9;

    private final TargetsQuery query;
    private final QueryContext queryContext;
    private final FetchContext context;
    private final RecordDeduplicator kept;
    private final long startNanos = System.nanoTime();
    private final int most;
    private QueryFacts.@Nullable Sent first;
    private QueryFacts.Rows rows = QueryFacts.Rows.NONE;
    private QueryFacts.Oddities oddities = QueryFacts.Oddities.NONE;
    private boolean full;

    TargetRequests(TargetsQuery query, QueryContext queryContext, FetchContext context, RecordSink sink) {
        this.query = query;
        this.queryContext = queryContext;
        this.context = context;
        this.kept = new RecordDeduplicator(sink);
        this.most = context.attempts() + queryContext.requestsPerService();
    }

    record Answer(QueryResult result, BareRecords bare) {
        /** Whether records may match more targets than those found. */
        boolean undecided() {
            return bare.isUndecided();
        }
    }

    /**
     * Asks for one target, as if there were no other.
     *
     * @param split whether to split it if it overflows, as the options have it
     */
    Answer sendSingle(int target, boolean split, @Nullable Consumer<ObsCoreRecord> watcher) {
        QueryContext by = split ? queryContext : queryContext.whole();
        return send(query.single(target), TargetSet.range(target, target + 1), by, watcher);
    }

    boolean mayBeSplit() {
        return queryContext.split();
    }

    /** Asks for several targets by a query of the protocol about a place that contains them. */
    Answer sendWhole(ServiceQuery sent, TargetSet targets) {
        return send(sent, targets, queryContext.whole(), null);
    }

    /** Asks for several targets by a way of the protocol. */
    Answer send(TargetWay way, ServiceQuery sent, TargetSet targets, Consumer<ObsCoreRecord> watcher) {
        return send(sent, targets, queryContext.of(way), watcher);
    }

    private Answer send(
            ServiceQuery sent, TargetSet targets, QueryContext by, @Nullable Consumer<ObsCoreRecord> watcher) {
        FetchContext own = context.next(left());
        kept.watch(watcher);
        QueryExecution execution = new QueryExecution(sent, sent.forms(), by, own, kept, about(targets));
        QueryResult result = execution.run();
        own.end();
        kept.watch(null);
        QueryFacts facts = result.facts();
        first = first == null ? facts.sent() : first;
        rows = rows.and(facts.rows());
        oddities = oddities.and(facts.oddities());
        full |= execution.isFull();
        return new Answer(result, execution.bareRecords());
    }

    /** The question about some of the targets; records are judged by all. */
    Question about(TargetSet targets) {
        TargetRegion all = query.targets();
        return query.constraints().at(all.batch(targets));
    }

    ServiceQuery query(TargetWay way, TargetSet targets) {
        ServiceQuery alone = query.single(targets.first());
        int form =
                Math.min(queryContext.acceptedForms().of(alone), alone.forms().size() - 1);
        return way.query(query.service(), about(targets), query.inclusive(), form);
    }

    CircleIndex circles() {
        return query.targets().list().circles();
    }

    TargetWayFindings findings() {
        return queryContext.acceptedForms().ways();
    }

    Service service() {
        return query.service();
    }

    /** Reads a table that has no records. */
    TableFetch.Reading read(FetchRequest request, RowSink sink) {
        FetchContext own = context.next(left());
        try {
            return TableFetch.read(
                    queryContext.fetcher(),
                    request.atMostBytes(queryContext.maxBytes())
                            .allowingPrivateAddresses(queryContext.privateAddressesAllowed()),
                    own,
                    sink);
        } finally {
            own.end();
        }
    }

    /** A small document, or null if there is none. */
    byte @Nullable [] document(FetchRequest request) {
        FetchContext own = context.next(left());
        try (FetchAnswer answer = Retries.fetch(
                queryContext.fetcher(),
                request.atMostBytes(MOST_BYTES_OF_LIMITS)
                        .allowingPrivateAddresses(queryContext.privateAddressesAllowed()),
                own)) {
            return answer.status() == 200 ? answer.body().readAllBytes() : null;
        } catch (FetchException | StoppedException | java.io.IOException e) {
            return null;
        } finally {
            own.end();
        }
    }

    /** The number of requests that may follow. */
    int left() {
        return Math.max(0, most - context.attempts());
    }

    int sent() {
        return queryContext.requestsPerService() - left();
    }

    boolean hasBytes() {
        return context.bytes() > 0;
    }

    /** Whether no more records are accepted. */
    boolean isFull() {
        return full;
    }

    /** The stop of the whole, or null. */
    @Nullable
    StoppedException stop() {
        try {
            context.check();
            return null;
        } catch (StoppedException e) {
            return e;
        }
    }

    long records() {
        return kept.records();
    }

    /** @param form how it was asked */
    QueryFacts facts(String form, QueryFacts.Targets targets) {
        String text = first == null ? query.text() : first.query();
        QueryFacts.Cost cost =
                new QueryFacts.Cost(sent(), context.bytes(), (System.nanoTime() - startNanos) / NANOS_PER_SECOND);
        return new QueryFacts(
                new QueryFacts.Sent(text, form, targets), QueryFacts.Urls.ACCESS_URL, cost, rows, oddities);
    }
}
