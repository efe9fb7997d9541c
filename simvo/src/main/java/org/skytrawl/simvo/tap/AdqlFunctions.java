package org.skytrawl.simvo.tap;

import java.sql.Array;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.sky.SkyCircle;
import org.skytrawl.sky.SkyPoint;
import org.skytrawl.sky.SkyShape;

/**
 * The geometry functions of ADQL (2.0 section 2.4) and the MOC function of RegTAP's registries, called by the database:
 * public for that reason only. Shapes are texts in STC-S, MOCs are in ASCII; the database itself gives null for a null
 * argument. A text that is no shape gives null too.
 */
public final class AdqlFunctions {
    private AdqlFunctions() {}

    public static String point(String frame, double longitude, double latitude) {
        return Regions.stcS("POINT", frame, List.of(longitude, latitude));
    }

    public static String circle(String frame, double longitude, double latitude, double radius) {
        return Regions.stcS("CIRCLE", frame, List.of(longitude, latitude, radius));
    }

    public static @Nullable String circleAt(String frame, String centre, double radius) {
        double[] at = Regions.position(centre);
        return at == null ? null : circle(Regions.frameOf(centre), at[0], at[1], radius);
    }

    /** A box of full widths; degrees. */
    public static String box(String frame, double longitude, double latitude, double width, double height) {
        return Regions.stcS("BOX", frame, List.of(longitude, latitude, width, height));
    }

    public static @Nullable String boxAt(String frame, String centre, double width, double height) {
        double[] at = Regions.position(centre);
        return at == null ? null : box(Regions.frameOf(centre), at[0], at[1], width, height);
    }

    /** A polygon of longitudes and latitudes in turn; degrees. */
    public static @Nullable String polygon(String frame, Array corners) throws SQLException {
        List<Double> numbers = new ArrayList<>();
        for (@Nullable Object number : (@Nullable Object[]) corners.getArray()) {
            if (!(number instanceof Number known)) {
                return null;
            }
            numbers.add(known.doubleValue());
        }
        return Regions.stcS("POLYGON", frame, numbers);
    }

    public static @Nullable String polygonAt(String frame, Array corners) throws SQLException {
        List<Double> numbers = new ArrayList<>();
        for (@Nullable Object corner : (@Nullable Object[]) corners.getArray()) {
            double[] at = corner == null ? null : Regions.position(corner.toString());
            if (at == null) {
                return null;
            }
            numbers.add(at[0]);
            numbers.add(at[1]);
        }
        return Regions.stcS("POLYGON", frame, numbers);
    }

    /** 1 if the first shape lies in the second, else 0. */
    public static @Nullable Integer contains(String inner, String outer) {
        SkyShape in = Regions.ofData(inner);
        SkyShape out = Regions.ofData(outer);
        return in == null || out == null ? null : (Integer) (RegionRelations.contained(in, out) ? 1 : 0);
    }

    /** 1 if the shapes have a point in common, else 0. */
    public static @Nullable Integer intersects(String one, String other) {
        SkyShape first = Regions.ofData(one);
        SkyShape second = Regions.ofData(other);
        return first == null || second == null ? null : (Integer) (RegionRelations.overlap(first, second) ? 1 : 0);
    }

    public static @Nullable Double distance(String one, String other) {
        SkyShape first = Regions.ofData(one);
        SkyShape second = Regions.ofData(other);
        return first instanceof SkyCircle a && second instanceof SkyCircle b
                ? (Double) a.centre().separationDeg(b.centre())
                : null;
    }

    public static @Nullable Double distance4(double lon1, double lat1, double lon2, double lat2) {
        return isLatitude(lat1) && isLatitude(lat2)
                ? (Double) SkyPoint.ofDegrees(lon1, lat1).separationDeg(SkyPoint.ofDegrees(lon2, lat2))
                : null;
    }

    private static boolean isLatitude(double degrees) {
        return degrees >= -90 && degrees <= 90;
    }

    public static @Nullable Double area(String shape) {
        SkyShape known = Regions.ofData(shape);
        return known == null ? null : (Double) RegionRelations.areaDeg2(known);
    }

    public static @Nullable String centroid(String shape) {
        if (Regions.position(shape) != null) {
            return shape;
        }
        SkyShape known = Regions.ofData(shape);
        SkyPoint centre = known == null ? null : RegionRelations.centre(known);
        return centre == null ? null : point("ICRS", centre.raDeg(), centre.decDeg());
    }

    public static @Nullable Double coord1(String point) {
        double[] at = Regions.position(point);
        return at == null ? null : (Double) at[0];
    }

    public static @Nullable Double coord2(String point) {
        double[] at = Regions.position(point);
        return at == null ? null : (Double) at[1];
    }

    public static String coordsys(String shape) {
        return Regions.frameOf(shape);
    }

    public static @Nullable String moc(int order, String shape) throws SQLException {
        SkyShape known = Regions.ofData(shape);
        if (known == null) {
            return null;
        }
        try {
            return CellSearch.cover(order, known).toAscii();
        } catch (IllegalArgumentException e) {
            throw new SQLException("MOC: " + e.getMessage());
        }
    }

    public static String mocOf(String ascii) throws SQLException {
        Regions.parsed(ascii);
        return ascii;
    }
}
