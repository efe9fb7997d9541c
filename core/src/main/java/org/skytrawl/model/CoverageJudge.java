package org.skytrawl.model;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.RegionCover;

/** Judges the coverage of services against one question. Make one and use it for all candidates. Thread-safe. */
public final class CoverageJudge {
    /** Relative slack of interval ends: the registry stores coverage in single precision. */
    public static final double RELATIVE_SLACK = 1e-6;

    /** Slack of times in days: coverage is in TDB at the barycentre, questions are in UTC on Earth. */
    public static final double TIME_SLACK_D = 0.06;

    private final Question constraints;
    private final @Nullable Predicate<Moc> overlapsRegion;

    public CoverageJudge(Question constraints) {
        this.constraints = constraints;
        this.overlapsRegion = switch (constraints.region()) {
            case Cone cone -> RegionCover.of(cone.shape())::overlaps;
            case PolygonRegion polygon -> RegionCover.of(polygon.shape())::overlaps;
            case MocRegion moc -> moc.cover()::overlaps;
            case TargetRegion targets -> null;
            case null -> null;
        };
    }

    /** The targets that the coverage overlaps; null if it is unknown, or without a target list. */
    public @Nullable TargetSet targets(Coverage coverage) {
        TargetRegion targets = constraints.targets();
        return targets == null || coverage.spatial() == null ? null : targets.overlapping(coverage.spatial());
    }

    /** The verdict on each constrained axis, in the order space, spectrum, time. */
    public Map<Axis, Verdict> judge(Coverage coverage) {
        return judge(coverage, targets(coverage));
    }

    /** @param targets those of {@link #targets} */
    public Map<Axis, Verdict> judge(Coverage coverage, @Nullable TargetSet targets) {
        Map<Axis, Verdict> verdicts = new EnumMap<>(Axis.class);
        if (constraints.targets() != null) {
            verdicts.put(Axis.SPACE, targets == null ? Verdict.UNKNOWN : Verdict.of(!targets.isEmpty()));
        } else if (overlapsRegion != null) {
            verdicts.put(
                    Axis.SPACE,
                    coverage.spatial() == null ? Verdict.UNKNOWN : Verdict.of(overlapsRegion.test(coverage.spatial())));
        }
        if (constraints.wavelengthM() != null) {
            verdicts.put(Axis.SPECTRUM, overlap(coverage.wavelengthM(), constraints.wavelengthM(), 0));
        }
        if (constraints.mjd() != null) {
            verdicts.put(Axis.TIME, overlap(coverage.mjd(), constraints.mjd(), TIME_SLACK_D));
        }
        for (Axis axis : coverage.partly()) {
            verdicts.computeIfPresent(axis, (same, verdict) -> verdict == Verdict.NO ? Verdict.UNKNOWN : verdict);
        }
        return verdicts;
    }

    private static Verdict overlap(List<Interval> declared, Interval wanted, double slack) {
        if (declared.isEmpty()) {
            return Verdict.UNKNOWN;
        }
        for (Interval interval : declared) {
            if (interval.widened(RELATIVE_SLACK, slack).overlaps(wanted)) {
                return Verdict.YES;
            }
        }
        return Verdict.NO;
    }
}
