package org.skytrawl.server.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Interval;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.model.Question;
import org.skytrawl.model.Region;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.RunProgress;
import org.skytrawl.server.question.QuestionForm;
import org.skytrawl.server.run.ServedRun;

/** Runs and questions in the form of docs/api.md. */
final class RunJson {
    private RunJson() {}

    static Map<String, @Nullable Object> of(ServedRun run) throws InterruptedException {
        RunProgress progress = run.run().progress();
        ProvenanceEvent.RunEnded end = run.log().summary();
        List<ProvenanceEvent.ServiceEnded> services = run.log().services();
        long missing = services.stream()
                .filter(ended -> ended.outcome().isLoss())
                .count();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", run.id());
        json.put("state", run.state());
        json.put("question", of(run.form()));
        json.put("started", run.begun().toString());
        json.put("ended", end == null ? null : end.time().toString());
        json.put("retryOf", null);
        json.put("progress", of(progress, run.run().leftAtMost().toMillis() / 1000.0));
        json.put(
                "awaited",
                run.run().awaited().stream()
                        .limit(5)
                        .map(host -> Map.of(
                                "host", host.host(), "running", host.running(), "waiting", host.waiting(), "longestS",
                                host.longest().toMillis() / 1000.0, "phase", host.phase().toString()))
                        .toList());
        json.put("datasets", run.datasets().size());
        json.put("revision", progress.records());
        json.put("complete", run.isOver() ? missing == 0 : null);
        json.put("missing", missing);
        json.put("outcomes", end == null ? Map.of() : end.outcomes());
        String error = run.error();
        json.put("error", error == null ? null : Map.of("code", "no_registry", "message", error));
        json.put("notes", List.of());
        return json;
    }

    private static Map<String, @Nullable Object> of(RunProgress progress, double leftAtMostS) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("toAsk", progress.toAsk());
        json.put("running", progress.running());
        json.put("ended", progress.ended());
        json.put("lost", progress.lost());
        json.put("records", progress.records());
        json.put("leftAtMostS", leftAtMostS);
        return json;
    }

    static Map<String, @Nullable Object> of(QuestionForm form) {
        Question question = form.question();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("parameters", form.parameters());
        json.put("region", of(question.region()));
        json.put("wavelengthM", of(question.wavelengthM()));
        json.put("mjd", of(question.mjd()));
        json.put("types", question.productTypes());
        json.put("notes", form.notes());
        return json;
    }

    private static @Nullable Object of(@Nullable Region region) {
        return switch (region) {
            case Cone cone ->
                Map.of("kind", "cone", "raDeg", cone.raDeg(), "decDeg", cone.decDeg(), "radiusDeg", cone.radiusDeg());
            case PolygonRegion polygon -> Map.of("kind", "polygon", "text", polygon.text());
            case null -> null;
            default -> Map.of("kind", region.kind());
        };
    }

    private static @Nullable List<@Nullable Double> of(@Nullable Interval interval) {
        if (interval == null) {
            return null;
        }
        List<@Nullable Double> ends = new java.util.ArrayList<>();
        ends.add(Double.isInfinite(interval.lo()) ? null : interval.lo());
        ends.add(Double.isInfinite(interval.hi()) ? null : interval.hi());
        return ends;
    }
}
