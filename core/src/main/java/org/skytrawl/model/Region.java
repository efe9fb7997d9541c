package org.skytrawl.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.SkyPoint;
import org.skytrawl.sky.SkyShape;

/** A region of the sky in a question, in ICRS. Immutable and thread-safe. */
public sealed interface Region permits Cone, PolygonRegion, MocRegion, TargetRegion {
    SkyShape shape();

    /** The cells that the region touches, at an order that suits its size; never empty. */
    Moc cover();

    /** A cone that contains the region; a cone returns itself. */
    Cone enclosingCone();

    /**
     * A few cones that together contain the region, at most 20: several if they are much smaller together than
     * {@link #enclosingCone}, which is the only one otherwise.
     */
    List<Cone> enclosingCones();

    /** The name in logs, files and options: {@code cone}, {@code polygon}, {@code moc} or {@code targets}. */
    String kind();

    /** The region as text. Its kind reads it back as the same region, but for targets: these are their number. */
    String text();

    /** Whether a footprint overlaps the region; UNKNOWN for null, a missing or unreadable footprint. */
    default Verdict overlaps(@Nullable SkyShape footprint) {
        return Verdict.ofFootprint(shape(), footprint);
    }

    /**
     * Whether a dataset of unknown extent around a point overlaps the region. NO only more than 30 degrees outside it,
     * since nearer ones may reach it.
     */
    default Verdict overlaps(SkyPoint centre) {
        return Verdict.ofCentre(shape(), centre);
    }
}
