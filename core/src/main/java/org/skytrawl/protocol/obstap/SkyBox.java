package org.skytrawl.protocol.obstap;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.skytrawl.model.Cone;

/**
 * Bounds in right ascension and declination, in degrees, rounded outwards.
 *
 * @param westDeg greater than {@code eastDeg} if RA 0 is inside
 */
record SkyBox(double southDeg, double northDeg, double westDeg, double eastDeg) {
    /** They pass through text and the service's arithmetic. */
    private static final int DECIMALS = 6;

    private static final double SLACK_DEG = 1e-9;

    /**
     * The bounds of a cone; all right ascensions if it contains a pole.
     *
     * @param marginDeg how much wider the cone is
     */
    static SkyBox around(Cone cone, double marginDeg) {
        double radiusDeg = cone.radiusDeg() + marginDeg;
        double loDeg = cone.decDeg() - radiusDeg - SLACK_DEG;
        double hiDeg = cone.decDeg() + radiusDeg + SLACK_DEG;
        double southDeg = rounded(Math.max(-90, loDeg), RoundingMode.FLOOR);
        double northDeg = rounded(Math.min(90, hiDeg), RoundingMode.CEILING);
        if (loDeg <= -90 || hiDeg >= 90) {
            return new SkyBox(southDeg, northDeg, 0, 360);
        }
        double halfDeg = Math.toDegrees(Math.asin(
                        Math.min(1, Math.sin(Math.toRadians(radiusDeg)) / Math.cos(Math.toRadians(cone.decDeg())))))
                + SLACK_DEG;
        double westDeg = cone.raDeg() - halfDeg;
        double eastDeg = cone.raDeg() + halfDeg;
        return new SkyBox(
                southDeg,
                northDeg,
                rounded(westDeg < 0 ? westDeg + 360 : westDeg, RoundingMode.FLOOR),
                rounded(eastDeg >= 360 ? eastDeg - 360 : eastDeg, RoundingMode.CEILING));
    }

    boolean hasAllRas() {
        return westDeg == 0 && eastDeg == 360;
    }

    private static double rounded(double value, RoundingMode mode) {
        return BigDecimal.valueOf(value).setScale(DECIMALS, mode).doubleValue();
    }
}
