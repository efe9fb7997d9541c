package org.skytrawl.registry.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.skytrawl.model.Cone;
import org.skytrawl.model.PlainText;
import org.skytrawl.registry.RegistryFailure;
import org.skytrawl.registry.RegistryRow;
import org.skytrawl.registry.access.RegistryFeatures;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.RegionCover;
import org.skytrawl.sky.ShapeFormatException;
import org.skytrawl.sky.SkyPoint;
import org.skytrawl.sky.SkyPolygon;

/**
 * The resource's declared coverage lies so to a place on the sky. Places are compared as MOCs: a point, circle or polygon is
 * the cells that it touches, of an order that suits its size. Coverage in another frame than ICRS counts as none. Of a
 * resource with several rows of coverage, one must cover or overlap the place, or all be enclosed by it.
 *
 * @param place a MOC that is not empty; ICRS
 * @param inclusive whether a resource that declares nothing counts too
 */
public record SpatialCoverage(Moc place, Relation relation, boolean inclusive) implements SearchConstraint {
    private static final String TABLE = "rr.stc_spatial";

    /** How the coverage of a resource can lie to a place. */
    public enum Relation {
        /** It covers all of the place. */
        COVERS,
        /** All of it lies within the place. */
        ENCLOSED,
        /** They have a part in common. */
        OVERLAPS;

        boolean holds(Moc coverage, Moc place) {
            return switch (this) {
                case COVERS -> place.minus(coverage).isEmpty();
                case ENCLOSED -> coverage.minus(place).isEmpty();
                case OVERLAPS -> coverage.overlaps(place);
            };
        }

        private String adql(String moc) {
            return switch (this) {
                case COVERS -> "1 = CONTAINS(" + moc + ", coverage)";
                // an empty MOC is enclosed by all, but has nothing in common with any
                case ENCLOSED -> "1 = INTERSECTS(coverage, " + moc + ") AND 1 = CONTAINS(coverage, " + moc + ")";
                case OVERLAPS -> "1 = INTERSECTS(coverage, " + moc + ")";
            };
        }
    }

    /** Refuses an empty place. */
    public SpatialCoverage {
        if (place.isEmpty()) {
            throw new IllegalArgumentException("the place is an empty MOC");
        }
    }

    /** Coverage that overlaps this point: ICRS, degrees. */
    public static SpatialCoverage point(double raDeg, double decDeg) {
        return of(RegionCover.of(SkyPoint.ofDegrees(raDeg, decDeg)));
    }

    /** Coverage that overlaps this circle. */
    public static SpatialCoverage circle(Cone cone) {
        return of(RegionCover.of(cone.circle()));
    }

    /**
     * Coverage that overlaps this polygon: ICRS, degrees, RA and Dec in turn.
     *
     * @throws IllegalArgumentException if there are fewer than three corners, or a number is out of range
     */
    public static SpatialCoverage polygon(double... raDecDeg) {
        return of(RegionCover.of(SkyPolygon.ofDegrees(raDecDeg)));
    }

    /**
     * Coverage that overlaps this MOC in its ASCII form.
     *
     * @throws IllegalArgumentException if it is none, or empty
     */
    public static SpatialCoverage moc(String ascii) {
        try {
            return of(Moc.parse(ascii));
        } catch (ShapeFormatException e) {
            throw new IllegalArgumentException(
                    "MOC '" + PlainText.of(ascii, 80) + "' cannot be read: " + e.getMessage(), e);
        }
    }

    private static SpatialCoverage of(Moc place) {
        return new SpatialCoverage(place, Relation.OVERLAPS, false);
    }

    /** The same, coverage lying otherwise to the place. */
    public SpatialCoverage withRelation(Relation how) {
        return new SpatialCoverage(place, how, inclusive);
    }

    /** The same, resources that declare nothing counting or not. */
    public SpatialCoverage withInclusive(boolean undeclaredCounts) {
        return new SpatialCoverage(place, relation, undeclaredCounts);
    }

    RegistryCondition on(RegistryFeatures features) throws RegistryFailure {
        Adql.needs(features, TABLE, "coverage");
        boolean knowsFrame = features.hasColumn(TABLE, "ref_system_name");
        String declared =
                "coverage IS NOT NULL" + (knowsFrame ? " AND (ref_system_name IS NULL OR ref_system_name = '')" : "");
        if (features.hasMoc() && features.hasGeometry()) {
            // an empty MOC declares nothing: it has no part in common even with the whole sky
            String notEmpty = declared + " AND 1 = INTERSECTS(coverage, MOC('0/0-11'))";
            return RegistryCondition.of(Undeclared.counted(matching(declared), TABLE, notEmpty, inclusive));
        }
        List<String> columns = new ArrayList<>(List.of("ivoid", "coverage"));
        if (knowsFrame) {
            columns.add("ref_system_name");
        }
        LocalCheck check = new LocalCheck(
                "it cannot compare MOCs: places are compared here",
                List.of(new LocalCheck.Wanted(TABLE, columns, "coverage IS NOT NULL")),
                (rows, notes) -> accepts(rows.getFirst(), notes));
        return new RegistryCondition(inclusive ? null : Adql.having(TABLE, declared), List.of(check));
    }

    private String matching(String declared) {
        String moc = "MOC(" + Adql.literal(place.toAscii()) + ")";
        String some = Adql.having(TABLE, declared + " AND " + relation.adql(moc));
        return relation == Relation.ENCLOSED
                ? some + " AND " + Adql.lacking(TABLE, declared + " AND 0 = CONTAINS(coverage, " + moc + ")")
                : some;
    }

    private boolean accepts(List<RegistryRow> rows, Consumer<String> notes) {
        boolean declared = false;
        boolean some = false;
        boolean all = true;
        for (RegistryRow row : rows) {
            String coverage = row.text(1);
            String frame = row.textIfThere(2);
            if (coverage == null || coverage.isBlank() || (frame != null && !frame.isBlank())) {
                continue;
            }
            try {
                Moc moc = Moc.parse(coverage);
                if (moc.isEmpty()) {
                    // as for a discovery: nothing is declared by it, and within a place it must not count
                    continue;
                }
                boolean holds = relation.holds(moc, place);
                declared = true;
                some |= holds;
                all &= holds;
            } catch (ShapeFormatException e) {
                notes.accept(
                        "coverage of " + row.text(0) + " cannot be read and counts as undeclared: " + e.getMessage());
                return inclusive;
            }
        }
        return declared ? some && (all || relation != Relation.ENCLOSED) : inclusive;
    }

    /** For people: the MOC may be long. */
    @Override
    public String toString() {
        return "SpatialCoverage[" + relation.name().toLowerCase(Locale.ROOT) + " " + place
                + (inclusive ? ", inclusive]" : "]");
    }
}
