package org.skytrawl.harvest.catalogue;

import org.jspecify.annotations.Nullable;
import org.skytrawl.model.DatasetJudge;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.sky.ShapeFormatException;
import org.skytrawl.sky.SkyCircle;
import org.skytrawl.sky.SkyPoint;
import org.skytrawl.sky.SkyPolygon;
import org.skytrawl.sky.SkyShape;
import org.skytrawl.sky.StcS;

/** How far the geometry of a record reaches from its position. */
final class Reach {
    /** What overlaps tests may take for a touch, and rounding: more than 2 microarcseconds. */
    private static final double SLACK_DEG = 1e-8;
    /** How much too far a bound may be. */
    private static final double TOO_FAR = 1.05;

    private static final double LEAST_DEG = 1e-4;
    private static final double ALL_SKY_DEG = 180;

    private Reach() {}

    /** An upper bound, degrees; NaN without position. */
    static double deg(ObsCoreRecord record) {
        double raDeg = record.number(ObsCoreColumn.s_ra);
        double decDeg = record.number(ObsCoreColumn.s_dec);
        if (!Double.isFinite(raDeg) || !(Math.abs(decDeg) <= 90)) {
            return Double.NaN;
        }
        SkyShape geometry = DatasetJudge.geometry(record, outline(record));
        return geometry == null ? 0 : deg(SkyPoint.ofDegrees(raDeg, decDeg), geometry);
    }

    private static @Nullable SkyShape outline(ObsCoreRecord record) {
        String region = record.text(ObsCoreColumn.s_region);
        try {
            return region == null ? null : StcS.parse(region);
        } catch (ShapeFormatException | IllegalArgumentException e) {
            // as in answers: centre and s_fov are left
            return null;
        }
    }

    /** A bound that is proved: the rest of the sky, a circle around the antipode, does not touch the shape. */
    static double deg(SkyPoint from, SkyShape shape) {
        if (shape instanceof SkyCircle circle) {
            double centre = from.separationDeg(circle.centre());
            return centre == 0 ? circle.radiusDeg() : Math.min(ALL_SKY_DEG, centre + circle.radiusDeg() + SLACK_DEG);
        }
        SkyPoint antipode = new SkyPoint(-from.x(), -from.y(), -from.z());
        double far = guess(from, shape);
        if (isWithin(shape, antipode, far)) {
            return far;
        }
        double near = 0;
        for (far = LEAST_DEG; far < ALL_SKY_DEG && !isWithin(shape, antipode, far); far *= 2) {
            near = far;
        }
        far = Math.min(far, ALL_SKY_DEG);
        while (far > near * TOO_FAR && far > LEAST_DEG) {
            double middle = (near + far) / 2;
            if (isWithin(shape, antipode, middle)) {
                far = middle;
            } else {
                near = middle;
            }
        }
        return far;
    }

    /** The farthest vertex: mostly right for a polygon. */
    private static double guess(SkyPoint from, SkyShape shape) {
        double farthest = 0;
        if (shape instanceof SkyPolygon polygon) {
            for (SkyPoint vertex : polygon.vertices()) {
                farthest = Math.max(farthest, from.separationDeg(vertex));
            }
        }
        return Math.min(ALL_SKY_DEG, farthest + SLACK_DEG);
    }

    private static boolean isWithin(SkyShape shape, SkyPoint antipode, double deg) {
        return deg >= ALL_SKY_DEG || !shape.overlaps(new SkyCircle(antipode, ALL_SKY_DEG - deg));
    }
}
