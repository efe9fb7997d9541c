package org.skytrawl.merge;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.ProductTypes;
import org.skytrawl.sky.ShapeFormatException;
import org.skytrawl.sky.SkyCircle;
import org.skytrawl.sky.SkyPoint;
import org.skytrawl.sky.SkyShape;
import org.skytrawl.sky.StcS;

/**
 * Separates records with one identity whose known times, bands or positions contradict each other: a landing page as access
 * URL, a DID that names a whole collection.
 *
 * <p>Two records are in one class if the same records contradict them, axis by axis. So no two records of a class contradict
 * each other, and the classes depend neither on the order of records nor on which record of a class is kept. A record that
 * fits to several others which contradict each other is in a class of its own: nobody knows which of them it describes.
 */
final class Contradictions {
    /** Limits for comparing all pairs of positions, where one with an outline weighs as much as four without. */
    static final int MOST_PAIRWISE = 256;

    private static final int OUTLINE_WEIGHT = 4;
    /** Some 1500 vertices, each compared with each other one. */
    private static final int MOST_OUTLINE_TEXT = 32_000;

    private static final double POINT_RADIUS_DEG = 0.5 / 60;
    private static final double ROUNDING_DEG = 5.0 / 3600;
    /** A single date, as in SIA1, may be any time within the observation. */
    private static final double INSTANT_SLACK_D = 0.05;

    /** A float holds an MJD to 0.004 d; times may be barycentric. */
    private static final double TIME_SLACK_D = 0.005;

    /** Wavelengths in air differ by 0.0003 from those in vacuum. */
    private static final double BAND_SLACK = 5e-4;

    private static final Set<String> APERTURE_TYPES =
            ProductTypes.withNarrower(Set.of("spectrum", "sed", "timeseries"));

    private final RecordPool pool;
    /** The records in the order of their identities. */
    private final int[] members;

    private int @Nullable [] classes;

    private Contradictions(RecordPool pool, int[] members) {
        this.pool = pool;
        this.members = members;
    }

    /**
     * The class of each record among those of its identity; null if there are no contradictions.
     *
     * @param identities the number of the identity of each record, or -1
     * @param count the number of identities
     */
    static int @Nullable [] classes(RecordPool pool, int[] identities, int count) {
        int[] ends = new int[count + 1];
        for (int identity : identities) {
            if (identity >= 0) {
                ends[identity + 1]++;
            }
        }
        Arrays.parallelPrefix(ends, Integer::sum);
        int[] members = new int[ends[count]];
        for (int i = 0; i < identities.length; i++) {
            if (identities[i] >= 0) {
                members[ends[identities[i]]++] = i;
            }
        }
        Contradictions all = new Contradictions(pool, members);
        for (int identity = 0, start = 0; identity < count; start = ends[identity++]) {
            if (ends[identity] - start > 1) {
                all.separate(start, ends[identity]);
            }
        }
        return all.classes;
    }

    private void separate(int start, int end) {
        int i = start + 1;
        while (i < end && RecordIdentity.sameExtent(pool, members[start], members[i])) {
            i++;
        }
        if (i == end) {
            return;
        }
        double[] lows = new double[end - start];
        double[] highs = new double[end - start];
        for (int k = 0; k < lows.length; k++) {
            ObsCoreRecord record = record(start + k);
            double min = record.number(ObsCoreColumn.t_min);
            double max = record.number(ObsCoreColumn.t_max);
            boolean isDay = min == max && min == Math.rint(min);
            double slack = isDay ? 0 : min == max ? INSTANT_SLACK_D : TIME_SLACK_D;
            lows[k] = low(min, max) - slack;
            // a whole number is a date without time of day
            highs[k] = high(min, max) + (isDay ? 1 - TIME_SLACK_D : slack);
        }
        refine(start, lows, highs);
        for (int k = 0; k < lows.length; k++) {
            ObsCoreRecord record = record(start + k);
            double min = record.number(ObsCoreColumn.em_min);
            double max = record.number(ObsCoreColumn.em_max);
            lows[k] = low(min, max) * (1 - BAND_SLACK);
            highs[k] = high(min, max) * (1 + BAND_SLACK);
        }
        refine(start, lows, highs);
        Place[] places = new Place[lows.length];
        Arrays.setAll(places, k -> new Place(pool.place(members[start + k])));
        if (isCheapPairwise(places)) {
            separatePairwise(start, places);
        } else {
            separateByBoxes(start, places, lows, highs);
        }
    }

    private ObsCoreRecord record(int member) {
        return pool.record(members[member]);
    }

    private static double low(double min, double max) {
        return Double.isNaN(min) ? Double.NEGATIVE_INFINITY : min > max ? max : min;
    }

    private static double high(double min, double max) {
        return Double.isNaN(max) ? Double.POSITIVE_INFINITY : min > max ? min : max;
    }

    /** Intervals of which all pairs overlap have a common point. The ranks of the ends say which others contradict. */
    private void refine(int start, double[] lows, double[] highs) {
        double[] sortedLows = lows.clone();
        double[] sortedHighs = highs.clone();
        Arrays.sort(sortedLows);
        Arrays.sort(sortedHighs);
        if (sortedLows[lows.length - 1] <= sortedHighs[0]) {
            return;
        }
        HashIndex index = new HashIndex(lows.length);
        for (int k = 0; k < lows.length; k++) {
            int before = below(sortedHighs, lows[k]);
            int after = lows.length - below(sortedLows, Math.nextUp(highs[k]));
            refine(start + k, index, before, after);
        }
    }

    private void refine(int member, HashIndex index, long low, int high) {
        int[] all = classes == null ? new int[pool.size()] : classes;
        classes = all;
        int i = members[member];
        all[i] = index.idOf(HashIndex.pair(all[i], high), low, i, HashIndex.EXACT);
    }

