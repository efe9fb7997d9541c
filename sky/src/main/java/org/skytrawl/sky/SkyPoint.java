package org.skytrawl.sky;

/**
 * A direction on the sky, as a unit vector. ICRS wherever nothing else is said.
 *
 * <p>Immutable, safe for use by several threads.
 *
 * @param x towards RA 0, Dec 0
 * @param y towards RA 90 degrees, Dec 0
 * @param z towards the north pole
 */
public record SkyPoint(double x, double y, double z) {

    /**
     * Checks that it is a direction.
     *
     * @throws IllegalArgumentException if the vector's length is not 1 (to 1e-9)
     */
    public SkyPoint {
        double length = Math.sqrt(x * x + y * y + z * z);
        if (!(Math.abs(length - 1) <= 1e-9)) {
            throw new IllegalArgumentException(
                    "(" + x + ", " + y + ", " + z + ") is not a unit vector: its length is " + length);
        }
    }

    /**
     * The point of a position in degrees.
     *
     * @param raDeg right ascension, any finite number
     * @param decDeg declination, [-90, 90]
     * @throws IllegalArgumentException naming the value if one is outside its range
     */
    public static SkyPoint ofDegrees(double raDeg, double decDeg) {
        if (!Double.isFinite(raDeg)) {
            throw new IllegalArgumentException("right ascension must be a finite number, not " + raDeg);
        }
        if (!(decDeg >= -90 && decDeg <= 90)) {
            throw new IllegalArgumentException("declination must be in [-90, 90] degrees, not " + decDeg);
        }
        // Reduced first: the radians of a large number have no digits left behind the point.
        double ra = Math.toRadians(raDeg % 360);
        double dec = Math.toRadians(decDeg);
        double cos = Math.cos(dec);
        return of(new Vec(cos * Math.cos(ra), cos * Math.sin(ra), Math.sin(dec)));
    }

    /**
     * The point in ICRS of galactic coordinates (IAU 1958) in degrees.
     *
     * @param lDeg galactic longitude, any finite number
     * @param bDeg galactic latitude, [-90, 90]
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

    /** Right ascension in degrees, [0, 360). */
    public double raDeg() {
        double ra = Math.toDegrees(Math.atan2(y, x));
        double positive = ra < 0 ? ra + 360 : ra;
        // A tiny negative angle plus 360 rounds to 360; "+ 0.0" turns -0.0 into 0.0.
        return positive >= 360 ? 0 : positive + 0.0;
    }

    /** Declination in degrees, [-90, 90]. */
    public double decDeg() {
        return Math.toDegrees(Math.atan2(z, Math.hypot(x, y)));
    }

    /** The angle to another point in degrees, [0, 180]; accurate for tiny angles and for those near 180 alike. */
    public double separationDeg(SkyPoint other) {
        return Math.toDegrees(Vec.angleRad(vec(), other.vec()));
    }
}
