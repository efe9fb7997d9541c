package org.skytrawl.protocol;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Region;
import org.skytrawl.sky.SkyPoint;
import org.skytrawl.sky.SkyShape;

/** Covers a cone with smaller ones. */
public final class SubCones {
    /** Smaller cones are not divided: position does not cause their overflow. */
    private static final double SMALLEST_DEG = 1e-4;

    /** Wider cones are divided by the faces of a cube around the sky. */
    private static final double WIDEST_DEG = 80;

    /** The corners of a cube's face are 54.74 degrees from its centre. */
    private static final double FACE_DEG = 54.75;

    /** Seven circles of half the radius, one central, just cover a circle; here with a margin. */
    private static final double SHARE = 0.505;

    /** Limit of circles for one query: a service may declare any radius. */
    static final int MOST_CIRCLES = 200;

    /** Limit of tests for one query. */
    private static final int MOST_TRIED = 20_000;

    /** Rings of smaller circles are too narrow to compute; too many are needed in any case. */
    private static final double SMALLEST_COVER_DEG = 1e-9;

    private SubCones() {}

    /**
     * Circles that cover a region.
     *
     * @param isWhole whether they cover all of it
     * @param isOfSmaller whether circles were divided to be small enough
     */
    public record Cover(List<Cone> circles, boolean isWhole, boolean isOfSmaller) {
        public Cover(List<Cone> circles, boolean isWhole) {
            this(circles, isWhole, false);
        }
    }

    /**
     * Covers a region with circles of at most this radius: those of {@link Region#enclosingCones}, divided where they are larger,
     * or parts of the one enclosing cone if these are fewer. At most {@value #MOST_CIRCLES}.
     *
     * @param region what is to be covered
     * @param wanted circles outside of it are omitted
     * @param radiusDeg above 0
     */
    public static Cover covering(Region region, @Nullable Region wanted, double radiusDeg) {
        List<Cone> cones = region.enclosingCones();
        boolean areSmall = cones.stream().allMatch(cone -> cone.radiusDeg() <= radiusDeg);
        if (areSmall) {
            return new Cover(cones, true);
        }
        Cover ofOne = covering(region.enclosingCone(), wanted, radiusDeg);
        List<Cone> circles = new ArrayList<>();
        boolean isWhole = true;
        for (Cone cone : cones) {
            Cover cover = covering(cone, wanted, radiusDeg);
            circles.addAll(cover.circles);
            isWhole &= cover.isWhole;
        }
        boolean areBetter =
                isWhole && circles.size() <= MOST_CIRCLES && (!ofOne.isWhole || circles.size() < ofOne.circles.size());
        return new Cover(areBetter ? circles : ofOne.circles, areBetter || ofOne.isWhole, true);
    }

    /**
     * Covers a region with circles of this radius, those near the centre first; at most {@value #MOST_CIRCLES}.
     *
     * @param cone the region itself or its enclosing cone
     * @param region circles outside of it are omitted
     * @param radiusDeg above 0; the cone itself is returned if it is no larger
     */
    public static Cover covering(Cone cone, @Nullable Region region, double radiusDeg) {
        if (cone.radiusDeg() <= radiusDeg) {
            return new Cover(List.of(cone), true);
        }
        Circles circles =
                new Circles(cone, region == null || region instanceof Cone ? null : region.shape(), radiusDeg);
        // rings around a first circle; half the width of a ring is such that the corners of its cells are in their
        // circles
        double radiusRad = Math.toRadians(Math.max(radiusDeg, SMALLEST_COVER_DEG));
        double firstRad = radiusRad * (1 - 1e-6);
        double widthRad = 2 * Math.sqrt(2) * Math.sin(radiusRad / 2) * (1 - 1e-6);
        double outerRad = Math.toRadians(cone.radiusDeg());
        double rings = Math.ceil((outerRad - firstRad) / widthRad);
        double ringRad = (outerRad - firstRad) / rings;
        for (double ring = 0; ring <= rings; ring++) {
            double fromRad = ring == 0 ? 0 : firstRad + (ring - 1) * ringRad;
            double toRad = ring == 0 ? 0 : fromRad + ringRad;
            double widest =
                    fromRad < Math.PI / 2 && toRad > Math.PI / 2 ? 1 : Math.max(Math.sin(fromRad), Math.sin(toRad));
            double cells = ring == 0 ? 1 : Math.ceil(2 * Math.PI * widest / widthRad);
            if (!circles.addRing((fromRad + toRad) / 2, cells)) {
                return new Cover(circles.found, false);
            }
        }
        return new Cover(circles.found, true);
    }

    /** The circles of a cover. Neighbours in a ring are tested together: the region may be small, and far from the centre. */
    private static final class Circles {
        private final Cone cone;
        private final @Nullable SkyShape region;
        private final double radiusDeg;
        private final List<Cone> found = new ArrayList<>();
        private int tried;

