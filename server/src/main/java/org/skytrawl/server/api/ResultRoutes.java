package org.skytrawl.server.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.skytrawl.output.OutputFormat;
import org.skytrawl.output.ResultExtract;
import org.skytrawl.server.http.ApiException;
import org.skytrawl.server.http.Json;
import org.skytrawl.server.run.RunStore;
import org.skytrawl.server.run.ServedRun;
import org.skytrawl.server.take.ChosenRows;
import org.skytrawl.server.view.DatasetView;
import org.skytrawl.server.view.Filters;
import org.skytrawl.server.view.RunViews;

/** The result of a run as a file, whole or in part (docs/api.md, "Runs"). Thread-safe. */
public final class ResultRoutes {
    private final RunStore runs;
    private final RunViews views;

    /** @param whole whether it is the whole result */
    private record Part(ResultExtract extract, boolean whole) {}

    public ResultRoutes(RunStore runs, RunViews views) {
        this.runs = runs;
        this.views = views;
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/api/runs/{id}/result", this::result);
        routes.post("/api/runs/{id}/result", this::chosen);
    }

    private void result(Context ctx) throws IOException, InterruptedException {
        ServedRun run = runs.get(ctx.pathParam("id"));
        OutputFormat format = format(ctx.queryParam("format"));
        Filters filters = Filters.of(ctx.queryParamMap());
        if (!run.isOver()) {
            throw new ApiException(409, "not_ended", "the run has not ended");
        }
        run.checkBegun();
        DatasetView view = views.of(run);
        answer(ctx, run, view, new Part(view.extract(filters), filters.isNone()), format);
    }

    /** For more rows than an address holds. */
    private void chosen(Context ctx) throws IOException, InterruptedException {
        ServedRun run = runs.get(ctx.pathParam("id"));
        OutputFormat format = format(ctx.queryParam("format"));
        run.checkBegun();
        DatasetView view = views.of(run);
        ChosenRows chosen = ChosenRows.of(view, Json.object(ctx));
        boolean whole = chosen.rows().size() == view.size();
        answer(ctx, run, view, new Part(chosen.extract(), whole), format);
    }

    private static void answer(Context ctx, ServedRun run, DatasetView view, Part part, OutputFormat format)
            throws IOException {
        String name = ResultFileName.of(view.result().log(), run.started(), part.whole(), format);
        ctx.contentType(mediaType(format)).header("Content-Disposition", "attachment; filename=\"" + name + "\"");
        format.writer().write(part.extract(), ctx.outputStream());
    }

    private static OutputFormat format(@Nullable String name) {
        try {
            return name == null ? OutputFormat.DEFAULT : OutputFormat.ofName(name);
        } catch (IllegalArgumentException e) {
            throw new ApiException(400, "wrong_parameter", String.valueOf(e.getMessage()), "format");
        }
    }

    private static String mediaType(OutputFormat format) {
        return switch (format) {
            case VOTABLE -> "application/x-votable+xml";
            case FITS -> "application/fits";
            case CSV -> "text/csv; charset=utf-8";
            case ECSV -> "text/plain; charset=utf-8";
            case JSON_LINES -> "application/jsonl";
            case PARQUET -> "application/vnd.apache.parquet";
        };
    }
}
