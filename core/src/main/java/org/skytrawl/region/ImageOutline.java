package org.skytrawl.region;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.sky.SkyPoint;
import org.skytrawl.sky.SkyPolygon;

/**
 * The outline of a FITS image on the sky by its celestial coordinates: the outer edges of its border pixels. Projections
 * TAN (also with SIP or TPV), SIN, ARC, STG, ZEA and CAR; ICRS, FK5 (taken as ICRS) and galactic coordinates. Also compressed
 * images (FITS 4.0 section 10) and files packed by gzip. Only headers are read. Immutable and thread-safe.
 *
 * @param hdu number of the image's HDU; 0 is the primary one
 * @param name EXTNAME of the HDU; may be empty
 * @param width number of pixels along the first celestial axis
 * @param height number of pixels along the second
 * @param region the outline; its sides follow curved borders within a quarter of a pixel, or, if a side would need more than
 *     64 vertices, as well as these can
 * @param notes what was taken otherwise than the header says, for people
 */
public record ImageOutline(int hdu, String name, long width, long height, PolygonRegion region, List<String> notes) {
    /** Number of divisions of a side in halves. */
    private static final int MAX_DEPTH = 6;

    /** A side that is curved to both sides may seem straight at its middle. */
    private static final int PROBES = 8;

    private static final double CLOSE_PIXELS = 0.25;

    /** Below the size of the pixels of all instruments: 0.04 milliarcseconds. */
    private static final double STEPS_PER_DEG = 1e8;

    public ImageOutline {
        notes = List.copyOf(notes);
    }

    /**
     * Reads a file, whose name may end with the number of an HDU: {@code image.fits#1}. Without it, the first image with
     * celestial coordinates counts.
     *
     * @throws RegionFileException as {@link #of(Path)} and {@link #of(Path, int)}
     */
    public static ImageOutline of(String fileAndHdu) {
        int hash = fileAndHdu.lastIndexOf('#');
        String number = hash < 0 ? "" : fileAndHdu.substring(hash + 1);
        if (hash < 1 || Files.exists(Path.of(fileAndHdu))) {
            return of(Path.of(fileAndHdu));
        }
        if (number.isEmpty() || number.length() > 5 || !number.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new RegionFileException("'" + PlainText.of(fileAndHdu, 200)
                    + "': after # there must be the number of an HDU, 0 for the primary one");
        }
        return of(Path.of(fileAndHdu.substring(0, hash)), Integer.parseInt(number));
    }

    /**
     * The first image of a file that has celestial coordinates.
     *
     * @throws RegionFileException naming the file, if it cannot be read, has no such image, or its coordinates cannot be read or
     *     leave the sky; or if it is over a hemisphere
     */
    public static ImageOutline of(Path file) {
        try (FitsFile fits = FitsFile.open(file)) {
            while (fits.next()) {
                Image image = Image.of(fits);
                CelestialWcs wcs = image == null ? null : wcs(fits);
                if (image != null && wcs != null) {
                    return outline(fits, image, wcs);
                }
            }
            throw new RegionFileException(fits.name() + " has no image with celestial coordinates (CTYPE) in its "
                    + (fits.hdu() == 1 ? "only HDU" : fits.hdu() + " HDUs"));
        }
    }

    /**
     * The image of an HDU.
     *
     * @param hdu from 0, the primary one
     * @throws RegionFileException as {@link #of(Path)}
     */
    public static ImageOutline of(Path file, int hdu) {
        try (FitsFile fits = FitsFile.open(file)) {
            while (fits.next()) {
                if (fits.hdu() == hdu) {
                    Image image = Image.of(fits);
                    CelestialWcs wcs = image == null ? null : wcs(fits);
                    if (image == null || wcs == null) {
                        throw new RegionFileException(fits.place()
                                + (image == null ? " is no image" : " has no celestial coordinates (CTYPE)"));
                    }
                    return outline(fits, image, wcs);
                }
            }
            throw new RegionFileException(fits.name() + " has no HDU " + hdu + ": the last one is " + (fits.hdu() - 1));
        }
    }

    private static @Nullable CelestialWcs wcs(FitsFile fits) {
        try {
            return CelestialWcs.of(fits.header());
        } catch (IOException e) {
            throw new RegionFileException(fits.place() + ": " + e.getMessage(), e);
        }
    }

    /** @param axes prefix of the keywords for the lengths of the axes */
    private record Image(String axes, int count) {
        /** Null if the present HDU is no image, or one without pixels. */
        static @Nullable Image of(FitsFile fits) {
            FitsCards header = fits.header();
            boolean compressed = header.isTrue("ZIMAGE");
            String extension = header.word("XTENSION");
            if (!compressed && !extension.isEmpty() && !extension.equals("IMAGE")) {
                return null;
            }
            String axes = compressed ? "ZNAXIS" : "NAXIS";
            try {
                int count = (int) header.integer(axes, 0);
                return count < 2 ? null : new Image(axes, count);
            } catch (IOException e) {
                throw new RegionFileException(fits.place() + ": " + e.getMessage(), e);
            }
        }

