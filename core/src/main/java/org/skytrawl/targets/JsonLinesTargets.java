package org.skytrawl.targets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.PlainText;
import org.skytrawl.provenance.JsonLine;
import org.skytrawl.provenance.LineReader;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads target lists from JSON Lines. The members of the first object are the columns; later ones may lack some. */
final class JsonLinesTargets {
    private static final int MOST_BYTES = 1 << 24;
    private static final int MOST_MEMBERS = 10_000;

    private final TargetRows rows;
    private List<String> names = List.of();
    private Set<String> known = Set.of();

    private JsonLinesTargets(TargetRows rows) {
        this.rows = rows;
    }

    static ReadTargets read(InputStream in, TargetRows rows) throws IOException {
        JsonLinesTargets reader = new JsonLinesTargets(rows);
        LineReader lines = new LineReader(in, MOST_BYTES);
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            reader.line(lines.number(), line);
        }
        return rows.end();
    }

    private void line(long number, byte[] bytes) throws IOException {
        JsonNode object;
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            String plain = text.startsWith("\ufeff") ? text.substring(1) : text;
            if (plain.isBlank()) {
                return;
            }
            object = JsonLine.read(plain);
        } catch (CharacterCodingException e) {
            bad(number, "it is not UTF-8");
            return;
        } catch (JacksonException e) {
            bad(number, JsonLine.wrong(e));
            return;
        }
        if (!object.isObject() || object.size() > MOST_MEMBERS) {
            bad(number, "it is no object of at most " + MOST_MEMBERS + " members");
            return;
        }
        if (!rows.hasColumns()) {
            if (object.path("event").asString("").equals("run") && object.has("run_id")) {
                throw new IOException("it is the log of a run, not a target list");
            }
            names = List.copyOf(object.propertyNames());
            known = Set.copyOf(names);
            rows.columns(names.stream().map(SourceColumn::named).toList());
        }
        lookForOthers(number, object);
        @Nullable Object[] cells = new @Nullable Object[names.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = cell(object.path(names.get(i)));
        }
        rows.row(number, cells);
    }

    /** Without a first object there are no columns to read the rest by. */
    private void bad(long number, String why) throws IOException {
        if (!rows.hasColumns()) {
            throw new IOException("line " + number + ": " + why);
        }
        rows.badRow(number, why);
    }

    /** The columns are those of the first object: an id that only later ones have must not be overlooked. */
    private void lookForOthers(long number, JsonNode object) throws IOException {
        if (known.containsAll(object.propertyNames())) {
            return;
        }
        for (String name : object.propertyNames()) {
            if (!known.contains(name) && ColumnChoice.isKnown(name)) {
                throw new IOException("line " + number + " has the member " + PlainText.of(name, 40)
                        + ", which the first object has not: give the first one all members, or choose by name");
            }
        }
        if (known.size() < MOST_MEMBERS) {
            Set<String> more = new HashSet<>(known);
            more.addAll(object.propertyNames());
            known = more;
        }
    }

    private static @Nullable Object cell(JsonNode value) {
        if (value.isNumber()) {
            return value.numberValue();
        }
        return value.isString() ? value.asString() : value.isBoolean() ? Boolean.valueOf(value.asBoolean()) : null;
    }
}
