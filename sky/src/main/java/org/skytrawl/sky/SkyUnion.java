package org.skytrawl.sky;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The union of several shapes.
 *
 * @param shapes at least one
 */
public record SkyUnion(List<SkyShape> shapes) implements SkyShape {

    /** @throws IllegalArgumentException if there is no shape */
    public SkyUnion {
        shapes = List.copyOf(shapes);
        if (shapes.isEmpty()) {
            throw new IllegalArgumentException("a union needs at least one shape");
        }
    }

    @Override
    public boolean overlaps(SkyCircle circle) {
        return shapes.stream().anyMatch(shape -> shape.overlaps(circle));
    }

    /** Between the shapes if none has an area. */
    @Override
    public @Nullable SkyPoint bareCentre() {
        Vec sum = new Vec(0, 0, 0);
        for (SkyShape shape : shapes) {
            SkyPoint centre = shape.bareCentre();
            if (centre == null) {
                return null;
            }
            sum = sum.plus(centre.vec());
        }
        return sum.norm() > 1e-6 * shapes.size()
                ? SkyPoint.of(sum.unit())
                : shapes.getFirst().bareCentre();
    }
}
