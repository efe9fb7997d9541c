package org.skytrawl.output;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.provenance.ProvenanceLog;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes a JSON object a line: ObsCore's columns by their names, those that are known, and {@code origins}, an array of
 * objects with {@code ivoid, title, protocol, url}. An infinite number, which JSON has not, is a string.
 */
final class JsonLinesResultWriter implements ResultWriter {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .rootValueSeparator("\n")
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    @Override
    public void write(List<FoundDataset> datasets, ProvenanceLog log, OutputStream out) throws IOException {
        Set<ObsCoreColumn> columns = DatasetColumns.obsCore(datasets);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
            for (FoundDataset dataset : datasets) {
                dataset(dataset, columns, json);
            }
            if (!datasets.isEmpty()) {
                json.writeRaw('\n');
            }
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
        out.flush();
    }

    private static void dataset(FoundDataset dataset, Set<ObsCoreColumn> columns, JsonGenerator json) {
        json.writeStartObject();
        ObsCoreRecord record = dataset.record();
        for (ObsCoreColumn column : columns) {
            switch (record.value(column)) {
                case null -> {}
                case Long number -> json.writeNumberProperty(column.name(), number);
                case Double number -> json.writeNumberProperty(column.name(), number);
                case Object text -> json.writeStringProperty(column.name(), CellText.clean(text.toString()));
            }
        }
        json.writeArrayPropertyStart("origins");
        for (Origin origin : dataset.origins()) {
            json.writeStartObject();
            json.writeStringProperty("ivoid", CellText.clean(origin.ivoid().value()));
            json.writeStringProperty("title", CellText.clean(origin.title()));
            json.writeStringProperty("protocol", origin.protocol().name());
            json.writeStringProperty("url", CellText.clean(origin.url()));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
