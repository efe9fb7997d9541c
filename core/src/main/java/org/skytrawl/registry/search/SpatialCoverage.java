package org.skytrawl.registry.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.Region;
import org.skytrawl.registry.RegistryFailure;
import org.skytrawl.registry.RegistryRow;
import org.skytrawl.registry.access.RegistryFeatures;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.ShapeFormatException;
import org.skytrawl.sky.SkyPoint;

/**
 * The declared coverage of the resource has this relation to a place on the sky. Places are compared as MOCs, by the cells of
 * {@link Region#cover}. Coverage in another frame than ICRS counts as undeclared. If a resource has several rows of coverage,
 * one of them must cover or overlap the place, or all must be enclosed by it.
 *
 * @param inclusive whether undeclared coverage counts as a match
 */
public record SpatialCoverage(Region place, Relation relation, boolean inclusive) implements SearchConstraint {
    private static final String TABLE = "rr.stc_spatial";

    /** Relation of the coverage of a resource to a place. */
    public enum Relation {
        /** The coverage contains the place. */
        COVERS,
        /** The place contains the coverage. */
        ENCLOSED,
        /** Coverage and place overlap. */
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
                // an empty MOC is enclosed by every place, but overlaps none
                case ENCLOSED -> "1 = INTERSECTS(coverage, " + moc + ") AND 1 = CONTAINS(coverage, " + moc + ")";
                case OVERLAPS -> "1 = INTERSECTS(coverage, " + moc + ")";
            };
        }
    }

    public static SpatialCoverage of(Region place) {
        return new SpatialCoverage(place, Relation.OVERLAPS, false);
    }

    /**
     * @param raDeg ICRS
     * @param decDeg ICRS
     */
    public static SpatialCoverage point(double raDeg, double decDeg) {
        return of(new MocRegion(Moc.of(SkyPoint.ofDegrees(raDeg, decDeg))));
    }

    public SpatialCoverage withRelation(Relation how) {
        return new SpatialCoverage(place, how, inclusive);
    }

    public SpatialCoverage withInclusive(boolean undeclaredCounts) {
        return new SpatialCoverage(place, relation, undeclaredCounts);
    }

    RegistryCondition on(RegistryFeatures features) throws RegistryFailure {
        Adql.needs(features, TABLE, "coverage");
        Moc cover = place.cover();
        boolean knowsFrame = features.hasColumn(TABLE, "ref_system_name");
        String declared =
                "coverage IS NOT NULL" + (knowsFrame ? " AND (ref_system_name IS NULL OR ref_system_name = '')" : "");
        if (features.hasMoc() && features.hasGeometry()) {
            // an empty MOC declares nothing: it does not overlap even the whole sky
            String notEmpty = declared + " AND 1 = INTERSECTS(coverage, MOC('0/0-11'))";
            return RegistryCondition.of(Adql.orUndeclared(matching(declared, cover), TABLE, notEmpty, inclusive));
        }
        List<String> columns = new ArrayList<>(List.of("ivoid", "coverage"));
        if (knowsFrame) {
            columns.add("ref_system_name");
        }
        LocalCheck check = new LocalCheck(
                "it cannot compare MOCs: places are compared here",
                List.of(new LocalCheck.Wanted(TABLE, columns, "coverage IS NOT NULL")),
                (rows, notes) -> accepts(rows.getFirst(), cover, notes));
        return new RegistryCondition(inclusive ? null : Adql.having(TABLE, declared), List.of(check));
    }

    private String matching(String declared, Moc cover) {
        String moc = "MOC(" + Adql.literal(cover.toAscii()) + ")";
        String some = Adql.having(TABLE, declared + " AND " + relation.adql(moc));
        return relation == Relation.ENCLOSED
                ? some + " AND " + Adql.lacking(TABLE, declared + " AND 0 = CONTAINS(coverage, " + moc + ")")
                : some;
    }

    private boolean accepts(List<RegistryRow> rows, Moc cover, Consumer<String> notes) {
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
                    // an empty MOC declares nothing, and must not count as enclosed
                    continue;
                }
                boolean holds = relation.holds(moc, cover);
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

    /** Without the MOC, which may be long. */
    @Override
    public String toString() {
        return "SpatialCoverage[" + relation.name().toLowerCase(Locale.ROOT) + " " + place
                + (inclusive ? ", inclusive]" : "]");
    }
}
