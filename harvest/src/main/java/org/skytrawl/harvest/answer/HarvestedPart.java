package org.skytrawl.harvest.answer;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.harvest.state.HarvestFolder;
import org.skytrawl.harvest.state.HarvestQuestion;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Interval;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.Question;
import org.skytrawl.model.Region;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.RegionCover;
import org.skytrawl.sky.SkyCircle;
import org.skytrawl.sky.SkyPoint;

/** Compares a question with that of a harvest: has the harvest all rows of the services that match? Immutable. */
final class HarvestedPart {
    private static final double SLACK_DEG = 1e-9;
    private static final double HALF_TURN_DEG = 180;

    private final HarvestFolder.About about;

    /** Cells inside of the region of the harvest; null for a circle, and without region. Found once: questions have many targets. */
    private final @Nullable Moc cells;

    HarvestedPart(HarvestFolder.About about) {
        this.about = about;
        HarvestQuestion harvested = about.asked();
        this.cells = switch (harvested == null ? null : harvested.question().region()) {
            case null -> null;
            case Cone cone -> null;
            case PolygonRegion polygon -> RegionCover.of(polygon.shape()).cellsInside();
            case Region other -> other.cover();
        };
    }

    /** Why rows that match may be missing; null if none are. */
    @Nullable
    String missing(Question asked, boolean inclusive) {
        HarvestQuestion harvested = about.asked();
        if (!about.isLimited()) {
            return null;
        }
        String has = " the harvest, which has only " + about.question();
        if (harvested == null) {
            return "it is not known whether the question is inside" + has;
        }
        String axis = outside(harvested.question(), asked);
        if (axis != null) {
            return "the question asks for " + axis + " outside" + has;
        }
        return inclusive && !harvested.inclusive() ? "the question is inclusive, but not" + has : null;
    }

    private @Nullable String outside(Question harvested, Question asked) {
        if (!isInside(asked.region(), harvested.region())) {
            return "places";
        }
        if (!isInside(asked.wavelengthM(), harvested.wavelengthM())) {
            return "wavelengths";
        }
        if (!isInside(asked.mjd(), harvested.mjd())) {
            return "times";
        }
        Set<String> types = harvested.matchingTypes();
        boolean hasTypes =
                types.isEmpty() || (!asked.matchingTypes().isEmpty() && types.containsAll(asked.matchingTypes()));
        return hasTypes ? null : "product types";
    }

    private static boolean isInside(@Nullable Interval asked, @Nullable Interval harvested) {
        if (harvested == null || (Double.isInfinite(harvested.lo()) && Double.isInfinite(harvested.hi()))) {
            return true;
        }
        return asked != null && asked.lo() >= harvested.lo() && asked.hi() <= harvested.hi();
    }

    private boolean isInside(@Nullable Region asked, @Nullable Region harvested) {
        if (harvested == null) {
            return true;
        }
        return switch (asked) {
            case null -> false;
            case TargetRegion targets -> targets.cones().stream().allMatch(cone -> isInsideOne(cone, harvested));
            default -> asked.equals(harvested) || isInsideOne(asked, harvested);
        };
    }

    /** Never true if it is not. Rows without footprint are found by the cones around a region, so these count too. */
    private boolean isInsideOne(Region asked, Region harvested) {
        List<Cone> around = harvested.enclosingCones();
        boolean areCones = asked.enclosingCones().stream()
                .allMatch(cone -> around.stream().anyMatch(wide -> isInCone(cone, wide)));
        if (!areCones) {
            return false;
        }
        return harvested instanceof Cone cone
                ? isInCone(asked, cone)
                : cells != null && asked.cover().minus(cells).isEmpty();
    }

    /** It does not touch the rest of the sky, which is a circle around the antipode. */
    private static boolean isInCone(Region asked, Cone cone) {
        double restDeg = HALF_TURN_DEG - cone.radiusDeg() - SLACK_DEG;
        if (asked instanceof Cone one) {
            double apartDeg = one.shape().centre().separationDeg(cone.shape().centre());
            return apartDeg + one.radiusDeg() <= cone.radiusDeg() + SLACK_DEG;
        }
        SkyPoint centre = cone.shape().centre();
        SkyPoint antipode = new SkyPoint(-centre.x(), -centre.y(), -centre.z());
        return restDeg <= 0 || !asked.shape().overlaps(new SkyCircle(antipode, restDeg));
    }
}
