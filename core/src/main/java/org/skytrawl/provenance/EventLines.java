package org.skytrawl.provenance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Axis;
import org.skytrawl.model.Declared;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;
import org.skytrawl.model.TargetList;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.model.TargetSet;
import org.skytrawl.provenance.ServiceOutcome.Skipped;
import tools.jackson.databind.JsonNode;

/** Reads back the events that {@link EventJson} writes. Services come back without their coverage. */
final class EventLines {
    /**
     * One object for each service, as in the run. A sorted map, so that crafted ivoids with equal hashes do not slow
     * down reading.
     */
    private final Map<Service, Service> services = new TreeMap<>(Service.BY_REGISTRATION);

    private final LogLine.Unknown unknown = new LogLine.Unknown();

    /** The start of a run with a target list, and its targets as far as they are read. */
    private record WithTargets(ProvenanceEvent.RunStarted run, TargetLines targets) {}

    private @Nullable WithTargets begun;

    /** Null without a target list. */
    private @Nullable TargetList list;

    /** How many targets are missing, or null if none is. */
    @Nullable
    String missingTargets() {
        return begun == null ? null : begun.targets.missing();
    }

    List<String> notes() {
        return unknown.notes();
    }

    /**
     * The event of a line, or null if this version does not know it. The start of a run with a target list is the event of the
     * last line with targets.
     *
     * @throws InvalidLogException naming the error
     */
    @Nullable
    ProvenanceEvent event(JsonNode object) {
        if (!object.isObject()) {
            throw new InvalidLogException("it is no JSON object");
        }
        LogLine line = new LogLine(object, "", unknown);
        String name = line.text("event");
        if (name.equals("targets")) {
            return targets(line, object);
        }
        if (begun != null) {
            throw new InvalidLogException(begun.targets.missing());
        }
        Function<Instant, ProvenanceEvent> maker = switch (name) {
            case "run" -> time -> run(line, time);
            case "registry" -> time -> registry(line, time);
            case "selected" -> time -> selected(line, time);
            case "service" -> time -> ended(line, time);
            case "summary" -> time -> summary(line, time);
            default -> null;
        };
        if (maker == null) {
            unknown.add("the event " + PlainText.of(name, 60));
            return null;
        }
        ProvenanceEvent event = maker.apply(line.time("time"));
        line.end(name);
        return begun == null ? event : null;
    }

    private ProvenanceEvent.@Nullable RunStarted targets(LogLine line, JsonNode object) {
        WithTargets its = begun;
        if (its == null) {
            throw new InvalidLogException(
                    list == null ? "targets of a run that has no target list" : "the run has no more targets");
        }
        its.targets.add(object);
        boolean isRead = line.has("first") && line.has("targets");
        if (isRead) {
            line.end("targets");
        }
        if (!its.targets.isComplete()) {
            return null;
        }
        TargetList all = its.targets.list();
        list = all;
        begun = null;
        ProvenanceEvent.RunStarted run = its.run;
        return new ProvenanceEvent.RunStarted(
                run.time(),
                run.id(),
                run.version(),
                run.constraints().at(TargetRegion.of(all)),
                run.options(),
                run.context());
    }

    /** @param runId missing in the logs of version 0.1 */
    private record RunLine(@Nullable String runId, String version) {}

    private ProvenanceEvent.RunStarted run(LogLine line, Instant time) {
        RunLine run = line.as(RunLine.class);
        ProvenanceEvent.RunStarted event = new ProvenanceEvent.RunStarted(
                time,
                or(run.runId, ""),
                run.version,
                checked("constraints: ", () -> RunLines.constraints(line.object("constraints"))),
                checked("options: ", () -> RunLines.options(line.object("options"))),
                new RunContext(RunLines.target(line.objectOrNull("target")), RunLines.earlier(line)));
        Integer targets = RunLines.targets(line.object("constraints"));
        if (targets != null) {
            begun = new WithTargets(event, new TargetLines(targets));
        }
        return event;
    }

