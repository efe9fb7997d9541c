package org.skytrawl.protocol.obstap;

import java.util.ArrayList;
import java.util.List;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.protocol.mapping.PlainNumber;
import org.skytrawl.protocol.obstap.ObsTapPlace.PositionPredicate;
import org.skytrawl.sky.CircleIndex;

/**
 * Targets as a table for TAP: number, position and radius, and the conditions that join it as {@code t} with an ObsCore table
 * {@code o}. They are those of {@link ObsTapPlace} with columns instead of numbers.
 */
final class UploadedTargets {
    private static final String HEAD = """
            <?xml version="1.0" encoding="UTF-8"?>
            <VOTABLE version="1.3" xmlns="http://www.ivoa.net/xml/VOTable/v1.3"><RESOURCE><TABLE name="targets">
            <FIELD name="target" datatype="int" ucd="meta.id;meta.main"/>
            <FIELD name="ra" datatype="double" unit="deg" ucd="pos.eq.ra;meta.main"/>
            <FIELD name="dec" datatype="double" unit="deg" ucd="pos.eq.dec;meta.main"/>
            <FIELD name="radius" datatype="double" unit="deg" ucd="phys.angSize"/>
            """;

    private static final String BOUNDS = """
            <FIELD name="south" datatype="double" unit="deg" ucd="pos.eq.dec;stat.min"/>
            <FIELD name="north" datatype="double" unit="deg" ucd="pos.eq.dec;stat.max"/>
            <FIELD name="west" datatype="double" unit="deg" ucd="pos.eq.ra;stat.min"/>
            <FIELD name="east" datatype="double" unit="deg" ucd="pos.eq.ra;stat.max"/>
            """;

    private static final String IN_BOUNDS = "(o.s_dec BETWEEN t.south AND t.north AND (o.s_ra BETWEEN t.west AND t.east"
            + " OR (t.west > t.east AND (o.s_ra >= t.west OR o.s_ra <= t.east))))";

    private UploadedTargets() {}

    /**
     * The table as a VOTable with TABLEDATA, which every service reads.
     *
     * @param boundsDeg how far outside of the circle the bounds of a target are; NaN for a table without bounds
     */
    static String votable(TargetRegion targets, double boundsDeg) {
        CircleIndex circles = targets.list().circles();
        boolean hasBounds = !Double.isNaN(boundsDeg);
        StringBuilder text =
                new StringBuilder(HEAD).append(hasBounds ? BOUNDS : "").append("<DATA><TABLEDATA>\n");
        targets.set().forEach(number -> {
            text.append("<TR><TD>").append(number).append("</TD>");
            cell(text, circles.raDeg(number));
            cell(text, circles.decDeg(number));
            cell(text, circles.radiusDeg(number));
            if (hasBounds) {
                SkyBox box = SkyBox.around(targets.list().target(number).cone(), boundsDeg);
                cell(text, box.southDeg());
                cell(text, box.northDeg());
                cell(text, box.westDeg());
                cell(text, box.eastDeg());
            }
            text.append("</TR>\n");
        });
        return text.append("</TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>\n").toString();
    }

    private static void cell(StringBuilder text, double value) {
        text.append("<TD>").append(PlainNumber.of(value)).append("</TD>");
    }

    /** How far outside of the circles the bounds are that the conditions use; NaN if they use none. */
    static double boundsDeg(PositionPredicate predicate) {
        return switch (predicate) {
            case BOUNDS_AND_FOV -> ObsTapPlace.WIDE_FOV_DEG / 2;
            case BOUNDS -> 0;
            default -> Double.NaN;
        };
    }

    /** One condition for each query to send. */
    static List<String> conditions(PositionPredicate predicate, boolean inclusive) {
        return switch (predicate) {
            case INTERSECTS_OR_CONTAINS -> List.of("(" + String.join(" OR ", alternatives(true, inclusive)) + ")");
            case WITHOUT_FRAME -> List.of("(" + String.join(" OR ", alternatives(false, inclusive)) + ")");
            case TWO_QUERIES -> alternatives(true, inclusive);
            case TWO_QUERIES_WITHOUT_FRAME -> alternatives(false, inclusive);
            case CENTRE_AND_FOV -> List.of(centreAndFov(true));
            case CENTRE_AND_FOV_WITHOUT_FRAME -> List.of(centreAndFov(false));
            case BOUNDS_AND_FOV ->
                List.of("(" + IN_BOUNDS + " OR (o.s_fov > " + PlainNumber.of(ObsTapPlace.WIDE_FOV_DEG)
                        + " AND o.s_dec BETWEEN t.dec - t.radius - o.s_fov/2 AND t.dec + t.radius + o.s_fov/2))");
            case BOUNDS -> List.of(IN_BOUNDS);
            case MOC, POLYGON, POLYGON_WITHOUT_FRAME ->
                throw new IllegalArgumentException("targets are circles, not " + predicate.word());
        };
    }

    private static List<String> alternatives(boolean named, boolean inclusive) {
        String circle = circle(named, "t.radius");
        String wide = circle(named, "t.radius + " + PlainNumber.of(ObsTap.REACH_DEG));
        String near = "o.s_region IS NULL AND " + (inclusive ? "" : "o.s_fov > 0 AND ") + contains(named, wide);
        List<String> all = new ArrayList<>();
        all.add("1=INTERSECTS(o.s_region, " + circle + ")");
        all.add(contains(named, circle));
        all.add("(" + near + ")");
        return all;
    }

    private static String frame(boolean named) {
        return named ? "'ICRS', " : "";
    }

    private static String circle(boolean named, String radius) {
        return "CIRCLE(" + frame(named) + "t.ra, t.dec, " + radius + ")";
    }

    private static String contains(boolean named, String circle) {
        return "1=CONTAINS(" + centre(named) + ", " + circle + ")";
    }

    private static String centre(boolean named) {
        return "POINT(" + frame(named) + "o.s_ra, o.s_dec)";
    }

    private static String centreAndFov(boolean named) {
        return "(" + contains(named, circle(named, "t.radius")) + " OR DISTANCE(" + centre(named) + ", POINT("
                + frame(named) + "t.ra, t.dec)) <= t.radius + o.s_fov/2)";
    }
}
