package org.skytrawl.provenance;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
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

/** Reads a log's lines of a run's beginning: what {@link RunJson} writes. */
final class RunLines {
    private static final DiscoveryOptions DEFAULTS = DiscoveryOptions.DEFAULTS;

    private final Unknown unknown;

    RunLines(Unknown unknown) {
        this.unknown = unknown;
    }

    ProvenanceEvent.RunStarted run(LogLine line, Instant time) {
        ProvenanceEvent.RunStarted run = new ProvenanceEvent.RunStarted(
                time,
                // logs of the first version have none
                line.textOrEmpty("run_id"),
                line.text("version"),
                checked("constraints", () -> constraints(line.object("constraints"))),
                checked("options", () -> options(line.object("options"))),
                new RunContext(target(line.objectOrNull("target")), earlier(line)));
        return run;
    }

    /** What a constructor refuses is wrong with the log. */
    private static <T> T checked(String name, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw new InvalidLogException(name + ": " + e.getMessage());
        }
    }

    private Question constraints(LogLine asked) {
        Region region = region(asked);
        Question constraints = new Question(
                region,
                interval(asked, "wavelength_m"),
                interval(asked, "mjd"),
                new LinkedHashSet<>(asked.texts("product_types")));
        unknown.in("run", asked);
        return constraints;
    }

    private @Nullable Region region(LogLine asked) {
        LogLine cone = asked.objectOrNull("cone");
        if (cone != null) {
            Region place = new Cone(cone.number("ra_deg"), cone.number("dec_deg"), cone.number("radius_deg"));
            unknown.in("run", cone);
            return place;
        }
        if (asked.has("polygon")) {
            return PolygonRegion.parse(asked.text("polygon"));
        }
        return asked.has("moc") ? MocRegion.parse(asked.text("moc")) : null;
    }

    private static @Nullable Interval interval(LogLine asked, String name) {
        if (!asked.has(name)) {
            return null;
        }
        double[] ends = {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
        int count = 0;
        for (JsonNode end : asked.items(name)) {
            if (count == 2 || !(end.isNull() || end.isNumber())) {
                throw asked.wrong(name, "must be two numbers, null for an open end");
            }
            if (end.isNumber()) {
                ends[count] = end.doubleValue();
            }
            count++;
        }
        if (count < 2) {
            throw asked.wrong(name, "must be two numbers, null for an open end");
        }
        return new Interval(ends[0], ends[1]);
    }

    private DiscoveryOptions options(LogLine how) {
        Duration timeout = how.secondsOrNull("timeout_s");
        DiscoveryOptions options = new DiscoveryOptions(
                how.flag("inclusive", DEFAULTS.inclusive()),
                how.flag("elide", DEFAULTS.elide()),
                how.flag("split", DEFAULTS.split()),
                timeout == null ? DEFAULTS.serviceTimeout() : timeout,
                how.secondsOrNull("deadline_s"),
                new DiscoveryOptions.Limits(
                        Objects.requireNonNullElse(how.smallOrNull("per_host"), DEFAULTS.perHost()),
                        Objects.requireNonNullElse(how.smallOrNull("concurrency"), DEFAULTS.concurrency()),
                        Objects.requireNonNullElse(how.countOrNull("max_bytes"), DEFAULTS.maxBytesPerAnswer())));
        unknown.in("run", how);
        return options;
    }

    private @Nullable ResolvedTarget target(@Nullable LogLine target) {
        if (target == null) {
            return null;
        }
        ResolvedTarget resolved = new ResolvedTarget(
                target.text("name"),
                target.number("ra_deg"),
                target.number("dec_deg"),
                target.textOrEmpty("source"),
                new ResolvedTarget.Answer(
                        target.text("service"),
                        target.instant("answered"),
                        target.flag("cached", false),
                        target.texts("passed_over")));
        unknown.in("run", target);
        return resolved;
    }

    private RunContext.@Nullable EarlierRun earlier(LogLine line) {
        RunContext.EarlierRun found = null;
        for (RunContext.How how : List.of(RunContext.How.values())) {
            LogLine earlier = line.objectOrNull(how.member());
            if (earlier != null) {
                found = new RunContext.EarlierRun(
                        how, earlier.text("run_id"), earlier.instant("started"), earlier.text("log"));
                unknown.in("run", earlier);
            }
        }
        return found;
    }
}
