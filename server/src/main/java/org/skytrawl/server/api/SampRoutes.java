package org.skytrawl.server.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Map;
import org.skytrawl.server.http.Json;
import org.skytrawl.server.run.RunStore;
import org.skytrawl.server.run.ServedRun;
import org.skytrawl.server.take.ChosenRows;
import org.skytrawl.server.take.SentTables;
import org.skytrawl.server.take.TableSender.Sent;

/** Sends rows to the VO tools of this machine (docs/api.md, "Runs"). Thread-safe. */
public final class SampRoutes {
    private final RunStore runs;
    private final SentTables tables;

    public SampRoutes(RunStore runs, SentTables tables) {
        this.runs = runs;
        this.tables = tables;
    }

    public void addTo(RoutesConfig routes) {
        routes.post("/api/runs/{id}/samp", this::send);
    }

    private void send(Context ctx) throws IOException, InterruptedException {
        ServedRun run = runs.get(ctx.pathParam("id"));
        Sent sent = tables.send(run, ChosenRows.of(run, Json.object(ctx)));
        Json.answer(ctx, 200, Map.of("sent", sent.to(), "note", String.join("; ", sent.trouble())));
    }
}
