package org.skytrawl.sky;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outline of a shape for drawing: a circle, or polygons (rings of vertices; of a MOC its cells). A shape that would need too
 * many vertices has a circle around it instead. Immutable.
 */
public final class ShapeOutline {
    /** Of the rim of a circle or ellipse, and of a parallel around the sky. */
    private static final int RIM_POINTS = 48;

    /** Edges of cells are not great circles: coarse cells have points on their edges. */
    private static final int POINTS_ON_COARSEST_EDGE = 8;

    private final @Nullable SkyCircle circle;
    private final List<List<SkyPoint>> polygons;

    private ShapeOutline(@Nullable SkyCircle circle, List<List<SkyPoint>> polygons) {
        this.circle = circle;
        this.polygons = polygons.stream().map(List::copyOf).toList();
    }

    /**
     * The outline in ICRS.
     *
     * @param mostVertices of all polygons together; at least 96
     */
    public static ShapeOutline of(SkyShape shape, int mostVertices) {
        if (shape instanceof SkyCircle circle) {
            return new ShapeOutline(circle, List.of());
        }
        List<List<SkyPoint>> polygons = polygons(shape, mostVertices);
        int vertices = polygons.stream().mapToInt(List::size).sum();
        if (vertices > 0 && vertices <= mostVertices) {
            return new ShapeOutline(null, polygons);
        }
        SkyCircle around = vertices == 0
                ? null
                : SkyCircle.around(polygons.stream().flatMap(List::stream).toList());
        return new ShapeOutline(around == null ? SkyCircle.ofDegrees(0, 0, 180) : around, List.of());
    }

    /** Null if there are polygons. */
    public @Nullable SkyCircle circle() {
        return circle;
    }

    /** Empty if there is a circle. */
    public List<List<SkyPoint>> polygons() {
        return polygons;
    }

    /** More vertices than the most that are wanted are not an outline, but a circle around them encloses the shape. */
    private static List<List<SkyPoint>> polygons(SkyShape shape, int mostVertices) {
        return switch (shape) {
            case SkyCircle circle ->
                List.of(new SkyEllipse(circle.centre(), circle.radiusDeg(), circle.radiusDeg(), 0).rim(RIM_POINTS));
            case SkyEllipse ellipse -> List.of(ellipse.rim(RIM_POINTS));
            case SkyPolygon polygon -> List.of(polygon.vertices());
            case SkyRange range -> range(range);
            case MocShape cells -> cells(cells.moc(), mostVertices);
            case SkyUnion union -> {
                List<List<SkyPoint>> all = new ArrayList<>();
                union.shapes().forEach(each -> all.addAll(polygons(each, mostVertices)));
                yield all;
            }
            case RotatedShape rotated ->
                polygons(rotated.shape(), mostVertices).stream()
                        .map(ring -> ring.stream().map(rotated.frame()::toIcrs).toList())
                        .toList();
        };
    }

    /** Of the whole sky no ring; of a band around it its two edges. */
    private static List<List<SkyPoint>> range(SkyRange range) {
        if (range.widthDeg() < 360) {
            List<SkyPoint> ring = parallel(range, range.southDeg(), false);
            if (range.northDeg() - range.southDeg() > 90) {
                ring.add(SkyPoint.ofDegrees(
                        range.westDeg() + range.widthDeg(), (range.southDeg() + range.northDeg()) / 2));
            }
            ring.addAll(parallel(range, range.northDeg(), true));
            if (range.northDeg() - range.southDeg() > 90) {
                ring.add(SkyPoint.ofDegrees(range.westDeg(), (range.southDeg() + range.northDeg()) / 2));
            }
            return List.of(ring);
        }
        List<List<SkyPoint>> edges = new ArrayList<>();
        if (range.southDeg() > -90) {
            edges.add(parallel(range, range.southDeg(), false));
        }
        if (range.northDeg() < 90) {
            edges.add(parallel(range, range.northDeg(), true));
        }
        return edges;
    }

    private static List<SkyPoint> parallel(SkyRange range, double decDeg, boolean westwards) {
        int steps = Math.max(1, (int) Math.ceil(range.widthDeg() / 360 * RIM_POINTS));
        List<SkyPoint> points = new ArrayList<>();
        for (int i = 0; i <= steps; i++) {
            int step = westwards ? steps - i : i;
            points.add(SkyPoint.ofDegrees(range.westDeg() + range.widthDeg() * step / steps, decDeg));
        }
        return points;
    }

    /** The cells, at a coarser order if they have too many vertices. */
    private static List<List<SkyPoint>> cells(Moc moc, int mostVertices) {
        Moc shown = moc;
        for (int order = moc.order(); ; order--) {
            List<List<SkyPoint>> rings = rings(shown, mostVertices);
            if (rings != null || order == 0) {
                return rings == null ? List.of() : rings;
            }
            shown = moc.coarsened(order - 1);
        }
    }

    /** Null if there are too many. */
    private static @Nullable List<List<SkyPoint>> rings(Moc moc, int mostVertices) {
        List<List<SkyPoint>> rings = new ArrayList<>();
        long[] bounds = moc.bounds();
        int vertices = 0;
        for (int range = 0; range < bounds.length; range += 2) {
            for (long at = bounds[range]; at < bounds[range + 1]; ) {
                int order = Healpix.MAX_ORDER;
                long size = 1;
                while (order > 0 && at % (4 * size) == 0 && at + 4 * size <= bounds[range + 1]) {
                    order--;
                    size *= 4;
                }
                List<SkyPoint> ring = ring(order, at / size);
                vertices += ring.size();
                if (vertices > mostVertices) {
                    return null;
                }
                rings.add(ring);
                at += size;
            }
        }
        return rings;
    }

    private static List<SkyPoint> ring(int order, long cell) {
        int steps = Math.max(1, POINTS_ON_COARSEST_EDGE >> order);
        List<SkyPoint> ring = new ArrayList<>(4 * steps);
        for (int edge = 0; edge < 4; edge++) {
            for (int i = 0; i < steps; i++) {
                double along = (double) i / steps;
                ring.add(
                        switch (edge) {
                            case 0 -> Healpix.pointIn(order, cell, along, 0);
                            case 1 -> Healpix.pointIn(order, cell, 1, along);
                            case 2 -> Healpix.pointIn(order, cell, 1 - along, 1);
                            default -> Healpix.pointIn(order, cell, 0, 1 - along);
                        });
            }
        }
        return ring;
    }
}
