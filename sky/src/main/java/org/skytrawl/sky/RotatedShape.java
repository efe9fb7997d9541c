package org.skytrawl.sky;

/** A shape given in a frame other than ICRS. It stays as it is: the circles that are asked about come to its frame. */
record RotatedShape(SkyFrame frame, SkyShape shape) implements SkyShape {

    @Override
    public boolean overlaps(SkyCircle circle) {
        return shape.overlaps(new SkyCircle(frame.fromIcrs(circle.centre()), circle.radiusDeg()));
    }

    /** The same shape in ICRS, if it is one that looks the same in any frame; else this one. */
    SkyShape inIcrs() {
        return switch (shape) {
            case SkyCircle circle -> new SkyCircle(frame.toIcrs(circle.centre()), circle.radiusDeg());
            case SkyPolygon polygon ->
                SkyPolygon.of(polygon.vertices().stream().map(frame::toIcrs).toList());
            default -> this;
        };
    }
}
