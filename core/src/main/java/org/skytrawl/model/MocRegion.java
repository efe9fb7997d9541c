package org.skytrawl.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.MocShape;
import org.skytrawl.sky.ShapeFormatException;

/** The region of a MOC, in ICRS; never empty. It may be larger than a hemisphere. */
public final class MocRegion implements Region {
    /** Of the ASCII form: logs have it, and lines of logs are bounded. */
    private static final int MOST_CHARACTERS = 16 << 20;

    private final Moc moc;
    private final Cone enclosingCone;
    /** Computed when it is needed. */
    private volatile @Nullable List<Cone> enclosingCones;

    /** @throws IllegalArgumentException if the MOC is empty, or its ASCII form has over 16 Mi characters */
    public MocRegion(Moc moc) {
        if (moc.isEmpty()) {
            throw new IllegalArgumentException("the place is an empty MOC");
        }
        if (moc.toAscii(MOST_CHARACTERS) == null) {
            throw new IllegalArgumentException("the MOC has over " + (MOST_CHARACTERS >> 20)
                    + " Mi characters in ASCII; use one of a lower order than " + moc.order());
        }
        this.moc = moc;
        this.enclosingCone = Cone.around(moc.enclosingCircle());
    }

    /**
     * Reads the ASCII form, such as {@code 6/100-120 130}.
     *
     * @throws IllegalArgumentException if it is malformed or empty
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
    public List<Cone> enclosingCones() {
        List<Cone> cones = enclosingCones;
        if (cones == null) {
            cones = Cone.around(cover(), enclosingCone);
            enclosingCones = cones;
        }
        return cones;
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
