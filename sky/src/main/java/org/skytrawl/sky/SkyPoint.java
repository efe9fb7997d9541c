package org.skytrawl.sky;

/**
 * A direction on the sky as a unit vector, in ICRS unless stated otherwise. Immutable and thread-safe.
 *
 * @param x towards RA 0, Dec 0
 * @param y towards RA 90 degrees, Dec 0
 * @param z towards the north pole
 */
public record SkyPoint(double x, double y, double z) {

    /** @throws IllegalArgumentException if the length is not 1 (to 1e-9) */
    public SkyPoint {
        double length = Math.sqrt(x * x + y * y + z * z);
        if (!(Math.abs(length - 1) <= 1e-9)) {
            throw new IllegalArgumentException(
                    "(" + x + ", " + y + ", " + z + ") is not a unit vector: its length is " + length);
        }
    }

    /**
     * @param raDeg any finite number
     * @param decDeg [-90, 90]
     * @throws IllegalArgumentException naming the value if one is outside its range
     */
    public static SkyPoint ofDegrees(double raDeg, double decDeg) {
        if (!Double.isFinite(raDeg)) {
            throw new IllegalArgumentException("right ascension must be a finite number, not " + raDeg);
        }
        if (!(decDeg >= -90 && decDeg <= 90)) {
            throw new IllegalArgumentException("declination must be in [-90, 90] degrees, not " + decDeg);
        }
        // Reduced first: converting a large number to radians loses precision.
        double ra = Math.toRadians(raDeg % 360);
        double dec = Math.toRadians(decDeg);
        double cos = Math.cos(dec);
        return of(new Vec(cos * Math.cos(ra), cos * Math.sin(ra), Math.sin(dec)));
    }

    /**
     * Converts galactic coordinates (IAU 1958) to ICRS.
     *
     * @param lDeg any finite number
     * @param bDeg [-90, 90]
     * @throws IllegalArgumentException naming the value if one is outside its range
     */
    public static SkyPoint ofGalacticDegrees(double lDeg, double bDeg) {
        if (!Double.isFinite(lDeg)) {
            throw new IllegalArgumentException("galactic longitude must be a finite number, not " + lDeg);
        }
        if (!(bDeg >= -90 && bDeg <= 90)) {
            throw new IllegalArgumentException("galactic latitude must be in [-90, 90] degrees, not " + bDeg);
        }
        return SkyFrame.GALACTIC.toIcrs(ofDegrees(lDeg, bDeg));
    }

    static SkyPoint of(Vec unit) {
        return new SkyPoint(unit.x(), unit.y(), unit.z());
    }

    Vec vec() {
        return new Vec(x, y, z);
    }

    /** Degrees, [0, 360). */
    public double raDeg() {
        double ra = Math.toDegrees(Math.atan2(y, x));
        double positive = ra < 0 ? ra + 360 : ra;
        // A tiny negative angle plus 360 rounds to 360; "+ 0.0" turns -0.0 into 0.0.
        return positive >= 360 ? 0 : positive + 0.0;
    }

    /** Degrees, [-90, 90]. */
    public double decDeg() {
        return Math.toDegrees(Math.atan2(z, Math.hypot(x, y)));
    }

    /** Degrees, [0, 180]; accurate near 0 and near 180. */
    public double separationDeg(SkyPoint other) {
        return Math.toDegrees(Vec.angleRad(vec(), other.vec()));
    }
}
