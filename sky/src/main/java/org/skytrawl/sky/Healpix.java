package org.skytrawl.sky;

/**
 * The HEALPix pixelisation of the sphere, nested scheme (Gorski et al. 2005, ApJ 622, 759). Order k has 12 * 4^k cells,
 * numbered from 0. Cell n consists of the cells 4n to 4n+3 of the next order.
 */
public final class Healpix {

    /** The finest supported order, with cells of 0.4 milliarcseconds. */
    public static final int MAX_ORDER = 29;

    /** Row and column of each base cell, as in the reference implementation. */
    private static final int[] ROW = {2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4};

    private static final int[] COLUMN = {1, 3, 5, 7, 0, 2, 4, 6, 1, 3, 5, 7};

    private static final double[] BOUND_RAD = new double[MAX_ORDER + 1];

    static {
        for (int order = 0; order <= MAX_ORDER; order++) {
            // The farthest corner of all cells is where polar caps and equatorial belt meet.
            double side = 1.0 / (1L << order);
            Vec centre = atHeight(2.0 / 3, side * Math.PI / 4);
            Vec corner = atHeight(1 - (1 - side) * (1 - side) / 3, 0);
            // The factor covers rounding.
            BOUND_RAD[order] = Vec.angleRad(centre, corner) * (1 + 1e-6);
        }
    }

    private Healpix() {}

    private static Vec atHeight(double z, double phi) {
        double s = Math.sqrt((1 - z) * (1 + z));
        return new Vec(s * Math.cos(phi), s * Math.sin(phi), z);
    }

    public static long cellCount(int order) {
        return 12L << (2 * checkOrder(order));
    }

    /** @throws IllegalArgumentException if the order is not in [0, 29] */
    public static long cellOf(int order, SkyPoint point) {
        long nside = 1L << checkOrder(order);
        double z = point.z();
        double turns = Math.atan2(point.y(), point.x()) / (Math.PI / 2);
        double quarter = turns < 0 ? turns + 4 : turns;
        quarter = quarter >= 4 ? 0 : quarter;
        if (Math.abs(z) <= 2.0 / 3) {
            double along = nside * (0.5 + quarter);
            double across = nside * (z * 0.75);
            long rising = (long) (along - across);
            long falling = (long) (along + across);
            long faceRising = rising >> order;
            long faceFalling = falling >> order;
            long face = faceRising == faceFalling
                    ? (faceRising & 3) | 4
                    : faceRising < faceFalling ? faceRising & 3 : (faceFalling & 3) + 8;
            return cell(order, face, falling & (nside - 1), nside - 1 - (rising & (nside - 1)));
        }
        int sector = Math.min(3, (int) quarter);
        double within = quarter - sector;
        // From the distance to the axis: 1 - |z| loses all digits near the pole.
        double fromPole = nside * Math.hypot(point.x(), point.y()) / Math.sqrt((1 + Math.abs(z)) / 3);
        long rising = Math.min((long) (within * fromPole), nside - 1);
        long falling = Math.min((long) ((1 - within) * fromPole), nside - 1);
        return z > 0
                ? cell(order, sector, nside - 1 - falling, nside - 1 - rising)
                : cell(order, sector + 8L, rising, falling);
    }

    /** @throws IllegalArgumentException if the order is not in [0, 29] or has no such cell */
    public static SkyPoint centreOf(int order, long cell) {
        return pointIn(order, cell, 0.5, 0.5);
    }

    /**
     * A point of a cell.
     *
     * @param u from 0 at the south-west edge to 1 at the north-east edge
     * @param v from 0 at the south-east edge to 1 at the north-west edge
     * @throws IllegalArgumentException if the order is not in [0, 29] or has no such cell
     */
    static SkyPoint pointIn(int order, long cell, double u, double v) {
        checkCell(order, cell);
        int face = (int) (cell >> (2 * order));
        long inFace = cell & ((1L << (2 * order)) - 1);
        double side = 1.0 / (1L << order);
        double x = (gather(inFace) + u) * side;
        double y = (gather(inFace >> 1) + v) * side;
        double row = ROW[face] - x - y;
        double ring = row < 1 ? row : row > 3 ? 4 - row : 1;
        double z;
        double s;
        if (ring < 1) {
            double cap = ring * ring / 3;
            z = row < 1 ? 1 - cap : cap - 1;
            s = Math.sqrt(cap * (2 - cap));
        } else {
            z = (2 - row) * 2 / 3;
            s = Math.sqrt((1 - z) * (1 + z));
        }
        double eighths = COLUMN[face] * ring + x - y;
        double phi = ring < 1e-15 ? 0 : Math.PI / 4 * eighths / ring;
        return SkyPoint.of(new Vec(s * Math.cos(phi), s * Math.sin(phi), z));
    }

