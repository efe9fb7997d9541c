package org.skytrawl.server.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.skytrawl.server.http.Json;
import org.skytrawl.server.run.RunStore;
import org.skytrawl.server.run.ServedRun;
import org.skytrawl.server.take.ChosenRows;
import org.skytrawl.server.take.Downloads;
import org.skytrawl.server.take.ServedDownload;
import org.skytrawl.server.view.RunViews;

/** Downloads of rows into a folder of this machine (docs/api.md, "Downloads"). Thread-safe. */
public final class DownloadRoutes {
    private final RunStore runs;
    private final RunViews views;
    private final Downloads downloads;

    public DownloadRoutes(RunStore runs, RunViews views, Downloads downloads) {
        this.runs = runs;
        this.views = views;
        this.downloads = downloads;
    }

    public void addTo(RoutesConfig routes) {
        routes.post("/api/runs/{id}/download", this::start);
        routes.get(
                "/api/downloads/{id}",
                ctx -> Json.answer(ctx, 200, download(ctx).json()));
        routes.post("/api/downloads/{id}/cancel", ctx -> {
            ServedDownload download = download(ctx);
            download.cancel();
            Json.answer(ctx, 202, download.json());
        });
    }

    private void start(Context ctx) throws InterruptedException {
        ServedRun run = runs.get(ctx.pathParam("id"));
        run.checkBegun();
        ServedDownload download = downloads.start(run.id(), ChosenRows.of(views.of(run), Json.object(ctx)));
        Json.answer(ctx, 201, download.json());
    }

    private ServedDownload download(Context ctx) {
        return downloads.get(ctx.pathParam("id"));
    }
}
