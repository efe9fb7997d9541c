package org.skytrawl.simvo.tap;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.SkyCircle;
import org.skytrawl.sky.SkyPoint;
import org.skytrawl.sky.SkyPolygon;
import org.skytrawl.sky.SkyShape;

/** Areas and centres of shapes. */
final class RegionMeasures {
    private static final double SQUARE_DEGREES = Math.toDegrees(1) * Math.toDegrees(1);
    private static final int COVER_ORDER = 8;

    private RegionMeasures() {}

    /** Square degrees; of other shapes than circle, polygon and MOC the area of the cells that they touch. */
    static double areaDeg2(SkyShape shape) {
        return switch (shape) {
            case SkyCircle circle ->
                4 * Math.PI * Math.pow(Math.sin(Math.toRadians(circle.radiusDeg() / 2)), 2) * SQUARE_DEGREES;
            case SkyPolygon polygon -> areaSr(polygon.vertices()) * SQUARE_DEGREES;
            default -> areaSr(CellSearch.cover(COVER_ORDER, shape)) * SQUARE_DEGREES;
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

    private static double areaSr(Moc moc) {
        double area = 0;
        double cellSr = 0;
        for (String word : moc.toAscii().split("[\\s,]+", -1)) {
            String cells = word;
            int slash = word.indexOf('/');
            if (slash >= 0) {
                cellSr = 4 * Math.PI / 12 / Math.pow(4, Integer.parseInt(word.substring(0, slash)));
                cells = word.substring(slash + 1);
            }
            if (!cells.isEmpty()) {
                int dash = cells.indexOf('-');
                long count = dash < 0
                        ? 1
                        : Long.parseLong(cells.substring(dash + 1)) - Long.parseLong(cells.substring(0, dash)) + 1;
                area += count * cellSr;
            }
        }
        return area;
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
        return Math.sqrt(x * x + y * y + z * z) > 1e-9 ? RegionRelations.unit(x, y, z) : null;
    }
}
