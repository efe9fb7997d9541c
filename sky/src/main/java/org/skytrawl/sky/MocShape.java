package org.skytrawl.sky;

/**
 * A MOC as a footprint. To test many MOCs against one circle use {@link RegionCover}.
 *
 * @param moc its cells
 */
public record MocShape(Moc moc) implements SkyShape {

    @Override
    public boolean overlaps(SkyCircle circle) {
        return moc.overlaps(circle);
    }
}
