package org.skytrawl.server.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.server.http.Json;
import org.skytrawl.server.run.RunStore;
import org.skytrawl.server.run.ServedRun;

/**
 * The events of a run as they come (docs/api.md, "Events"). Each reader has a place in the log and no queue: one that reads
 * slowly holds nothing. Thread-safe.
 */
public final class EventRoutes {
    private static final long BETWEEN_MS = 250;

    private final RunStore runs;

    public EventRoutes(RunStore runs) {
        this.runs = runs;
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/api/runs/{id}/events", this::follow);
    }

    private void follow(Context ctx) throws IOException, InterruptedException {
        ServedRun run = runs.get(ctx.pathParam("id"));
        String last = ctx.header("Last-Event-ID") == null ? ctx.queryParam("after") : ctx.header("Last-Event-ID");
        int after = last == null ? -1 : Integer.parseInt(last);
        ctx.contentType("text/event-stream; charset=utf-8");
        OutputStream out = ctx.res().getOutputStream();
        int event = 0;
        int line = 0;
        String state = "";
        while (true) {
            boolean over = run.isOver();
            StringBuilder text = new StringBuilder();
            for (ProvenanceEvent each : run.log().eventsFrom(event)) {
                event++;
                String json = ProvenanceLog.line(each);
                if (json != null && line++ > after) {
                    append(text, "" + (line - 1), word(each), json);
                }
            }
            String now = Json.text(RunJson.of(run));
            if (!now.equals(state)) {
                append(text, null, "state", now);
                state = now;
            }
            if (over) {
                append(text, null, "over", "{}");
            }
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
            out.flush();
            if (over) {
                return;
            }
            Thread.sleep(BETWEEN_MS);
        }
    }

    private static String word(ProvenanceEvent event) {
        return switch (event) {
            case ProvenanceEvent.RunStarted started -> "run";
            case ProvenanceEvent.RegistryRead read -> "registry";
            case ProvenanceEvent.ServiceSelected selected -> "selected";
            case ProvenanceEvent.ServiceStarted started -> "started";
            case ProvenanceEvent.ServiceEnded ended -> "service";
            case ProvenanceEvent.RunEnded ended -> "end";
        };
    }

    private static void append(StringBuilder text, @Nullable String id, String word, String data) {
        if (id != null) {
            text.append("id: ").append(id).append('\n');
        }
        text.append("event: ").append(word).append('\n').append("data: ").append(data).append("\n\n");
    }
}
