package org.skytrawl.sky;

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
