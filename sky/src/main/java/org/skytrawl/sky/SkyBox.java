package org.skytrawl.sky;

/**
 * Boxes of STC-S and ADQL: great circles at right angles through the ends of a cross whose arms run north-south and
 * east-west from the centre (ADQL 2.1 section 4.2.9). The arms must be shorter than 90 degrees. Larger boxes occur in
 * practice for bands and the whole sky and are read as ranges of longitude and latitude.
 */
final class SkyBox {

    private SkyBox() {}

    /**
     * @param widthDeg full width
     * @param heightDeg full height
     * @throws IllegalArgumentException if a number is outside its range
     */
    static SkyShape ofDegrees(double raDeg, double decDeg, double widthDeg, double heightDeg) {
        if (!(widthDeg >= 0 && widthDeg <= 360) || !(heightDeg >= 0 && heightDeg <= 360)) {
            throw new IllegalArgumentException(
                    "width and height of a box must be in [0, 360] degrees, not " + widthDeg + " and " + heightDeg);
        }
        SkyPoint centre = SkyPoint.ofDegrees(raDeg, decDeg);
        if (widthDeg >= 180 || heightDeg >= 180) {
            double halfWidth = widthDeg / 2;
            double ra = raDeg % 360;
            return SkyRange.ofDegrees(
                    ra - halfWidth,
                    ra + halfWidth,
                    Math.max(-90, decDeg - heightDeg / 2),
                    Math.min(90, decDeg + heightDeg / 2));
        }
        LocalAxes axes = LocalAxes.at(centre);
        Vec up = axes.north().times(Math.tan(Math.toRadians(heightDeg / 2)));
        Vec left = axes.east().times(Math.tan(Math.toRadians(widthDeg / 2)));
        Vec middle = centre.vec();
        return SkyPolygon.of(
                middle.plus(up).plus(left).unit(),
                middle.minus(up).plus(left).unit(),
                middle.minus(up).minus(left).unit(),
                middle.plus(up).minus(left).unit());
    }
}
