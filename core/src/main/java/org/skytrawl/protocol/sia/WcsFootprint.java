package org.skytrawl.protocol.sia;

import org.jspecify.annotations.Nullable;
import org.skytrawl.protocol.mapping.PlainNumber;
import org.skytrawl.sky.SkyPoint;
import org.skytrawl.sky.SkyPolygon;

/** The four corners of an image by its world coordinates (FITS WCS paper II, Calabretta and Greisen 2002). */
final class WcsFootprint {
    private static final double NANODEGREES = 1e9;

    private final double[] cornersDeg;
    private final SkyPoint centre;
    private final double diameterDeg;

    private WcsFootprint(double[] cornersDeg, SkyPoint centre, double diameterDeg) {
        this.cornersDeg = cornersDeg;
        this.centre = centre;
        this.diameterDeg = diameterDeg;
    }

    /**
     * The outline, or null if the numbers are no valid WCS.
     *
     * @param projection three letters such as {@code TAN}, or a CTYPE that ends with them
     * @param refPixel pixel coordinates of the reference point; the centre of the first pixel is 1
     * @param refValueDeg RA and Dec of the reference point
     * @param cdDeg degrees per pixel: cd11, cd12, cd21, cd22, or a larger square matrix by rows
     * @param pixels length of the axes
     */
    static @Nullable WcsFootprint of(
            String projection, double[] refPixel, double[] refValueDeg, double[] cdDeg, double[] pixels) {
        int rank = rank(cdDeg);
        if (rank < 2 || refPixel.length < 2 || refValueDeg.length < 2 || pixels.length < 2) {
            return null;
        }
        if (!(pixels[0] > 0 && pixels[1] > 0) || !(Math.abs(refValueDeg[1]) <= 90)) {
            return null;
        }
        Plane plane = new Plane(letters(projection), refPixel, refValueDeg, cdDeg, rank);
        // edges are half a pixel from the centres of the outer pixels
        double right = pixels[0] + 0.5;
        double top = pixels[1] + 0.5;
        double[][] ends = {{0.5, 0.5}, {0.5, top}, {right, top}, {right, 0.5}};
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
        return farthestDeg > 0 ? new WcsFootprint(corners, centre, 2 * farthestDeg) : null;
    }

    /** The code of a projection. Distortion terms are ignored: the error is a few pixels at most. */
    private static String letters(String projection) {
        String letters = projection.substring(Math.max(0, projection.length() - 3));
        return switch (letters) {
            case "SIP", "TPV", "TNX" -> "TAN";
            default -> letters;
        };
    }

    /** Rows of a square matrix, or 0 if it is not square. */
    static int rank(double[] matrix) {
        int rank = (int) Math.round(Math.sqrt(matrix.length));
        return rank * rank == matrix.length ? rank : 0;
    }

    /** The centre of the image. */
    SkyPoint centre() {
        return centre;
    }

    /** Diameter of the circle around the centre that contains the corners. */
    double diameterDeg() {
        return diameterDeg;
    }

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

    /** To a nanodegree; further digits are rounding errors. */
    static double rounded(double deg) {
        return Math.rint(deg * NANODEGREES) / NANODEGREES;
    }

    /** Maps pixels to the sky for the zenithal projections; they differ in the distance from the reference point only. */
    private static final class Plane {
        /** Farther from the reference point a flat image of the sky is meaningless. */
        private static final double FARTHEST_RAD = Math.toRadians(80);

        private final String projection;
        private final double refX;
        private final double refY;
        private final double raRad;
        private final double decRad;
        private final double cd11;
        private final double cd12;
        private final double cd21;
        private final double cd22;

        Plane(String projection, double[] refPixel, double[] refValueDeg, double[] cdDeg, int rank) {
            this.projection = projection;
            this.refX = refPixel[0];
            this.refY = refPixel[1];
            this.raRad = Math.toRadians(refValueDeg[0]);
            this.decRad = Math.toRadians(refValueDeg[1]);
            this.cd11 = Math.toRadians(cdDeg[0]);
            this.cd12 = Math.toRadians(cdDeg[1]);
            this.cd21 = Math.toRadians(cdDeg[rank]);
            this.cd22 = Math.toRadians(cdDeg[rank + 1]);
        }

        /** The position of a pixel, or null if it is not on the sky. */
        @Nullable
        SkyPoint at(double pixelX, double pixelY) {
            double dx = pixelX - refX;
            double dy = pixelY - refY;
            double x = cd11 * dx + cd12 * dy;
            double y = cd21 * dx + cd22 * dy;
            double r = Math.hypot(x, y);
            double distance = distanceRad(r);
            if (!(distance <= FARTHEST_RAD) || !Double.isFinite(raRad + decRad)) {
                return null;
            }
            double east = r == 0 ? 0 : Math.sin(distance) * x / r;
            double north = r == 0 ? 0 : Math.sin(distance) * y / r;
            double ahead = Math.cos(distance);
            double outwards = ahead * Math.cos(decRad) - north * Math.sin(decRad);
            double px = outwards * Math.cos(raRad) - east * Math.sin(raRad);
            double py = outwards * Math.sin(raRad) + east * Math.cos(raRad);
            double pz = ahead * Math.sin(decRad) + north * Math.cos(decRad);
            return SkyPoint.ofDegrees(
                    Math.toDegrees(Math.atan2(py, px)), Math.toDegrees(Math.atan2(pz, Math.hypot(px, py))));
        }

        /** Angle from the reference point for a distance r (radians) on the plane; NaN if there is none. */
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
