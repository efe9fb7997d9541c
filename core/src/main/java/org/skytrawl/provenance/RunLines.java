package org.skytrawl.provenance;

import static org.skytrawl.provenance.EventLines.or;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Cone;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.Interval;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.Question;
import org.skytrawl.model.Region;
import org.skytrawl.model.ResolvedTarget;
import tools.jackson.databind.JsonNode;

/** Reads back the question, options and context of a run, which {@link EventJson} writes. */
final class RunLines {
    private static final DiscoveryOptions DEFAULTS = DiscoveryOptions.DEFAULTS;

    /** Stands for a target list until that is read. */
    private static final Region TO_COME = new Cone(0, 0, 180);

    private RunLines() {}

    private record ConeLine(Double raDeg, Double decDeg, Double radiusDeg) {}

    private record ConstraintsLine(
            @Nullable String polygon,
            @Nullable String moc,
            @Nullable JsonNode wavelengthM,
            @Nullable JsonNode mjd,
            @Nullable List<String> productTypes) {}

    private record TargetCountLine(@Nullable Integer targets) {}

    /** The number of targets of the list; null without one. */
    static @Nullable Integer targets(LogLine constraints) {
        return constraints.as(TargetCountLine.class).targets;
    }

    static Question constraints(LogLine line) {
        Region region = region(line);
        ConstraintsLine constraints = line.as(ConstraintsLine.class);
        Question question = new Question(
                region,
                interval(line, "wavelength_m", constraints.wavelengthM),
                interval(line, "mjd", constraints.mjd),
                new LinkedHashSet<>(or(constraints.productTypes, List.of())));
        line.end("run");
        return question;
    }

    private static @Nullable Region region(LogLine line) {
        LogLine coneLine = line.objectOrNull("cone");
        if (coneLine != null) {
            ConeLine it = coneLine.as(ConeLine.class);
            Region cone = new Cone(it.raDeg, it.decDeg, it.radiusDeg);
            coneLine.end("run");
            return cone;
        }
        ConstraintsLine constraints = line.as(ConstraintsLine.class);
        if (targets(line) != null) {
            return TO_COME;
        }
        if (constraints.polygon != null) {
            return PolygonRegion.parse(constraints.polygon);
        }
        return constraints.moc == null ? null : MocRegion.parse(constraints.moc);
    }

    private static @Nullable Interval interval(LogLine line, String name, @Nullable JsonNode ends) {
        if (ends == null || ends.isNull()) {
            return null;
        }
        if (!ends.isArray()) {
            throw line.wrong(name, "must be a list");
        }
        if (ends.size() != 2 || !ends.values().stream().allMatch(end -> end.isNull() || end.isNumber())) {
            throw line.wrong(name, "must be two numbers, null for an open end");
        }
        return new Interval(
                ends.get(0).isNull() ? Double.NEGATIVE_INFINITY : ends.get(0).doubleValue(),
                ends.get(1).isNull() ? Double.POSITIVE_INFINITY : ends.get(1).doubleValue());
    }

    private record OptionsLine(
            @Nullable Boolean inclusive,
            @Nullable Boolean elide,
            @Nullable Double timeoutS,
            @Nullable Double deadlineS,
            @Nullable Integer perHost,
            @Nullable Integer concurrency,
            @Nullable Long maxBytes,
            @Nullable Boolean split,
            @Nullable Boolean theory,
            @Nullable Integer requestsPerService) {}

    static DiscoveryOptions options(LogLine line) {
        OptionsLine how = line.as(OptionsLine.class);
        Duration timeout = duration(line, "timeout_s", how.timeoutS);
        DiscoveryOptions options = new DiscoveryOptions(
                new DiscoveryOptions.Which(
                        or(how.inclusive, DEFAULTS.inclusive()),
                        or(how.elide, DEFAULTS.elide()),
                        or(how.theory, DEFAULTS.theory())),
                or(how.split, DEFAULTS.split()),
                or(timeout, DEFAULTS.serviceTimeout()),
                duration(line, "deadline_s", how.deadlineS),
                new DiscoveryOptions.Limits(
                        how.perHost,
                        or(how.concurrency, DEFAULTS.concurrency()),
                        or(how.maxBytes, DEFAULTS.maxBytesPerAnswer()),
                        or(how.requestsPerService, DEFAULTS.requestsPerService())));
        line.end("run");
        return options;
    }

    private static @Nullable Duration duration(LogLine line, String name, @Nullable Double seconds) {
        if (seconds != null && (seconds < 0 || seconds > 1e12)) {
            throw line.wrong(name, "must be a time in seconds");
        }
        return seconds == null ? null : Duration.ofMillis(Math.round(seconds * 1000));
    }

    private record TargetLine(
            String name,
            Double raDeg,
            Double decDeg,
            @Nullable String source,
            String service,
            Instant answered,
            @Nullable Boolean cached,
            @Nullable List<String> passedOver) {}

    static @Nullable ResolvedTarget target(@Nullable LogLine line) {
        if (line == null) {
            return null;
        }
        TargetLine it = line.as(TargetLine.class);
        line.end("run");
        return new ResolvedTarget(
                it.name,
                it.raDeg,
                it.decDeg,
                or(it.source, ""),
                new ResolvedTarget.Answer(it.service, it.answered, or(it.cached, false), or(it.passedOver, List.of())));
    }

    private record EarlierLine(String runId, Instant started, String log) {}

    static RunContext.@Nullable EarlierRun earlier(LogLine line) {
        RunContext.EarlierRun found = null;
        for (RunContext.How how : RunContext.How.values()) {
            LogLine earlier = line.objectOrNull(how.member());
            if (earlier != null) {
                EarlierLine it = earlier.as(EarlierLine.class);
                found = new RunContext.EarlierRun(how, it.runId, it.started, it.log);
                earlier.end("run");
            }
        }
        return found;
    }
}
