package org.skytrawl.cli.terminal;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A table for people: a header, aligned columns, no line wider than the terminal. Columns for which there is no room are left out,
 * those of the highest rank first; texts that are too long end in an ellipsis. Cells are cleaned here; an empty one is shown
 * as {@code -}.
 */
public final class AlignedTable {
    private static final String EMPTY = "-";
    private static final int GAP = 2;

    private final List<Column> columns;
    private final List<String> headers;
    private final List<List<String>> rows = new ArrayList<>();
    /** The width of each column with all of its text. */
    private final int[] whole;

    /**
     * @param rank a column of a lower rank has the right of way; those of rank 0 are always shown, cut if need be
     * @param least the fewest columns of the terminal in which it is of use
     * @param spare how many columns it must leave to others that can use more than their least
     * @param right whether it is aligned to the right, as numbers are
     */
    public record Column(String header, int rank, int least, int spare, boolean right) {
        /** Text that may be cut. */
        public static Column text(String header, int rank, int least) {
            return new Column(header, rank, least, 0, false);
        }

        /** Text that is of no use when cut, such as a date. */
        public static Column whole(String header, int rank) {
            return text(header, rank, Integer.MAX_VALUE);
        }

        /** The same, but the text of other columns comes first. */
        public static Column url(String header, int rank) {
            return new Column(header, rank, Integer.MAX_VALUE, 30, false);
        }

        public static Column number(String header, int rank) {
            return new Column(header, rank, Integer.MAX_VALUE, 0, true);
        }
    }

    public AlignedTable(List<Column> columns) {
        this.columns = List.copyOf(columns);
        this.headers =
                columns.stream().map(column -> ScreenText.cell(column.header())).toList();
        this.whole = headers.stream().mapToInt(ScreenText::columns).toArray();
    }

    /** Prints rows of cells without control characters: a table on a terminal; lines with tabs, for programs, elsewhere. */
    public static void list(PrintWriter out, List<Column> columns, List<List<String>> rows) {
        if (!TerminalSize.isStdoutForPeople()) {
            rows.forEach(row -> out.println(String.join("\t", row)));
        } else if (!rows.isEmpty()) {
            AlignedTable table = new AlignedTable(columns);
            rows.forEach(table::row);
            int width = TerminalSize.columnsOfStdout();
            table.lines(width, Colours.ofStdout()).forEach(out::println);
            List<String> leftOut = table.leftOut(width);
            if (!leftOut.isEmpty()) {
                ScreenText.wrapped("", "no room for: " + String.join(", ", leftOut), 0, width)
                        .forEach(out::println);
            }
        }
        out.flush();
    }

    /** Adds a row with a cell for each column. */
    public void row(List<? extends @Nullable String> cells) {
        List<String> row = cells.stream().map(AlignedTable::cell).toList();
        rows.add(row);
        for (int i = 0; i < whole.length; i++) {
            whole[i] = Math.max(whole[i], ScreenText.columns(row.get(i)));
        }
    }

    private static String cell(@Nullable String text) {
        String cell = ScreenText.cell(text);
        return cell.isEmpty() ? EMPTY : cell;
    }

    /** The header and the rows. */
    public List<String> lines(int width, Colours colours) {
        List<Integer> shown = shown(width);
        int[] widths = widths(shown, width);
        List<String> lines = new ArrayList<>();
        lines.add(colours.bold(line(headers, shown, widths, Colours.NONE)));
        rows.forEach(row -> lines.add(line(row, shown, widths, colours)));
        return lines;
    }

    /** The headers of the columns for which there is no room. */
    public List<String> leftOut(int width) {
        List<Integer> shown = shown(width);
        return IntStream.range(0, headers.size())
                .filter(i -> !shown.contains(i))
                .mapToObj(headers::get)
                .toList();
    }

    private int least(int column) {
        return Math.min(columns.get(column).least(), whole[column]);
    }

    /** The columns for which there is room, from left to right. */
    private List<Integer> shown(int width) {
        List<Integer> byRank = IntStream.range(0, columns.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> columns.get(i).rank()))
                .toList();
        List<Integer> shown = new ArrayList<>();
        int used = -GAP;
        for (int i : byRank) {
            if (columns.get(i).rank() == 0
                    || used + GAP + least(i) + columns.get(i).spare() <= width) {
                shown.add(i);
                used += GAP + least(i);
            }
        }
        shown.sort(null);
        return shown;
    }

    /** Takes what is too much from the widest, and gives what is left to the narrowest that can use it. */
    private int[] widths(List<Integer> shown, int width) {
        int[] widths = new int[columns.size()];
        shown.forEach(i -> widths[i] = least(i));
        int spare = width - GAP * (shown.size() - 1) - IntStream.of(widths).sum();
        for (; spare < 0; spare++) {
            shown.stream()
                    .filter(i -> widths[i] > 1)
                    .max(Comparator.comparingInt(i -> widths[i]))
                    .ifPresent(i -> widths[i]--);
        }
        for (; spare > 0; spare--) {
            shown.stream()
                    .filter(i -> widths[i] < whole[i])
                    .min(Comparator.comparingInt(i -> widths[i]))
                    .ifPresent(i -> widths[i]++);
        }
        return widths;
    }

    private String line(List<String> cells, List<Integer> shown, int[] widths, Colours colours) {
        StringBuilder line = new StringBuilder();
        for (int i : shown) {
            String cell = ScreenText.cut(cells.get(i), widths[i]);
            String pad = " ".repeat(Math.max(0, widths[i] - ScreenText.columns(cell)));
            String seen = cell.equals(EMPTY) ? colours.faint(cell) : cell;
            line.append(columns.get(i).right() ? pad + seen : seen + pad).append(" ".repeat(GAP));
        }
        return line.toString().stripTrailing();
    }
}
