package org.skytrawl.sky;

import org.jspecify.annotations.Nullable;

/** A shape in a frame other than ICRS. Circles are rotated to its frame for the tests. */
record RotatedShape(SkyFrame frame, SkyShape shape) implements SkyShape {

    @Override
    public boolean overlaps(SkyCircle circle) {
        return shape.overlaps(new SkyCircle(frame.fromIcrs(circle.centre()), circle.radiusDeg()));
    }

    @Override
    public @Nullable SkyPoint bareCentre() {
        SkyPoint centre = shape.bareCentre();
        return centre == null ? null : frame.toIcrs(centre);
    }

    /** The same shape in ICRS if its kind exists in any frame; else this one. */
    SkyShape inIcrs() {
        return switch (shape) {
            case SkyCircle circle -> new SkyCircle(frame.toIcrs(circle.centre()), circle.radiusDeg());
            case SkyPolygon polygon ->
                SkyPolygon.of(polygon.vertices().stream().map(frame::toIcrs).toList());
            default -> this;
        };
    }
}
