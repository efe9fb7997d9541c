package org.skytrawl.provenance;

import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Cone;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.Interval;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.Question;
import org.skytrawl.model.ResolvedTarget;
import org.skytrawl.model.Service;
import org.skytrawl.model.TargetRegion;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes events as JSON: one object a line, with {@code event} as first member. Members that do not apply are left out. {@link
 * TargetLines} writes the target list of a run.
 */
final class EventJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private EventJson() {}

    /** Writes the lines of an event, each with its end. A service has one line, at its end. */
    static void write(ProvenanceEvent event, Appendable out) throws IOException {
        if (event instanceof ProvenanceEvent.ServiceStarted) {
            return;
        }
        out.append(line(event)).append('\n');
        if (event instanceof ProvenanceEvent.RunStarted run && run.constraints().targets() != null) {
            TargetLines.write(run.constraints().targets().list(), out);
        }
    }

    static String line(ProvenanceEvent event) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(tools.jackson.core.ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            switch (event) {
                case ProvenanceEvent.RunStarted run -> run(json, run);
                case ProvenanceEvent.RegistryRead registry -> registry(json, registry);
                case ProvenanceEvent.ServiceSelected selected -> selected(json, selected);
                case ProvenanceEvent.ServiceStarted started ->
                    throw new IllegalArgumentException("the log has no line for the start of a service");
                case ProvenanceEvent.ServiceEnded ended -> serviceEnded(json, ended);
                case ProvenanceEvent.RunEnded summary -> summary(json, summary);
            }
            json.writeEndObject();
        }
        return escaped(text.toString());
    }

    /**
     * Escapes what JSON allows but terminals obey: DEL, the controls from U+0080 on, and characters that change the
     * writing direction. They occur only within strings.
     */
    static String escaped(String line) {
        StringBuilder escaped = null;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            boolean harmless = c < 0x7F || (c > 0x9F && Character.getType(c) != Character.FORMAT && !isLineEnd(c));
            if (!harmless && escaped == null) {
                escaped = new StringBuilder(line.length() + 16).append(line, 0, i);
            }
            if (escaped != null) {
                if (harmless) {
                    escaped.append(c);
                } else {
                    escaped.append("\\u").append(HexFormat.of().withUpperCase().toHexDigits(c));
                }
            }
        }
        return escaped == null ? line : escaped.toString();
    }

    private static boolean isLineEnd(char c) {
        return c == '\u2028' || c == '\u2029';
    }

    private static void head(JsonGenerator json, String name, ProvenanceEvent event) {
        json.writeStringProperty("event", name);
        json.writeStringProperty("time", event.time().toString());
    }

    private static void run(JsonGenerator json, ProvenanceEvent.RunStarted run) {
        head(json, "run", run);
        json.writeStringProperty("run_id", run.id());
        json.writeStringProperty("version", run.version());
        json.writeObjectPropertyStart("constraints");
        constraints(json, run.constraints());
        json.writeEndObject();
        json.writeObjectPropertyStart("options");
        options(json, run.options());
        if (run.constraints().targets() != null) {
            json.writeNumberProperty("requests_per_service", run.options().requestsPerService());
        }
        json.writeEndObject();
        if (run.context().target() != null) {
            target(json, run.context().target());
        }
        if (run.context().earlier() != null) {
            earlier(json, run.context().earlier());
        }
    }

    private static void target(JsonGenerator json, ResolvedTarget target) {
        json.writeObjectPropertyStart("target");
        json.writeStringProperty("name", target.name());
        json.writeNumberProperty("ra_deg", target.raDeg());
        json.writeNumberProperty("dec_deg", target.decDeg());
        text(json, "source", target.source());
        json.writeStringProperty("service", target.service());
        json.writeStringProperty("answered", target.answered().toString());
        json.writeBooleanProperty("cached", target.cached());
        if (!target.passedOver().isEmpty()) {
            strings(json, "passed_over", target.passedOver());
        }
        json.writeEndObject();
    }

    private static void earlier(JsonGenerator json, RunContext.EarlierRun earlier) {
        json.writeObjectPropertyStart(earlier.how().member());
        json.writeStringProperty("run_id", earlier.id());
        json.writeStringProperty("started", earlier.started().toString());
        json.writeStringProperty("log", earlier.log());
        json.writeEndObject();
    }

    private static void constraints(JsonGenerator json, Question question) {
        switch (question.region()) {
            case Cone cone -> {
                json.writeObjectPropertyStart("cone");
                json.writeNumberProperty("ra_deg", cone.raDeg());
                json.writeNumberProperty("dec_deg", cone.decDeg());
                json.writeNumberProperty("radius_deg", cone.radiusDeg());
                json.writeEndObject();
            }
            case PolygonRegion polygon -> json.writeStringProperty("polygon", polygon.text());
            case MocRegion moc -> json.writeStringProperty("moc", moc.text());
            case TargetRegion targets ->
                json.writeNumberProperty("targets", targets.list().size());
            case null -> {}
        }
        interval(json, "wavelength_m", question.wavelengthM());
        interval(json, "mjd", question.mjd());
        if (!question.productTypes().isEmpty()) {
            strings(json, "product_types", question.productTypes());
        }
    }

    /** An open end becomes null: JSON has no infinity. */
    private static void interval(JsonGenerator json, String name, @Nullable Interval interval) {
        if (interval == null) {
            return;
        }
        json.writeArrayPropertyStart(name);
        for (double end : new double[] {interval.lo(), interval.hi()}) {
            if (Double.isInfinite(end)) {
                json.writeNull();
            } else {
                json.writeNumber(end);
            }
        }
        json.writeEndArray();
    }

    private static void options(JsonGenerator json, DiscoveryOptions options) {
        json.writeBooleanProperty("inclusive", options.inclusive());
        json.writeBooleanProperty("elide", options.elide());
        if (options.theory()) {
            json.writeBooleanProperty("theory", true);
        }
        json.writeNumberProperty("timeout_s", seconds(options.serviceTimeout()));
        if (options.runDeadline() != null) {
            json.writeNumberProperty("deadline_s", seconds(options.runDeadline()));
        }
        if (options.perHost() != null) {
            json.writeNumberProperty("per_host", options.perHost());
        }
        json.writeNumberProperty("concurrency", options.concurrency());
        json.writeNumberProperty("max_bytes", options.maxBytesPerAnswer());
        json.writeBooleanProperty("split", options.split());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static void registry(JsonGenerator json, ProvenanceEvent.RegistryRead registry) {
        head(json, "registry", registry);
        json.writeStringProperty("source", registry.source());
        if (registry.fetched() != null) {
            json.writeStringProperty("fetched", registry.fetched().toString());
            json.writeNumberProperty("age_s", seconds(Duration.between(registry.fetched(), registry.time())));
        }
        json.writeBooleanProperty("stale", registry.stale());
        HarvestRead harvest = registry.harvest();
        if (harvest != null) {
            json.writeObjectPropertyStart("harvest");
            json.writeStringProperty("folder", harvest.folder());
            json.writeNumberProperty("rows", harvest.rows());
            json.writeNumberProperty("services", harvest.services());
            json.writeStringProperty("catalogue", harvest.built().toString());
            pages(json, harvest.pages());
            json.writeEndObject();
        }
        json.writeNumberProperty("candidates", registry.candidates());
        strings(json, "tried", registry.tried());
        strings(json, "notes", registry.notes());
        json.writeBooleanProperty("private_addresses", registry.privateAddresses());
    }

    private static void pages(JsonGenerator json, HarvestRead.Pages pages) {
        text(json, "oldest", pages.oldest() == null ? null : pages.oldest().toString());
        text(json, "newest", pages.newest() == null ? null : pages.newest().toString());
    }

    private static void selected(JsonGenerator json, ProvenanceEvent.ServiceSelected selected) {
        head(json, "selected", selected);
        service(json, selected.service());
        text(json, "query", selected.query());
        text(json, "targets", selected.targets() == null ? null : TargetLines.text(selected.targets()));
        if (selected.elidedBy() != null) {
            json.writeStringProperty("elided_by", selected.elidedBy().value());
        }
        if (!selected.servedBy().isEmpty()) {
            strings(json, "served_by", ivoids(selected.servedBy()));
        }
        if (!selected.tableNames().isEmpty()) {
            strings(json, "listed_tables", selected.tableNames());
        }
    }

    private static List<String> ivoids(List<Ivoid> ivoids) {
        return ivoids.stream().map(Ivoid::value).toList();
    }

    private static void service(JsonGenerator json, Service service) {
        json.writeStringProperty("ivoid", service.ivoid().value());
        if (service.ivoids().size() > 1) {
            strings(json, "ivoids", ivoids(service.ivoids()));
        }
        json.writeStringProperty("title", service.title());
        json.writeStringProperty("protocol", service.protocol().name());
        json.writeStringProperty("access_url", service.accessUrl());
        text(json, "table_name", service.tableName());
        if (service.maxRecords() != null) {
            json.writeNumberProperty("max_records", service.maxRecords());
        }
        if (service.declared().maxSearchRadiusDeg() != null) {
            json.writeNumberProperty("max_search_radius", service.declared().maxSearchRadiusDeg());
        }
        if (!service.declared().productTypes().isEmpty()) {
            strings(json, "product_types", new TreeSet<>(service.declared().productTypes()));
        }
        if (!service.mirrorUrls().isEmpty()) {
            strings(json, "mirror_urls", service.mirrorUrls());
        }
    }

    private static void serviceEnded(JsonGenerator json, ProvenanceEvent.ServiceEnded ended) {
        head(json, "service", ended);
        service(json, ended.service());
        ServiceOutcome outcome = ended.outcome();
        json.writeStringProperty("outcome", outcome.word());
        switch (outcome) {
            case ServiceOutcome.Answered it ->
                text(json, "message", it.warning().isEmpty() ? null : it.warning());
            case ServiceOutcome.Overflowed overflowed -> text(json, "reason", overflowed.reason());
            case ServiceOutcome.Incomplete it -> failure(json, it.code(), it.httpStatus(), it.reason());
            case ServiceOutcome.Failed it -> failure(json, it.code(), it.httpStatus(), it.reason());
            case ServiceOutcome.TimedOut it ->
                json.writeStringProperty("reason", it.phase().word());
            case ServiceOutcome.Cancelled it ->
                json.writeStringProperty("reason", it.phase().word());
            case ServiceOutcome.Pruned it -> {
                json.writeStringProperty("reason", it.undeclared() ? "undeclared" : "outside");
                json.writeStringProperty("axis", it.axis().word());
            }
            case ServiceOutcome.Elided it -> {
                json.writeStringProperty("reason", it.reason());
                json.writeStringProperty("elided_by", it.by().value());
            }
            case ServiceOutcome.Skipped it -> {
                json.writeStringProperty("reason", it.why().name().toLowerCase(java.util.Locale.ROOT));
                json.writeStringProperty("message", it.reason());
            }
        }
        if (ended.facts() != null) {
            facts(json, ended.facts());
        }
        if (ended.failedOverFrom() != null) {
            json.writeStringProperty("failed_over_from", ended.failedOverFrom().value());
        }
        text(json, "of_run", ended.ofRun());
    }

    private static void failure(JsonGenerator json, FailureCode code, @Nullable Integer status, String message) {
        json.writeStringProperty("code", code.name());
        if (status != null) {
            json.writeNumberProperty("http_status", status);
        }
        json.writeStringProperty("message", message);
    }

    private static void facts(JsonGenerator json, QueryFacts facts) {
        json.writeNumberProperty("attempts", facts.attempts());
        QueryFacts.Targets targets = facts.targets();
        if (targets != null) {
            json.writeNumberProperty("targets_asked", targets.asked());
            json.writeNumberProperty("targets_answered", targets.answered());
            json.writeNumberProperty("targets_left", targets.left().size());
            text(json, "left", TargetLines.text(targets.left()));
        }
        json.writeStringProperty("query", facts.query());
        if (facts.harvested() != null) {
            json.writeObjectPropertyStart("harvested");
            pages(json, facts.harvested());
            json.writeEndObject();
        }
        text(json, "form", facts.form());
        text(json, "mirror_url", facts.mirrorUrl());
        if (!facts.passedOver().isEmpty()) {
            strings(json, "passed_over", facts.passedOver());
        }
        if (facts.privateAddress()) {
            json.writeBooleanProperty("private_address", true);
        }
        json.writeNumberProperty("records", facts.records());
        json.writeNumberProperty("filtered", facts.filtered());
        json.writeNumberProperty("unknown", facts.unknown());
        json.writeNumberProperty("bad_cells", facts.badCells());
        json.writeNumberProperty("bad_rows", facts.badRows());
        if (facts.repeated() > 0) {
            json.writeNumberProperty("repeated", facts.repeated());
        }
        json.writeNumberProperty("odd_urls", facts.oddUrls());
        json.writeNumberProperty("extra_columns", facts.extraColumns());
        json.writeNumberProperty("bytes", facts.bytes());
        json.writeNumberProperty("seconds", Math.round(facts.seconds() * 1000) / 1000.0);
    }

    private static void summary(JsonGenerator json, ProvenanceEvent.RunEnded summary) {
        head(json, "summary", summary);
        json.writeObjectPropertyStart("outcomes");
        summary.outcomes().forEach((word, count) -> json.writeNumberProperty(word, count));
        json.writeEndObject();
        json.writeNumberProperty("pruned_outside", summary.prunedOutside());
        json.writeNumberProperty("pruned_undeclared", summary.prunedUndeclared());
        json.writeNumberProperty("records", summary.records());
        json.writeNumberProperty("datasets", summary.datasets());
        if (summary.distinctDatasets() != summary.datasets()) {
            json.writeNumberProperty("distinct_datasets", summary.distinctDatasets());
        }
        json.writeNumberProperty("duplicates", summary.duplicates());
        json.writeBooleanProperty("cancelled", summary.cancelled());
        json.writeNumberProperty("seconds", Math.round(summary.seconds() * 1000) / 1000.0);
        if (summary.stalledSeconds() > 0) {
            json.writeNumberProperty("stalled_seconds", Math.round(summary.stalledSeconds() * 1000) / 1000.0);
        }
        if (summary.outOfMemory()) {
            json.writeBooleanProperty("out_of_memory", true);
        }
        if (summary.unmerged()) {
            json.writeBooleanProperty("unmerged", true);
        }
        json.writeArrayPropertyStart("contributions");
        for (ProvenanceEvent.Contribution contribution : summary.contributions()) {
            json.writeStartObject();
            Service service = contribution.service();
            json.writeStringProperty("ivoid", service.ivoid().value());
            json.writeStringProperty("protocol", service.protocol().name());
            json.writeStringProperty("access_url", service.accessUrl());
            text(json, "table_name", service.tableName());
            json.writeNumberProperty("anew", contribution.uniqueDatasets());
            json.writeNumberProperty("shared", contribution.shared());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            json.writeStringProperty(name, value);
        }
    }

    private static void strings(JsonGenerator json, String name, Collection<String> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(json::writeString);
        json.writeEndArray();
    }
}
