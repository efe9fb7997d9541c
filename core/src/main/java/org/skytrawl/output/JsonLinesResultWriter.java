package org.skytrawl.output;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Origin;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/** Writes one JSON object a line, without members that are null or empty. An infinite number is a string. */
final class JsonLinesResultWriter implements ResultWriter {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .rootValueSeparator("\n")
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    @Override
    public void write(ResultExtract result, OutputStream out) throws IOException {
        List<FoundDataset> datasets = result.datasets();
        List<TableColumn<FoundDataset>> columns = DatasetColumns.of(result).stream()
                // "origins" has all of these
                .filter(column ->
                        !result.columns().names().isEmpty() || !column.name().startsWith("origin"))
                .toList();
        boolean origins = result.columns().names().isEmpty();
        lines(out, json -> {
            for (FoundDataset dataset : datasets) {
                json.writeStartObject();
                columns.forEach(column -> member(column, dataset, json));
                if (origins) {
                    origins(dataset.origins(), json);
                }
                json.writeEndObject();
            }
            if (!datasets.isEmpty()) {
                json.writeRaw('\n');
            }
        });
        out.flush();
    }

    /** Does not flush the stream, nor close it. */
    static void lines(OutputStream out, Consumer<JsonGenerator> content) throws IOException {
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
            content.accept(json);
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }

    private static void member(TableColumn<FoundDataset> column, FoundDataset dataset, JsonGenerator json) {
        switch (column.name()) {
            case "origins" -> origins(dataset.origins(), json);
            case "merged" -> {
                if (!dataset.merged().isEmpty()) {
                    json.writeName("merged");
                    MergedJson.write(dataset.merged(), json);
                }
            }
            default -> value(column.name(), column.value(dataset), json);
        }
    }

    /** Writes a member, unless its value is null. */
    static void value(String name, @Nullable Object value, JsonGenerator json) {
        switch (value) {
            case null -> {}
            case Long number -> json.writeNumberProperty(name, number);
            case Double number -> json.writeNumberProperty(name, number);
            case Object text -> json.writeStringProperty(name, text.toString());
        }
    }

    static void origins(List<Origin> origins, JsonGenerator json) {
        json.writeArrayPropertyStart("origins");
        for (Origin origin : origins) {
            json.writeStartObject();
            json.writeStringProperty("ivoid", CellText.clean(origin.ivoid().value()));
            json.writeStringProperty("title", CellText.clean(origin.title()));
            json.writeStringProperty("protocol", origin.protocol().name());
            json.writeStringProperty("url", CellText.clean(origin.url()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
