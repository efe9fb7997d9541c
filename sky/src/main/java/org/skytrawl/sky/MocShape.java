package org.skytrawl.sky;

/** A MOC as a footprint. To test many MOCs with one circle use {@link RegionCover}. */
public record MocShape(Moc moc) implements SkyShape {

    @Override
    public boolean overlaps(SkyCircle circle) {
        return moc.overlaps(circle);
    }
}
