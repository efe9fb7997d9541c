package org.skytrawl.registry.search;

import java.util.Locale;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.Region;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.SkyPoint;

/**
 * The declared coverage of the resource has this relation to a place on the sky. Places are compared as MOCs, by the cells of
 * {@link Region#cover}. Coverage in another frame than ICRS counts as undeclared. If a resource has several rows of coverage,
 * one of them must cover or overlap the place, or all must be enclosed by it.
 *
 * @param inclusive whether undeclared coverage counts as a match
 */
public record SpatialCoverage(Region place, Relation relation, boolean inclusive) implements SearchConstraint {
    /** Relation of the coverage of a resource to a place. */
    public enum Relation {
        /** The coverage contains the place. */
        COVERS,
        /** The place contains the coverage. */
        ENCLOSED,
        /** Coverage and place overlap. */
        OVERLAPS
    }

    public static SpatialCoverage of(Region place) {
        return new SpatialCoverage(place, Relation.OVERLAPS, false);
    }

    /** A point in ICRS. */
    public static SpatialCoverage point(double raDeg, double decDeg) {
        return of(new MocRegion(Moc.of(SkyPoint.ofDegrees(raDeg, decDeg))));
    }

    public SpatialCoverage withRelation(Relation how) {
        return new SpatialCoverage(place, how, inclusive);
    }

    public SpatialCoverage withInclusive(boolean undeclaredCounts) {
        return new SpatialCoverage(place, relation, undeclaredCounts);
    }

    /** Without the MOC, which may be long. */
    @Override
    public String toString() {
        return "SpatialCoverage[" + relation.name().toLowerCase(Locale.ROOT) + " " + place
                + (inclusive ? ", inclusive]" : "]");
    }
}
