package org.skytrawl.server.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.server.http.Json;
import org.skytrawl.server.run.RunStore;
import org.skytrawl.server.view.DatasetView;
import org.skytrawl.server.view.Density;
import org.skytrawl.server.view.Filters;
import org.skytrawl.server.view.Footprint;
import org.skytrawl.server.view.RunViews;
import tools.jackson.core.JsonGenerator;

/** Where the datasets of a run are on the sky, in time and in wavelength (docs/api.md, "Datasets"). Thread-safe. */
public final class MapRoutes {
    private static final int USUAL_SHAPES = 20_000;
    private static final int MOST_SHAPES = 50_000;
    private static final int USUAL_SPANS = 5000;

    /** In degrees: 0.36 milliarcseconds. */
    private static final double DIGITS = 1e7;

    private final RunStore runs;
    private final RunViews views;

    public MapRoutes(RunStore runs, RunViews views) {
        this.runs = runs;
        this.views = views;
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/api/runs/{id}/footprints", this::footprints);
        routes.get("/api/runs/{id}/coverage", this::coverage);
    }

    private DatasetView view(Context ctx) throws InterruptedException {
        return views.of(runs.get(ctx.pathParam("id")));
    }

    private void footprints(Context ctx) throws IOException, InterruptedException {
        DatasetView view = view(ctx);
        BitSet rows = view.rows(Filters.of(ctx.queryParamMap()));
        int most = QueryNumber.of(ctx, "most", USUAL_SHAPES, MOST_SHAPES);
        Json.stream(ctx, json -> footprints(json, view, rows, most));
    }

    static void footprints(JsonGenerator json, DatasetView view, BitSet rows, int most) {
        BitSet placed = view.placed(rows);
        int count = placed.cardinality();
        Density density = count > most ? view.density(placed) : null;
        json.writeStartObject();
        json.writeNumberProperty("revision", view.revision());
        json.writeNumberProperty("filtered", rows.cardinality());
        json.writeNumberProperty("unplaced", rows.cardinality() - count);
        collections(json, view, density == null ? placed : new BitSet());
        json.writeArrayPropertyStart("shapes");
        if (density == null) {
            placed.stream().forEach(row -> shape(json, view, row));
        }
        json.writeEndArray();
        json.writeName("density");
        density(json, density);
        json.writeEndObject();
    }

    /** The names up to the last one that is used: their numbers do not depend on filters. */
    private static void collections(JsonGenerator json, DatasetView view, BitSet rows) {
        int last = rows.stream().map(view::collection).max().orElse(-1);
        List<String> names = view.collections();
        json.writeArrayPropertyStart("collections");
        for (int i = 0; i <= last; i++) {
            json.writeString(names.get(i));
        }
        json.writeEndArray();
    }

    private static void shape(JsonGenerator json, DatasetView view, int row) {
        Footprint footprint = view.footprint(row);
        if (footprint == null) {
            return;
        }
        json.writeStartArray();
        json.writeNumber(row);
        json.writeNumber(view.collection(row));
        number(json, footprint.raDeg());
        number(json, footprint.decDeg());
        if (!footprint.polygons().isEmpty()) {
            json.writeStartArray();
            for (double[] polygon : footprint.polygons()) {
                json.writeStartArray();
                for (double deg : polygon) {
                    number(json, deg);
                }
                json.writeEndArray();
            }
            json.writeEndArray();
        } else if (Double.isNaN(footprint.radiusDeg())) {
            json.writeNull();
        } else {
            // small fields of view keep their digits
            json.writeNumber(footprint.radiusDeg());
        }
        json.writeEndArray();
    }

    private static void number(JsonGenerator json, double deg) {
        json.writeNumber(Math.round(deg * DIGITS) / DIGITS);
    }

    private static void density(JsonGenerator json, @Nullable Density density) {
        if (density == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeNumberProperty("order", density.order());
        json.writeArrayPropertyStart("cells");
        for (Density.Cell cell : density.cells()) {
            json.writeStartArray();
            json.writeNumber(cell.cell());
            json.writeNumber(cell.count());
            number(json, cell.centre().raDeg());
            number(json, cell.centre().decDeg());
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void coverage(Context ctx) throws IOException, InterruptedException {
        DatasetView view = view(ctx);
        BitSet rows = view.rows(Filters.of(ctx.queryParamMap()));
        int most = QueryNumber.of(ctx, "most", USUAL_SPANS, MOST_SHAPES);
        Json.stream(ctx, json -> coverage(json, view, rows, most));
    }

    static void coverage(JsonGenerator json, DatasetView view, BitSet rows, int most) {
        BitSet known = new BitSet();
        rows.stream().filter(row -> isKnown(view.dataset(row).record())).forEach(known::set);
        BitSet given = DatasetView.evenly(known, most);
        json.writeStartObject();
        json.writeNumberProperty("revision", view.revision());
        json.writeNumberProperty("filtered", rows.cardinality());
        collections(json, view, given);
        json.writeArrayPropertyStart("rows");
        given.stream().forEach(row -> span(json, view, row));
        json.writeEndArray();
        json.writeNumberProperty("left", known.cardinality() - given.cardinality());
        json.writeNumberProperty("unknown", rows.cardinality() - known.cardinality());
        json.writeEndObject();
    }

    private static boolean isKnown(ObsCoreRecord record) {
        return Double.isFinite(record.number(ObsCoreColumn.t_min))
                || Double.isFinite(record.number(ObsCoreColumn.t_max))
                || Double.isFinite(record.number(ObsCoreColumn.em_min))
                || Double.isFinite(record.number(ObsCoreColumn.em_max));
    }

    private static void span(JsonGenerator json, DatasetView view, int row) {
        ObsCoreRecord record = view.dataset(row).record();
        json.writeStartArray();
        json.writeNumber(row);
        json.writeNumber(view.collection(row));
        for (ObsCoreColumn column :
                List.of(ObsCoreColumn.t_min, ObsCoreColumn.t_max, ObsCoreColumn.em_min, ObsCoreColumn.em_max)) {
            double value = record.number(column);
            if (Double.isFinite(value)) {
                json.writeNumber(value);
            } else {
                json.writeNull();
            }
        }
        json.writeEndArray();
    }
}
