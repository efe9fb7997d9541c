package org.skytrawl.protocol.sia;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.net.FetchRequest;
import org.skytrawl.protocol.QueryForm;
import org.skytrawl.protocol.QueryParts;
import org.skytrawl.protocol.QueryUrl;
import org.skytrawl.protocol.RowSample;
import org.skytrawl.protocol.ServiceQuery;
import org.skytrawl.protocol.SubCones;
import org.skytrawl.protocol.mapping.AnswerFields;
import org.skytrawl.protocol.mapping.PlainNumber;
import org.skytrawl.protocol.mapping.RowMapper;

/** Simple Image Access 1.0 (section 4.1): sends only the position, as a box, or as
 * several where the region is long or in parts; everything else is judged in the answer. */
public final class Sia1Query extends ServiceQuery {
    /** The only date of SIA1 may be any time within the observation. */
    private static final double TIME_SLACK_D = 0.1;

    /** The cones that together contain the region, or a part of one of them. */
    private final List<Cone> cones;

    public Sia1Query(Service service, Question constraints, boolean inclusive) {
        this(
                service,
                constraints,
                inclusive,
                Objects.requireNonNull(constraints.region()).enclosingCones());
    }

    private Sia1Query(Service service, Question constraints, boolean inclusive, List<Cone> cones) {
        super(service, constraints, inclusive);
        this.cones = cones;
    }

    private Sia1Query in(Cone cone) {
        return new Sia1Query(service(), constraints(), inclusive(), List.of(cone));
    }

    /** The box reaches at most 90 degrees from its centre: only the whole sky encloses a wider cone. */
    private static double decDeg(Cone cone) {
        return cone.radiusDeg() > 90 ? 0 : cone.decDeg();
    }

    /**
     * Full widths in RA (on the sky) and Dec of a box that encloses the cone. The cone is widest in RA poleward of its centre; a
     * cone that contains a pole contains all RAs.
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
        Cone cone = cones.getFirst();
        String url = new QueryUrl(service().accessUrl())
                .with("POS", PlainNumber.of(cone.raDeg()) + "," + PlainNumber.of(decDeg(cone)))
                .with("SIZE", size(cone))
                .with("INTERSECT", "OVERLAPS")
                .toString();
        return List.of(
                QueryForm.of(null, url, FetchRequest.get(url), constraints().region() instanceof Cone));
    }

    @Override
    protected QueryParts parts() {
        return cones.size() == 1
                ? super.parts()
                : QueryParts.inCircles(cones.stream().map(this::in).toList());
    }

    @Override
    protected List<ServiceQuery> split(RowSample sample) {
        return SubCones.of(cones.getFirst(), constraints().region()).stream()
                .<ServiceQuery>map(this::in)
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
