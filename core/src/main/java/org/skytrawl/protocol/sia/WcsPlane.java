package org.skytrawl.protocol.sia;

import org.jspecify.annotations.Nullable;
import org.skytrawl.sky.SkyPoint;

/** From pixels to the sky for the zenithal projections, of which only the distance from the reference point differs. */
final class WcsPlane {
    /** Beyond this distance from the reference point a flat image of the sky means little. */
    private static final double FARTHEST_RAD = Math.toRadians(80);

    private final String projection;
    private final double refX;
    private final double refY;
    private final double raRad;
    private final double decRad;
    private final double cd11;
    private final double cd12;
    private final double cd21;
    private final double cd22;

    /**
     * Parameters as {@link WcsFootprint#of} has them.
     *
     * @param rank rows of the matrix
     */
    WcsPlane(String projection, double[] refPixel, double[] refValueDeg, double[] cdDeg, int rank) {
        this.projection = projection;
        this.refX = refPixel[0];
        this.refY = refPixel[1];
        this.raRad = Math.toRadians(refValueDeg[0]);
        this.decRad = Math.toRadians(refValueDeg[1]);
        this.cd11 = Math.toRadians(cdDeg[0]);
        this.cd12 = Math.toRadians(cdDeg[1]);
        this.cd21 = Math.toRadians(cdDeg[rank]);
        this.cd22 = Math.toRadians(cdDeg[rank + 1]);
    }

    /** Where a pixel is, or null if it is not on the sky. */
    @Nullable
    SkyPoint at(double pixelX, double pixelY) {
        double dx = pixelX - refX;
        double dy = pixelY - refY;
        double x = cd11 * dx + cd12 * dy;
        double y = cd21 * dx + cd22 * dy;
        double r = Math.hypot(x, y);
        double distance = distanceRad(r);
        if (!(distance <= FARTHEST_RAD) || !Double.isFinite(raRad + decRad)) {
            return null;
        }
        double east = r == 0 ? 0 : Math.sin(distance) * x / r;
        double north = r == 0 ? 0 : Math.sin(distance) * y / r;
        double ahead = Math.cos(distance);
        double outwards = ahead * Math.cos(decRad) - north * Math.sin(decRad);
        double px = outwards * Math.cos(raRad) - east * Math.sin(raRad);
        double py = outwards * Math.sin(raRad) + east * Math.cos(raRad);
        double pz = ahead * Math.sin(decRad) + north * Math.cos(decRad);
        return SkyPoint.ofDegrees(
                Math.toDegrees(Math.atan2(py, px)), Math.toDegrees(Math.atan2(pz, Math.hypot(px, py))));
    }

    /** Angle from the reference point of what lies r (radians) from it on the plane; NaN if nothing does. */
    private double distanceRad(double r) {
        return switch (projection) {
            case "TAN" -> Math.atan(r);
            case "SIN" -> Math.asin(r);
            case "ARC" -> r;
            case "ZEA" -> 2 * Math.asin(r / 2);
            case "STG" -> 2 * Math.atan(r / 2);
            default -> Double.NaN;
        };
    }
}
