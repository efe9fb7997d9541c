package org.skytrawl.output;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.MergedRecord;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.Origin;
import org.skytrawl.provenance.JsonLine;
import org.skytrawl.provenance.LineReader;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads a result from JSON Lines. A line that is not an object, or is cut off, is skipped and counted. */
final class JsonLinesResultReader {
    private static final int MOST_BYTES = 1 << 26;
    private static final int MOST_LAYOUTS = 4096;
    private static final int MOST_MEMBERS = 10_000;

    private final ReadTally tally = new ReadTally();
    private final FoundRows found;
    private final Set<ObsCoreColumn> columns = EnumSet.noneOf(ObsCoreColumn.class);
    /** By the names of a line's members: lines of one service mostly have the same. */
    private final Map<List<String>, DatasetRows> layouts = new HashMap<>();

    private JsonLinesResultReader(FoundRows found) {
        this.found = found;
    }

    static ReadResult read(InputStream in, FoundRows found) throws IOException {
        JsonLinesResultReader reader = new JsonLinesResultReader(found);
        LineReader lines = new LineReader(in, MOST_BYTES);
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            reader.line(line);
        }
        if (reader.columns.isEmpty()) {
            throw new IOException("it has no line that is an object with ObsCore's columns");
        }
        return new ReadResult(OutputFormat.JSON_LINES, reader.columns, found.datasets(), reader.tally.notes(found));
    }

    /** A line that is not UTF-8 is skipped and counted, not silently changed. */
    private void line(byte[] bytes) throws IOException {
        try {
            String line = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            // some programs put a byte order mark before the first line
            String plain = line.startsWith("\ufeff") ? line.substring(1) : line;
            if (!plain.isBlank()) {
                line(plain);
            }
        } catch (CharacterCodingException e) {
            tally.badRows++;
        }
    }

    private void line(String line) throws IOException {
        try {
            JsonNode object = JsonLine.read(line);
            if (!object.isObject() || object.size() > MOST_MEMBERS) {
                tally.badRows++;
                return;
            }
            if (isBeginOfLog(object)) {
                throw new IOException("it is the log of a run, which has services, not datasets; give the run's result,"
                        + " the file of -o");
            }
            List<String> names = new ArrayList<>(object.propertyNames());
            names.remove("origins");
            names.remove("merged");
            DatasetRows rows = layout(names);
            @Nullable Object[] cells = new @Nullable Object[names.size()];
            for (int i = 0; i < cells.length; i++) {
                cells[i] = cell(object.path(names.get(i)));
            }
            List<MergedRecord> merged =
                    object.has("merged") ? MergedJson.read(object.path("merged"), tally) : List.of();
            FoundDataset dataset = object.has("origins")
                    ? rows.dataset(cells, origins(object.path("origins")), merged)
                    : rows.dataset(cells);
            found.add(dataset, rows.target(cells));
            columns.addAll(rows.layout().columns());
        } catch (JacksonException | IllegalArgumentException e) {
            tally.badRows++;
        }
    }

    /** A log is JSON Lines too, and its services have an access_url: each would be read as a dataset. */
    private static boolean isBeginOfLog(JsonNode object) {
        return object.path("event").asString("").equals("run") && object.has("run_id");
    }

    private DatasetRows layout(List<String> names) {
        DatasetRows known = layouts.get(names);
        if (known == null) {
            known = new DatasetRows(
                    names.stream()
                            .map(name -> CsvResultReader.field(name, null, tally))
                            .toList(),
                    tally);
            if (layouts.size() < MOST_LAYOUTS) {
                layouts.put(names, known);
            }
        }
        return known;
    }

    private static @Nullable Object cell(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        return value.isNumber() ? value.numberValue() : value.isString() ? value.asString() : value.toString();
    }

    private List<Origin> origins(JsonNode array) {
        List<Origin> origins = new ArrayList<>();
        for (JsonNode object : array) {
            if (origins.size() == DatasetRows.MOST_ORIGINS) {
                tally.badCells++;
                break;
            }
            origins.add(new Origin(
                    new Ivoid(object.path("ivoid").asString("")),
                    object.path("title").asString(""),
                    tally.protocol(object.path("protocol").asString("")),
                    tally.url(object.path("url").asString(""))));
        }
        if (origins.isEmpty()) {
            tally.withoutOrigin++;
            origins.add(ResultFile.UNKNOWN_ORIGIN);
        }
        return origins;
    }
}
