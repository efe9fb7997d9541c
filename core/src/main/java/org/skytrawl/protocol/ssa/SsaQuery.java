package org.skytrawl.protocol.ssa;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Interval;
import org.skytrawl.model.Numbers;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ProductTypes;
import org.skytrawl.model.Question;
import org.skytrawl.model.Region;
import org.skytrawl.model.Service;
import org.skytrawl.protocol.MaxRec;
import org.skytrawl.protocol.QueryForm;
import org.skytrawl.protocol.QueryParts;
import org.skytrawl.protocol.QueryUrl;
import org.skytrawl.protocol.RowSample;
import org.skytrawl.protocol.SentConstraints;
import org.skytrawl.protocol.ServiceQuery;
import org.skytrawl.protocol.SubCones;
import org.skytrawl.protocol.mapping.AnswerFields;
import org.skytrawl.protocol.mapping.PlainNumber;
import org.skytrawl.protocol.mapping.RowMapper;
import org.skytrawl.sky.SkyPoint;

/** Simple Spectral Access 1.1 (section 4.1). A parameter that the access URL already has is not sent again. */
public final class SsaQuery extends ServiceQuery {
    /** DaCHS declares this for all services, but takes SIZE for a radius and refuses larger ones. */
    private static final double DACHS_RADIUS_DEG = 90;

    private static final double ROUNDING_DEG = 1e-9;

    private final SentConstraints sent;

    /** The parameters of the access URL, names in capitals. */
    private final Map<String, String> registered;

    /** Whether all of the region sent is in the cone of the question. */
    private final boolean isInside;

    private final @Nullable QueryParts parts;

    public SsaQuery(Service service, Question constraints, boolean inclusive) {
        super(service, constraints, inclusive);
        this.registered = QueryUrl.parameters(service.accessUrl());
        SentConstraints wanted = SentConstraints.of(constraints, inclusive);
        SentConstraints all = withoutRegistered(
                registered, wanted, wanted.region() != null && maySpanLongTimes() ? null : wanted.mjd());
        Region region = all.region();
        double limitDeg = limitDeg();
        SubCones.Cover cover = region == null
                ? new SubCones.Cover(List.of(), true)
                : SubCones.covering(region, constraints.region(), limitDeg);
        List<ServiceQuery> queries = cover.circles().stream()
                .<ServiceQuery>map(circle -> new SsaQuery(service, constraints, inclusive, registered, all.at(circle)))
                .toList();
        this.sent = queries.isEmpty() ? all : ((SsaQuery) queries.getFirst()).sent;
        this.isInside = isInside(sent.region(), constraints.region());
        this.parts = queries.size() > 1 || !cover.isWhole()
                ? new QueryParts(queries, circles(cover, limitDeg), cover.isWhole())
                : null;
    }

    /** Sends these constraints instead of those of the question; null if their circle is larger than the service declares to accept. */
    static @Nullable SsaQuery part(Service service, Question judged, SentConstraints sent) {
        Map<String, String> registered = QueryUrl.parameters(service.accessUrl());
        SentConstraints ours = withoutRegistered(registered, sent, sent.mjd());
        SsaQuery query = new SsaQuery(service, judged, true, registered, ours);
        Region region = ours.region();
        return region == null || region.enclosingCone().radiusDeg() <= query.limitDeg() ? query : null;
    }

    private static String circles(SubCones.Cover cover, double limitDeg) {
        return cover.isOfSmaller() ? "circles of at most " + PlainNumber.of(limitDeg) + " deg" : "circles";
    }

    private SsaQuery(
            Service service,
            Question constraints,
            boolean inclusive,
            Map<String, String> registered,
            SentConstraints sent) {
        super(service, constraints, inclusive);
        this.registered = registered;
        this.sent = sent;
        this.isInside = isInside(sent.region(), constraints.region());
        this.parts = null;
    }

    private static boolean isInside(@Nullable Region sent, @Nullable Region wanted) {
        if (!(sent instanceof Cone part) || !(wanted instanceof Cone whole)) {
            return false;
        }
        double apartDeg = SkyPoint.ofDegrees(part.raDeg(), part.decDeg())
                .separationDeg(SkyPoint.ofDegrees(whole.raDeg(), whole.decDeg()));
        return apartDeg + part.radiusDeg() <= whole.radiusDeg() + ROUNDING_DEG;
    }

