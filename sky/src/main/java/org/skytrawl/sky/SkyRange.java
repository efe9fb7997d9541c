package org.skytrawl.sky;

import org.jspecify.annotations.Nullable;

/**
 * The area between two meridians and two parallels (DALI 1.2 section 3.3 {@code range}). Parallels are small circles.
 * Overlaps are exact to rounding.
 *
 * @param westDeg western meridian, degrees, [0, 360)
 * @param widthDeg extent to the east in longitude, degrees, [0, 360]
 * @param southDeg degrees, [-90, 90]
 * @param northDeg degrees, not below southDeg
 */
record SkyRange(double westDeg, double widthDeg, double southDeg, double northDeg) implements SkyShape {

    /**
     * A range in the form of DALI. If the first longitude is the greater one, the range crosses longitude 0.
     *
     * @throws IllegalArgumentException if a longitude is not finite, a latitude is outside [-90, 90], or north is below
     *     south
     */
    static SkyRange ofDegrees(double lon1Deg, double lon2Deg, double lat1Deg, double lat2Deg) {
        if (!Double.isFinite(lon1Deg) || !Double.isFinite(lon2Deg)) {
            throw new IllegalArgumentException(
                    "longitudes of a range must be finite numbers, not " + lon1Deg + " and " + lon2Deg);
        }
        if (!(lat1Deg >= -90 && lat1Deg <= lat2Deg && lat2Deg <= 90)) {
            throw new IllegalArgumentException(
                    "latitudes of a range must be in [-90, 90] and in order, not " + lat1Deg + " and " + lat2Deg);
        }
        double width = lon2Deg - lon1Deg >= 360 ? 360 : eastwards(lon1Deg, lon2Deg);
        return new SkyRange(eastwards(0, lon1Deg), width, lat1Deg, lat2Deg);
    }

    /** Eastward difference of two longitudes, [0, 360). */
    private static double eastwards(double fromDeg, double toDeg) {
        double turn = (toDeg % 360 - fromDeg % 360) % 360;
        double positive = turn < 0 ? turn + 360 : turn;
        return positive >= 360 ? 0 : positive;
    }

    @Override
    public boolean overlaps(SkyCircle circle) {
        double reachRad = circle.radiusRad() + Vec.TOUCH_RAD;
        double decDeg = circle.centre().decDeg();
        if (widthDeg >= 360 || eastwards(westDeg, circle.centre().raDeg()) <= widthDeg) {
            // Between the meridians, the nearest point of a parallel has the same longitude.
            double apartDeg = Math.max(0, Math.max(southDeg - decDeg, decDeg - northDeg));
            if (Math.toRadians(apartDeg) <= reachRad) {
                return true;
            }
        }
        Vec centre = circle.centre().vec();
        return meridianDistanceRad(centre, westDeg) <= reachRad
                || meridianDistanceRad(centre, westDeg + widthDeg) <= reachRad;
    }

    @Override
    public @Nullable SkyPoint bareCentre() {
        boolean isFlat = Math.toRadians(Math.min(widthDeg, northDeg - southDeg)) <= Vec.TOUCH_RAD;
        return isFlat ? SkyPoint.ofDegrees(westDeg + widthDeg / 2, (southDeg + northDeg) / 2) : null;
    }

    private double meridianDistanceRad(Vec point, double lonDeg) {
        // In two parts, since an arc from pole to pole is ambiguous.
        Vec south = SkyPoint.ofDegrees(lonDeg, southDeg).vec();
        Vec middle = SkyPoint.ofDegrees(lonDeg, (southDeg + northDeg) / 2).vec();
        Vec north = SkyPoint.ofDegrees(lonDeg, northDeg).vec();
        return Math.min(Vec.distanceToArcRad(point, south, middle), Vec.distanceToArcRad(point, middle, north));
    }
}
