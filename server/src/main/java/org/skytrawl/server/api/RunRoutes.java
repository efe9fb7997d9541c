package org.skytrawl.server.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.Skytrawl;
import org.skytrawl.output.OutputFormat;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.server.http.ApiException;
import org.skytrawl.server.http.Json;
import org.skytrawl.server.question.QuestionForm;
import org.skytrawl.server.run.RunStore;
import org.skytrawl.server.run.ServedRun;
import tools.jackson.databind.JsonNode;

/** Starts, shows, cancels and deletes runs (docs/api.md, "Runs"). Thread-safe. */
public final class RunRoutes {
    private final RunStore runs;
    private final Skytrawl client;

    public RunRoutes(RunStore runs, Skytrawl client) {
        this.runs = runs;
        this.client = client;
    }

    public void addTo(RoutesConfig routes) {
        routes.post("/api/runs", this::start);
        routes.get("/api/runs", this::all);
        routes.get("/api/runs/{id}", ctx -> Json.answer(ctx, 200, RunJson.of(run(ctx))));
        routes.delete("/api/runs/{id}", ctx -> {
            runs.delete(ctx.pathParam("id"));
            ctx.status(204);
        });
        routes.post("/api/runs/{id}/cancel", ctx -> {
            ServedRun run = run(ctx);
            run.run().cancel();
            Json.answer(ctx, 202, RunJson.of(run));
        });
        routes.get("/api/runs/{id}/log", this::log);
        routes.get("/api/runs/{id}/result", this::result);
    }

    private ServedRun run(Context ctx) {
        return runs.get(ctx.pathParam("id"));
    }

    private void start(Context ctx) throws InterruptedException {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : Json.object(ctx).properties()) {
            List<String> values = new ArrayList<>();
            (member.getValue().isArray() ? member.getValue() : List.of(member.getValue()))
                    .forEach(value -> values.add(value.asString()));
            parameters.put(member.getKey(), values);
        }
        ServedRun run = runs.start(QuestionForm.of(parameters, client));
        ctx.header("Location", "/api/runs/" + run.id());
        Json.answer(ctx, 201, RunJson.of(run));
    }

    private void all(Context ctx) throws InterruptedException {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        for (ServedRun run : runs.all()) {
            all.add(RunJson.of(run));
        }
        Json.answer(ctx, 200, Map.of("runs", all));
    }

    private void log(Context ctx) {
        StringBuilder lines = new StringBuilder();
        run(ctx).log().writeTo(lines);
        ctx.contentType("application/jsonl; charset=utf-8").result(lines.toString());
    }

    private void result(Context ctx) throws IOException, InterruptedException {
        ServedRun run = run(ctx);
        if (!run.isOver()) {
            throw new ApiException(409, "not_ended", "the run has not ended");
        }
        String format = ctx.queryParam("format");
        OutputFormat output = format == null ? OutputFormat.DEFAULT : OutputFormat.ofName(format);
        ProvenanceLog log = run.log();
        ctx.contentType("application/octet-stream")
                .header("Content-Disposition", "attachment; filename=\"" + run.id() + "." + output.extension() + "\"");
        output.writer().write(run.datasets(), log, ctx.outputStream());
    }
}
