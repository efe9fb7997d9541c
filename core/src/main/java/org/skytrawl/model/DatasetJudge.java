package org.skytrawl.model;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.sky.SkyCircle;
import org.skytrawl.sky.SkyPoint;
import org.skytrawl.sky.SkyShape;

/** Judges returned records against the question. Thread-safe. */
public final class DatasetJudge {
    /** The result of judging a record. */
    public enum Ruling {
        KEEP,
        /** It does not match on some axis. */
        FILTERED,
        /** Metadata is missing, and the question is not inclusive. */
        UNKNOWN,
        /** It may match, on the word of the service, some of several targets: only a request for each of them can tell. */
        UNDECIDED
    }

    /**
     * @param overlap how a record that is kept was judged in space; null if no place was asked
     * @param matches the targets that a record matches; null without a target list
     * @param undecided whether it may match more of the targets asked for, on the word of the service
     * @param bare whether it has no extent, so that the word of the service counts for targets near it
     */
    public record Judgement(
            Ruling ruling,
            @Nullable Overlap overlap,
            @Nullable TargetMatches matches,
            boolean undecided,
            boolean bare) {
        private Judgement(Ruling ruling, @Nullable Overlap overlap) {
            this(ruling, overlap, null, false, false);
        }

        // one for all rows that are judged the same
        private static final Judgement FILTERED = new Judgement(Ruling.FILTERED, null);
        private static final Judgement UNKNOWN = new Judgement(Ruling.UNKNOWN, null);
        private static final Judgement KEPT = new Judgement(Ruling.KEEP, null);
        private static final List<Judgement> KEPT_IN_SPACE = Arrays.stream(Overlap.values())
                .map(overlap -> new Judgement(Ruling.KEEP, overlap))
                .toList();
    }

    private final Question constraints;
    private final boolean inclusive;
    private final @Nullable SkyShape place;
    private final @Nullable TargetRegion targets;
    private final Set<String> types;
    /** A dataset of such a type may be of a type asked for. */
    private final Set<String> broaderTypes;

    /** @param inclusive whether missing metadata counts as a match */
    public DatasetJudge(Question constraints, boolean inclusive) {
        this.constraints = constraints;
        this.inclusive = inclusive;
        this.types = constraints.matchingTypes();
        this.broaderTypes = ProductTypes.broader(constraints.productTypes());
        this.targets = constraints.targets();
        this.place = constraints.region() == null || targets != null
                ? null
                : constraints.region().shape();
    }

    /**
     * @param footprint the record's {@code s_region}, or null if missing or unreadable
     * @param positionApplied whether the service applied the region itself: then a record counts as inside if its
     *     geometry is missing, or a centre that is not far from the region
     * @param timeSlackD slack in days, for protocols that give one date, the middle of the observation
     */
    public Judgement judge(
            ObsCoreRecord record, @Nullable SkyShape footprint, boolean positionApplied, double timeSlackD) {
        Verdict verdict = productType(record);
        Overlap overlap = null;
        if (place != null) {
            Verdict space = space(record, footprint, place);
            boolean onItsWord = space == Verdict.UNKNOWN && positionApplied;
            verdict = verdict.and(onItsWord ? Verdict.YES : space);
            overlap = onItsWord ? Overlap.SERVICE : space == Verdict.YES ? Overlap.TESTED : Overlap.UNKNOWN;
        }
        if (constraints.wavelengthM() != null) {
            verdict = verdict.and(constraints
                    .wavelengthM()
                    .judge(record.number(ObsCoreColumn.em_min), record.number(ObsCoreColumn.em_max)));
        }
        if (constraints.mjd() != null) {
            verdict = verdict.and(constraints
                    .mjd()
                    .widened(0, timeSlackD)
                    .judge(record.number(ObsCoreColumn.t_min), record.number(ObsCoreColumn.t_max)));
        }
        if (targets != null && verdict != Verdict.NO) {
            Judgement judged = judgeByTargets(record, footprint, positionApplied, targets);
            return verdict.matches(inclusive) || judged.ruling() == Ruling.FILTERED ? judged : Judgement.UNKNOWN;
        }
        if (verdict.matches(inclusive)) {
            return overlap == null ? Judgement.KEPT : Judgement.KEPT_IN_SPACE.get(overlap.ordinal());
        }
        return verdict == Verdict.NO ? Judgement.FILTERED : Judgement.UNKNOWN;
    }