    /**
     * The nested number of a cell that is numbered in the ring scheme.
     *
     * @throws IllegalArgumentException if the order is not in [0, 29] or has no such cell
     */
    public static long nestedOfRing(int order, long ringCell) {
        checkCell(order, ringCell);
        long nside = 1L << order;
        long inCap = 2 * nside * (nside - 1);
        long fromEnd = cellCount(order) - 1 - ringCell;
        if (ringCell >= inCap && fromEnd >= inCap) {
            long ring = (ringCell - inCap) / (4 * nside);
            long along = (ringCell - inCap) % (4 * nside);
            double quarter = (along + (ring % 2 == 0 ? 0.5 : 0)) / nside;
            return cellOf(order, atQuarters((nside - ring) * 2.0 / (3.0 * nside), quarter));
        }
        long fromPole = Math.min(ringCell, fromEnd);
        long ring = (long) ((1 + Math.sqrt(1 + 2.0 * fromPole)) / 2);
        ring -= 2 * ring * (ring - 1) > fromPole ? 1 : 0;
        ring += 2 * ring * (ring + 1) <= fromPole ? 1 : 0;
        long along = fromPole - 2 * ring * (ring - 1);
        double quarter = (along + 0.5) / ring;
        double cap = 1.0 * ring * ring / (3.0 * nside * nside);
        boolean north = fromPole == ringCell;
        double phi = Math.PI / 2 * (north ? quarter : 4 - quarter);
        double s = Math.sqrt(cap * (2 - cap));
        return cellOf(
                order, SkyPoint.of(new Vec(s * Math.cos(phi), s * Math.sin(phi), north ? 1 - cap : cap - 1).unit()));
    }

    private static SkyPoint atQuarters(double z, double quarter) {
        return SkyPoint.of(atHeight(z, quarter * Math.PI / 2).unit());
    }

    /**
     * Upper bound of the angle between the centre of a cell and its points, radians. Cell edges are not great circles,
     * but the corners are the farthest points.
     */
    public static double boundRad(int order) {
        return BOUND_RAD[checkOrder(order)];
    }

    /**
     * A circle that contains a cell; not the smallest.
     *
     * @throws IllegalArgumentException if the order is not in [0, 29] or has no such cell
     */
    public static SkyCircle circleAround(int order, long cell) {
        return new SkyCircle(centreOf(order, cell), Math.toDegrees(boundRad(order)));
    }

    static int checkOrder(int order) {
        if (order < 0 || order > MAX_ORDER) {
            throw new IllegalArgumentException("HEALPix order must be in [0, " + MAX_ORDER + "], not " + order);
        }
        return order;
    }

    static void checkCell(int order, long cell) {
        if (cell < 0 || cell >= cellCount(order)) {
            throw new IllegalArgumentException("HEALPix order " + order + " has no cell " + cell);
        }
    }

    private static long cell(int order, long face, long x, long y) {
        return (face << (2 * order)) + spread(x) + (spread(y) << 1);
    }

    /** Inserts a zero bit before each bit of a number below 2^32. */
    private static long spread(long bits) {
        long v = bits;
        v = (v | (v << 16)) & 0x0000FFFF0000FFFFL;
        v = (v | (v << 8)) & 0x00FF00FF00FF00FFL;
        v = (v | (v << 4)) & 0x0F0F0F0F0F0F0F0FL;
        v = (v | (v << 2)) & 0x3333333333333333L;
        return (v | (v << 1)) & 0x5555555555555555L;
    }

    /** Extracts every second bit; inverse of {@link #spread}. */
    private static long gather(long bits) {
        long v = bits & 0x5555555555555555L;
        v = (v | (v >> 1)) & 0x3333333333333333L;
        v = (v | (v >> 2)) & 0x0F0F0F0F0F0F0F0FL;
        v = (v | (v >> 4)) & 0x00FF00FF00FF00FFL;
        v = (v | (v >> 8)) & 0x0000FFFF0000FFFFL;
        return (v | (v >> 16)) & 0x00000000FFFFFFFFL;
    }
}