    /** Reports the errors of a constructor as errors of the log. */
    static <T> T checked(String where, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw new InvalidLogException(where + e.getMessage());
        }
    }

    static <T> T or(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }

    /** @param ageS redundant: follows from the times */
    private record RegistryLine(
            String source,
            @Nullable Instant fetched,
            @Nullable JsonNode ageS,
            @Nullable Boolean stale,
            Integer candidates,
            @Nullable List<String> tried,
            @Nullable List<String> notes,
            @Nullable Boolean privateAddresses) {}

    private static ProvenanceEvent.RegistryRead registry(LogLine line, Instant time) {
        RegistryLine it = line.as(RegistryLine.class);
        return new ProvenanceEvent.RegistryRead(
                time,
                new ProvenanceEvent.CandidateSource(it.source, it.fetched, or(it.stale, false), harvest(line)),
                it.candidates,
                or(it.tried, List.of()),
                or(it.notes, List.of()),
                or(it.privateAddresses, false));
    }

    private record HarvestLine(String folder, Long rows, Integer services, Instant catalogue) {}

    private record PagesLine(
            @Nullable Instant oldest, @Nullable Instant newest) {}

    private static @Nullable HarvestRead harvest(LogLine registry) {
        LogLine line = registry.objectOrNull("harvest");
        if (line == null) {
            return null;
        }
        HarvestLine it = line.as(HarvestLine.class);
        HarvestRead read = new HarvestRead(it.folder, it.rows, it.services, it.catalogue, pages(line));
        line.end("registry");
        return read;
    }

    private static HarvestRead.Pages pages(LogLine line) {
        PagesLine it = line.as(PagesLine.class);
        return new HarvestRead.Pages(it.oldest, it.newest);
    }

    private static HarvestRead.@Nullable Pages harvested(LogLine service) {
        LogLine line = service.objectOrNull("harvested");
        if (line == null) {
            return null;
        }
        HarvestRead.Pages pages = pages(line);
        line.end("service");
        return pages;
    }

    /** The key of a service, which is all that the summary has. */
    private record KeyLine(
            String ivoid,
            String protocol,
            String accessUrl,
            @Nullable String tableName) {}

    private record WholeServiceLine(
            String ivoid,
            String protocol,
            String accessUrl,
            @Nullable String tableName,
            @Nullable List<String> ivoids,
            String title,
            @Nullable Long maxRecords,
            @Nullable Double maxSearchRadius,
            @Nullable List<String> productTypes,
            @Nullable List<String> mirrorUrls) {}

    private Service service(LogLine line) {
        return service(line, line.as(WholeServiceLine.class));
    }

    private Service service(LogLine line, WholeServiceLine details) {
        Ivoid ivoid = ivoid("ivoid", details.ivoid);
        Protocol protocol = word(
                line,
                "protocol",
                details.protocol,
                Protocol::named,
                Protocol.known().toArray(Protocol[]::new));
        List<Ivoid> ivoids = ivoids("ivoids", details.ivoids);
        if (ivoids.isEmpty()) {
            ivoids = List.of(ivoid);
        } else if (!ivoids.getFirst().equals(ivoid)) {
            throw line.wrong("ivoids", "must begin with ivoid " + ivoid);
        }
        List<Ivoid> all = ivoids;
        Service made = checked(
                "",
                () -> Service.of(all, details.title, protocol, details.accessUrl, details.tableName)
                        .with(Declared.NOTHING
                                .withMaxRecords(details.maxRecords)
                                .withMaxSearchRadiusDeg(details.maxSearchRadius)
                                .withProductTypes(Set.copyOf(or(details.productTypes, List.of()))))
                        .withMirrorUrls(or(details.mirrorUrls, List.of())));
        Service known = services.putIfAbsent(made, made);
        return known == null ? made : known;
    }

    private static Ivoid ivoid(String name, String text) {
        return checked(name + ": ", () -> new Ivoid(text));
    }

    private static List<Ivoid> ivoids(String name, @Nullable List<String> texts) {
        return texts == null
                ? List.of()
                : texts.stream().map(each -> ivoid(name, each)).toList();
    }

    private static @Nullable Ivoid ivoidOrNull(String name, @Nullable String text) {
        return text == null ? null : ivoid(name, text);
    }

    private record SelectedLine(
            @Nullable String query,
            @Nullable String targets,
            @Nullable String elidedBy,
            @Nullable List<String> servedBy,
            @Nullable List<String> listedTables) {}

    private ProvenanceEvent.ServiceSelected selected(LogLine line, Instant time) {
        Service service = service(line);
        SelectedLine it = line.as(SelectedLine.class);
        return new ProvenanceEvent.ServiceSelected(
                time,
                service,
                new ProvenanceEvent.ServiceSelected.ToSend(
                        it.query, it.targets == null ? null : someTargets(it.targets)),
                ivoidOrNull("elided_by", it.elidedBy),
                ivoids("served_by", it.servedBy),
                or(it.listedTables, List.of()));
    }

    private record EndedLine(
            String outcome,
            @Nullable String failedOverFrom,
            @Nullable String ofRun) {}

    private ProvenanceEvent.ServiceEnded ended(LogLine line, Instant time) {
        Service service = service(line);
        EndedLine it = line.as(EndedLine.class);
        return new ProvenanceEvent.ServiceEnded(
                time,
                service,
                outcome(line, it.outcome),
                line.has("query") ? facts(line) : null,
                ivoidOrNull("failed_over_from", it.failedOverFrom),
                it.ofRun);
    }

    private record ReasonLine(String reason) {}

    private record MaybeReasonLine(@Nullable String reason) {}

    private record MaybeMessageLine(@Nullable String message) {}

    private record FailureLine(String code, @Nullable Integer httpStatus, String message) {}

    private record PrunedLine(String reason, String axis) {}

    private record ElidedLine(String elidedBy, @Nullable String reason) {}

    private record SkippedLine(String reason, String message) {}

    private static ServiceOutcome outcome(LogLine line, String word) {
        return switch (word) {
            case "answered" -> new ServiceOutcome.Answered(or(line.as(MaybeMessageLine.class).message, ""));
            case "overflowed" -> new ServiceOutcome.Overflowed(or(line.as(MaybeReasonLine.class).reason, ""));
            case "incomplete", "failed" -> {
                FailureLine it = line.as(FailureLine.class);
                FailureCode code = word(line, "code", it.code, FailureCode::valueOf, FailureCode.values());
                yield word.equals("failed")
                        ? new ServiceOutcome.Failed(code, it.httpStatus, it.message)
                        : new ServiceOutcome.Incomplete(code, it.httpStatus, it.message);
            }
            case "timed_out", "cancelled" -> {
                String reason = line.as(ReasonLine.class).reason;
                Phase phase = word(line, "reason", reason, Phase::valueOf, Phase.values());
                yield word.equals("timed_out")
                        ? new ServiceOutcome.TimedOut(phase)
                        : new ServiceOutcome.Cancelled(phase);
            }
            case "pruned" -> {
                PrunedLine it = line.as(PrunedLine.class);
                if (!it.reason.equals("undeclared") && !it.reason.equals("outside")) {
                    throw line.wrong("reason", "must be outside or undeclared");
                }
                Axis axis = word(line, "axis", it.axis, Axis::valueOf, Axis.values());
                yield new ServiceOutcome.Pruned(axis, it.reason.equals("undeclared"));
            }
            case "elided" -> {
                ElidedLine it = line.as(ElidedLine.class);
                yield new ServiceOutcome.Elided(ivoid("elided_by", it.elidedBy), or(it.reason, ""));
            }
            case "skipped" -> {
                SkippedLine it = line.as(SkippedLine.class);
                Skipped.Why why = word(line, "reason", it.reason, Skipped.Why::valueOf, Skipped.Why.values());
                yield new Skipped(why, it.message);
            }
            default -> throw line.wrong("outcome", "must be one that this version knows (see docs/log.md)");
        };
    }

    /** One of some constants by its name, in any case. */
    private static <E> E word(LogLine line, String name, String text, Function<String, E> named, E[] all) {
        try {
            return named.apply(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            String words = Stream.of(all)
                    .map(each -> each.toString().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
            throw line.wrong(name, "must be one of " + words + " (the log may be of a later version)");
        }
    }

    private record FactsLine(
            String query,
            @Nullable String form,
            Integer attempts,
            Long records,
            Long filtered,
            Long unknown,
            Long badCells,
            Long badRows,
            @Nullable Long oddUrls,
            @Nullable Integer extraColumns,
            Long bytes,
            Double seconds,
            @Nullable String mirrorUrl,
            @Nullable List<String> passedOver,
            @Nullable Boolean privateAddress,
            @Nullable Long repeated) {}

    private TargetSet targetSet(String name, String text) {
        TargetList known = list;
        if (known == null) {
            throw new InvalidLogException(name + " of a run without a target list");
        }
        return checked(name + ": ", () -> TargetSet.parse(text, known.size()));
    }

    /**
     * @param targetsAnswered redundant: follows from the others
     * @param targetsLeft redundant: follows from {@code left}, which may have more
     */
    private record TargetsLine(
            Integer targetsAsked,
            @Nullable JsonNode targetsAnswered,
            @Nullable JsonNode targetsLeft,
            @Nullable String left) {}

    private QueryFacts.@Nullable Targets targets(LogLine line) {
        if (!line.has("targets_asked")) {
            return null;
        }
        TargetsLine it = line.as(TargetsLine.class);
        return new QueryFacts.Targets(it.targetsAsked, targetSet("left", or(it.left, "")));
    }

    private TargetSet someTargets(String text) {
        TargetSet some = targetSet("targets", text);
        if (some.isEmpty()) {
            throw new InvalidLogException("targets: a service that is asked needs some");
        }
        return some;
    }

    private QueryFacts facts(LogLine line) {
        FactsLine it = line.as(FactsLine.class);
        return new QueryFacts(
                new QueryFacts.Sent(it.query, it.form, targets(line), harvested(line)),
                new QueryFacts.Urls(it.mirrorUrl, or(it.passedOver, List.of()), or(it.privateAddress, false)),
                new QueryFacts.Cost(it.attempts, it.bytes, it.seconds),
                new QueryFacts.Rows(it.records, it.filtered, it.unknown, or(it.repeated, 0L)),
                new QueryFacts.Oddities(it.badCells, it.badRows, or(it.oddUrls, 0L), or(it.extraColumns, 0)));
    }

    /** @param duplicates redundant: follows from records and datasets */
    private record SummaryLine(
            Map<String, Integer> outcomes,
            Integer prunedOutside,
            Integer prunedUndeclared,
            Long records,
            Long datasets,
            @Nullable Long distinctDatasets,
            @Nullable JsonNode duplicates,
            @Nullable Boolean cancelled,
            Double seconds,
            @Nullable Double stalledSeconds,
            @Nullable Boolean outOfMemory,
            @Nullable Boolean unmerged) {}

    private record ContributionLine(Long anew, Long shared) {}

    private ProvenanceEvent.RunEnded summary(LogLine line, Instant time) {
        SummaryLine it = line.as(SummaryLine.class);
        Map<String, Integer> outcomes = new LinkedHashMap<>();
        it.outcomes.forEach((word, count) -> outcomes.put(word.toLowerCase(Locale.ROOT), count));
        List<ProvenanceEvent.Contribution> contributions = new ArrayList<>();
        for (LogLine each : line.objects("contributions")) {
            KeyLine key = each.as(KeyLine.class);
            Service service = service(
                    each,
                    new WholeServiceLine(
                            key.ivoid, key.protocol, key.accessUrl, key.tableName, null, "", null, null, null, null));
            ContributionLine gave = each.as(ContributionLine.class);
            contributions.add(new ProvenanceEvent.Contribution(service, gave.anew, gave.shared));
            each.end("summary");
        }
        return new ProvenanceEvent.RunEnded(
                time,
                new ProvenanceEvent.ServiceCounts(outcomes, it.prunedOutside, it.prunedUndeclared),
                new ProvenanceEvent.Findings(
                        it.records, it.datasets, or(it.distinctDatasets, it.datasets), contributions),
                new ProvenanceEvent.Ending(
                        or(it.cancelled, false),
                        it.seconds,
                        or(it.stalledSeconds, 0.0),
                        or(it.outOfMemory, false),
                        or(it.unmerged, false)));
    }
}
