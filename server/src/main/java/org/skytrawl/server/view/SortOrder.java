package org.skytrawl.server.view;

import java.util.ArrayList;
import java.util.List;
import org.skytrawl.output.ResultCells;
import org.skytrawl.server.http.ApiException;

/**
 * An order of rows by several columns, the first one counting most. Unknown values are last either way, rows with equal values
 * stay in the order of the result. Immutable.
 */
public record SortOrder(List<Key> keys) {
    public static final SortOrder NONE = new SortOrder(List.of());

    private static final int MOST_KEYS = 5;

    /** A column, and whether the largest values are first. */
    public record Key(String column, boolean descending) {}

    public SortOrder {
        keys = List.copyOf(keys);
    }

    /**
     * Reads {@code -t_min,obs_title}; a minus means descending.
     *
     * @throws ApiException 400 if there is no such column
     */
    static SortOrder parse(String text, ResultCells cells) {
        List<Key> keys = new ArrayList<>();
        for (String part : text.split(",", MOST_KEYS + 1)) {
            String word = part.strip();
            boolean descending = word.startsWith("-");
            try {
                if (!word.isEmpty()) {
                    String name =
                            cells.column(descending ? word.substring(1) : word).name();
                    if (keys.stream().noneMatch(key -> key.column.equals(name))) {
                        keys.add(new Key(name, descending));
                    }
                }
            } catch (IllegalArgumentException e) {
                throw new ApiException(400, "wrong_parameter", String.valueOf(e.getMessage()), "sort");
            }
        }
        if (keys.size() > MOST_KEYS) {
            throw new ApiException(
                    400, "wrong_parameter", "at most " + MOST_KEYS + " columns can be sorted by", "sort");
        }
        return new SortOrder(keys);
    }
}
