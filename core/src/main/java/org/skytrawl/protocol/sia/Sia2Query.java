package org.skytrawl.protocol.sia;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Interval;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.ProductTypes;
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
import org.skytrawl.protocol.SubCones;
import org.skytrawl.protocol.mapping.AnswerFields;
import org.skytrawl.protocol.mapping.ObsCoreMapper;
import org.skytrawl.protocol.mapping.PlainNumber;
import org.skytrawl.protocol.mapping.RowMapper;

/** Simple Image Access 2.0 (section 2.1). */
public final class Sia2Query extends ServiceQuery {
    private final @Nullable Region region;
    private final @Nullable Interval time;
    private final List<QueryForm> forms;

    public Sia2Query(Service service, Question constraints, boolean inclusive) {
        this(service, constraints, inclusive, Position.sent(constraints), timeSent(constraints, inclusive));
    }

    private Sia2Query(
            Service service,
            Question constraints,
            boolean inclusive,
            @Nullable Region region,
            @Nullable Interval time) {
        super(service, constraints, inclusive);
        this.region = region;
        this.time = time;
        List<QueryForm> made = new ArrayList<>();
        if (region instanceof PolygonRegion polygon) {
            made.add(form("polygon", polygon(polygon), true, Set.of()));
        }
        String pos = region == null ? null : circle(region.enclosingCone());
        // the cone sent is the region itself only if the region is a cone
        boolean appliesPosition = constraints.region() instanceof Cone && region != null;
        String name = made.isEmpty() ? null : "circle";
        made.add(form(name, pos, appliesPosition, Set.of()));
        for (Set<String> leftOut : leavingOut(removable())) {
            String without = "without " + String.join(", ", leftOut);
            made.add(form(name == null ? without : name + " " + without, pos, appliesPosition, leftOut));
        }
        this.forms = List.copyOf(made);
    }

    /** One more at each step, then the other choices. */
    private static List<Set<String>> leavingOut(List<String> parameters) {
        int all = (1 << parameters.size()) - 1;
        return IntStream.rangeClosed(1, all)
                .boxed()
                .sorted(Comparator.comparing(bits -> (bits & (bits + 1)) != 0))
                .map(bits -> IntStream.range(0, parameters.size())
                        .filter(i -> ((bits >> i) & 1) == 1)
                        .mapToObj(parameters::get)
                        .collect(Collectors.toCollection(LinkedHashSet::new)))
                .map(Collections::unmodifiableSet)
                .toList();
    }

    /** The parameters sent that the query can do without, in the order in which services refuse them. */
    private List<String> removable() {
        List<String> parameters = new ArrayList<>();
        if (!typesSent().isEmpty()) {
            parameters.add("DPTYPE");
        }
        Interval band = bandSent();
        // something must bound the query
        if (time != null && (region != null || band != null)) {
            parameters.add("TIME");
        }
        if (band != null && region != null) {
            parameters.add("BAND");
        }
        parameters.add("MAXREC");
        return parameters;
    }

    private QueryForm form(@Nullable String name, @Nullable String pos, boolean appliesPosition, Set<String> leftOut) {
        QueryUrl url = new QueryUrl(service().accessUrl());
        if (pos != null) {
            url.with("POS", pos);
        }
        Interval band = bandSent();
        if (band != null && !leftOut.contains("BAND")) {
            url.with("BAND", PlainNumber.ofMetres(band.lo()) + " " + upper(band.hi(), true));
        }
        if (time != null && !leftOut.contains("TIME")) {
            url.with("TIME", lower(time.lo()) + " " + upper(time.hi(), false));
        }
        if (!leftOut.contains("DPTYPE")) {
            typesSent().forEach(type -> url.with("DPTYPE", type));
        }
        if (!leftOut.contains("MAXREC")) {
            url.with("MAXREC", Long.toString(maxRecSent()));
        }
        return new QueryForm(name, url.toString(), List.of(FetchRequest.get(url.toString())), appliesPosition, leftOut);
    }

    @Override
    protected Set<String> typesSent() {
        Set<String> wanted = constraints().matchingTypes();
        Set<String> types = new LinkedHashSet<>(List.of("image", "cube"));
        types.removeIf(type -> Collections.disjoint(ProductTypes.withNarrower(List.of(type)), wanted));
        return types;
    }

    private @Nullable Interval bandSent() {
        return sendsAll(constraints(), inclusive()) ? constraints().wavelengthM() : null;
    }

    private static String circle(Cone cone) {
        return "CIRCLE " + PlainNumber.of(cone.raDeg()) + " " + PlainNumber.of(cone.decDeg()) + " "
                + PlainNumber.of(cone.radiusDeg());
    }

    private static String polygon(PolygonRegion polygon) {
        return "POLYGON "
                + Arrays.stream(polygon.raDecDeg()).mapToObj(PlainNumber::of).collect(Collectors.joining(" "));
    }

    /** Services omit records of unknown band or time, which an inclusive question needs. */
    private static boolean sendsAll(Question constraints, boolean inclusive) {
        return Position.sent(constraints) == null || !inclusive;
    }

    private static @Nullable Interval timeSent(Question constraints, boolean inclusive) {
        return sendsAll(constraints, inclusive) ? constraints.mjd() : null;
    }

    @Override
    protected List<ServiceQuery> split(RowSample sample) {
        return split(sample, Set.of());
    }

    /** By time if the question has one (adding TIME would omit records without time), else by position. */
    @Override
    protected List<ServiceQuery> split(RowSample sample, Set<String> leftOut) {
        double middle = sample.middle(ObsCoreColumn.t_min);
        if (time != null && !leftOut.contains("TIME") && middle > time.lo() && middle < time.hi()) {
            return List.of(
                    part(region, new Interval(time.lo(), middle)), part(region, new Interval(middle, time.hi())));
        }
        return region == null
                ? List.of()
                : SubCones.of(region.enclosingCone(), constraints().region()).stream()
                        .map(part -> part(part, time))
                        .toList();
    }

    private ServiceQuery part(@Nullable Region place, @Nullable Interval span) {
        return new Sia2Query(service(), constraints(), inclusive(), place, span);
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
    protected List<QueryForm> forms() {
        return forms;
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
