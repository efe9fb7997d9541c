package org.skytrawl.simvo.truth;

import org.skytrawl.simvo.universe.Dataset;
import org.skytrawl.simvo.universe.Extent;

final class PlaceMatch {
    /** Shapes closer than this touch: much more than rounding, much less than a measurement. */
    static final double TOUCH_DEG = 1e-9;

    private PlaceMatch() {}

    /** By the outline, else the field of view, else the centre, which alone never gives NO. */
    static Match of(Dataset dataset, Place place) {
        return switch (dataset.extent()) {
            case Extent.Circle circle -> circle(dataset, circle.radiusDeg(), place);
            case Extent.FieldOfView fov -> circle(dataset, fov.diameterDeg() / 2, place);
            case Extent.Rectangle rectangle ->
                Match.of(place.touchesRectangle(TangentRectangle.of(dataset, rectangle)));
            case Extent.CentreOnly none -> hasCentreIn(dataset, place) ? Match.YES : Match.UNKNOWN;
        };
    }

    static boolean hasCentreIn(Dataset dataset, Place place) {
        return hasCentreNear(dataset, place, 0);
    }

    static boolean hasCentreNear(Dataset dataset, Place place, double reachDeg) {
        return circle(dataset, reachDeg, place) == Match.YES;
    }

    private static Match circle(Dataset dataset, double radiusDeg, Place place) {
        return Match.of(place.touchesCircle(Sphere.direction(dataset.raDeg(), dataset.decDeg()), radiusDeg));
    }
}
