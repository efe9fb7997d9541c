package org.skytrawl.simvo.tap;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.sky.MocShape;
import org.skytrawl.sky.SkyCircle;
import org.skytrawl.sky.SkyPoint;
import org.skytrawl.sky.SkyPolygon;
import org.skytrawl.sky.SkyShape;
import org.skytrawl.sky.SkyUnion;

/**
 * How two shapes lie. Exact where one is a circle or point, or both are MOCs; else to some arcseconds for overlaps, and to
 * sampling of the rim for containment.
 */
final class RegionRelations {
    private static final int COVER_ORDER = 10;
    private static final int RIM_POINTS = 72;
    private static final int EDGE_POINTS = 8;

    private RegionRelations() {}

    static boolean overlap(SkyShape one, SkyShape other) {
        if (one instanceof SkyCircle circle) {
            return other.overlaps(circle);
        }
        if (other instanceof SkyCircle circle) {
            return one.overlaps(circle);
        }
        if (one instanceof MocShape moc && other instanceof MocShape otherMoc) {
            return moc.moc().overlaps(otherMoc.moc());
        }
        if (one instanceof SkyUnion union) {
            return union.shapes().stream().anyMatch(part -> overlap(part, other));
        }
        if (other instanceof SkyUnion union) {
            return union.shapes().stream().anyMatch(part -> overlap(one, part));
        }
        return anyCornerIn(one, other) || anyCornerIn(other, one) || CellSearch.overlap(one, other);
    }

    private static boolean anyCornerIn(SkyShape polygon, SkyShape shape) {
        return polygon instanceof SkyPolygon corners
                && corners.vertices().stream().anyMatch(corner -> shape.overlaps(new SkyCircle(corner, 0)));
    }

    /** Whether one shape contains another. */
    static boolean contained(SkyShape inner, SkyShape outer) {
        if (inner instanceof SkyCircle circle) {
            if (circle.radiusDeg() == 0) {
                return outer.overlaps(circle);
            }
            if (outer instanceof SkyCircle around) {
                return circle.centre().separationDeg(around.centre()) + circle.radiusDeg()
                        <= around.radiusDeg() + 1e-12;
            }
        }
        if (inner instanceof SkyUnion union) {
            return union.shapes().stream().allMatch(part -> contained(part, outer));
        }
        List<SkyPoint> rim = outer instanceof MocShape ? null : rim(inner);
        if (rim != null) {
            return rim.stream().allMatch(point -> outer.overlaps(new SkyCircle(point, 0)));
        }
        return CellSearch.cover(COVER_ORDER, inner)
                .minus(CellSearch.cover(COVER_ORDER, outer))
                .isEmpty();
    }

    /** Points on the rim and one inside, or null if the rim of the shape is unknown. */
    private static @Nullable List<SkyPoint> rim(SkyShape shape) {
        List<SkyPoint> points = new ArrayList<>();
        if (shape instanceof SkyCircle circle) {
            points.add(circle.centre());
            double[] east = perpendicular(circle.centre());
            double[] north = cross(circle.centre(), east);
            double sin = Math.sin(Math.toRadians(circle.radiusDeg()));
            double cos = Math.cos(Math.toRadians(circle.radiusDeg()));
            for (int i = 0; i < RIM_POINTS; i++) {
                double a = sin * Math.cos(2 * Math.PI * i / RIM_POINTS);
                double b = sin * Math.sin(2 * Math.PI * i / RIM_POINTS);
                SkyPoint c = circle.centre();
                points.add(unit(
                        cos * c.x() + a * east[0] + b * north[0],
                        cos * c.y() + a * east[1] + b * north[1],
                        cos * c.z() + a * east[2] + b * north[2]));
            }
            return points;
        }
        if (shape instanceof SkyPolygon polygon) {
            List<SkyPoint> corners = polygon.vertices();
            SkyPoint from = corners.getLast();
            for (SkyPoint to : corners) {
                for (int i = 1; i <= EDGE_POINTS; i++) {
                    double t = (double) i / EDGE_POINTS;
                    points.add(unit(
                            from.x() * (1 - t) + to.x() * t,
                            from.y() * (1 - t) + to.y() * t,
                            from.z() * (1 - t) + to.z() * t));
                }
                from = to;
            }
            return points;
        }
        return null;
    }

    private static double[] perpendicular(SkyPoint p) {
        SkyPoint unit = Math.abs(p.z()) < 0.9 ? unit(-p.y(), p.x(), 0) : unit(0, -p.z(), p.y());
        return new double[] {unit.x(), unit.y(), unit.z()};
    }

    private static double[] cross(SkyPoint a, double[] b) {
        return new double[] {a.y() * b[2] - a.z() * b[1], a.z() * b[0] - a.x() * b[2], a.x() * b[1] - a.y() * b[0]};
    }

    static SkyPoint unit(double x, double y, double z) {
        double length = Math.sqrt(x * x + y * y + z * z);
        return new SkyPoint(x / length, y / length, z / length);
    }
}
