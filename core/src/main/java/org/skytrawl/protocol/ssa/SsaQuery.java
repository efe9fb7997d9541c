package org.skytrawl.protocol.ssa;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Question;
import org.skytrawl.model.Region;
import org.skytrawl.model.Service;
import org.skytrawl.net.FetchRequest;
import org.skytrawl.protocol.MaxRec;
import org.skytrawl.protocol.Position;
import org.skytrawl.protocol.QueryForm;
import org.skytrawl.protocol.QueryUrl;
import org.skytrawl.protocol.RowSample;
import org.skytrawl.protocol.ServiceQuery;
import org.skytrawl.protocol.mapping.AnswerFields;
import org.skytrawl.protocol.mapping.PlainNumber;
import org.skytrawl.protocol.mapping.RowMapper;

/** Simple Spectral Access 1.1 (section 4.1). */
public final class SsaQuery extends ServiceQuery {
    private final List<QueryForm> forms;

    public SsaQuery(Service service, Question constraints, boolean inclusive) {
        super(service, constraints, inclusive);
        @Nullable Region region = Position.sent(constraints);
        QueryUrl url = new QueryUrl(service.accessUrl()).with("REQUEST", "queryData");
        if (region != null) {
            Cone cone = region.enclosingCone();
            url.with("POS", PlainNumber.of(cone.raDeg()) + "," + PlainNumber.of(cone.decDeg()));
            url.with("SIZE", PlainNumber.atLeast(2 * cone.radiusDeg()));
        }
        url.with("MAXREC", Long.toString(maxRecSent()));
        String text = url.toString();
        this.forms = List.of(QueryForm.of(null, text, FetchRequest.get(text), constraints.region() instanceof Cone));
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
        return new SsaMapper(fields);
    }

    @Override
    protected Long maxRecSent() {
        return MaxRec.of(service().maxRecords());
    }
}
