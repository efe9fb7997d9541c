package org.skytrawl.registry.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.provenance.IsoTime;
import org.skytrawl.registry.JsonTokens;
import org.skytrawl.registry.RegistryRow;
import org.skytrawl.registry.regtap.RegistryContents;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The form of kept rows on disk: JSON Lines in gzip. The first line says what it is; the second has the dates by ivoid; then
 * comes, for each query, a line with its text and the number of its rows, and the rows themselves, each an array.
 */
final class ContentsJson {
    private static final JsonFactory FACTORY =
            JsonFactory.builder().rootValueSeparator("\n").build();
    private static final int BUFFER = 1 << 16;

    private ContentsJson() {}

    static void write(RegistryContents contents, String stamp, OutputStream out) throws IOException {
        try (GZIPOutputStream zipped = new GZIPOutputStream(out, BUFFER);
                JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), zipped)) {
            json.writeStartObject();
            json.writeNumberProperty("version", SnapshotJson.VERSION);
            json.writeStringProperty("stamp", stamp);
            json.writeStringProperty("full_fetched", contents.fullFetched().toString());
            json.writeNumberProperty("queries", contents.queries().size());
            JsonTokens.strings(json, "lost", contents.lost());
            json.writeEndObject();
            json.writeStartObject();
            contents.updated().forEach(json::writeStringProperty);
            json.writeEndObject();
            for (int i = 0; i < contents.queries().size(); i++) {
                List<RegistryRow> rows = contents.answers().get(i);
                json.writeStartObject();
                json.writeStringProperty("query", contents.queries().get(i));
                json.writeNumberProperty("rows", rows.size());
                json.writeEndObject();
                rows.forEach(row -> row.write(json));
            }
            json.writeStartObject();
            json.writeBooleanProperty("end", true);
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (JacksonException e) {
            throw new IOException(e);
        }
    }

    /**
     * Reads what belongs to a snapshot.
     *
     * @param stamp the snapshot's
     * @throws IOException if it cannot be read, belongs to another snapshot, or anything in it is not as it was written
     */
    static RegistryContents read(String stamp, InputStream in) throws IOException {
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), new GZIPInputStream(in, BUFFER))) {
            Head head = head(json);
            if (head.version != SnapshotJson.VERSION || !head.stamp.equals(stamp) || head.fullFetched == null) {
                throw new IOException("it belongs to another snapshot");
            }
            Map<String, String> updated = dates(json);
            List<String> queries = new ArrayList<>();
            List<List<RegistryRow>> answers = new ArrayList<>();
            while (queries.size() < head.queries) {
                QueryLine query = query(json);
                queries.add(query.text);
                List<RegistryRow> rows = new ArrayList<>();
                while (rows.size() < query.rows) {
                    JsonTokens.expect(json.nextToken(), JsonToken.START_ARRAY);
                    rows.add(RegistryRow.read(json));
                }
                answers.add(rows);
            }
            JsonTokens.expect(json.nextToken(), JsonToken.START_OBJECT);
            json.skipChildren();
            if (json.nextToken() != null) {
                throw new IOException("it goes on after its end");
            }
            return new RegistryContents(head.fullFetched, queries, answers, updated, head.lost);
        } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
            throw new IOException(e);
        }
    }

    private static final class Head {
        private int version;
        private String stamp = "";
        private @Nullable Instant fullFetched;
        private int queries;
        private List<String> lost = List.of();
    }

    private static Head head(JsonParser json) throws IOException {
        JsonTokens.expect(json.nextToken(), JsonToken.START_OBJECT);
        Head head = new Head();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "version" -> head.version = json.getIntValue();
                case "stamp" -> head.stamp = json.getString();
                case "full_fetched" -> head.fullFetched = IsoTime.parse(json.getString());
                case "queries" -> head.queries = json.getIntValue();
                case "lost" -> head.lost = JsonTokens.strings(json);
                default -> json.skipChildren();
            }
        }
        return head;
    }

    private static Map<String, String> dates(JsonParser json) throws IOException {
        JsonTokens.expect(json.nextToken(), JsonToken.START_OBJECT);
        Map<String, String> updated = new HashMap<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String ivoid = json.currentName();
            JsonTokens.expect(json.nextToken(), JsonToken.VALUE_STRING);
            updated.put(ivoid, json.getString());
        }
        return updated;
    }

    private record QueryLine(String text, int rows) {}

    private static QueryLine query(JsonParser json) throws IOException {
        JsonTokens.expect(json.nextToken(), JsonToken.START_OBJECT);
        String text = "";
        int rows = 0;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "query" -> text = json.getString();
                case "rows" -> rows = json.getIntValue();
                default -> json.skipChildren();
            }
        }
        return new QueryLine(text, rows);
    }
}
