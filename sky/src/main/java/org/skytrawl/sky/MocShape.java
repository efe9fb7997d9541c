package org.skytrawl.sky;

import org.jspecify.annotations.Nullable;

/** A MOC as a footprint. To test many MOCs with one circle use {@link RegionCover}. */
public record MocShape(Moc moc) implements SkyShape {

    @Override
    public boolean overlaps(SkyCircle circle) {
        return moc.overlaps(circle);
    }

    @Override
    public @Nullable SkyPoint bareCentre() {
        return null;
    }
}
