package org.skytrawl.protocol.sia;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Interval;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.net.FetchRequest;
import org.skytrawl.protocol.MaxRec;
import org.skytrawl.protocol.Position;
import org.skytrawl.protocol.QueryForm;
import org.skytrawl.protocol.QueryUrl;
import org.skytrawl.protocol.RowSample;
import org.skytrawl.protocol.ServiceQuery;
import org.skytrawl.protocol.mapping.AnswerFields;
import org.skytrawl.protocol.mapping.ObsCoreMapper;
import org.skytrawl.protocol.mapping.PlainNumber;
import org.skytrawl.protocol.mapping.RowMapper;
import org.skytrawl.provenance.ServiceOutcome.Skipped;

/** Simple Image Access 2.0 (section 2.1). */
public final class Sia2Query extends ServiceQuery {
    private final @Nullable Cone cone;
    private final @Nullable Interval time;
    private final List<QueryForm> forms;

    public Sia2Query(Service service, Question constraints, boolean inclusive) {
        this(service, constraints, inclusive, Position.sent(constraints), timeSent(constraints, inclusive));
    }

    private Sia2Query(
            Service service, Question constraints, boolean inclusive, @Nullable Cone cone, @Nullable Interval time) {
        super(service, constraints, inclusive);
        this.cone = cone;
        this.time = time;
        QueryUrl url = new QueryUrl(service.accessUrl());
        if (cone != null) {
            url.with(
                    "POS",
                    "CIRCLE " + PlainNumber.of(cone.raDeg()) + " " + PlainNumber.of(cone.decDeg()) + " "
                            + PlainNumber.of(cone.radiusDeg()));
        }
        Interval band = constraints.wavelengthM();
        if (band != null && sendsAll(constraints, inclusive)) {
            url.with("BAND", PlainNumber.ofMetres(band.lo()) + " " + upper(band.hi(), true));
        }
        if (time != null) {
            url.with("TIME", lower(time.lo()) + " " + upper(time.hi(), false));
        }
        Stream.of("image", "cube")
                .filter(constraints.productTypes()::contains)
                .forEach(type -> url.with("DPTYPE", type));
        url.with("MAXREC", Long.toString(maxRecSent()));
        this.forms = List.of(QueryForm.of(null, url.toString(), FetchRequest.get(url.toString()), cone != null));
    }

    /** A service leaves out records whose band or time it does not know: an inclusive question wants them. */
    private static boolean sendsAll(Question constraints, boolean inclusive) {
        return Position.sent(constraints) == null || !inclusive;
    }

    private static @Nullable Interval timeSent(Question constraints, boolean inclusive) {
        return sendsAll(constraints, inclusive) ? constraints.mjd() : null;
    }

    /** By time where that is asked, as a time of its own would leave out records without one; else by place. */
    @Override
    protected List<ServiceQuery> split(RowSample sample) {
        double middle = sample.middle(ObsCoreColumn.t_min);
        if (time != null && middle > time.lo() && middle < time.hi()) {
            return List.of(part(cone, new Interval(time.lo(), middle)), part(cone, new Interval(middle, time.hi())));
        }
        return cone == null
                ? List.of()
                : SubCones.of(cone).stream().map(part -> part(part, time)).toList();
    }

    private ServiceQuery part(@Nullable Cone place, @Nullable Interval span) {
        return new Sia2Query(service(), constraints(), inclusive(), place, span);
    }

    public static @Nullable Skipped unaskable(Question constraints) {
        if (!constraints.wantsImages()) {
            return new Skipped(
                    Skipped.Why.NO_IMAGES,
                    "SIA2 has images and cubes only, not " + String.join(", ", constraints.productTypes()));
        }
        return Position.unbounded(constraints);
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
