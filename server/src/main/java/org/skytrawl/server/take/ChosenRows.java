package org.skytrawl.server.take;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.server.http.ApiException;
import org.skytrawl.server.run.ServedRun;
import tools.jackson.databind.JsonNode;

/**
 * Rows of the result of a run that has ended. Immutable.
 *
 * @param numbers of the rows, rising
 * @param datasets the same rows
 */
public record ChosenRows(List<Integer> numbers, List<FoundDataset> datasets) {
    public ChosenRows {
        numbers = List.copyOf(numbers);
        datasets = List.copyOf(datasets);
    }

    /**
     * The rows that a body names: {@code {"rows": [1, 2]}}, or {@code {"filters": {}}} for all.
     *
     * @throws ApiException 409 if the run has not ended, 404 if there is no such row, 400 if the body is another one
     */
    public static ChosenRows of(ServedRun run, JsonNode body) throws InterruptedException {
        if (!run.isOver()) {
            throw new ApiException(409, "not_ended", "the run has not ended: its rows are provisional");
        }
        List<FoundDataset> all = run.datasets();
        JsonNode rows = body.path("rows");
        TreeSet<Integer> numbers = new TreeSet<>();
        if (rows.isArray()) {
            for (JsonNode row : rows) {
                if (!row.isInt()) {
                    throw new ApiException(400, "wrong_parameter", "rows must be numbers of rows", "rows");
                }
                numbers.add(row.intValue());
            }
        } else if (body.path("filters").isObject() && body.path("filters").isEmpty()) {
            for (int i = 0; i < all.size(); i++) {
                numbers.add(i);
            }
        } else {
            throw new ApiException(400, "wrong_parameter", "give rows, a list of numbers, or filters", "rows");
        }
        if (numbers.isEmpty()) {
            throw new ApiException(400, "wrong_parameter", "no row is chosen", "rows");
        }
        List<FoundDataset> datasets = new ArrayList<>();
        for (int number : numbers) {
            datasets.add(dataset(all, number));
        }
        return new ChosenRows(List.copyOf(numbers), datasets);
    }

    /** @throws ApiException 404 if there is no such row */
    public static FoundDataset dataset(List<FoundDataset> all, int number) {
        if (number < 0 || number >= all.size()) {
            throw new ApiException(404, "unknown_dataset", "there is no row " + number + " among " + all.size());
        }
        return all.get(number);
    }
}
