package org.skytrawl.output;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Overlap;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * Records as they arrive, one JSON object a line: {@code "provisional":true}, then ObsCore's columns that are not null,
 * {@code overlap} and {@code origins} as in the result. Another service may give the same dataset; the end of the run decides which
 * record represents it. Not thread-safe.
 */
public final class ProvisionalJsonLines {
    private static final JsonFactory FACTORY =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private ProvisionalJsonLines() {}

    public static void write(Origin origin, ObsCoreRecord record, OutputStream out) throws IOException {
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeBooleanProperty("provisional", true);
            for (ObsCoreColumn column : ObsCoreColumn.values()) {
                JsonLinesResultWriter.value(column.name(), CellText.clean(record.value(column)), json);
            }
            Overlap overlap = record.overlap();
            JsonLinesResultWriter.value("overlap", overlap == null ? null : overlap.word(), json);
            JsonLinesResultWriter.origins(List.of(origin), json);
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }
}
