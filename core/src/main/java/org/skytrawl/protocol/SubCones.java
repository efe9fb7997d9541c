package org.skytrawl.protocol;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Region;
import org.skytrawl.sky.SkyPoint;

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

    private SubCones() {}

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
        double ra = Math.toRadians(cone.raDeg());
        double dec = Math.toRadians(cone.decDeg());
        // unit vectors to the north and east, defined at the poles too
        double[] centre = {Math.cos(dec) * Math.cos(ra), Math.cos(dec) * Math.sin(ra), Math.sin(dec)};
        double[] north = {-Math.sin(dec) * Math.cos(ra), -Math.sin(dec) * Math.sin(ra), Math.cos(dec)};
        double[] east = {-Math.sin(ra), Math.cos(ra), 0};
        for (int i = 0; i < 6; i++) {
            double[] to = new double[3];
            for (int k = 0; k < 3; k++) {
                to[k] = Math.cos(apartRad) * centre[k]
                        + Math.sin(apartRad)
                                * (Math.cos(i * Math.PI / 3) * north[k] + Math.sin(i * Math.PI / 3) * east[k]);
            }
            double decDeg = Math.toDegrees(Math.atan2(to[2], Math.hypot(to[0], to[1])));
            parts.add(new Cone(Math.toDegrees(Math.atan2(to[1], to[0])), decDeg, radiusDeg));
        }
        return parts;
    }
}
