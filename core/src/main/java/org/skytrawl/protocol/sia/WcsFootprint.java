package org.skytrawl.protocol.sia;

import org.jspecify.annotations.Nullable;
import org.skytrawl.protocol.mapping.PlainNumber;
import org.skytrawl.sky.SkyPoint;
import org.skytrawl.sky.SkyPolygon;

/**
 * The outline of an image by its world coordinates (FITS WCS paper II, Calabretta and Greisen 2002): its four corners.
 */
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
        int rank = rank(cdDeg);
        if (rank < 2 || refPixel.length < 2 || refValueDeg.length < 2 || pixels.length < 2) {
            return null;
        }
        if (!(pixels[0] > 0 && pixels[1] > 0) || !(Math.abs(refValueDeg[1]) <= 90)) {
            return null;
        }
        WcsPlane plane = new WcsPlane(letters(projection), refPixel, refValueDeg, cdDeg, rank);
        // the edges of the image are those of its outer pixels, half a pixel from their middle
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

    /** The three letters of a projection; those of a distorted one are of the one without, which is at most some pixels off. */
    private static String letters(String projection) {
        String letters = projection.substring(Math.max(0, projection.length() - 3));
        return switch (letters) {
            case "SIP", "TPV", "TNX" -> "TAN";
            default -> letters;
        };
    }

    /** How many rows a square matrix has, or 0 if so many numbers make none. */
    static int rank(double[] matrix) {
        int rank = (int) Math.round(Math.sqrt(matrix.length));
        return rank * rank == matrix.length ? rank : 0;
    }

    /** The middle of the image. */
    SkyPoint centre() {
        return centre;
    }

    /** Diameter of the circle around the middle that holds the corners. */
    double diameterDeg() {
        return diameterDeg;
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

    /** To a nanodegree: what is beyond is the arithmetic's. */
    static double rounded(double deg) {
        return Math.rint(deg * NANODEGREES) / NANODEGREES;
    }
}
