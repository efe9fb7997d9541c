package org.skytrawl.provenance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Axis;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;
import tools.jackson.databind.JsonNode;

/** Makes events of a log's lines again: what {@link EventJson} writes. Services come back without their coverage. */
final class EventLines {
    /**
     * The same service in several lines is the same object, as it was in the run. The keys have an order, so that a log whose
     * ivoids all have one hash is read as fast as others.
     */
    private final Map<Service, Service> services = new TreeMap<>(Service.BY_REGISTRATION);

    private final Unknown unknown = new Unknown();
    private final RunLines runs = new RunLines(unknown);

    /** What was not understood, for people. */
    List<String> notes() {
        return unknown.notes();
    }

    /**
     * The event of a line, or null if it is one that this version does not know.
     *
     * @throws InvalidLogException that names what is wrong
     */
    @Nullable
    ProvenanceEvent event(JsonNode object) {
        if (!object.isObject()) {
            throw new InvalidLogException("it is no JSON object");
        }
        LogLine line = new LogLine(object, "");
        String name = line.text("event");
        ProvenanceEvent event = null;
        if (List.of("run", "registry", "selected", "service", "summary").contains(name)) {
            Instant when = line.instant("time");
            event = switch (name) {
                case "run" -> runs.run(line, when);
                case "registry" -> registry(line, when);
                case "selected" -> selected(line, when);
                case "service" -> ended(line, when);
                default -> summary(line, when);
            };
            unknown.in(name, line);
        } else {
            unknown.event(name);
        }
        return event;
    }

    private static ProvenanceEvent.RegistryRead registry(LogLine line, Instant time) {
        // follows from the times
        line.has("age_s");
        return new ProvenanceEvent.RegistryRead(
                time,
                new ProvenanceEvent.CandidateSource(
                        line.text("source"), line.instantOrNull("fetched"), line.flag("stale", false)),
                line.small("candidates"),
                line.texts("tried"),
                line.texts("notes"),
                line.flag("private_addresses", false));
    }

    private ProvenanceEvent.ServiceSelected selected(LogLine line, Instant time) {
        return new ProvenanceEvent.ServiceSelected(
                time,
                service(line, true),
                line.textOrNull("query"),
                ivoid(line, "elided_by"),
                line.texts("served_by").stream()
                        .map(each -> ivoid("served_by", each))
                        .toList(),
                line.texts("listed_tables"));
    }

    /** @param whole whether it is told with all that there is to tell of it, as is not so in the summary */
    private Service service(LogLine line, boolean whole) {
        Ivoid ivoid = ivoid("ivoid", line.text("ivoid"));
        Protocol protocol = line.protocol("protocol");
        String url = line.text("access_url");
        String table = line.textOrNull("table_name");
        List<Ivoid> ivoids = new ArrayList<>();
        line.texts("ivoids").forEach(each -> ivoids.add(ivoid("ivoids", each)));
        if (ivoids.isEmpty()) {
            ivoids.add(ivoid);
        } else if (!ivoids.getFirst().equals(ivoid)) {
            throw line.wrong("ivoids", "must begin with ivoid " + ivoid);
        }
        String title = whole ? line.text("title") : "";
        Long maxRecords = line.countOrNull("max_records");
        List<String> mirrors = line.texts("mirror_urls");
        try {
            Service made = Service.of(ivoids, title, protocol, url, table)
                    .withMaxRecords(maxRecords)
                    .withMirrorUrls(mirrors);
            Service known = services.putIfAbsent(made, made);
            return known == null ? made : known;
        } catch (IllegalArgumentException e) {
            throw new InvalidLogException(String.valueOf(e.getMessage()));
        }
    }

