package org.skytrawl.server.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.skytrawl.Skytrawl;
import org.skytrawl.download.PreviewException;
import org.skytrawl.download.PreviewImage;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.provenance.PrivateOrigins;
import org.skytrawl.server.http.ApiException;
import org.skytrawl.server.run.RunStore;
import org.skytrawl.server.view.DatasetView;
import org.skytrawl.server.view.RunViews;

/** Preview images of datasets, fetched by the server (docs/api.md, "Datasets"). Thread-safe. */
public final class PreviewRoutes {
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final int AT_ONCE = 6;

    private final RunStore runs;
    private final RunViews views;
    private final Skytrawl client;
    private final Semaphore fetching = new Semaphore(AT_ONCE);

    public PreviewRoutes(RunStore runs, RunViews views, Skytrawl client) {
        this.runs = runs;
        this.views = views;
        this.client = client;
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/api/runs/{id}/datasets/{row}/preview", this::preview);
    }

    private void preview(Context ctx) throws InterruptedException {
        DatasetView view = views.of(runs.get(ctx.pathParam("id")));
        List<FoundDataset> rows = sameDataset(view, QueryNumber.read(ctx.pathParam("row"), -1));
        if (!fetching.tryAcquire()) {
            ctx.header("Retry-After", "1");
            throw new ApiException(429, "too_many_requests", "at most " + AT_ONCE + " previews are fetched at once");
        }
        try {
            PreviewImage image =
                    client.preview(rows, PrivateOrigins.of(view.result().log()), LONGEST);
            // whatever a browser takes it for, it runs nothing
            ctx.header("Content-Security-Policy", "default-src 'none'; sandbox");
            ctx.header("X-Content-Type-Options", "nosniff");
            ctx.contentType(image.mediaType()).result(image.bytes());
        } catch (PreviewException e) {
            String message = String.valueOf(e.getMessage());
            throw switch (e.why()) {
                case NONE -> new ApiException(404, "not_found", message);
                case NO_IMAGE -> new ApiException(415, "wrong_type", message);
                case NOT_FETCHED -> new ApiException(502, "not_fetched", message);
            };
        } finally {
            fetching.release();
        }
    }

    /** The row, then the rows of the same dataset in other formats. */
    private static List<FoundDataset> sameDataset(DatasetView view, int row) {
        List<FoundDataset> rows = new ArrayList<>();
        rows.add(view.dataset(row));
        if (!PreviewImage.isImage(rows.getFirst())) {
            view.formats(row).forEach(other -> rows.add(view.dataset(other)));
        }
        return rows;
    }
}
