package org.skytrawl.model;

import java.util.List;
import org.skytrawl.sky.CircleCover;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.RegionCover;
import org.skytrawl.sky.SkyCircle;
import org.skytrawl.sky.SkyPoint;

/**
 * A circle on the sky in ICRS.
 *
 * @param raDeg right ascension in degrees, reduced to [0,360)
 * @param decDeg declination in degrees, in [-90,90]
 * @param radiusDeg radius in degrees, in (0,180]
 */
public record Cone(double raDeg, double decDeg, double radiusDeg) implements Region {
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
        raDeg = reducedRaDeg(raDeg);
    }

    static double reducedRaDeg(double finiteDeg) {
        double raDeg = finiteDeg % 360;
        if (raDeg < 0) {
            raDeg += 360;
        }
        // a tiny negative angle plus 360 rounds to 360; -0.0 becomes 0
        return raDeg >= 360 || raDeg == 0 ? 0 : raDeg;
    }

    /** A cone that contains the circle, rounded outwards so that its numbers are short as text. */
    static Cone around(SkyCircle circle) {
        double raDeg = Math.rint(circle.centre().raDeg() * 1e7) / 1e7;
        double decDeg = Math.rint(circle.centre().decDeg() * 1e7) / 1e7;
        return new Cone(raDeg, decDeg, Math.min(180, Math.ceil((circle.radiusDeg() + 1e-7) * 1e6) / 1e6));
    }

    /** Cones that together contain the MOC, or the one that is known to contain it. */
    static List<Cone> around(Moc moc, Cone whole) {
        List<SkyCircle> circles = CircleCover.of(moc);
        return circles.size() == 1
                ? List.of(whole)
                : circles.stream().map(Cone::around).toList();
    }

    /**
     * Reads {@code RA,DEC,RADIUS} as {@link ConeText} does.
     *
     * @throws IllegalArgumentException if the text has another form or a value is out of range
     */
    public static Cone parse(String text) {
        return ConeText.equatorial(text, null);
    }

    @Override
    public SkyCircle shape() {
        return new SkyCircle(SkyPoint.ofDegrees(raDeg, decDeg), radiusDeg);
    }

    @Override
    public Moc cover() {
        return RegionCover.of(shape()).cells();
    }

    @Override
    public Cone enclosingCone() {
        return this;
    }

    @Override
    public List<Cone> enclosingCones() {
        return List.of(this);
    }

    @Override
    public String kind() {
        return "cone";
    }

    @Override
    public String text() {
        return raDeg + " " + decDeg + " " + radiusDeg;
    }
}
