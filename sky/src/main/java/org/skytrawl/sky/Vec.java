package org.skytrawl.sky;

/** A vector in space that need not have length one: what cross products and differences of {@link SkyPoint}s are. */
record Vec(double x, double y, double z) {

    /**
     * How far apart two shapes may be and still count as touching, radians (2 microarcseconds): rounding must not part
     * what touches.
     */
    static final double TOUCH_RAD = 1e-11;

    Vec plus(Vec o) {
        return new Vec(x + o.x, y + o.y, z + o.z);
    }

    Vec minus(Vec o) {
        return new Vec(x - o.x, y - o.y, z - o.z);
    }

    Vec times(double f) {
        return new Vec(x * f, y * f, z * f);
    }

    double dot(Vec o) {
        return x * o.x + y * o.y + z * o.z;
    }

    Vec cross(Vec o) {
        return new Vec(y * o.z - z * o.y, z * o.x - x * o.z, x * o.y - y * o.x);
    }

    double norm() {
        return Math.sqrt(dot(this));
    }

    /** This direction at length one. The length must not be 0. */
    Vec unit() {
        return times(1 / norm());
    }

    /** Some unit vector at a right angle to this one. */
    Vec anyPerpendicular() {
        double ax = Math.abs(x);
        double ay = Math.abs(y);
        double az = Math.abs(z);
        Vec least = ax <= ay && ax <= az ? new Vec(1, 0, 0) : ay <= az ? new Vec(0, 1, 0) : new Vec(0, 0, 1);
        return cross(least).unit();
    }

    /** Angle between two unit vectors, radians; accurate for tiny angles and for those near 180 degrees alike. */
    static double angleRad(Vec a, Vec b) {
        return 2 * Math.atan2(a.minus(b).norm(), a.plus(b).norm());
    }

    /**
     * Normal of the plane through two unit vectors, twice as long as {@code a x b}. From sum and difference, since the
     * plain product of two vectors that are nearly the same has lost its direction.
     */
    static Vec normalOf(Vec a, Vec b) {
        return a.minus(b).cross(a.plus(b));
    }

    /** Angle from a unit vector to the nearest point of the shorter great-circle arc between a and b, radians. */
    static double distanceToArcRad(Vec p, Vec a, Vec b) {
        Vec normal = normalOf(a, b);
        double ends = Math.min(angleRad(p, a), angleRad(p, b));
        if (normal.cross(a).dot(p) <= 0 || b.cross(normal).dot(p) <= 0) {
            return ends;
        }
        return Math.min(
                ends, Math.atan2(Math.abs(normal.dot(p)), normal.cross(p).norm()));
    }

    /**
     * Whether the shorter great-circle arcs between a and b and between c and d have a point in common.
     *
     * @param normal what {@link #normalOf} makes of a and b
     */
    static boolean arcsTouch(Vec a, Vec b, Vec normal, Vec c, Vec d) {
        double sideOfC = normal.dot(c);
        double sideOfD = normal.dot(d);
        double touching = TOUCH_RAD * normal.norm();
        if ((sideOfC > touching && sideOfD > touching) || (sideOfC < -touching && sideOfD < -touching)) {
            return false;
        }
        if (distanceToArcRad(c, a, b) <= TOUCH_RAD
                || distanceToArcRad(d, a, b) <= TOUCH_RAD
                || distanceToArcRad(a, c, d) <= TOUCH_RAD
                || distanceToArcRad(b, c, d) <= TOUCH_RAD) {
            return true;
        }
        Vec other = normalOf(c, d);
        Vec crossing = normal.cross(other);
        return sideOfC * sideOfD < 0
                && other.dot(a) * other.dot(b) < 0
                && crossing.dot(a.plus(b)) * crossing.dot(c.plus(d)) > 0;
    }
}
