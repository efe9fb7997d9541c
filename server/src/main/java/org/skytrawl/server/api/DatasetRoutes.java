package org.skytrawl.server.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.output.ColumnChoice;
import org.skytrawl.output.ResultCells;
import org.skytrawl.server.http.ApiException;
import org.skytrawl.server.http.Json;
import org.skytrawl.server.run.RunStore;
import org.skytrawl.server.view.DatasetView;
import org.skytrawl.server.view.FacetCounts;
import org.skytrawl.server.view.Filters;
import org.skytrawl.server.view.RunViews;
import org.skytrawl.server.view.ShownCell;
import org.skytrawl.server.view.SortOrder;
import org.skytrawl.server.view.SpectralBand;
import tools.jackson.core.JsonGenerator;

/** The datasets of a run by page, one dataset, and facets (docs/api.md, "Datasets"). Thread-safe. */
public final class DatasetRoutes {
    private static final int USUAL_SIZE = 100;
    private static final int MOST_SIZE = 1000;

    /** With a target list the last two too. */
    private static final List<String> USUAL_COLUMNS = List.of(
            "obs_title",
            "obs_collection",
            "dataproduct_type",
            "target_name",
            "s_ra",
            "s_dec",
            "separation",
            "t_min",
            "t_max",
            "em_min",
            "em_max",
            "facility_name",
            "instrument_name",
            "access_format",
            "access_estsize",
            "access_url",
            "origin_title",
            "origin_protocol",
            "overlap",
            "target",
            "target_separation");

    private final RunStore runs;
    private final RunViews views;

    public DatasetRoutes(RunStore runs, RunViews views) {
        this.runs = runs;
        this.views = views;
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/api/runs/{id}/datasets", this::page);
        routes.get("/api/runs/{id}/datasets/{row}", this::one);
        routes.get("/api/runs/{id}/columns", this::columns);
        routes.get("/api/runs/{id}/facets", this::facets);
    }

    private DatasetView view(Context ctx) throws InterruptedException {
        return views.of(runs.get(ctx.pathParam("id")));
    }

    private void page(Context ctx) throws IOException, InterruptedException {
        DatasetView view = view(ctx);
        Filters filters = Filters.of(ctx.queryParamMap());
        String sort = ctx.queryParam("sort");
        SortOrder order = sort == null ? SortOrder.NONE : view.order(sort);
        int size = QueryNumber.of(ctx, "size", USUAL_SIZE, MOST_SIZE);
        int number = QueryNumber.of(ctx, "page", 0, Integer.MAX_VALUE / MOST_SIZE);
        Integer around = ctx.queryParam("around") == null ? null : QueryNumber.of(ctx, "around", 0, Integer.MAX_VALUE);
        List<ResultCells.Column> columns = chosen(view, ctx.queryParam("columns"));
        DatasetView.Page page = view.page(filters, order, number, size, around);
        Json.stream(ctx, json -> write(json, view, columns, page));
    }

    static void write(JsonGenerator json, DatasetView view, List<ResultCells.Column> columns, DatasetView.Page page) {
        json.writeStartObject();
        json.writeNumberProperty("revision", view.revision());
        json.writeNumberProperty("total", view.size());
        json.writeNumberProperty("filtered", page.filtered());
        json.writeNumberProperty("page", page.page());
        json.writeBooleanProperty("provisional", view.isProvisional());
        json.writeArrayPropertyStart("columns");
        columns.forEach(column -> json.writeString(column.name()));
        json.writeEndArray();
        json.writeArrayPropertyStart("rows");
        page.rows().forEach(row -> row(json, columns, row));
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Unknown values are left out. */
    private static void row(JsonGenerator json, List<ResultCells.Column> columns, int row) {
        List<String> cut = new ArrayList<>();
        json.writeStartObject();
        json.writeNumberProperty("row", row);
        for (ResultCells.Column column : columns) {
            ShownCell cell = ShownCell.of(column.name(), column.value(row), ShownCell.LONGEST_IN_PAGE);
            member(json, column.name(), cell.value());
            if (cell.cut()) {
                cut.add(column.name());
            }
        }
        if (!cut.isEmpty()) {
            json.writeArrayPropertyStart("cut");
            cut.forEach(json::writeString);
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void member(JsonGenerator json, String name, @Nullable Object value) {
        switch (value) {
            case null -> {}
            case Long number -> json.writeNumberProperty(name, number);
            case Double number -> json.writeNumberProperty(name, number);
            default -> json.writeStringProperty(name, value.toString());
        }
    }

    static List<ResultCells.Column> chosen(DatasetView view, @Nullable String list) {
        boolean usual = list == null || list.isBlank();
        try {
            List<String> names = list == null || usual
                    ? USUAL_COLUMNS
                    : ColumnChoice.parse(list).names();
            return names.stream()
                    .filter(name ->
                            !usual || !name.startsWith("target") || name.equals("target_name") || view.hasTargets())
                    .map(view.cells()::column)
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new ApiException(400, "wrong_parameter", String.valueOf(e.getMessage()), "columns");
        }
    }

    private void one(Context ctx) throws InterruptedException {
        int row = QueryNumber.read(ctx.pathParam("row"), -1);
        DatasetView view = view(ctx);
        Json.answer(ctx, 200, DatasetCard.of(view, row));
    }

    private void columns(Context ctx) throws IOException, InterruptedException {
        DatasetView view = view(ctx);
        Json.stream(ctx, json -> {
            json.writeStartObject();
            json.writeNumberProperty("revision", view.revision());
            json.writeArrayPropertyStart("columns");
            for (ResultCells.Column column : view.columns()) {
                json.writeStartObject();
                json.writeStringProperty("name", column.name());
                if (column.unit() != null) {
                    json.writeStringProperty("unit", column.unit());
                }
                json.writeBooleanProperty("number", !column.isText());
                json.writeStringProperty("description", column.description());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private void facets(Context ctx) throws IOException, InterruptedException {
        DatasetView view = view(ctx);
        Filters filters = Filters.of(ctx.queryParamMap());
        Json.stream(ctx, json -> write(json, view, filters));
    }

    static void write(JsonGenerator json, DatasetView view, Filters filters) {
        int filtered = view.rows(filters).cardinality();
        List<FacetCounts> facets = view.facets(filters);
        json.writeStartObject();
        json.writeNumberProperty("revision", view.revision());
        json.writeNumberProperty("total", view.size());
        json.writeNumberProperty("filtered", filtered);
        json.writeObjectPropertyStart("facets");
        for (FacetCounts facet : facets) {
            json.writeArrayPropertyStart(facet.facet().word());
            facet.values().forEach(value -> value(json, value));
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeObjectPropertyStart("more");
        for (FacetCounts facet : facets) {
            if (facet.moreValues() > 0) {
                json.writePOJOProperty(
                        facet.facet().word(), Map.of("values", facet.moreValues(), "rows", facet.moreRows()));
            }
        }
        json.writeEndObject();
        json.writePOJOProperty("bands", SpectralBand.limits());
        json.writeEndObject();
    }

    private static void value(JsonGenerator json, FacetCounts.Value value) {
        json.writeStartObject();
        json.writeStringProperty("value", value.value());
        json.writeNumberProperty("count", value.count());
        json.writeNumberProperty("all", value.all());
        json.writeEndObject();
    }
}
