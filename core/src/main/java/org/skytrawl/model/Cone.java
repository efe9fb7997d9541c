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
     * Reads {@code RA,DEC,RADIUS} in decimal degrees.
     *
     * @throws IllegalArgumentException if the text is not of that form or a value is out of range
     */
    public static Cone parse(String text) {
        String[] parts = text.strip().split("\\s*,\\s*|\\s+", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("cone '" + text + "' is not of the form RA,DEC,RADIUS in degrees");
        }
        return new Cone(
                degrees(parts[0], "right ascension", text),
                degrees(parts[1], "declination", text),
                degrees(parts[2], "radius", text));
    }

    /** The same circle as a shape. */
    public SkyCircle circle() {
        return new SkyCircle(SkyPoint.ofDegrees(raDeg, decDeg), radiusDeg);
    }

    private static double degrees(String text, String what, String whole) {
        double value = Numbers.parse(text);
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException(
                    what + " '" + text + "' in cone '" + whole + "' is not a number of degrees");
        }
        return value;
    }
}
