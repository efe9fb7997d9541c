package org.skytrawl.simvo.tap;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.skytrawl.sky.ConeCover;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.ShapeFormatException;
import org.skytrawl.sky.SkyCircle;
import org.skytrawl.sky.SkyPoint;
import org.skytrawl.sky.SkyShape;
import org.skytrawl.sky.StcS;

/**
 * A geometry of ADQL. Where a circle or a point takes part, comparisons are exact; two other shapes are compared by points
 * along their outlines. Immutable.
 *
 * @param circle if it is one
 * @param moc if it is one
 * @param outline points along its rim; of a point, itself
 */
record Region(
        SkyShape shape,
        @Nullable SkyCircle circle,
        @Nullable Moc moc,
        List<SkyPoint> outline) {
    private static final int MOST_KNOWN = 20_000;
    private static final int STEPS = 24;
    private static final Map<String, Region> KNOWN = new ConcurrentHashMap<>();

    /** The region a text means. */
    static Region of(String text) {
        Region known = KNOWN.get(text);
        if (known == null) {
            known = read(text);
            if (KNOWN.size() > MOST_KNOWN) {
                KNOWN.clear();
            }
            KNOWN.put(text, known);
        }
        return known;
    }

    private static Region read(String written) {
        String text = written.strip();
        boolean bareMoc = !text.isEmpty() && Character.isDigit(text.charAt(0)) && text.indexOf('/') > 0;
        String upper = text.toUpperCase(Locale.ROOT);
        try {
            if (bareMoc || upper.startsWith("MOC")) {
                String cells = bareMoc ? text : text.substring(3).strip();
                return new Region(StcS.parse("MOC " + cells), null, Moc.parse(cells), List.of());
            }
            SkyShape shape = StcS.parse(text);
            return new Region(shape, shape instanceof SkyCircle circle ? circle : null, null, outline(shape, text));
        } catch (ShapeFormatException | IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is no region: " + e.getMessage(), e);
        }
    }

    private static List<SkyPoint> outline(SkyShape shape, String text) {
        List<SkyPoint> points = new ArrayList<>();
        if (shape instanceof SkyCircle circle) {
            if (circle.radiusDeg() == 0) {
                return List.of(circle.centre());
            }
            for (int i = 0; i < 2 * STEPS; i++) {
                points.add(away(circle.centre(), circle.radiusDeg(), Math.PI * i / STEPS));
            }
            return points;
        }
        double[] numbers = text.lines()
                .flatMap(line -> java.util.Arrays.stream(line.split("\\s+", -1)))
                .filter(word -> word.matches("[-+.\\d][-+.\\deE]*"))
                .mapToDouble(Double::parseDouble)
                .toArray();
        if (!text.toUpperCase(Locale.ROOT).startsWith("POLYGON")) {
            return List.of();
        }
        int corners = numbers.length / 2;
        for (int i = 0; i < corners; i++) {
            int j = (i + 1) % corners;
            SkyPoint one = SkyPoint.ofDegrees(numbers[2 * i], numbers[2 * i + 1]);
            SkyPoint other = SkyPoint.ofDegrees(numbers[2 * j], numbers[2 * j + 1]);
            for (int step = 0; step < STEPS; step++) {
                points.add(between(one, other, (double) step / STEPS));
            }
        }
        return points;
    }

    private static SkyPoint between(SkyPoint one, SkyPoint other, double part) {
        return unit(
                one.x() * (1 - part) + other.x() * part,
                one.y() * (1 - part) + other.y() * part,
                one.z() * (1 - part) + other.z() * part);
    }

    private static SkyPoint away(SkyPoint from, double distanceDeg, double angle) {
        double d = Math.toRadians(distanceDeg);
        double ra = Math.toRadians(from.raDeg());
        double dec = Math.toRadians(from.decDeg());
        double north = Math.sin(d) * Math.cos(angle);
        double east = Math.sin(d) * Math.sin(angle);
        double out = Math.cos(d) * Math.cos(dec) - north * Math.sin(dec);
        return unit(
                out * Math.cos(ra) - east * Math.sin(ra),
                out * Math.sin(ra) + east * Math.cos(ra),
                Math.cos(d) * Math.sin(dec) + north * Math.cos(dec));
    }

    private static SkyPoint unit(double x, double y, double z) {
        double length = Math.sqrt(x * x + y * y + z * z);
        return new SkyPoint(x / length, y / length, z / length);
    }

    boolean contains(SkyPoint point) {
        return shape.overlaps(new SkyCircle(point, 0));
    }

    boolean intersects(Region other) {
        if (circle != null) {
            return other.shape.overlaps(circle);
        }
        if (other.circle != null) {
            return shape.overlaps(other.circle);
        }
        if (moc != null && other.moc != null) {
            return moc.overlaps(other.moc);
        }
        return outline.stream().anyMatch(other::contains)
                || other.outline.stream().anyMatch(this::contains);
    }

    boolean isWithin(Region other) {
        if (moc != null && other.moc != null) {
            return moc.union(other.moc).equals(other.moc);
        }
        boolean rim = !outline.isEmpty() && outline.stream().allMatch(other::contains);
        // a hole that the rim goes around can only be that of a smaller circle
        return rim && (circle == null || other.circle == null || other.contains(circle.centre()));
    }

    /** The cells of an order that it touches; of what is no circle, it itself. */
    String cells(int order) {
        return circle == null ? "" : "MOC " + ConeCover.cells(order, circle).toAscii();
    }
}