        long length(FitsFile fits, int axis) {
            long length;
            try {
                length = axis > count ? 0 : fits.header().integer(axes + axis, 0);
            } catch (IOException e) {
                throw new RegionFileException(fits.place() + ": " + e.getMessage(), e);
            }
            if (length < 1 || length > Integer.MAX_VALUE) {
                throw new RegionFileException(fits.place() + ": " + axes + axis + " is " + length);
            }
            return length;
        }
    }

    private static ImageOutline outline(FitsFile fits, Image image, CelestialWcs wcs) {
        long width = image.length(fits, wcs.firstAxis());
        long height = image.length(fits, wcs.secondAxis());
        Border border = new Border(fits.place(), wcs);
        double[][] corners = {{0.5, 0.5}, {width + 0.5, 0.5}, {width + 0.5, height + 0.5}, {0.5, height + 0.5}};
        for (int i = 0; i < corners.length; i++) {
            double[] from = corners[i];
            double[] to = corners[(i + 1) % corners.length];
            SkyPoint start = border.positionOf(from[0], from[1]);
            border.add(start);
            border.follow(from, to, start, border.positionOf(to[0], to[1]), 0);
        }
        PolygonRegion region;
        try {
            region = PolygonRegion.ofDegrees(border.raDecDeg());
        } catch (IllegalArgumentException e) {
            throw new RegionFileException(
                    fits.place() + ": the outline of its " + width + " x " + height + " pixels is no polygon: "
                            + e.getMessage(),
                    e);
        }
        SkyPolygon polygon = region.shape();
        if (!polygon.contains(border.positionOf((width + 1) / 2.0, (height + 1) / 2.0))) {
            throw new RegionFileException(fits.place() + ": its " + width + " x " + height
                    + " pixels are over a hemisphere, or its coordinates turn inside out");
        }
        return new ImageOutline(
                fits.hdu(), PlainText.of(fits.header().text("EXTNAME"), 80), width, height, region, wcs.notes());
    }

    /** Collects vertices along the border. */
    private static final class Border {
        private final String place;
        private final CelestialWcs wcs;
        private final List<SkyPoint> vertices = new ArrayList<>();

        Border(String place, CelestialWcs wcs) {
            this.place = place;
            this.wcs = wcs;
        }

        SkyPoint positionOf(double x, double y) {
            SkyPoint position = wcs.positionOf(x, y);
            if (position == null) {
                throw new RegionFileException(place + ": its pixel (" + x + ", " + y
                        + ") is not on the sky, so that the image has no outline");
            }
            return position;
        }

        void add(SkyPoint vertex) {
            vertices.add(vertex);
        }

        /** Adds vertices between two points of a side until its parts are as straight as a great circle. */
        void follow(double[] from, double[] to, SkyPoint start, SkyPoint end, int depth) {
            if (depth == MAX_DEPTH || isStraight(from, to, start, end)) {
                return;
            }
            double[] middle = {(from[0] + to[0]) / 2, (from[1] + to[1]) / 2};
            SkyPoint between = positionOf(middle[0], middle[1]);
            follow(from, middle, start, between, depth + 1);
            add(between);
            follow(middle, to, between, end, depth + 1);
        }

        private boolean isStraight(double[] from, double[] to, SkyPoint start, SkyPoint end) {
            double pixels = Math.hypot(to[0] - from[0], to[1] - from[1]);
            double length = start.separationDeg(end);
            double allowed = Math.max(1 / STEPS_PER_DEG, CLOSE_PIXELS * length / pixels);
            for (int i = 1; i < PROBES; i++) {
                double part = i / (double) PROBES;
                SkyPoint probe = positionOf(from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1]));
                // half of an ellipse's excess: the detour over a point at a distance d is 2 d^2 / length at least
                double detour = probe.separationDeg(start) + probe.separationDeg(end) - length;
                if (distanceDeg(probe, start, end) > allowed || detour > length) {
                    return false;
                }
            }
            return true;
        }

        /** Of a point from the great circle through two others. */
        private static double distanceDeg(SkyPoint point, SkyPoint a, SkyPoint b) {
            double x = a.y() * b.z() - a.z() * b.y();
            double y = a.z() * b.x() - a.x() * b.z();
            double z = a.x() * b.y() - a.y() * b.x();
            double norm = Math.sqrt(x * x + y * y + z * z);
            // relative to a: the product with a is 0 but for rounding
            double above = x * (point.x() - a.x()) + y * (point.y() - a.y()) + z * (point.z() - a.z());
            return norm == 0 ? point.separationDeg(a) : Math.toDegrees(Math.asin(Math.min(1, Math.abs(above) / norm)));
        }

        double[] raDecDeg() {
            return vertices.stream()
                    .flatMapToDouble(vertex -> DoubleStream.of(
                            Math.rint(vertex.raDeg() * STEPS_PER_DEG) / STEPS_PER_DEG,
                            Math.rint(vertex.decDeg() * STEPS_PER_DEG) / STEPS_PER_DEG))
                    .toArray();
        }
    }
}
