package org.skytrawl.model;

import java.util.Locale;

/** Regions and positions in words, for people. */
public final class RegionText {
    private static final double ALL_SKY_DEG2 = 4 * Math.PI * Math.toDegrees(1) * Math.toDegrees(1);

    private RegionText() {}

    /** What follows "within": {@code 0.2 deg of RA 10.68, Dec 41.27}. */
    public static String inWords(Region place) {
        if (place instanceof TargetRegion targets) {
            return targets.size() == 1
                    ? "the circle of 1 target"
                    : String.format(Locale.ROOT, "the circles of %,d targets", targets.size());
        }
        Cone around = place.enclosingCone();
        String centre = positionInWords(around.raDeg(), around.decDeg());
        return switch (place) {
            case Cone cone -> Numbers.inWords(cone.radiusDeg()) + " deg of " + centre;
            case PolygonRegion polygon ->
                "a polygon of " + polygon.raDecDeg().length / 2 + " vertices and "
                        + area(polygon.shape().areaDeg2()) + ", all within " + Numbers.inWords(around.radiusDeg())
                        + " deg of " + centre;
            case MocRegion moc ->
                "a MOC of " + area(ALL_SKY_DEG2 * moc.cover().skyFraction()) + ", order "
                        + moc.cover().order()
                        + (around.radiusDeg() < 180
                                ? ", all within " + Numbers.inWords(around.radiusDeg()) + " deg of " + centre
                                : "");
            case TargetRegion targets -> throw new IllegalArgumentException("no circle encloses " + targets);
        };
    }

    /** To a millionth of a degree, which is 4 milliarcseconds. */
    public static String positionInWords(double raDeg, double decDeg) {
        return "RA " + millionths(raDeg) + ", Dec " + millionths(decDeg);
    }

    /** {@code 12.3 square degrees}, or in smaller units. */
    private static String area(double deg2) {
        double arcmin2 = deg2 * 3600;
        return deg2 >= 0.1
                ? three(deg2) + " square degrees"
                : arcmin2 >= 0.1 ? three(arcmin2) + " square arcmin" : three(arcmin2 * 3600) + " square arcsec";
    }

    private static String three(double value) {
        return value >= 100 ? String.valueOf(Math.round(value)) : String.format(Locale.ROOT, "%.3g", value);
    }

    private static String millionths(double deg) {
        String text = String.format(Locale.ROOT, "%.6f", deg).replaceFirst("\\.?0+$", "");
        return text.equals("-0") ? "0" : text;
    }
}
