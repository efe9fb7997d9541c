package org.skytrawl.model;

import org.skytrawl.sky.SkyCircle;
import org.skytrawl.sky.SkyPoint;

/**
 * A circle on the sky in ICRS.
 *
 * @param raDeg right ascension in degrees, reduced to [0,360)
 * @param decDeg declination in degrees, in [-90,90]
 * @param radiusDeg radius in degrees, in (0,180]
 */
public record Cone(double raDeg, double decDeg, double radiusDeg) {
    /** Any finite right ascension is taken; everything else out of range is refused. */
    public Cone {
        if (!Double.isFinite(raDeg)) {
            throw new IllegalArgumentException("right ascension must be a finite number of degrees, not " + raDeg);
        }
        if (!(decDeg >= -90 && decDeg <= 90)) {
            throw new IllegalArgumentException("declination must be in [-90,90] degrees, not " + decDeg);
        }
        if (!(radiusDeg > 0 && radiusDeg <= 180)) {
            throw new IllegalArgumentException("radius must be in (0,180] degrees, not " + radiusDeg);
        }
        raDeg = raDeg % 360;
        if (raDeg < 0) {
            raDeg += 360;
        }
        // a tiny negative angle rounds to 360 itself; and there is only one zero
        raDeg = raDeg >= 360 || raDeg == 0 ? 0 : raDeg;
    }

    /**
     * Reads {@code RA,DEC,RADIUS} as {@link ConeText} does.
     *
     * @throws IllegalArgumentException if the text is not of such a form or a value is out of range
     */
    public static Cone parse(String text) {
        return ConeText.equatorial(text, null);
    }

    /** The same circle as a shape. */
    public SkyCircle circle() {
        return new SkyCircle(SkyPoint.ofDegrees(raDeg, decDeg), radiusDeg);
    }
}
