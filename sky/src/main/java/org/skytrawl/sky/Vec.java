package org.skytrawl.sky;

/** A vector in space of any length. */
record Vec(double x, double y, double z) {

    /**
     * Distance in radians that counts as touching (2 microarcseconds), so that rounding does not separate touching
     * shapes.
     */
    static final double TOUCH_RAD = 1e-11;

    /** Unit vectors have the length 1 to 1e-9; what is closer to a limit than that is computed as an angle. */
    private static final double LENGTH_SLACK = 1e-8;

    private static final double TINY = 1e-17;

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

    /** The length must not be 0. */
    Vec unit() {
        return times(1 / norm());
    }

    Vec anyPerpendicular() {
        double ax = Math.abs(x);
        double ay = Math.abs(y);
        double az = Math.abs(z);
        Vec least = ax <= ay && ax <= az ? new Vec(1, 0, 0) : ay <= az ? new Vec(0, 1, 0) : new Vec(0, 0, 1);
        return cross(least).unit();
    }

    /** Angle between unit vectors, radians; accurate near 0 and near 180 degrees. */
    static double angleRad(Vec a, Vec b) {
        return 2 * Math.atan2(a.minus(b).norm(), a.plus(b).norm());
    }

    /** Whether {@link #angleRad} of unit vectors is at most a limit, radians; mostly told by the chord between them. */
    static boolean isWithin(Vec a, Vec b, double limitRad) {
        double dx = a.x - b.x;
        double dy = a.y - b.y;
        double dz = a.z - b.z;
        double chord2 = dx * dx + dy * dy + dz * dz;
        double least2 = chord2 * (1 - LENGTH_SLACK) - TINY;
        double most2 = chord2 * (1 + LENGTH_SLACK) + TINY;
        // the angle is at least the chord, and up to a chord of 1 less than a twentieth of the chord's square larger
        if (least2 > limitRad * limitRad) {
            return false;
        }
        double arc = 1 + chord2 / 20;
        if (limitRad >= Math.PI || (chord2 <= 1 && most2 * arc * arc < limitRad * limitRad)) {
            return true;
        }
        if (chord2 > 1) {
            double sine = 2 * Math.sin(limitRad / 2);
            if (least2 > sine * sine || most2 < sine * sine) {
                return most2 < sine * sine;
            }
        }
        return angleRad(a, b) <= limitRad;
    }

    /** Whether the distance of {@link #distanceToArcRad} is at most a limit, radians; mostly told without an arc tangent. */
    static boolean isNearArc(Vec p, Vec a, Vec b, double limitRad) {
        if (isWithin(p, a, limitRad) || isWithin(p, b, limitRad)) {
            return true;
        }
        Vec normal = normalOf(a, b);
        double height = normal.dot(p);
        // the angle to the great circle is at least its sine
        if (height * height * (1 - LENGTH_SLACK) > (limitRad * limitRad + TINY) * normal.dot(normal)) {
            return false;
        }
        return normal.cross(a).dot(p) > 0
                && b.cross(normal).dot(p) > 0
                && Math.atan2(Math.abs(height), normal.cross(p).norm()) <= limitRad;
    }

    /**
     * Normal of the plane through two unit vectors, twice as long as {@code a x b}. Computed from sum and difference,
     * since the cross product of nearly equal vectors loses its direction.
     */
    static Vec normalOf(Vec a, Vec b) {
        return a.minus(b).cross(a.plus(b));
    }

    /** Angle from a unit vector to the shorter great-circle arc between a and b, radians. */
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
     * Whether the shorter great-circle arcs ab and cd meet.
     *
     * @param normal {@link #normalOf} a and b
     */
    static boolean arcsTouch(Vec a, Vec b, Vec normal, Vec c, Vec d) {
        double sideOfC = normal.dot(c);
        double sideOfD = normal.dot(d);
        double touching = TOUCH_RAD * normal.norm();
        if ((sideOfC > touching && sideOfD > touching) || (sideOfC < -touching && sideOfD < -touching)) {
            return false;
        }
        if (isNearArc(c, a, b, TOUCH_RAD)
                || isNearArc(d, a, b, TOUCH_RAD)
                || isNearArc(a, c, d, TOUCH_RAD)
                || isNearArc(b, c, d, TOUCH_RAD)) {
            return true;
        }
        Vec other = normalOf(c, d);
        Vec crossing = normal.cross(other);
        return sideOfC * sideOfD < 0
                && other.dot(a) * other.dot(b) < 0
                && crossing.dot(a.plus(b)) * crossing.dot(c.plus(d)) > 0;
    }
}
