package org.skytrawl.model;

import org.jspecify.annotations.Nullable;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.SkyPoint;
import org.skytrawl.sky.SkyShape;

/** A region of the sky that a question is about, in ICRS. Immutable and thread-safe. */
public sealed interface Region permits Cone, PolygonRegion, MocRegion {
    /** The same region as a shape. */
    SkyShape shape();

    /** The cells that the region touches, of an order that suits its size; never empty. */
    Moc cover();

    /** A cone around the region; a cone is its own. */
    Cone enclosingCone();

    /** What logs, files and options call it: {@code cone}, {@code polygon} or {@code moc}. */
    String kind();

    /** The region as text that its kind reads back as the same region. */
    String text();

    /**
     * Whether a footprint and the region have a point in common.
     *
     * @param footprint null if it is missing or cannot be read, which is UNKNOWN
     */
    default Verdict overlaps(@Nullable SkyShape footprint) {
        return Verdict.ofFootprint(shape(), footprint);
    }

    /** Whether something of unknown extent around a point overlaps the region: never NO, as it may reach into it. */
    default Verdict overlaps(SkyPoint centre) {
        return Verdict.ofCentre(shape(), centre);
    }
}
