package org.skytrawl.server.take;

import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.output.ResultExtract;
import org.skytrawl.server.http.ApiException;
import org.skytrawl.server.http.Json;
import org.skytrawl.server.view.DatasetView;
import org.skytrawl.server.view.Filters;
import tools.jackson.databind.JsonNode;

/**
 * Rows of the result of a run that has ended. Immutable.
 *
 * @param rows by their numbers; with a target list a dataset may be in several
 * @param extract the same rows, for a file
 */
public record ChosenRows(SortedMap<Integer, FoundDataset> rows, ResultExtract extract) {
    public ChosenRows {
        rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
    }

    /**
     * The rows that a body names: {@code {"rows": [1, 2]}}, or {@code {"filters": {"collection": ["A"]}}}.
     *
     * @throws ApiException 409 if the run has not ended, 404 if there is no such row, 400 if the body is another one
     */
    public static ChosenRows of(DatasetView view, JsonNode body) {
        if (view.isProvisional()) {
            throw new ApiException(409, "not_ended", "the run has not ended: its rows are provisional");
        }
        Filters filters = filters(body);
        if (filters.rows() != null) {
            filters.rows().forEach(view::dataset);
        }
        BitSet numbers = view.rows(filters);
        if (numbers.isEmpty()) {
            throw new ApiException(400, "wrong_parameter", "no row is chosen", "rows");
        }
        SortedMap<Integer, FoundDataset> rows = new TreeMap<>();
        numbers.stream().forEach(number -> rows.put(number, view.dataset(number)));
        return new ChosenRows(rows, view.extract(filters));
    }

    private static Filters filters(JsonNode body) {
        JsonNode rows = body.path("rows");
        if (rows.isArray()) {
            TreeSet<Integer> numbers = new TreeSet<>();
            for (JsonNode row : rows) {
                if (!row.isInt()) {
                    throw new ApiException(400, "wrong_parameter", "rows must be numbers of rows", "rows");
                }
                numbers.add(row.intValue());
            }
            return new Filters(Map.of(), "", numbers, Collections.emptySortedSet());
        }
        if (body.path("filters").isObject()) {
            return Filters.of(Json.parameters(body.path("filters")));
        }
        throw new ApiException(400, "wrong_parameter", "give rows, a list of numbers, or filters", "rows");
    }

    /** Each dataset once, in order. */
    public List<FoundDataset> datasets() {
        return extract.datasets();
    }
}
