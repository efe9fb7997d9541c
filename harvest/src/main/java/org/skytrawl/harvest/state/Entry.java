package org.skytrawl.harvest.state;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.files.JsonObject;

/** A line of the journal of a service. */
public sealed interface Entry {
    Instant time();

    JsonObject json();

    /**
     * What is known of the table before its rows are read.
     *
     * @param conditions that all queries have
     * @param columns by which the table can be split, the best first
     * @param rows by {@code COUNT(*)}; null if the service refuses it
     * @param values of the mark of the table; their names are asked of all its parts
     */
    record Plan(
            Instant time,
            List<String> conditions,
            List<String> columns,
            @Nullable Long rows,
            Map<String, String> values)
            implements Entry {
        public Plan {
            conditions = List.copyOf(conditions);
            columns = List.copyOf(columns);
            values = Mark.sorted(values);
        }

        /** Of a table of which only the number of rows is asked. */
        public Plan(Instant time, List<String> conditions, List<String> columns, @Nullable Long rows) {
            this(time, conditions, columns, rows, Map.of());
        }

        @Override
        public JsonObject json() {
            return JsonObject.of(
                    "event",
                    "plan",
                    "time",
                    time,
                    "conditions",
                    conditions,
                    "columns",
                    columns,
                    "rows",
                    rows,
                    "values",
                    Mark.json(values));
        }
    }

    /**
     * The service gives only so many rows of an answer, or is too slow for more.
     *
     * @param slow whether it was the time: then pages may grow again
     */
    record Limit(Instant time, long rows, String reason, boolean slow) implements Entry {
        public Limit(Instant time, long rows, String reason) {
            this(time, rows, reason, false);
        }

        @Override
        public JsonObject json() {
            return JsonObject.of(
                    "event", "limit", "time", time, "rows", rows, "reason", reason, "slow", slow ? true : null);
        }
    }

    /**
     * @param rows by {@code COUNT(*)}, or null
     * @param values of the mark
     */
    record Part(Range range, @Nullable Long rows, Map<String, String> values) {
        public Part {
            values = Mark.sorted(values);
        }

        public Part(Range range, @Nullable Long rows) {
            this(range, rows, Map.of());
        }
    }

    /** A cell is read in parts; a page that it had counts no more. */
    record Split(Instant time, String cell, List<Part> parts) implements Entry {
        public Split {
            parts = List.copyOf(parts);
            if (parts.size() < 2) {
                throw new IllegalArgumentException("a split has two parts or more");
            }
        }

        @Override
        public JsonObject json() {
            List<JsonObject> ranges = parts.stream()
                    .map(part -> JsonObject.of(
                            "from",
                            part.range().from(),
                            "to",
                            part.range().to(),
                            "rows",
                            part.rows(),
                            "values",
                            Mark.json(part.values())))
                    .toList();
            return JsonObject.of(
                    "event",
                    "split",
                    "time",
                    time,
                    "cell",
                    cell,
                    "column",
                    parts.getFirst().range().column(),
                    "parts",
                    ranges);
        }
    }

    /**
     * The rows of a cell are in a file; they replace those of an earlier page of the cell.
     *
     * @param rows in the file
     * @param counted by {@code COUNT(*)}, or null
     * @param droppedRows rows that came with the answer and are not in the file: of other cells, or equal to another
     * @param badCells cells that could not be read
     * @param bytes of the file
     * @param crc32c of each MiB of the file
     * @param seconds from the request to the last row
     */
    record Page(
            Instant time,
            String cell,
            String file,
            long rows,
            @Nullable Long counted,
            long droppedRows,
            long badCells,
            String query,
            double seconds,
            long bytes,
            List<Long> crc32c)
            implements Entry {
        public Page {
            crc32c = List.copyOf(crc32c);
        }

        /** What the file must be. */
        public FileSums sums() {
            return new FileSums(bytes, crc32c);
        }

        @Override
        public JsonObject json() {
            return JsonObject.of(
                    "event",
                    "page",
                    "time",
                    time,
                    "cell",
                    cell,
                    "file",
                    file,
                    "rows",
                    rows,
                    "counted",
                    counted,
                    "dropped_rows",
                    droppedRows == 0 ? null : droppedRows,
                    "bad_cells",
                    badCells,
                    "query",
                    query,
                    "seconds",
                    seconds,
                    "bytes",
                    bytes,
                    "crc32c",
                    crc32c);
        }
    }

    /**
     * A cell of which not all rows could be read. A later session tries again.
     *
     * @param cell or {@link #TABLE}
     * @param rows that the cell has, or null if it is not known
     */
    record Gap(Instant time, String cell, @Nullable Long rows, String reason) implements Entry {
        /** The table as a whole: it could not be asked, or counted at the end. */
        public static final String TABLE = "table";

        public boolean isOfTable() {
            return cell.equals(TABLE);
        }

        @Override
        public JsonObject json() {
            return JsonObject.of("event", "gap", "time", time, "cell", cell, "rows", rows, "reason", reason);
        }
    }

    /**
     * What the service says of a leaf now; its page has been read at about this time, or is read next.
     *
     * @param droppedRows rows that came with the answer and are of other cells
     */
    record Told(Instant time, String cell, Mark mark, long droppedRows) implements Entry {
        /** By {@code COUNT(*)}. */
        public Told(Instant time, String cell, Mark mark) {
            this(time, cell, mark, 0);
        }

        @Override
        public JsonObject json() {
            return JsonObject.of(
                    "event",
                    "mark",
                    "time",
                    time,
                    "cell",
                    cell,
                    "rows",
                    mark.rows(),
                    "dropped_rows",
                    droppedRows == 0 ? null : droppedRows,
                    "values",
                    Mark.json(mark.values()));
        }
    }

