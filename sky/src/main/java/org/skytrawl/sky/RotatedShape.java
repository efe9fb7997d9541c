package org.skytrawl.sky;

/** A shape given in a frame other than ICRS. It stays as it is: the circles that are asked about come to its frame. */
record RotatedShape(SkyFrame frame, SkyShape shape) implements SkyShape {

    @Override
    public boolean overlaps(SkyCircle circle) {
        return shape.overlaps(new SkyCircle(frame.fromIcrs(circle.centre()), circle.radiusDeg()));
    }
}
