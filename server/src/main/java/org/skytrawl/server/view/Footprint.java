package org.skytrawl.server.view;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.sky.ShapeFormatException;
import org.skytrawl.sky.ShapeOutline;
import org.skytrawl.sky.SkyCircle;
import org.skytrawl.sky.SkyPoint;
import org.skytrawl.sky.SkyShape;
import org.skytrawl.sky.StcS;

/**
 * Where a dataset is on the sky, for drawing: its {@code s_region}, or a circle by centre and field of view, or its centre alone;
 * the same geometry that it was judged by. Immutable.
 *
 * @param raDeg of its centre, ICRS; that of its region if the record has none
 * @param radiusDeg of a circle; NaN if it is none
 * @param polygons flat vertices (ra, dec, ra, dec, ... degrees); empty if there is none
 */
public record Footprint(double raDeg, double decDeg, double radiusDeg, List<double[]> polygons) {
    public Footprint {
        polygons = List.copyOf(polygons);
    }

    /** Of the vertices of one dataset. */
    static final int MOST_VERTICES = 400;

    /** Null if nothing is known. */
    static @Nullable Footprint of(ObsCoreRecord record) {
        SkyPoint centre = centre(record);
        SkyShape region = region(record);
        SkyPoint bare = region == null ? null : region.bareCentre();
        if (region != null && bare == null) {
            return of(ShapeOutline.of(region, MOST_VERTICES), centre);
        }
        SkyPoint place = centre == null ? bare : centre;
        if (place == null) {
            return null;
        }
        double fovDeg = record.number(ObsCoreColumn.s_fov);
        double radiusDeg = fovDeg > 0 && fovDeg <= 360 ? fovDeg / 2 : Double.NaN;
        return new Footprint(place.raDeg(), place.decDeg(), radiusDeg, List.of());
    }

    private static Footprint of(ShapeOutline outline, @Nullable SkyPoint centre) {
        SkyCircle circle = outline.circle();
        if (circle != null) {
            SkyPoint middle = circle.centre();
            return new Footprint(middle.raDeg(), middle.decDeg(), circle.radiusDeg(), List.of());
        }
        List<double[]> polygons = new ArrayList<>();
        for (List<SkyPoint> ring : outline.polygons()) {
            double[] flat = new double[2 * ring.size()];
            for (int i = 0; i < ring.size(); i++) {
                flat[2 * i] = ring.get(i).raDeg();
                flat[2 * i + 1] = ring.get(i).decDeg();
            }
            polygons.add(flat);
        }
        SkyPoint place = centre;
        if (place == null) {
            SkyCircle around = SkyCircle.around(
                    outline.polygons().stream().flatMap(List::stream).toList());
            place = around == null ? outline.polygons().getFirst().getFirst() : around.centre();
        }
        return new Footprint(place.raDeg(), place.decDeg(), Double.NaN, polygons);
    }

    /** The centre that the record gives; null without. */
    static @Nullable SkyPoint centre(ObsCoreRecord record) {
        double raDeg = record.number(ObsCoreColumn.s_ra);
        double decDeg = record.number(ObsCoreColumn.s_dec);
        return Double.isFinite(raDeg) && Math.abs(decDeg) <= 90 ? SkyPoint.ofDegrees(raDeg, decDeg) : null;
    }

    private static @Nullable SkyShape region(ObsCoreRecord record) {
        String text = record.text(ObsCoreColumn.s_region);
        try {
            return text == null ? null : StcS.parse(text);
        } catch (ShapeFormatException e) {
            return null;
        }
    }
}
