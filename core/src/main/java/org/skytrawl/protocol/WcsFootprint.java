package org.skytrawl.protocol;

import org.jspecify.annotations.Nullable;
import org.skytrawl.sky.SkyPoint;
import org.skytrawl.sky.SkyPolygon;

/**
 * The outline of an image by its world coordinates (FITS WCS paper II, Calabretta and Greisen 2002): its four corners,
 * for the zenithal projections, of which only the distance from the reference point differs.
 *
 * @param cornersDeg ra, dec of each corner in turn
 * @param centreRaDeg right ascension of the middle
 * @param centreDecDeg declination of the middle
 * @param diameterDeg of the circle around the middle that holds the corners
 */
record WcsFootprint(double[] cornersDeg, double centreRaDeg, double centreDecDeg, double diameterDeg) {
    /** Beyond this distance from the reference point a flat image of the sky means little. */
    private static final double FARTHEST_RAD = Math.toRadians(80);

    private static final double NANODEGREES = 1e9;

    /**
     * The outline, or null if the numbers do not make one.
     *
     * @param projection three letters such as {@code TAN}, or a CTYPE that ends with them
     * @param refPixel pixel coordinates of the reference point, the middle of the first pixel being 1
     * @param refValueDeg RA and Dec of the reference point
     * @param cdDeg degrees per pixel: cd11, cd12, cd21, cd22, or a larger square matrix by rows
     * @param pixels length of the axes
     */
    static @Nullable WcsFootprint of(
            String projection, double[] refPixel, double[] refValueDeg, double[] cdDeg, double[] pixels) {
        int rank = (int) Math.round(Math.sqrt(cdDeg.length));
        boolean complete = refPixel.length >= 2
                && refValueDeg.length >= 2
                && pixels.length >= 2
                && rank >= 2
                && rank * rank == cdDeg.length;
        if (!complete || !(pixels[0] > 0 && pixels[1] > 0) || !(Math.abs(refValueDeg[1]) <= 90)) {
            return null;
        }
        Plane plane = new Plane(
                projection.substring(Math.max(0, projection.length() - 3)),
                refPixel[0],
                refPixel[1],
                refValueDeg[0],
                refValueDeg[1],
                new double[] {cdDeg[0], cdDeg[1], cdDeg[rank], cdDeg[rank + 1]});
        // the edges of the image are those of its outer pixels, half a pixel from their middle
        double[][] ends = {
            {0.5, 0.5}, {0.5, pixels[1] + 0.5}, {pixels[0] + 0.5, pixels[1] + 0.5}, {pixels[0] + 0.5, 0.5}
        };
        SkyPoint centre = plane.at((pixels[0] + 1) / 2, (pixels[1] + 1) / 2);
        if (centre == null) {
            return null;
        }
        double[] corners = new double[8];
        double farthestDeg = 0;
        for (int i = 0; i < 4; i++) {
            SkyPoint corner = plane.at(ends[i][0], ends[i][1]);
            if (corner == null) {
                return null;
            }
            farthestDeg = Math.max(farthestDeg, corner.separationDeg(centre));
            corners[2 * i] = rounded(corner.raDeg());
            corners[2 * i + 1] = rounded(corner.decDeg());
        }
        return farthestDeg > 0 ? new WcsFootprint(corners, centre.raDeg(), centre.decDeg(), 2 * farthestDeg) : null;
    }

    /** The outline as STC-S. */
    String stcS() {
        StringBuilder text = new StringBuilder("POLYGON ICRS");
        for (double corner : cornersDeg) {
            text.append(' ').append(PlainNumber.of(corner));
        }
        return text.toString();
    }

    SkyPolygon polygon() {
        return SkyPolygon.ofDegrees(cornersDeg);
    }

    private static double rounded(double deg) {
        return Math.rint(deg * NANODEGREES) / NANODEGREES;
    }

    private record Plane(String projection, double refX, double refY, double raDeg, double decDeg, double[] cd) {
        @Nullable
        SkyPoint at(double pixelX, double pixelY) {
            double dx = pixelX - refX;
            double dy = pixelY - refY;
            double x = Math.toRadians(cd[0] * dx + cd[1] * dy);
            double y = Math.toRadians(cd[2] * dx + cd[3] * dy);
            double r = Math.hypot(x, y);
            double distance = distanceRad(r);
            if (!(distance <= FARTHEST_RAD) || !Double.isFinite(raDeg)) {
                return null;
            }
            double east = r == 0 ? 0 : Math.sin(distance) * x / r;
            double north = r == 0 ? 0 : Math.sin(distance) * y / r;
            double a = Math.toRadians(raDeg);
            double d = Math.toRadians(decDeg);
            double ahead = Math.cos(distance);
            double outwards = ahead * Math.cos(d) - north * Math.sin(d);
            double px = outwards * Math.cos(a) - east * Math.sin(a);
            double py = outwards * Math.sin(a) + east * Math.cos(a);
            double pz = ahead * Math.sin(d) + north * Math.cos(d);
            return SkyPoint.ofDegrees(
                    Math.toDegrees(Math.atan2(py, px)), Math.toDegrees(Math.atan2(pz, Math.hypot(px, py))));
        }

        /** Angle from the reference point of what lies r (radians) from it on the plane; NaN if nothing does. */
        private double distanceRad(double r) {
            return switch (projection) {
                case "TAN" -> Math.atan(r);
                case "SIN" -> Math.asin(r);
                case "ARC" -> r;
                case "ZEA" -> 2 * Math.asin(r / 2);
                case "STG" -> 2 * Math.atan(r / 2);
                default -> Double.NaN;
            };
        }
    }
}
