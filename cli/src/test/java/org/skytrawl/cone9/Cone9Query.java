package org.skytrawl.cone9;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.net.FetchRequest;
import org.skytrawl.protocol.QueryForm;
import org.skytrawl.protocol.QueryUrl;
import org.skytrawl.protocol.RowSample;
import org.skytrawl.protocol.ServiceQuery;
import org.skytrawl.protocol.mapping.AnswerFields;
import org.skytrawl.protocol.mapping.PlainNumber;
import org.skytrawl.protocol.mapping.RowMapper;

/** {@code X}, {@code Y} and {@code R}, all in degrees. */
final class Cone9Query extends ServiceQuery {
    private final List<QueryForm> forms;

    Cone9Query(Service service, Question question, boolean inclusive) {
        super(service, question, inclusive);
        Cone cone = Objects.requireNonNull(question.region()).enclosingCone();
        String url = new QueryUrl(service.accessUrl())
                .with("X", PlainNumber.of(cone.raDeg()))
                .with("Y", PlainNumber.of(cone.decDeg()))
                .with("R", PlainNumber.of(cone.radiusDeg()))
                .toString();
        forms = List.of(QueryForm.of(null, url, FetchRequest.get(url), true));
    }

    @Override
    protected List<QueryForm> forms() {
        return forms;
    }

    @Override
    protected List<ServiceQuery> split(RowSample sample) {
        return List.of();
    }

    @Override
    protected RowMapper mapper(AnswerFields fields) {
        return new Cone9Mapper(fields);
    }

    @Override
    protected @Nullable Long maxRecSent() {
        return null;
    }
}
