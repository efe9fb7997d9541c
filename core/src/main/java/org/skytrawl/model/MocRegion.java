package org.skytrawl.model;

import org.skytrawl.sky.Moc;
import org.skytrawl.sky.MocShape;
import org.skytrawl.sky.ShapeFormatException;

/** What a MOC that is not empty covers, in ICRS. It may be larger than a hemisphere. */
public final class MocRegion implements Region {
    private final Moc moc;
    private final Cone enclosingCone;

    /**
     * The region of these cells.
     *
     * @throws IllegalArgumentException if there are none
     */
    public MocRegion(Moc moc) {
        if (moc.isEmpty()) {
            throw new IllegalArgumentException("the place is an empty MOC");
        }
        this.moc = moc;
        this.enclosingCone = Cone.around(moc.enclosingCircle());
    }

    /**
     * Reads the ASCII form: {@code 6/100-120 130}.
     *
     * @throws IllegalArgumentException if it is none, or empty
     */
    public static MocRegion parse(String ascii) {
        try {
            return new MocRegion(Moc.parse(ascii));
        } catch (ShapeFormatException e) {
            throw new IllegalArgumentException(
                    "MOC '" + PlainText.of(ascii, 80) + "' cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public MocShape shape() {
        return new MocShape(moc);
    }

    @Override
    public Moc cover() {
        return moc;
    }

    @Override
    public Cone enclosingCone() {
        return enclosingCone;
    }

    @Override
    public String kind() {
        return "moc";
    }

    @Override
    public String text() {
        return moc.toAscii();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MocRegion that && moc.equals(that.moc);
    }

    @Override
    public int hashCode() {
        return moc.hashCode();
    }

    @Override
    public String toString() {
        return "MocRegion[" + moc + "]";
    }
}
