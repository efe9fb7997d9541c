package org.skytrawl.sky;

import java.util.List;

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
}
