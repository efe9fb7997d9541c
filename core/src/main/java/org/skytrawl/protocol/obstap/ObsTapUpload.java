package org.skytrawl.protocol.obstap;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.net.FetchRequest;
import org.skytrawl.protocol.MaxRec;
import org.skytrawl.protocol.QueryForm;
import org.skytrawl.protocol.ServiceQuery;
import org.skytrawl.protocol.TargetWay;
import org.skytrawl.protocol.obstap.ObsTapPlace.PositionPredicate;

/**
 * The targets go as a table with the query (TAP 1.1 section 2.7.6), which joins it. A row of the answer says that some target is
 * near, and comes back once for each: which ones is judged here.
 */
record ObsTapUpload() implements TargetWay {
    private static final String TABLE = "targets";

    @Override
    public String word() {
        return "upload";
    }

    @Override
    public Proof proof() {
        return Proof.RETURNED_LIST;
    }

    @Override
    public FetchRequest limitsRequest(Service service) {
        return FetchRequest.get(TapSync.resource(service.accessUrl(), "capabilities"));
    }

    @Override
    public @Nullable Limits limits(byte @Nullable [] declared) {
        return TapUploads.limits(declared);
    }

    @Override
    public ServiceQuery query(Service service, Question question, boolean inclusive, int formOfOne) {
        TargetRegion targets = Objects.requireNonNull(question.targets());
        ObsTapAdql adql = new ObsTapAdql(Objects.requireNonNull(service.tableName()), question, inclusive, List.of());
        List<PositionPredicate> predicates = PositionPredicate.asGoodAs(formOfOne);
        String votable = UploadedTargets.votable(targets, UploadedTargets.boundsDeg(predicates.getFirst()));
        List<QueryForm> forms = predicates.stream()
                .map(predicate -> form(service, predicate, adql, inclusive, votable))
                .toList();
        return new ObsTapTargetsQuery(service, question, inclusive, forms);
    }

    private static QueryForm form(
            Service service, PositionPredicate predicate, ObsTapAdql adql, boolean inclusive, String votable) {
        long maxRec = MaxRec.of(service.maxRecords());
        List<String> queries = UploadedTargets.conditions(predicate, inclusive).stream()
                .map(condition -> adql.joined(TABLE, condition))
                .toList();
        List<FetchRequest> requests = queries.stream()
                .map(query -> TapSync.upload(service.accessUrl(), query, maxRec, TABLE, votable))
                .toList();
        return new QueryForm(predicate.word(), String.join(" ; ", queries), requests, predicate.isExactForCones());
    }

    /** The limit of rows leaves room for rows that come back twice. */
    @Override
    public FetchRequest listRequest(Service service, Question question) {
        TargetRegion targets = Objects.requireNonNull(question.targets());
        return TapSync.upload(
                service.accessUrl(),
                "SELECT target, ra, dec, radius FROM TAP_UPLOAD." + TABLE,
                2L * targets.size() + 1,
                TABLE,
                UploadedTargets.votable(targets, Double.NaN));
    }
}
