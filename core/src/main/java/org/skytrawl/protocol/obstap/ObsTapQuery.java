package org.skytrawl.protocol.obstap;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.Question;
import org.skytrawl.model.Region;
import org.skytrawl.model.Service;
import org.skytrawl.net.FetchContext;
import org.skytrawl.net.FetchRequest;
import org.skytrawl.protocol.MaxRec;
import org.skytrawl.protocol.Position;
import org.skytrawl.protocol.QueryContext;
import org.skytrawl.protocol.QueryForm;
import org.skytrawl.protocol.QueryResult;
import org.skytrawl.protocol.RecordSink;
import org.skytrawl.protocol.RowSample;
import org.skytrawl.protocol.ServiceQuery;
import org.skytrawl.protocol.mapping.AnswerFields;
import org.skytrawl.protocol.mapping.ObsCoreMapper;
import org.skytrawl.protocol.mapping.PlainNumber;
import org.skytrawl.protocol.mapping.RowMapper;
import org.skytrawl.protocol.obstap.ObsTapPlace.PositionPredicate;

/** ObsCore by TAP (ObsCore 1.1 section 5, TAP 1.1 section 2.3). */
public final class ObsTapQuery extends ServiceQuery {
    private final List<String> narrowing;
    private final Set<ObsCoreColumn> known;
    private final boolean hasMoc;
    private final List<QueryForm> forms;

    public ObsTapQuery(Service service, Question constraints, boolean inclusive) {
        this(service, constraints, inclusive, false, List.of(), EnumSet.noneOf(ObsCoreColumn.class));
    }

    /**
     * @param hasMoc whether the service declares MOCs
     * @param narrowing more conditions, for a part of the query
     * @param known columns that these conditions already test for NULL
     */
    private ObsTapQuery(
            Service service,
            Question constraints,
            boolean inclusive,
            boolean hasMoc,
            List<String> narrowing,
            Set<ObsCoreColumn> known) {
        super(service, constraints, inclusive);
        this.hasMoc = hasMoc;
        this.narrowing = narrowing;
        this.known = known;
        ObsTapAdql adql =
                new ObsTapAdql(Objects.requireNonNull(service.tableName()), constraints, inclusive, narrowing);
        Region region = Position.sent(constraints);
        this.forms = region == null
                ? List.of(form(null, List.of(adql.withoutPlace()), false))
                : PositionPredicate.of(region, hasMoc).stream()
                        .map(predicate -> form(predicate.word(), adql.by(predicate, region), predicate.isExact(region)))
                        .toList();
    }

    private QueryForm form(@Nullable String name, List<String> queries, boolean appliesPosition) {
        List<FetchRequest> requests = queries.stream()
                .map(query -> TapSync.request(service().accessUrl(), query, maxRecSent()))
                .toList();
        return new QueryForm(name, String.join(" ; ", queries), requests, appliesPosition);
    }

    /** Asks first whether the service has MOCs, if that pays. */
    @Override
    public QueryResult ask(QueryContext queryContext, FetchContext fetchContext, RecordSink sink) {
        Region region = Position.sent(constraints());
        return !hasMoc
                        && region instanceof MocRegion moc
                        && MocSupport.pays(moc)
                        && MocSupport.isDeclared(service(), queryContext, fetchContext)
                ? new ObsTapQuery(service(), constraints(), inclusive(), true, narrowing, known)
                        .ask(queryContext, fetchContext, sink)
                : super.ask(queryContext, fetchContext, sink);
    }

    @Override
    protected List<QueryForm> forms() {
        return forms;
    }

    /** Splits by the value of one column, so that each row is in exactly one part. */
    @Override
    protected List<ServiceQuery> split(RowSample sample) {
        for (ObsCoreColumn column : RowSample.SPLIT_BY) {
            double middle = sample.middle(column);
            if (!Double.isNaN(middle) && sample.isAsWritten(column)) {
                String value = PlainNumber.of(middle);
                List<ServiceQuery> parts = new ArrayList<>();
                parts.add(part(column, column + " < " + value));
                parts.add(part(column, column + " >= " + value));
                if (!known.contains(column)) {
                    parts.add(part(column, column + " IS NULL"));
                }
                return parts;
            }
        }
        return List.of();
    }

    private ServiceQuery part(ObsCoreColumn column, String condition) {
        List<String> all = new ArrayList<>(narrowing);
        all.add(condition);
        Set<ObsCoreColumn> more = EnumSet.of(column);
        more.addAll(known);
        return new ObsTapQuery(service(), constraints(), inclusive(), hasMoc, List.copyOf(all), more);
    }

    @Override
    protected RowMapper mapper(AnswerFields fields) {
        return new ObsCoreMapper(fields);
    }

    /** Rows without footprint are asked for by their centre, also outside of the region. */
    @Override
    protected boolean appliesPositionTo(RowMapper.Mapped row) {
        return row.hasRegion() || Double.isNaN(row.record().number(ObsCoreColumn.s_ra));
    }

    @Override
    protected double reachDeg() {
        return ObsTap.REACH_DEG;
    }

    @Override
    protected Long maxRecSent() {
        return MaxRec.of(service().maxRecords());
    }
}
