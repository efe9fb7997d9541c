package org.skytrawl.server.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import org.skytrawl.server.http.Json;
import org.skytrawl.server.run.RunStore;
import org.skytrawl.server.run.ServedRun;
import org.skytrawl.server.take.ChosenRows;
import org.skytrawl.server.take.SentTables;
import org.skytrawl.server.take.TableSender.Sent;
import org.skytrawl.server.view.RunViews;

/** Sends rows to the VO tools of this machine (docs/api.md, "Runs"). Thread-safe. */
public final class SampRoutes {
    private record Answer(List<String> sent, String note) {}

    private final RunStore runs;
    private final RunViews views;
    private final SentTables tables;

    public SampRoutes(RunStore runs, RunViews views, SentTables tables) {
        this.runs = runs;
        this.views = views;
        this.tables = tables;
    }

    public void addTo(RoutesConfig routes) {
        routes.post("/api/runs/{id}/samp", this::send);
    }

    private void send(Context ctx) throws IOException, InterruptedException {
        ServedRun run = runs.get(ctx.pathParam("id"));
        run.checkBegun();
        Sent sent = tables.send(run.id(), ChosenRows.of(views.of(run), Json.object(ctx)));
        Json.answer(ctx, 200, new Answer(sent.to(), String.join("; ", sent.trouble())));
    }
}
