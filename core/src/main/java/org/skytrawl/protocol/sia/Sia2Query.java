package org.skytrawl.protocol.sia;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Interval;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.ProductTypes;
import org.skytrawl.model.Question;
import org.skytrawl.model.Region;
import org.skytrawl.model.Service;
import org.skytrawl.net.FetchRequest.Field;
import org.skytrawl.protocol.MaxRec;
import org.skytrawl.protocol.QueryForm;
import org.skytrawl.protocol.QueryParts;
import org.skytrawl.protocol.QueryUrl;
import org.skytrawl.protocol.RowSample;
import org.skytrawl.protocol.SentConstraints;
import org.skytrawl.protocol.ServiceQuery;
import org.skytrawl.protocol.mapping.AnswerFields;
import org.skytrawl.protocol.mapping.ObsCoreMapper;
import org.skytrawl.protocol.mapping.PlainNumber;
import org.skytrawl.protocol.mapping.RowMapper;

/** Simple Image Access 2.0 (section 2.1). */
public final class Sia2Query extends ServiceQuery {
    /** Servers refuse longer URLs, most of them from 8,000 characters on. */
    private static final int LONGEST_URL = 7_000;

    private final SentConstraints sent;

    public Sia2Query(Service service, Question constraints, boolean inclusive) {
        this(service, constraints, inclusive, SentConstraints.of(constraints, inclusive));
    }

    /** @param sent instead of all constraints */
    Sia2Query(Service service, Question constraints, boolean inclusive, SentConstraints sent) {
        super(service, constraints, inclusive);
        this.sent = sent;
    }

    @Override
    protected List<QueryForm> forms() {
        String polygon = polygonUrl();
        List<QueryForm> forms = new ArrayList<>();
        if (polygon != null) {
            forms.addAll(SentConstraints.forms("polygon", List.of(), true, leftOut -> List.of(polygon)));
        }
        List<SentConstraints> circles = polygon == null ? List.of(sent.inCones().getFirst()) : sent.inCones();
        // the cone sent is the region itself only if the region is a cone
        boolean appliesPosition = constraints().region() instanceof Cone && sent.region() != null;
        String name = polygon == null ? null : circles.size() == 1 ? "circle" : "circles";
        forms.addAll(SentConstraints.forms(
                name,
                removable(),
                appliesPosition,
                leftOut -> circles.stream()
                        .map(circle -> url(circle(circle.region()), leftOut))
                        .toList()));
        return List.copyOf(forms);
    }

    List<String> removable() {
        List<String> removable = new ArrayList<>(typesSent().isEmpty() ? List.of() : List.of("DPTYPE"));
        removable.addAll(sent.removable());
        return removable;
    }

    /** One query for each circle, unless a polygon is sent: then the circles are a form of it. */
    @Override
    protected QueryParts parts() {
        List<SentConstraints> circles = sent.inCones();
        return circles.size() == 1 || polygonUrl() != null
                ? super.parts()
                : QueryParts.inCircles(circles.stream().map(this::with).toList());
    }

    private Sia2Query with(SentConstraints part) {
        return new Sia2Query(service(), constraints(), inclusive(), part);
    }

    /** Null if the region is no polygon, or one of too many vertices. */
    private @Nullable String polygonUrl() {
        if (!(sent.region() instanceof PolygonRegion polygon)) {
            return null;
        }
        String url = url(polygon(polygon), Set.of());
        return url.length() <= LONGEST_URL ? url : null;
    }

    private String url(@Nullable String pos, Set<String> leftOut) {
        return url(service().accessUrl(), parameters(pos == null ? List.of() : List.of(pos), leftOut));
    }

    static String url(String accessUrl, List<Field> parameters) {
        QueryUrl url = new QueryUrl(accessUrl);
        parameters.forEach(parameter -> url.with(parameter.name(), parameter.value()));
        return url.toString();
    }

    /**
     * The parameters of a request.
     *
     * @param positions values of POS
     */
    List<Field> parameters(List<String> positions, Set<String> leftOut) {
        List<Field> parameters = new ArrayList<>();
        positions.forEach(pos -> parameters.add(new Field("POS", pos)));
        Interval band = sent.wavelengthM();
        if (band != null && !leftOut.contains("BAND")) {
            parameters.add(new Field("BAND", PlainNumber.ofMetres(band.lo()) + " " + upper(band.hi(), true)));
        }
        Interval time = sent.mjd();
        if (time != null && !leftOut.contains("TIME")) {
            parameters.add(new Field("TIME", lower(time.lo()) + " " + upper(time.hi(), false)));
        }
        if (!leftOut.contains("DPTYPE")) {
            typesSent().forEach(type -> parameters.add(new Field("DPTYPE", type)));
        }
        if (!leftOut.contains("MAXREC")) {
            parameters.add(new Field("MAXREC", Long.toString(maxRecSent())));
        }
        return parameters;
    }

    @Override
    protected Set<String> typesSent() {
        Set<String> wanted = constraints().matchingTypes();
        Set<String> types = new LinkedHashSet<>(List.of("image", "cube"));
        types.removeIf(type -> Collections.disjoint(ProductTypes.withNarrower(List.of(type)), wanted));
        return types;
    }

    private static @Nullable String circle(@Nullable Region region) {
        return region == null ? null : circle(region.enclosingCone());
    }

    static String circle(Cone cone) {
        return "CIRCLE " + PlainNumber.of(cone.raDeg()) + " " + PlainNumber.of(cone.decDeg()) + " "
                + PlainNumber.of(cone.radiusDeg());
    }

    private static String polygon(PolygonRegion polygon) {
        return "POLYGON "
                + Arrays.stream(polygon.raDecDeg()).mapToObj(PlainNumber::of).collect(Collectors.joining(" "));
    }

    @Override
    protected List<ServiceQuery> split(RowSample sample) {
        return split(sample, Set.of());
    }

    @Override
    protected List<ServiceQuery> split(RowSample sample, Set<String> leftOut) {
        return sent.split(sample, leftOut, constraints().region()).stream()
                .<ServiceQuery>map(this::with)
                .toList();
    }

    private static String lower(double value) {
        return value == Double.NEGATIVE_INFINITY ? "-Inf" : PlainNumber.of(value);
    }

    private static String upper(double value, boolean metres) {
        if (value == Double.POSITIVE_INFINITY) {
            return "+Inf";
        }
        return metres ? PlainNumber.ofMetres(value) : PlainNumber.of(value);
    }

    @Override
    protected RowMapper mapper(AnswerFields fields) {
        return new ObsCoreMapper(fields);
    }

    @Override
    protected Long maxRecSent() {
        return MaxRec.of(service().maxRecords());
    }
}
