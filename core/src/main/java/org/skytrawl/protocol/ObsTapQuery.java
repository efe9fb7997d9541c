package org.skytrawl.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Constraints;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.Service;
import org.skytrawl.provenance.ServiceOutcome.Skipped;

/** ObsCore by TAP (ObsCore 1.1 section 5, TAP 1.1 section 2.3). */
final class ObsTapQuery extends ServiceQuery {
    private final List<QueryForm> forms;

    ObsTapQuery(Service service, Constraints constraints, boolean inclusive) {
        super(service, constraints, inclusive);
        ObsTapAdql adql = new ObsTapAdql(table(service), constraints, inclusive);
        boolean sendsCone = Position.sent(constraints) != null;
        String query = adql.intersectsOrContains();
        this.forms = List.of(new QueryForm(
                sendsCone ? "intersects-or-contains" : null,
                query,
                TapSync.request(service.accessUrl(), query, maxRecSent()),
                sendsCone));
    }

    static @Nullable Skipped unaskable(Service service, Constraints constraints) {
        String table = table(service);
        if (!TableName.isUsable(table)) {
            return new Skipped(
                    Skipped.Why.UNUSABLE, "'" + PlainText.of(table, 100) + "' is not the name of a table in ADQL");
        }
        return Position.unbounded(constraints);
    }

    private static String table(Service service) {
        return java.util.Objects.requireNonNull(service.tableName());
    }

    @Override
    List<QueryForm> forms() {
        return forms;
    }

    @Override
    RowMapper mapper(AnswerFields fields) {
        return new ObsCoreMapper(fields);
    }

    @Override
    Long maxRecSent() {
        return MaxRec.of(service().maxRecords());
    }
}
