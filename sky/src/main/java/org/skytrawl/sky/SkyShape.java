package org.skytrawl.sky;

/**
 * A region of the sky: what a dataset declares as its footprint.
 *
 * <p>Regions are closed sets: those that only touch do overlap, and what is less than 2
 * microarcseconds apart touches. All shapes are immutable and safe for use by several
 * threads.
 */
public sealed interface SkyShape permits SkyCircle, SkyPolygon, SkyEllipse, SkyRange, SkyUnion, MocShape, RotatedShape {

    /**
     * Whether this shape and a circle have a point in common.
     *
     * @param circle of any radius from 0 (a point) to 180 degrees (the whole sky)
     */
    boolean overlaps(SkyCircle circle);
}
