package org.skytrawl.protocol;

import java.util.ArrayList;
import java.util.List;
import org.skytrawl.model.Question;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.model.TargetSet;
import org.skytrawl.net.FetchContext;
import org.skytrawl.provenance.FailureCode;
import org.skytrawl.provenance.QueryFacts;
import org.skytrawl.provenance.ServiceOutcome;

/** Asks one service for the targets of a list, request by request. Used once. */
final class TargetsExecution {
    private final TargetsQuery query;
    private final QueryContext queryContext;
    private final FetchContext context;
    private final RecordDeduplicator kept;
    private final List<QueryFacts> facts = new ArrayList<>();

    TargetsExecution(TargetsQuery query, QueryContext queryContext, FetchContext context, RecordSink sink) {
        this.query = query;
        this.queryContext = queryContext;
        this.context = context;
        this.kept = new RecordDeduplicator(sink);
    }

    QueryResult run() {
        TargetSet left = query.targets().set();
        ServiceOutcome last = new ServiceOutcome.Answered();
        int requests = 0;
        while (!left.isEmpty() && requests < queryContext.requestsPerService()) {
            int target = left.first();
            last = askSingle(target);
            requests++;
            if (!(last instanceof ServiceOutcome.Answered)) {
                break;
            }
            left = left.minus(TargetSet.range(target, target + 1));
        }
        ServiceOutcome outcome = left.isEmpty()
                ? last
                : new ServiceOutcome.Incomplete(
                        FailureCode.SERVICE_ERROR, null, left.size() + " targets were not asked for or not answered");
        return new QueryResult(
                outcome,
                facts.getFirst()
                        .with(new QueryFacts.Targets(query.targets().set().size(), left)));
    }

    private ServiceOutcome askSingle(int target) {
        ServiceQuery single = query.single(target);
        TargetRegion judged = query.targets().batch(TargetSet.range(target, target + 1));
        Question question = query.constraints().at(judged);
        QueryExecution execution =
                new QueryExecution(single, single.forms(), queryContext, context, kept, question);
        QueryResult result = execution.run();
        facts.add(result.facts());
        return result.outcome();
    }
}
