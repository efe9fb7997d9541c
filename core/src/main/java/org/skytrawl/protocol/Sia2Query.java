package org.skytrawl.protocol;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Constraints;
import org.skytrawl.model.Interval;
import org.skytrawl.model.Service;
import org.skytrawl.net.FetchRequest;
import org.skytrawl.provenance.ServiceOutcome.Skipped;

/** Simple Image Access 2.0 (section 2.1). */
final class Sia2Query extends ServiceQuery {
    private final List<QueryForm> forms;

    Sia2Query(Service service, Constraints constraints, boolean inclusive) {
        super(service, constraints, inclusive);
        Cone cone = Position.sent(constraints);
        QueryUrl url = new QueryUrl(service.accessUrl());
        if (cone != null) {
            url.with(
                    "POS",
                    "CIRCLE " + PlainNumber.of(cone.raDeg()) + " " + PlainNumber.of(cone.decDeg()) + " "
                            + PlainNumber.of(cone.radiusDeg()));
        }
        // a service leaves out records whose band or time it does not know: an inclusive question wants them
        if (cone == null || !inclusive) {
            Interval band = constraints.wavelengthM();
            if (band != null) {
                url.with("BAND", PlainNumber.ofMetres(band.lo()) + " " + upper(band.hi(), true));
            }
            Interval time = constraints.mjd();
            if (time != null) {
                url.with("TIME", lower(time.lo()) + " " + upper(time.hi(), false));
            }
        }
        Stream.of("image", "cube")
                .filter(constraints.productTypes()::contains)
                .forEach(type -> url.with("DPTYPE", type));
        url.with("MAXREC", Long.toString(maxRecSent()));
        this.forms = List.of(new QueryForm(null, url.toString(), FetchRequest.get(url.toString()), cone != null));
    }

    static @Nullable Skipped unaskable(Constraints constraints) {
        if (!constraints.wantsImages()) {
            return new Skipped(
                    Skipped.Why.NO_IMAGES, "SIA2 has images and cubes only, not " + constraints.productTypes());
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
