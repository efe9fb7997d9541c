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

/** Exact if one shape is a circle or point, or both are MOCs; else good to some arcseconds, or sampled at the rim. */
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
        if (other instanceof SkyUnion) {
            return overlap(other, one);
        }
        return anyCornerIn(one, other) || anyCornerIn(other, one) || CellSearch.overlap(one, other);
    }

    private static boolean anyCornerIn(SkyShape polygon, SkyShape shape) {
        return polygon instanceof SkyPolygon corners
                && corners.vertices().stream().anyMatch(corner -> shape.overlaps(new SkyCircle(corner, 0)));
    }

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

    private static SkyPoint unit(double x, double y, double z) {
        double length = Math.sqrt(x * x + y * y + z * z);
        return new SkyPoint(x / length, y / length, z / length);
    }

    private static final double SQUARE_DEGREES = Math.toDegrees(1) * Math.toDegrees(1);
    private static final int AREA_ORDER = 8;

    /** Square degrees; of other shapes than circle, polygon and MOC the area of the cells that they touch. */
    static double areaDeg2(SkyShape shape) {
        return switch (shape) {
            case SkyCircle circle ->
                4 * Math.PI * Math.pow(Math.sin(Math.toRadians(circle.radiusDeg() / 2)), 2) * SQUARE_DEGREES;
            case SkyPolygon polygon -> areaSr(polygon.vertices()) * SQUARE_DEGREES;
            default -> 4 * Math.PI * CellSearch.cover(AREA_ORDER, shape).skyFraction() * SQUARE_DEGREES;
        };
    }

    /** A fan of triangles (van Oosterom and Strackee 1983) from the first corner. */
    private static double areaSr(List<SkyPoint> corners) {
        SkyPoint a = corners.getFirst();
        double sum = 0;
        for (int i = 1; i + 1 < corners.size(); i++) {
            SkyPoint b = corners.get(i);
            SkyPoint c = corners.get(i + 1);
            double volume = a.x() * (b.y() * c.z() - b.z() * c.y())
                    + a.y() * (b.z() * c.x() - b.x() * c.z())
                    + a.z() * (b.x() * c.y() - b.y() * c.x());
            sum += 2 * Math.atan2(volume, 1 + dot(a, b) + dot(b, c) + dot(c, a));
        }
        double area = Math.abs(sum);
        return Math.min(area, 4 * Math.PI - area);
    }

    private static double dot(SkyPoint a, SkyPoint b) {
        return a.x() * b.x() + a.y() * b.y() + a.z() * b.z();
    }

    /** The centre of a circle, the mean of a polygon's corners, or null for other shapes. */
    static @Nullable SkyPoint centre(SkyShape shape) {
        if (shape instanceof SkyCircle circle) {
            return circle.centre();
        }
        if (!(shape instanceof SkyPolygon polygon)) {
            return null;
        }
        double x = 0;
        double y = 0;
        double z = 0;
        for (SkyPoint corner : polygon.vertices()) {
            x += corner.x();
            y += corner.y();
            z += corner.z();
        }
        return Math.sqrt(x * x + y * y + z * z) > 1e-9 ? unit(x, y, z) : null;
    }
}
