package org.skytrawl.harvest.answer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Question;
import org.skytrawl.model.Region;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.sky.SkyCircle;
import org.skytrawl.sky.SkyPoint;
import org.skytrawl.sky.SkyShape;

/**
 * Tells whether rows with a position in a circle may be wanted. Never false if they are. Immutable and thread-safe.
 *
 * @param reachDeg how far the geometry of a row reaches from its position, at most
 */
record Touch(Place place, double reachDeg) {
    /** Covers the rounding of positions and angles: 4 milliarcseconds. */
    private static final double SLACK_DEG = 1e-6;

    private static final double ALL_SKY_DEG = 180;

    /** The region of a question. */
    sealed interface Place {
        /** @param circle around the positions */
        boolean touches(SkyPoint centre, double radiusDeg, double reachDeg);
    }

    /**
     * @param shape rows whose geometry overlaps it are wanted
     * @param nearby rows without geometry are wanted in these too
     */
    private record Shape(SkyShape shape, List<SkyCircle> nearby) implements Place {
        @Override
        public boolean touches(SkyPoint centre, double radiusDeg, double reachDeg) {
            SkyCircle rows = circle(centre, radiusDeg);
            return shape.overlaps(circle(centre, radiusDeg + reachDeg))
                    || nearby.stream().anyMatch(circle -> circle.overlaps(rows));
        }
    }

    /** @param nearbyDeg rows without geometry are wanted up to so far from each target */
    private record Targets(TargetRegion targets, double nearbyDeg) implements Place {
        @Override
        public boolean touches(SkyPoint centre, double radiusDeg, double reachDeg) {
            return targets.overlapping(circle(centre, radiusDeg + Math.max(reachDeg, nearbyDeg))).length > 0;
        }
    }

    /**
     * The place of a question; null for the whole sky.
     *
     * @param nearbyDeg rows without extent are wanted up to so far outside the region; 0 for none
     */
    static @Nullable Place place(Question question, double nearbyDeg) {
        Region region = question.region();
        return switch (region) {
            case null -> null;
            case TargetRegion targets -> new Targets(targets, nearbyDeg);
            default ->
                new Shape(
                        region.shape(),
                        nearbyDeg == 0
                                ? List.of()
                                : region.enclosingCones().stream()
                                        .map(cone -> circle(
                                                SkyPoint.ofDegrees(cone.raDeg(), cone.decDeg()),
                                                cone.radiusDeg() + nearbyDeg))
                                        .toList());
        };
    }

    private static SkyCircle circle(SkyPoint centre, double radiusDeg) {
        return new SkyCircle(centre, Math.min(ALL_SKY_DEG, radiusDeg + SLACK_DEG));
    }

    /** Whether rows with a position so far from a point, at most, may be wanted. */
    boolean touches(SkyPoint centre, double radiusDeg) {
        return place.touches(centre, radiusDeg, reachDeg);
    }
}
