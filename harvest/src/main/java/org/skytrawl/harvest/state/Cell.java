package org.skytrawl.harvest.state;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a table: at most one range of each column. Cells form a tree, and its leaves have each row of the table once.
 *
 * @param id its path in the tree, such as {@code c.0.12}
 */
public record Cell(String id, List<Range> ranges) {
    /** The whole table. */
    public static final Cell WHOLE = new Cell("c", List.of());

    public Cell {
        ranges = List.copyOf(ranges);
    }

    public boolean hasRangeOf(String column) {
        return ranges.stream().anyMatch(range -> range.column().equals(column));
    }

    public boolean hasNoValueOf(String column) {
        return ranges.stream().anyMatch(range -> range.column().equals(column) && range.isNull());
    }

    /** How often the table was split on the way to it. */
    public int depth() {
        return (int) id.chars().filter(c -> c == '.').count();
    }

    /** Whether it begins or ends there: to cut there again would split off nothing. */
    public boolean hasEdge(String column, String edge) {
        return ranges.stream()
                .anyMatch(range ->
                        range.column().equals(column) && (edge.equals(range.from()) || edge.equals(range.to())));
    }

    /** A part of this cell. */
    public Cell child(int number, Range range) {
        List<Range> all = new ArrayList<>();
        Range narrowed = range;
        for (Range each : ranges) {
            if (each.column().equals(range.column())) {
                narrowed = range.within(each);
            } else {
                all.add(each);
            }
        }
        all.add(narrowed);
        return new Cell(id + "." + number, all);
    }
}
