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
import org.skytrawl.merge.DatasetCount;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.server.http.ApiException;
import org.skytrawl.server.run.RunStore;
import org.skytrawl.server.take.ChosenRows;

/** Preview images of datasets, fetched by the server (docs/api.md, "Datasets"). Thread-safe. */
public final class PreviewRoutes {
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final int AT_ONCE = 6;
    private static final int LONGEST_NUMBER = 9;

    private final RunStore runs;
    private final Skytrawl client;
    private final Semaphore fetching = new Semaphore(AT_ONCE);

    public PreviewRoutes(RunStore runs, Skytrawl client) {
        this.runs = runs;
        this.client = client;
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/api/runs/{id}/datasets/{row}/preview", this::preview);
    }

    private void preview(Context ctx) throws InterruptedException {
        List<FoundDataset> all = runs.get(ctx.pathParam("id")).datasets();
        List<FoundDataset> rows = sameDataset(all, row(ctx.pathParam("row")));
        if (!fetching.tryAcquire()) {
            ctx.header("Retry-After", "1");
            throw new ApiException(429, "too_many_requests", "at most " + AT_ONCE + " previews are fetched at once");
        }
        try {
            PreviewImage image = client.preview(rows, LONGEST);
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

    private static int row(String text) {
        boolean isNumber = text.length() <= LONGEST_NUMBER && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber && !text.isEmpty() ? Integer.parseInt(text) : -1;
    }

    /** The row, then the rows of the same dataset in other formats. */
    private static List<FoundDataset> sameDataset(List<FoundDataset> all, int row) {
        FoundDataset first = ChosenRows.dataset(all, row);
        List<FoundDataset> rows = new ArrayList<>();
        rows.add(first);
        if (!PreviewImage.isImage(first)) {
            int[] firsts = DatasetCount.firstRows(all);
            for (int i = 0; i < firsts.length; i++) {
                if (firsts[i] == firsts[row] && i != row) {
                    rows.add(all.get(i));
                }
            }
        }
        return rows;
    }
}
