package org.skytrawl.protocol.sia;

import java.util.List;
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

/** Simple Image Access 1.0 (section 4.1): only the position can be asked, as a box; all else is judged here. */
public final class Sia1Query extends ServiceQuery {
    /** The one date that SIA1 gives is anywhere within the observation. */
    private static final double TIME_SLACK_D = 0.1;

    private final Cone asked;
    private final List<QueryForm> forms;

    public Sia1Query(Service service, Question constraints, boolean inclusive) {
        this(
                service,
                constraints,
                inclusive,
                java.util.Objects.requireNonNull(constraints.region()).enclosingCone());
    }

    private Sia1Query(Service service, Question constraints, boolean inclusive, Cone cone) {
        super(service, constraints, inclusive);
        this.asked = cone;
        String url = new QueryUrl(service.accessUrl())
                .with("POS", PlainNumber.of(cone.raDeg()) + "," + PlainNumber.of(decDeg(cone)))
                .with("SIZE", size(cone))
                .with("INTERSECT", "OVERLAPS")
                .toString();
        this.forms = List.of(QueryForm.of(null, url, FetchRequest.get(url), constraints.region() instanceof Cone));
    }

    /** The box reaches 90 degrees from its middle at most: a wider cone is enclosed only by the whole sky. */
    private static double decDeg(Cone cone) {
        return cone.radiusDeg() > 90 ? 0 : cone.decDeg();
    }

    /**
     * Full widths in RA (on the sky) and Dec of a box that encloses the cone. Meridians close in on the pole, so the
     * cone is widest in RA not at its centre but poleward of it; one that holds a pole holds all RAs.
     */
    private static String size(Cone cone) {
        double radiusDeg = cone.radiusDeg();
        if (Math.abs(cone.decDeg()) + radiusDeg < 90) {
            double cosDec = Math.cos(Math.toRadians(cone.decDeg()));
            double sine = Math.min(1, Math.sin(Math.toRadians(radiusDeg)) / cosDec);
            double widthDeg = 2 * cosDec * Math.toDegrees(Math.asin(sine));
            return PlainNumber.atLeast(Math.max(2 * radiusDeg, widthDeg));
        }
        return "360," + PlainNumber.atLeast(Math.min(180, 2 * radiusDeg));
    }

    @Override
    protected List<QueryForm> forms() {
        return forms;
    }

    @Override
    protected List<ServiceQuery> split(RowSample sample) {
        return SubCones.of(asked, constraints().region()).stream()
                .<ServiceQuery>map(part -> new Sia1Query(service(), constraints(), inclusive(), part))
                .toList();
    }

    @Override
    protected RowMapper mapper(AnswerFields fields) {
        return new Sia1Mapper(fields);
    }

    @Override
    protected @Nullable Long maxRecSent() {
        return null;
    }

    @Override
    protected double timeSlackD() {
        return TIME_SLACK_D;
    }
}