    /** What the access URL fixes is tested in the answer; an interval without ends needs no parameter. */
    private static SentConstraints withoutRegistered(
            Map<String, String> registered, SentConstraints all, @Nullable Interval time) {
        Interval band = all.wavelengthM();
        return new SentConstraints(
                registered.containsKey("POS") ? null : all.region(),
                band == null || SsaRange.metres(band) == null || registered.containsKey("BAND") ? null : band,
                time == null || SsaRange.utc(time) == null || registered.containsKey("TIME") ? null : time);
    }

    /**
     * Services compare TIME with the middle of an observation (DaCHS does): of a light curve they would omit all but the middle. Where
     * the position bounds the query, time series are asked for at any time, and tested here.
     */
    private boolean maySpanLongTimes() {
        Set<String> types = constraints().matchingTypes();
        return types.isEmpty() || !Collections.disjoint(types, ProductTypes.withNarrower(List.of("timeseries")));
    }

    /** The largest radius that the service accepts, or the one that its access URL fixes. */
    private double limitDeg() {
        Double declared = service().declared().maxSearchRadiusDeg();
        double mostDeg = declared == null ? 180 : declared == DACHS_RADIUS_DEG ? DACHS_RADIUS_DEG / 2 : declared;
        double fixedDeg = Numbers.parse(registered.getOrDefault("SIZE", "")) / 2;
        return fixedDeg > 0 ? Math.min(mostDeg, fixedDeg) : mostDeg;
    }

    private String url(Set<String> leftOut) {
        QueryUrl url = new QueryUrl(service().accessUrl());
        add(url, "REQUEST", "queryData");
        Region region = sent.region();
        if (region != null) {
            Cone cone = region.enclosingCone();
            add(url, "POS", PlainNumber.of(cone.raDeg()) + "," + PlainNumber.of(cone.decDeg()));
            add(url, "SIZE", PlainNumber.atLeast(2 * cone.radiusDeg()));
        }
        Interval band = sent.wavelengthM();
        if (band != null && !leftOut.contains("BAND")) {
            add(url, "BAND", SsaRange.metres(band));
        }
        Interval time = sent.mjd();
        if (time != null && !leftOut.contains("TIME")) {
            add(url, "TIME", SsaRange.utc(time));
        }
        if (!leftOut.contains("MAXREC")) {
            add(url, "MAXREC", Long.toString(MaxRec.of(service().maxRecords())));
        }
        return url.toString();
    }

    private void add(QueryUrl url, String name, @Nullable String value) {
        if (value != null && !registered.containsKey(name)) {
            url.with(name, value);
        }
    }

    /** Made when they are needed: those of hundreds of circles would take memory during the whole run. */
    @Override
    protected List<QueryForm> forms() {
        List<String> removable = sent.removable().stream()
                .filter(name -> !registered.containsKey(name))
                .toList();
        boolean appliesPosition =
                constraints().region() instanceof Cone && sent.region() != null && !registered.containsKey("SIZE");
        return List.copyOf(SentConstraints.forms(null, removable, appliesPosition, leftOut -> List.of(url(leftOut))));
    }

    @Override
    protected QueryParts parts() {
        return parts == null ? super.parts() : parts;
    }

    @Override
    protected List<ServiceQuery> split(RowSample sample) {
        return split(sample, Set.of());
    }

    @Override
    protected List<ServiceQuery> split(RowSample sample, Set<String> leftOut) {
        List<ServiceQuery> narrower = narrower(sample, leftOut);
        // times are sent in whole seconds
        return narrower.stream().anyMatch(part -> part.text().equals(text()))
                ? narrower(sample, with("TIME", leftOut))
                : narrower;
    }

    private static Set<String> with(String name, Set<String> names) {
        Set<String> all = new HashSet<>(names);
        all.add(name);
        return all;
    }

    private List<ServiceQuery> narrower(RowSample sample, Set<String> leftOut) {
        return sent.split(sample, leftOut, constraints().region()).stream()
                .<ServiceQuery>map(part -> new SsaQuery(service(), constraints(), inclusive(), registered, part))
                .toList();
    }

    /** A circle that reaches out of the cone finds spectra outside; what has no centre may be inside. */
    @Override
    protected boolean appliesPositionTo(RowMapper.Mapped row) {
        return isInside || Double.isNaN(row.record().number(ObsCoreColumn.s_ra));
    }

    @Override
    protected RowMapper mapper(AnswerFields fields) {
        return new SsaMapper(fields);
    }

    /** That of the access URL if it has one. */
    @Override
    protected @Nullable Long maxRecSent() {
        String fixed = registered.get("MAXREC");
        if (fixed == null) {
            return MaxRec.of(service().maxRecords());
        }
        return fixed.matches("[0-9]{1,18}") ? Long.valueOf(fixed) : null;
    }
}