    /** How many values are below this one. */
    private static int below(double[] sorted, double value) {
        int lo = 0;
        int hi = sorted.length;
        while (lo < hi) {
            int middle = (lo + hi) >>> 1;
            if (sorted[middle] < value) {
                lo = middle + 1;
            } else {
                hi = middle;
            }
        }
        return lo;
    }

    private static boolean isCheapPairwise(Place[] places) {
        long weight = 0;
        long text = 0;
        for (Place place : places) {
            weight += place.region == null ? 1 : OUTLINE_WEIGHT;
            text += place.region == null ? 0 : place.region.length();
        }
        return weight <= MOST_PAIRWISE && text <= MOST_OUTLINE_TEXT;
    }

    private void separatePairwise(int start, Place[] places) {
        long[][] contradicting = new long[(places.length + Long.SIZE - 1) / Long.SIZE][places.length];
        boolean any = false;
        for (int k = 0; k < places.length; k++) {
            for (int other = 0; other < k; other++) {
                if (places[k].contradicts(places[other])) {
                    contradicting[other / Long.SIZE][k] |= 1L << other;
                    contradicting[k / Long.SIZE][other] |= 1L << k;
                    any = true;
                }
            }
        }
        for (int part = 0; any && part < contradicting.length; part++) {
            HashIndex index = new HashIndex(places.length);
            for (int k = 0; k < places.length; k++) {
                refine(start + k, index, contradicting[part][k], 0);
            }
        }
    }

    /**
     * By boxes inside of the circles: if all boxes overlap, so do all circles. Where only an outline is known, by its text.
     * Separates a little more than necessary.
     */
    private void separateByBoxes(int start, Place[] places, double[] lows, double[] highs) {
        Map<String, Integer> outlines = new HashMap<>();
        HashIndex index = new HashIndex(places.length);
        @Nullable SkyCircle[] inside = new @Nullable SkyCircle[places.length];
        for (int k = 0; k < places.length; k++) {
            SkyShape shape = places[k].read();
            SkyPoint centre = places[k].centre;
            if (shape instanceof SkyCircle circle) {
                inside[k] = circle;
            } else if (shape != null && centre != null) {
                inside[k] = new SkyCircle(centre, POINT_RADIUS_DEG);
            }
            String region = shape == null || inside[k] != null ? null : places[k].region;
            int outline = region == null ? -1 : outlines.computeIfAbsent(region, first -> outlines.size());
            refine(start + k, index, outline, 0);
        }
        for (int axis = 0; axis < 3; axis++) {
            for (int k = 0; k < places.length; k++) {
                SkyCircle circle = inside[k];
                SkyPoint centre = circle == null ? null : circle.centre();
                double half =
                        circle == null ? 0 : Math.sin(Math.toRadians(Math.min(circle.radiusDeg(), 90))) / Math.sqrt(3);
                double at = centre == null ? 0 : axis == 0 ? centre.x() : axis == 1 ? centre.y() : centre.z();
                lows[k] = centre == null ? Double.NEGATIVE_INFINITY : at - half;
                highs[k] = centre == null ? Double.POSITIVE_INFINITY : at + half;
            }
            refine(start, lows, highs);
        }
    }

    /**
     * The position of a record: its {@code s_region}, else centre and {@code s_fov}, else the centre. A region without area is
     * a centre for records without one.
     */
    private static final class Place {
        private final @Nullable String region;
        private final @Nullable SkyPoint centre;
        private final double radiusDeg;
        private boolean isRead;
        private @Nullable SkyShape shape;

        Place(ObsCoreRecord record) {
            this.region = record.text(ObsCoreColumn.s_region);
            this.centre = RecordKeys.hasCentre(record)
                    ? SkyPoint.ofDegrees(record.number(ObsCoreColumn.s_ra), record.number(ObsCoreColumn.s_dec))
                    : null;
            double fovDeg = record.number(ObsCoreColumn.s_fov);
            double extentDeg =
                    fovDeg > 0 && fovDeg <= 360 ? Math.min(180, (fovDeg + ROUNDING_DEG) / 2) : POINT_RADIUS_DEG;
            this.radiusDeg = isOfAperture(record) ? Math.max(extentDeg, POINT_RADIUS_DEG) : extentDeg;
        }

        /**
         * The centre of a spectrum may be that of its slit or fibre, or the target's: an aperture says less about it than the
         * field of an image.
         */
        private static boolean isOfAperture(ObsCoreRecord record) {
            String type = record.text(ObsCoreColumn.dataproduct_type);
            return type != null && APERTURE_TYPES.contains(type.strip().toLowerCase(Locale.ROOT));
        }

        boolean contradicts(Place other) {
            if (centre != null && other.centre != null && centre.separationDeg(other.centre) <= ROUNDING_DEG) {
                return false;
            }
            try {
                SkyShape a = shape();
                SkyShape b = other.shape();
                return a != null && b != null && !a.overlaps(b);
            } catch (IllegalArgumentException e) {
                // the geometry cannot tell
                return false;
            }
        }

        private @Nullable SkyShape shape() {
            if (!isRead) {
                isRead = true;
                shape = read();
            }
            return shape;
        }

        private @Nullable SkyShape read() {
            SkyPoint known = centre;
            try {
                SkyShape outline = region == null ? null : StcS.parse(region);
                SkyPoint bareCentre = outline == null ? null : outline.bareCentre();
                if (outline != null && bareCentre == null) {
                    return outline;
                }
                known = known == null ? bareCentre : known;
            } catch (ShapeFormatException | IllegalArgumentException e) {
                // centre and s_fov are left
            }
            return known == null ? null : new SkyCircle(known, radiusDeg);
        }
    }
}
