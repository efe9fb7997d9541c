package org.skytrawl.protocol.sia;

import java.util.List;
import java.util.Set;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.protocol.QueryForm;
import org.skytrawl.protocol.RowSample;
import org.skytrawl.protocol.ServiceQuery;
import org.skytrawl.protocol.mapping.AnswerFields;
import org.skytrawl.protocol.mapping.RowMapper;

/** SIA2 for several targets in one query. It is not split: fewer targets are asked for instead. */
final class Sia2TargetsQuery extends ServiceQuery {
    private final Sia2Query one;
    private final List<QueryForm> forms;

    /** @param one the same for one of the targets */
    Sia2TargetsQuery(Sia2Query one, Service service, Question constraints, boolean inclusive, List<QueryForm> forms) {
        super(service, constraints, inclusive);
        this.one = one;
        this.forms = List.copyOf(forms);
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
    protected Set<String> typesSent() {
        return one.typesSent();
    }

    @Override
    protected RowMapper mapper(AnswerFields fields) {
        return one.mapper(fields);
    }

    @Override
    protected Long maxRecSent() {
        return one.maxRecSent();
    }
}
