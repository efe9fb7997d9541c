package org.skytrawl.registry.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.skytrawl.files.JsonObject;
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

/** JSON Lines in gzip: a header, the dates by ivoid; for each query its text and number of rows, then the rows. */
final class ContentsJson {
    private static final JsonFactory FACTORY =
            JsonFactory.builder().rootValueSeparator("\n").build();
    private static final int BUFFER = 1 << 16;

    private ContentsJson() {}

    static void write(RegistryContents contents, String stamp, OutputStream out) throws IOException {
        try (GZIPOutputStream zipped = new GZIPOutputStream(out, BUFFER);
                JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), zipped)) {
            JsonObject.of(
                            "version", SnapshotJson.VERSION,
                            "stamp", stamp,
                            "full_fetched", contents.fullFetched(),
                            "queries", contents.queries().size(),
                            "lost", JsonObject.unlessEmpty(contents.lost()))
                    .write(json);
            json.writeStartObject();
            contents.updated().forEach(json::writeStringProperty);
            json.writeEndObject();
            for (int i = 0; i < contents.queries().size(); i++) {
                List<RegistryRow> rows = contents.answers().get(i);
                JsonObject.of("query", contents.queries().get(i), "rows", rows.size())
                        .write(json);
                rows.forEach(row -> row.write(json));
            }
            JsonObject.of("end", true).write(json);
            json.writeRaw('\n');
        } catch (JacksonException e) {
            throw new IOException(e);
        }
    }

    /** @throws IOException if the file is damaged, or belongs to another snapshot */
    static RegistryContents read(String stamp, InputStream in) throws IOException {
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), new GZIPInputStream(in, BUFFER))) {
            JsonObject head = JsonObject.next(json);
            String fullFetched = head.text("full_fetched");
            if (head.integer("version") != SnapshotJson.VERSION
                    || !stamp.equals(head.text("stamp"))
                    || fullFetched == null) {
                throw new IOException("it belongs to another snapshot");
            }
            Map<String, String> updated = dates(json);
            List<String> queries = new ArrayList<>();
            List<List<RegistryRow>> answers = new ArrayList<>();
            while (queries.size() < head.integer("queries")) {
                JsonObject query = JsonObject.next(json);
                String text = query.text("query");
                queries.add(text == null ? "" : text);
                int count = query.integer("rows");
                List<RegistryRow> rows = new ArrayList<>();
                while (rows.size() < count) {
                    JsonTokens.expect(json.nextToken(), JsonToken.START_ARRAY);
                    rows.add(RegistryRow.read(json));
                }
                answers.add(rows);
            }
            JsonTokens.expect(json.nextToken(), JsonToken.START_OBJECT);
            json.skipChildren();
            if (json.nextToken() != null) {
                throw new IOException("there is more text after its end");
            }
            return new RegistryContents(IsoTime.parse(fullFetched), queries, answers, updated, head.texts("lost"));
        } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
            throw new IOException(e);
        }
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
}
