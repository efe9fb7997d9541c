package org.skytrawl.protocol.obstap;

import java.util.List;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.protocol.MaxRec;
import org.skytrawl.protocol.QueryForm;
import org.skytrawl.protocol.RowSample;
import org.skytrawl.protocol.ServiceQuery;
import org.skytrawl.protocol.mapping.AnswerFields;
import org.skytrawl.protocol.mapping.ObsCoreMapper;
import org.skytrawl.protocol.mapping.RowMapper;

/** ObsCore by TAP for several targets in one query. It is not split: fewer targets are asked for instead. */
final class ObsTapTargetsQuery extends ServiceQuery {
    private final List<QueryForm> forms;

    ObsTapTargetsQuery(Service service, Question constraints, boolean inclusive, List<QueryForm> forms) {
        super(service, constraints, inclusive);
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
    protected RowMapper mapper(AnswerFields fields) {
        return new ObsCoreMapper(fields);
    }

    /** As for one place ({@link ObsTapQuery}). */
    @Override
    protected boolean appliesPositionTo(RowMapper.Mapped row) {
        return row.hasRegion() || Double.isNaN(row.record().number(ObsCoreColumn.s_ra));
    }

    @Override
    protected Long maxRecSent() {
        return MaxRec.of(service().maxRecords());
    }
}
