package org.skytrawl.server.facade;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Cone;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.Region;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.MocShape;
import org.skytrawl.sky.ShapeFormatException;
import org.skytrawl.sky.SkyShape;
import org.skytrawl.sky.StcS;

/**
 * A value of POS (SIA 2.0 section 2.1.1): a word and numbers in degrees, ICRS.
 *
 * @param region null for a range, which is bounded by parallels: no polygon is
 */
record Position(@Nullable Region region, SkyShape shape, boolean isWholeSky) {
    /** Radius that stands for a circle of radius 0, about 4 milliarcseconds. */
    static final double POINT_DEG = 1e-6;

    /** Cells around a range: more of them are nearer to it, and take longer to ask for. */
    private static final int ENOUGH_CELLS = 100;

    private static final int FEWEST_CELLS = 10;

    private static final int FINEST_ORDER = 20;
    private static final String FORMS =
            "CIRCLE ra dec radius, RANGE ra1 ra2 dec1 dec2 or POLYGON ra1 dec1 ra2 dec2 ra3" + " dec3 ..., in degrees";

    /** @throws FacadeException if it is none */
    static Position of(String text) {
        int blank = text.indexOf(' ');
        String word = (blank < 0 ? text : text.substring(0, blank)).toUpperCase(Locale.ROOT);
        double[] numbers = NumberRange.numbers(blank < 0 ? "" : text.substring(blank));
        if (numbers == null) {
            throw wrong(text);
        }
        try {
            return switch (word) {
                case "CIRCLE" -> circle(numbers, text);
                case "RANGE" -> range(numbers, text);
                case "POLYGON" -> polygon(numbers, text);
                default -> throw wrong(text);
            };
        } catch (IllegalArgumentException e) {
            throw FacadeException.wrong("POS", String.valueOf(e.getMessage()));
        }
    }

    private static FacadeException wrong(String text) {
        return FacadeException.wrong("POS", "'" + Parameters.shown(text) + "' is not " + FORMS);
    }

    private static Position circle(double[] v, String text) {
        if (v.length != 3) {
            throw wrong(text);
        }
        return circle(v[0], v[1], v[2]);
    }

    /** @throws IllegalArgumentException if a number is out of range */
    static Position circle(double raDeg, double decDeg, double radiusDeg) {
        Cone cone = new Cone(raDeg, decDeg, radiusDeg == 0 ? POINT_DEG : radiusDeg);
        return new Position(cone, cone.shape(), cone.radiusDeg() >= 180);
    }

    private static Position polygon(double[] v, String text) {
        if (v.length < 6 || v.length % 2 != 0) {
            throw wrong(text);
        }
        PolygonRegion polygon = PolygonRegion.ofDegrees(v);
        return new Position(polygon, polygon.shape(), false);
    }

    private static Position range(double[] v, String text) {
        if (v.length != 4 || v[2] > v[3]) {
            throw wrong(text);
        }
        double west = v[0] == Double.NEGATIVE_INFINITY ? 0 : v[0];
        double east = v[1] == Double.POSITIVE_INFINITY ? 360 : v[1];
        double south = v[2] == Double.NEGATIVE_INFINITY ? -90 : v[2];
        double north = v[3] == Double.POSITIVE_INFINITY ? 90 : v[3];
        boolean isWhole = east - west >= 360 && south <= -90 && north >= 90;
        try {
            SkyShape shape = StcS.parse("RANGE ICRS " + west + " " + east + " " + south + " " + north);
            return new Position(null, shape, isWhole);
        } catch (ShapeFormatException e) {
            throw FacadeException.wrong("POS", String.valueOf(e.getMessage()));
        }
    }

    /** Of a polygon; 0 for others. */
    int vertices() {
        return region instanceof PolygonRegion polygon ? polygon.raDecDeg().length / 2 : 0;
    }

    /**
     * Cells that together contain the shape.
     *
     * @param positions how many there are in all: the more, the coarser
     */
    Moc cover(int positions) {
        if (region != null) {
            return region.cover();
        }
        List<Long> cells = new ArrayList<>();
        for (long cell = 0; cell < 12; cell++) {
            addIfOverlapping(0, cell, cells);
        }
        int enough = Math.clamp(4 * ENOUGH_CELLS / positions, FEWEST_CELLS, ENOUGH_CELLS);
        int order = 0;
        while (cells.size() < enough && order < FINEST_ORDER) {
            order++;
            List<Long> parts = new ArrayList<>();
            for (long cell : cells) {
                for (long part = 4 * cell; part < 4 * cell + 4; part++) {
                    addIfOverlapping(order, part, parts);
                }
            }
            cells = parts;
        }
        return Moc.ofCells(order, cells.stream().mapToLong(Long::longValue).toArray());
    }

    private void addIfOverlapping(int order, long cell, List<Long> cells) {
        if (shape.overlaps(new MocShape(Moc.ofCells(order, cell)))) {
            cells.add(cell);
        }
    }
}
