package org.skytrawl.server.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.skytrawl.model.Service;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.server.http.ApiException;
import org.skytrawl.server.http.Json;
import org.skytrawl.server.question.QuestionReader;
import org.skytrawl.server.run.RunStore;
import org.skytrawl.server.run.ServedRun;
import org.skytrawl.server.view.RunViews;
import tools.jackson.databind.JsonNode;

/** Starts, shows, cancels, retries and deletes runs (docs/api.md, "Runs"). Thread-safe. */
public final class RunRoutes {
    private final RunStore runs;
    private final QuestionReader reader;
    private final RunViews views;

    public RunRoutes(RunStore runs, QuestionReader reader, RunViews views) {
        this.runs = runs;
        this.reader = reader;
        this.views = views;
    }

    public void addTo(RoutesConfig routes) {
        routes.post("/api/runs", this::start);
        routes.get(
                "/api/runs",
                ctx -> Json.answer(
                        ctx,
                        200,
                        Map.of("runs", runs.all().stream().map(RunJson::listed).toList())));
        routes.get("/api/runs/{id}", ctx -> Json.answer(ctx, 200, RunJson.of(run(ctx))));
        routes.delete("/api/runs/{id}", ctx -> {
            ServedRun run = run(ctx);
            runs.delete(run);
            views.forget(run.id());
            ctx.status(204);
        });
        routes.post("/api/runs/{id}/cancel", ctx -> {
            ServedRun run = run(ctx);
            runs.cancel(run);
            Json.answer(ctx, 202, RunJson.of(run));
        });
        routes.post("/api/runs/{id}/retry", this::retry);
        routes.get(
                "/api/runs/{id}/services",
                ctx -> Json.answer(
                        ctx,
                        200,
                        Map.of("services", ServicesJson.of(run(ctx).log().events()))));
        routes.get("/api/runs/{id}/log", this::log);
    }

    private ServedRun run(Context ctx) {
        return runs.get(ctx.pathParam("id"));
    }

    private void start(Context ctx) throws InterruptedException {
        runs.checkRoom();
        created(ctx, runs.start(reader.read(Json.object(ctx))));
    }

    private static void created(Context ctx, ServedRun run) {
        ctx.header("Location", "/api/runs/" + run.id());
        Json.answer(ctx, 201, RunJson.of(run));
    }

    private void retry(Context ctx) throws InterruptedException {
        ServedRun earlier = run(ctx);
        JsonNode keys = Json.object(ctx).get("services");
        if (earlier.isOver() && earlier.question() == null && keys == null) {
            // it had not begun
            created(ctx, runs.start(reader.read(earlier.parameters()), earlier.id()));
            return;
        }
        created(ctx, runs.retry(earlier, keys == null ? null : chosen(earlier, keys)));
    }

    private static Set<Service> chosen(ServedRun run, JsonNode keys) {
        Set<String> wanted = new HashSet<>();
        keys.forEach(key -> wanted.add(key.asString()));
        Set<Service> services = new TreeSet<>();
        Set<String> found = new HashSet<>();
        for (ProvenanceEvent event : run.log().events()) {
            Service service = switch (event) {
                case ProvenanceEvent.ServiceSelected it -> it.service();
                case ProvenanceEvent.ServiceEnded it -> it.service();
                default -> null;
            };
            String key = service == null ? "" : PlanJson.key(service);
            if (service != null && wanted.contains(key)) {
                services.add(service);
                found.add(key);
            }
        }
        if (wanted.isEmpty() || found.size() < wanted.size()) {
            throw new ApiException(400, "wrong_parameter", "services must be keys of services of this run", "services");
        }
        return services;
    }

    private void log(Context ctx) throws IOException {
        ServedRun run = run(ctx);
        var log = run.log();
        ctx.contentType("application/jsonl; charset=utf-8");
        ctx.header("Content-Disposition", "attachment; filename=\"" + run.id() + ".log.jsonl\"");
        try (Writer out = new OutputStreamWriter(ctx.outputStream(), StandardCharsets.UTF_8)) {
            log.writeTo(out);
        }
    }
}
