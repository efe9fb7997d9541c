package org.skytrawl.sky;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A celestial frame at a fixed rotation from ICRS. The axes are unit vectors in ICRS: the rows of the matrix from ICRS
 * to the frame.
 */
record SkyFrame(Vec xAxis, Vec yAxis, Vec zAxis) {

    static final SkyFrame ICRS = new SkyFrame(new Vec(1, 0, 0), new Vec(0, 1, 0), new Vec(0, 0, 1));

    /** FK5 at J2000: rotated by (-19.9, -9.1, 22.9) mas from ICRS, the Hipparcos values that IAU SOFA uses. */
    static final SkyFrame FK5 = new SkyFrame(
            new Vec(1, rad(-22.9), rad(-9.1)).unit(),
            new Vec(rad(22.9), 1, rad(19.9)).unit(),
            new Vec(rad(9.1), rad(-19.9), 1).unit());

    /** IAU 1958 galactic, with the matrix of the Hipparcos catalogue (volume 1, section 1.5.3). */
    static final SkyFrame GALACTIC = new SkyFrame(
            new Vec(-0.054875560416215365, -0.873437090234885, -0.4838350155487132),
            new Vec(0.49410942787558365, -0.4448296299600112, 0.7469822444972188),
            new Vec(-0.8676661490190047, -0.19807637343120152, 0.4559837761750669));

    /**
     * FK4 at B1950, with the matrix of SLALIB's {@code fk45z}. Without E-terms and proper motion it is good to 1 arcsec.
     */
    static final SkyFrame FK4 = new SkyFrame(
            new Vec(0.999925678186902, 0.011182059571766, 0.004857946721186).unit(),
            new Vec(-0.011182059642247, 0.999937478448132, -0.000027147426498).unit(),
            new Vec(-0.004857946558960, -0.000027176441185, 0.999988199738770).unit());

    /** Mean ecliptic and equinox of J2000 (IAU 2006 obliquity). */
    static final SkyFrame ECLIPTIC = ecliptic(Math.toRadians(84_381.406 / 3600));

    /** De Vaucouleurs: north pole at galactic (47.37, 6.32) degrees, origin at galactic (137.37, 0). */
    static final SkyFrame SUPERGALACTIC = supergalactic(
            SkyPoint.ofGalacticDegrees(137.37, 0).vec(),
            SkyPoint.ofGalacticDegrees(47.37, 6.32).vec());

    /** The frame of an STC-S word in any case, or null. Words of an equinox such as {@code J2000} name none. */
    static @Nullable SkyFrame ofWord(String word) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "ICRS", "ICRF", "UNKNOWNFRAME" -> ICRS;
            case "FK5" -> FK5;
            case "FK4" -> FK4;
            case "GALACTIC", "GALACTIC_II" -> GALACTIC;
            case "ECLIPTIC" -> ECLIPTIC;
            case "SUPERGALACTIC", "SUPER_GALACTIC" -> SUPERGALACTIC;
            default -> null;
        };
    }

    private static SkyFrame ecliptic(double obliquityRad) {
        double cos = Math.cos(obliquityRad);
        double sin = Math.sin(obliquityRad);
        return new SkyFrame(new Vec(1, 0, 0), new Vec(0, cos, sin), new Vec(0, -sin, cos));
    }

    private static SkyFrame supergalactic(Vec origin, Vec pole) {
        return new SkyFrame(origin, pole.cross(origin), pole);
    }

    SkyPoint fromIcrs(SkyPoint point) {
        Vec v = point.vec();
        return SkyPoint.of(new Vec(xAxis.dot(v), yAxis.dot(v), zAxis.dot(v)).unit());
    }

    SkyPoint toIcrs(SkyPoint point) {
        Vec v = xAxis.times(point.x()).plus(yAxis.times(point.y())).plus(zAxis.times(point.z()));
        return SkyPoint.of(v.unit());
    }

    private static double rad(double mas) {
        return Math.toRadians(mas / 3_600_000);
    }
}
