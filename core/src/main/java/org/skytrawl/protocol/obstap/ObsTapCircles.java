package org.skytrawl.protocol.obstap;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.net.FetchRequest;
import org.skytrawl.protocol.MaxRec;
import org.skytrawl.protocol.QueryForm;
import org.skytrawl.protocol.ServiceQuery;
import org.skytrawl.protocol.TargetWay;
import org.skytrawl.protocol.obstap.ObsTapPlace.PositionPredicate;

/** One ADQL query with OR between the conditions of a few targets. */
record ObsTapCircles() implements TargetWay {
    /** Parsers of ADQL are slow with more conditions, or refuse them. */
    private static final Limits LIMITS = new Limits(50, 16_000);

    @Override
    public String word() {
        return "circles";
    }

    @Override
    public Proof proof() {
        return Proof.REFUSAL;
    }

    @Override
    public @Nullable FetchRequest limitsRequest(Service service) {
        return null;
    }

    @Override
    public Limits limits(byte @Nullable [] declared) {
        return LIMITS;
    }

    @Override
    public ServiceQuery query(Service service, Question question, boolean inclusive, int formOfOne) {
        List<Cone> cones = Objects.requireNonNull(question.targets()).cones();
        ObsTapAdql adql = new ObsTapAdql(Objects.requireNonNull(service.tableName()), question, inclusive, List.of());
        List<PositionPredicate> predicates = new ArrayList<>(PositionPredicate.asGoodAs(formOfOne));
        // one query a target
        predicates.removeIf(PositionPredicate::needsTwoQueries);
        if (predicates.isEmpty()) {
            // it will be refused too
            predicates.add(PositionPredicate.INTERSECTS_OR_CONTAINS);
        }
        List<QueryForm> forms = predicates.stream()
                .map(predicate -> form(
                        service,
                        predicate,
                        adql.query(ObsTapPlace.conditions(predicate, cones, inclusive)
                                .getFirst())))
                .toList();
        return new ObsTapTargetsQuery(service, question, inclusive, forms);
    }

    private static QueryForm form(Service service, PositionPredicate predicate, String query) {
        FetchRequest request = TapSync.request(service.accessUrl(), query, MaxRec.of(service.maxRecords()));
        return QueryForm.of(predicate.word(), query, request, predicate.isExactForCones());
    }

    @Override
    public @Nullable FetchRequest listRequest(Service service, Question question) {
        return null;
    }
}