        /** @param region null if all circles are needed */
        Circles(Cone cone, @Nullable SkyShape region, double radiusDeg) {
            this.cone = cone;
            this.region = region;
            this.radiusDeg = radiusDeg;
        }

        /** Adds those that overlap the region; false if these are too many. */
        boolean addRing(double apartRad, double cells) {
            return add(apartRad, 2 * Math.PI / cells, 0, cells);
        }

        private boolean add(double apartRad, double stepRad, double from, double to) {
            if (region != null) {
                if (tried++ == MOST_TRIED) {
                    return false;
                }
                double halfRad = (to - 1 - from) / 2 * stepRad;
                double reachDeg = 2 * Math.toDegrees(Math.asin(Math.abs(Math.sin(apartRad)) * Math.sin(halfRad / 2)));
                double aroundDeg = halfRad == 0 ? radiusDeg : Math.min(180, (reachDeg + radiusDeg) * (1 + 1e-6));
                if (!region.overlaps(at(cone, apartRad, (from + to - 1) / 2 * stepRad, aroundDeg)
                        .shape())) {
                    return true;
                }
            }
            if (to - from > 1) {
                double middle = from + Math.floor((to - from) / 2);
                return add(apartRad, stepRad, from, middle) && add(apartRad, stepRad, middle, to);
            }
            if (found.size() == MOST_CIRCLES) {
                return false;
            }
            found.add(at(cone, apartRad, from * stepRad, radiusDeg));
            return true;
        }
    }

    /**
     * The parts of a cone that overlap the region.
     *
     * @param cone the region itself, its enclosing cone, or a part of that
     */
    public static List<Cone> of(Cone cone, @Nullable Region region) {
        List<Cone> parts = new ArrayList<>(of(cone));
        if (region != null && !(region instanceof Cone)) {
            parts.removeIf(part -> !region.shape().overlaps(part.shape()));
        }
        return parts;
    }

    /** The parts; empty if the cone is too small to divide. */
    static List<Cone> of(Cone cone) {
        double radiusDeg = cone.radiusDeg();
        if (radiusDeg < SMALLEST_DEG) {
            return List.of();
        }
        return radiusDeg > WIDEST_DEG ? faces(cone) : seven(cone);
    }

    private static List<Cone> faces(Cone cone) {
        List<Cone> parts = new ArrayList<>();
        for (double decDeg : new double[] {-90, 90}) {
            parts.add(new Cone(0, decDeg, FACE_DEG));
        }
        for (double raDeg = 0; raDeg < 360; raDeg += 90) {
            parts.add(new Cone(raDeg, 0, FACE_DEG));
        }
        SkyPoint centre = SkyPoint.ofDegrees(cone.raDeg(), cone.decDeg());
        parts.removeIf(part ->
                SkyPoint.ofDegrees(part.raDeg(), part.decDeg()).separationDeg(centre) > FACE_DEG + cone.radiusDeg());
        return parts;
    }

    /** A cover in the plane is one on the sphere: the outer circles are nearer to each other there. */
    private static List<Cone> seven(Cone cone) {
        double radiusDeg = cone.radiusDeg() * SHARE;
        double apartRad = Math.toRadians(cone.radiusDeg() * Math.sqrt(3) / 2);
        List<Cone> parts = new ArrayList<>();
        parts.add(new Cone(cone.raDeg(), cone.decDeg(), radiusDeg));
        for (int i = 0; i < 6; i++) {
            parts.add(at(cone, apartRad, i * Math.PI / 3, radiusDeg));
        }
        return parts;
    }

    /** A circle at this distance and position angle from the centre of a cone. */
    private static Cone at(Cone cone, double apartRad, double angleRad, double radiusDeg) {
        if (apartRad == 0) {
            return new Cone(cone.raDeg(), cone.decDeg(), radiusDeg);
        }
        double ra = Math.toRadians(cone.raDeg());
        double dec = Math.toRadians(cone.decDeg());
        // unit vectors to the north and east, defined at the poles too
        double[] centre = {Math.cos(dec) * Math.cos(ra), Math.cos(dec) * Math.sin(ra), Math.sin(dec)};
        double[] north = {-Math.sin(dec) * Math.cos(ra), -Math.sin(dec) * Math.sin(ra), Math.cos(dec)};
        double[] east = {-Math.sin(ra), Math.cos(ra), 0};
        double[] to = new double[3];
        for (int k = 0; k < 3; k++) {
            to[k] = Math.cos(apartRad) * centre[k]
                    + Math.sin(apartRad) * (Math.cos(angleRad) * north[k] + Math.sin(angleRad) * east[k]);
        }
        double decDeg = Math.toDegrees(Math.atan2(to[2], Math.hypot(to[0], to[1])));
        return new Cone(Math.toDegrees(Math.atan2(to[1], to[0])), decDeg, radiusDeg);
    }
}
