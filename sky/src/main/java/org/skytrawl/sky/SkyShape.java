package org.skytrawl.sky;

import org.jspecify.annotations.Nullable;

/**
 * A region of the sky, such as the footprint of a dataset.
 *
 * <p>Regions are closed sets: touching ones overlap. Less than 2 microarcseconds apart counts as touching. All shapes
 * are immutable and thread-safe.
 */
public sealed interface SkyShape permits SkyCircle, SkyPolygon, SkyEllipse, SkyRange, SkyUnion, MocShape, RotatedShape {

    /** @param circle of any radius from 0 (a point) to 180 degrees (the whole sky) */
    boolean overlaps(SkyCircle circle);

    /**
     * The middle of a shape without area, such as a circle of radius 0 or a polygon of fewer than three distinct vertices: it
     * tells where something is, but is no outline of it. Null if the shape has an area.
     */
    @Nullable
    SkyPoint bareCentre();

    /**
     * Whether two shapes overlap. Exact to rounding between polygons, between MOCs, and between a circle and anything
     * but a MOC. Otherwise also true where they miss each other by less than 1e-3 of the size of the smaller one or 1
     * milliarcsecond. Never false where they overlap.
     */
    default boolean overlaps(SkyShape other) {
        if (other instanceof SkyCircle circle) {
            return overlaps(circle);
        }
        if (this instanceof SkyCircle circle) {
            return other.overlaps(circle);
        }
        SkyShape a = this instanceof RotatedShape rotated ? rotated.inIcrs() : this;
        SkyShape b = other instanceof RotatedShape rotated ? rotated.inIcrs() : other;
        if (a instanceof SkyUnion union) {
            return union.shapes().stream().anyMatch(b::overlaps);
        }
        if (b instanceof SkyUnion union) {
            return union.shapes().stream().anyMatch(a::overlaps);
        }
        if (a instanceof MocShape cells) {
            return b instanceof MocShape others
                    ? cells.moc().overlaps(others.moc())
                    : ShapeCells.of(b).overlaps(cells.moc());
        }
        if (b instanceof MocShape cells) {
            return ShapeCells.of(a).overlaps(cells.moc());
        }
        if (a instanceof SkyPolygon one && b instanceof SkyPolygon another) {
            return one.overlapsPolygon(another);
        }
        return ShapeCells.overlap(a, b);
    }
}
