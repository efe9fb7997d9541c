package org.skytrawl.output;

import java.io.IOException;
import java.io.OutputStream;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * Records as they come, a JSON object a line: {@code "provisional":true}, then ObsCore's columns by their names, those that are
 * known, and {@code origins} as in the result. Provisional, since other services may give the same dataset; which record stands for
 * it is known when all have ended. Not thread-safe.
 */
public final class ProvisionalJsonLines {
    private static final JsonFactory FACTORY =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private ProvisionalJsonLines() {}

    /**
     * Writes one record as a line.
     *
     * @throws IOException if the stream cannot be written
     */
    public static void write(Origin origin, ObsCoreRecord record, OutputStream out) throws IOException {
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeBooleanProperty("provisional", true);
            for (ObsCoreColumn column : ObsCoreColumn.values()) {
                switch (record.value(column)) {
                    case null -> {}
                    case Long number -> json.writeNumberProperty(column.name(), number);
                    case Double number -> json.writeNumberProperty(column.name(), number);
                    case Object text -> json.writeStringProperty(column.name(), CellText.clean(text.toString()));
                }
            }
            json.writeArrayPropertyStart("origins");
            json.writeStartObject();
            json.writeStringProperty("ivoid", CellText.clean(origin.ivoid().value()));
            json.writeStringProperty("title", CellText.clean(origin.title()));
            json.writeStringProperty("protocol", origin.protocol().name());
            json.writeStringProperty("url", CellText.clean(origin.url()));
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }
}
