package org.skytrawl.sky;

import java.util.List;

/**
 * What lies in any of several shapes.
 *
 * @param shapes at least one
 */
public record SkyUnion(List<SkyShape> shapes) implements SkyShape {

    /**
     * Keeps its own copy of the shapes.
     *
     * @throws IllegalArgumentException if there is no shape
     */
    public SkyUnion {
        shapes = List.copyOf(shapes);
        if (shapes.isEmpty()) {
            throw new IllegalArgumentException("a union needs at least one shape");
        }
    }

    @Override
    public boolean overlaps(SkyCircle circle) {
        for (SkyShape shape : shapes) {
            if (shape.overlaps(circle)) {
                return true;
            }
        }
        return false;
    }
}