    private static Ivoid ivoid(String name, String text) {
        try {
            return new Ivoid(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidLogException(name + ": " + e.getMessage());
        }
    }

    private static @Nullable Ivoid ivoid(LogLine line, String name) {
        String text = line.textOrNull(name);
        return text == null ? null : ivoid(name, text);
    }

    private ProvenanceEvent.ServiceEnded ended(LogLine line, Instant time) {
        Service service = service(line, true);
        ServiceOutcome outcome = outcome(line);
        return new ProvenanceEvent.ServiceEnded(
                time,
                service,
                outcome,
                line.has("query") ? facts(line) : null,
                ivoid(line, "failed_over_from"),
                line.textOrNull("of_run"));
    }

    private static ServiceOutcome outcome(LogLine line) {
        String word = line.text("outcome");
        return switch (word) {
            case "answered" -> new ServiceOutcome.Answered();
            case "overflowed" -> new ServiceOutcome.Overflowed(line.textOrEmpty("reason"));
            case "incomplete" ->
                new ServiceOutcome.Incomplete(
                        line.word("code", FailureCode.class), line.smallOrNull("http_status"), line.text("message"));
            case "failed" ->
                new ServiceOutcome.Failed(
                        line.word("code", FailureCode.class), line.smallOrNull("http_status"), line.text("message"));
            case "timed_out" -> new ServiceOutcome.TimedOut(line.word("reason", Phase.class));
            case "cancelled" -> new ServiceOutcome.Cancelled(line.word("reason", Phase.class));
            case "pruned" -> pruned(line);
            case "elided" ->
                new ServiceOutcome.Elided(ivoid("elided_by", line.text("elided_by")), line.textOrEmpty("reason"));
            case "skipped" ->
                new ServiceOutcome.Skipped(line.word("reason", ServiceOutcome.Skipped.Why.class), line.text("message"));
            default -> throw line.wrong("outcome", "must be one that this version knows (see docs/log.md)");
        };
    }

    private static ServiceOutcome pruned(LogLine line) {
        String reason = line.text("reason");
        if (!reason.equals("undeclared") && !reason.equals("outside")) {
            throw line.wrong("reason", "must be outside or undeclared");
        }
        return new ServiceOutcome.Pruned(line.word("axis", Axis.class), reason.equals("undeclared"));
    }

    private static QueryFacts facts(LogLine line) {
        return new QueryFacts(
                line.text("query"),
                line.textOrNull("form"),
                new QueryFacts.Urls(line.textOrNull("mirror_url"), line.texts("passed_over")),
                new QueryFacts.Cost(line.small("attempts"), line.count("bytes"), line.number("seconds")),
                new QueryFacts.Rows(
                        line.count("records"),
                        line.count("filtered"),
                        line.count("unknown"),
                        Objects.requireNonNullElse(line.countOrNull("repeated"), 0L)),
                new QueryFacts.Oddities(
                        line.count("bad_cells"),
                        line.count("bad_rows"),
                        Objects.requireNonNullElse(line.countOrNull("odd_urls"), 0L),
                        Objects.requireNonNullElse(line.smallOrNull("extra_columns"), 0)));
    }

    private ProvenanceEvent.RunEnded summary(LogLine line, Instant time) {
        Map<String, Integer> outcomes = new LinkedHashMap<>();
        LogLine counts = line.object("outcomes");
        for (String word : counts.names()) {
            outcomes.put(word.toLowerCase(Locale.ROOT), counts.small(word));
        }
        // follows from the two
        line.has("duplicates");
        List<ProvenanceEvent.Contribution> contributions = new ArrayList<>();
        for (JsonNode each : line.items("contributions")) {
            if (!each.isObject()) {
                throw line.wrong("contributions", "must be a list of objects");
            }
            LogLine given = new LogLine(each, "contributions.");
            contributions.add(new ProvenanceEvent.Contribution(
                    service(given, false), given.count("anew"), given.count("shared")));
            unknown.in("summary", given);
        }
        return new ProvenanceEvent.RunEnded(
                time,
                new ProvenanceEvent.ServiceCounts(
                        outcomes, line.small("pruned_outside"), line.small("pruned_undeclared")),
                new ProvenanceEvent.Findings(line.count("records"), line.count("datasets"), contributions),
                new ProvenanceEvent.Ending(
                        line.flag("cancelled", false),
                        line.number("seconds"),
                        line.has("stalled_seconds") ? line.number("stalled_seconds") : 0,
                        line.flag("out_of_memory", false),
                        line.flag("unmerged", false)));
    }
}