    private Verdict productType(ObsCoreRecord record) {
        if (types.isEmpty()) {
            return Verdict.YES;
        }
        String type = record.text(ObsCoreColumn.dataproduct_type);
        if (type == null || type.isBlank()) {
            return Verdict.UNKNOWN;
        }
        String word = ProductTypes.normalized(type);
        return broaderTypes.contains(word) ? Verdict.UNKNOWN : Verdict.of(types.contains(word));
    }

    /** Matches by geometry count for all wanted targets, the word of the service only for one that is asked for alone. */
    private Judgement judgeByTargets(
            ObsCoreRecord record, @Nullable SkyShape footprint, boolean positionApplied, TargetRegion asked) {
        SkyShape geometry = geometry(record, footprint);
        SkyPoint centre = geometry == null ? null : geometry.bareCentre();
        int[] tested = geometry == null ? new int[0] : asked.overlapping(geometry);
        TargetMatches matches = TargetMatches.of(tested, Overlap.TESTED);
        boolean bare = geometry == null || centre != null;
        boolean mayMatch = bare;
        boolean undecided = false;
        if (mayMatch && asked.size() > 1) {
            undecided = positionApplied || inclusive;
        } else if (mayMatch) {
            int only = asked.set().first();
            boolean isNear = centre == null || asked.overlaps(centre) == Verdict.UNKNOWN;
            mayMatch = isNear && Arrays.binarySearch(tested, only) < 0;
            if (mayMatch && (positionApplied || inclusive)) {
                Overlap word = positionApplied ? Overlap.SERVICE : Overlap.UNKNOWN;
                matches = TargetMatches.union(matches, TargetMatches.of(new int[] {only}, word));
            }
        }
        if (matches != null) {
            return new Judgement(Ruling.KEEP, matches.strongest(), matches, undecided, bare);
        }
        return undecided
                ? new Judgement(Ruling.UNDECIDED, null, null, true, true)
                : mayMatch ? Judgement.UNKNOWN : Judgement.FILTERED;
    }

    /**
     * The footprint, or a circle by centre and field of view, or the centre alone as a circle of radius 0; null if unknown.
     * {@code s_region} takes precedence, unless it has no area: then it is only a centre, and often a fill value, so that the
     * record's own centre precedes it.
     */
    public static @Nullable SkyShape geometry(ObsCoreRecord record, @Nullable SkyShape footprint) {
        return geometry(
                footprint,
                record.number(ObsCoreColumn.s_ra),
                record.number(ObsCoreColumn.s_dec),
                record.number(ObsCoreColumn.s_fov));
    }

    /**
     * The same of a row that is no record; numbers that are missing are NaN.
     *
     * @param footprint {@code s_region}, or null if missing or unreadable
     */
    public static @Nullable SkyShape geometry(
            @Nullable SkyShape footprint, double raDeg, double decDeg, double fovDeg) {
        SkyPoint centre = footprint == null ? null : footprint.bareCentre();
        if (footprint != null && centre == null) {
            return footprint;
        }
        if (Double.isFinite(raDeg) && Math.abs(decDeg) <= 90) {
            centre = SkyPoint.ofDegrees(raDeg, decDeg);
        }
        if (centre == null) {
            return null;
        }
        return new SkyCircle(centre, fovDeg > 0 && fovDeg <= 360 ? fovDeg / 2 : 0);
    }

    private static Verdict space(ObsCoreRecord record, @Nullable SkyShape footprint, SkyShape place) {
        return overlap(geometry(record, footprint), place);
    }

    /**
     * Whether a dataset overlaps a place. A centre without extent tells it only if it is in the place, or farther than 30 degrees.
     *
     * @param geometry what {@link #geometry} gives
     */
    public static Verdict overlap(@Nullable SkyShape geometry, SkyShape place) {
        if (geometry == null) {
            return Verdict.UNKNOWN;
        }
        SkyPoint centre = geometry.bareCentre();
        return centre == null ? Verdict.of(place.overlaps(geometry)) : Verdict.ofCentre(place, centre);
    }
}