    /**
     * A leaf that is to be read again.
     *
     * @param mark what the service says of it now; null if it does not count
     */
    record Stale(String cell, @Nullable Mark mark) {}

    /**
     * The table has been compared with its pages. Those of the stale leaves count until there are new ones.
     *
     * @param more whether another entry has the rest of the stale leaves; if there is none, the comparison did not end
     */
    record Update(Instant time, List<Stale> leaves, boolean more) implements Entry {
        private static final int MOST_LEAVES = 10_000;

        public Update {
            leaves = List.copyOf(leaves);
        }

        /** The entries of one comparison: one, or several if so many leaves are stale that a line would be too long. */
        public static List<Update> all(Instant time, List<Stale> leaves) {
            List<Update> all = new ArrayList<>();
            int from = 0;
            do {
                int to = Math.min(leaves.size(), from + MOST_LEAVES);
                all.add(new Update(time, leaves.subList(from, to), to < leaves.size()));
                from = to;
            } while (from < leaves.size());
            return all;
        }

        @Override
        public JsonObject json() {
            List<JsonObject> cells = leaves.stream()
                    .map(leaf -> JsonObject.of(
                            "cell",
                            leaf.cell(),
                            "rows",
                            leaf.mark() == null ? null : leaf.mark().rows(),
                            "values",
                            leaf.mark() == null ? null : Mark.json(leaf.mark().values())))
                    .toList();
            return JsonObject.of("event", "update", "time", time, "stale", cells, "more", more ? true : null);
        }
    }

    /**
     * The end of a session for this service.
     *
     * @param counted rows of the table at the end, or null
     * @param complete whether each cell has been read, and their rows are those of the table
     */
    record Done(Instant time, long rows, @Nullable Long counted, boolean complete) implements Entry {
        @Override
        public JsonObject json() {
            return JsonObject.of("event", "done", "time", time, "rows", rows, "counted", counted, "complete", complete);
        }
    }

    /** @throws IOException if it is no entry */
    static Entry of(JsonObject json) throws IOException {
        try {
            Instant time = Instant.parse(text(json, "time"));
            return switch (text(json, "event")) {
                case "plan" ->
                    new Plan(
                            time,
                            json.texts("conditions"),
                            json.texts("columns"),
                            number(json, "rows"),
                            Mark.values(json));
                case "limit" -> new Limit(time, needed(json, "rows"), text(json, "reason"), json.flag("slow"));
                case "split" -> new Split(time, text(json, "cell"), parts(json));
                case "page" ->
                    new Page(
                            time,
                            text(json, "cell"),
                            file(json),
                            needed(json, "rows"),
                            number(json, "counted"),
                            orZero(json, "dropped_rows"),
                            needed(json, "bad_cells"),
                            text(json, "query"),
                            seconds(json),
                            needed(json, "bytes"),
                            sums(json));
                case "gap" -> new Gap(time, text(json, "cell"), number(json, "rows"), text(json, "reason"));
                case "mark" ->
                    new Told(
                            time,
                            text(json, "cell"),
                            new Mark(needed(json, "rows"), Mark.values(json)),
                            orZero(json, "dropped_rows"));
                case "update" -> new Update(time, stale(json), json.flag("more"));
                case "done" -> new Done(time, needed(json, "rows"), number(json, "counted"), json.flag("complete"));
                default -> throw new IOException("there is no event '" + json.text("event") + "'");
            };
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static List<Part> parts(JsonObject json) throws IOException {
        String column = text(json, "column");
        List<Part> parts = new ArrayList<>();
        for (JsonObject part : json.objects("parts")) {
            String from = part.text("from");
            String to = part.text("to");
            parts.add(new Part(
                    new Range(column, from, to, from == null && to == null), number(part, "rows"), Mark.values(part)));
        }
        return parts;
    }

    private static List<Stale> stale(JsonObject json) throws IOException {
        List<Stale> leaves = new ArrayList<>();
        for (JsonObject leaf : json.objects("stale")) {
            Long rows = number(leaf, "rows");
            leaves.add(new Stale(text(leaf, "cell"), rows == null ? null : new Mark(rows, Mark.values(leaf))));
        }
        return leaves;
    }

    private static List<Long> sums(JsonObject json) throws IOException {
        List<Long> sums = new ArrayList<>();
        if (!(json.members().get("crc32c") instanceof List<?> list)) {
            throw new IOException("it has no crc32c");
        }
        for (Object each : list) {
            if (!(each instanceof Number number)) {
                throw new IOException("its crc32c are not all numbers");
            }
            sums.add(number.longValue());
        }
        return sums;
    }

    /** A folder may come from others: a name that leads elsewhere would be read, or deleted, there. */
    private static String file(JsonObject json) throws IOException {
        String name = text(json, "file");
        if (!name.endsWith(".parquet") || name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
            throw new IOException("its file is not the name of a page");
        }
        return name;
    }

    private static double seconds(JsonObject json) throws IOException {
        Number number = json.number("seconds");
        return number == null ? 0 : number.doubleValue();
    }

    private static @Nullable Long number(JsonObject json, String name) throws IOException {
        Number number = json.number(name);
        return number == null ? null : (Long) number.longValue();
    }

    private static long orZero(JsonObject json, String name) throws IOException {
        Long number = number(json, name);
        return number == null ? 0 : number;
    }

    private static long needed(JsonObject json, String name) throws IOException {
        Long number = number(json, name);
        if (number == null) {
            throw new IOException("it has no " + name);
        }
        return number;
    }

    private static String text(JsonObject json, String name) throws IOException {
        String text = json.text(name);
        if (text == null) {
            throw new IOException("it has no " + name);
        }
        return text;
    }
}
