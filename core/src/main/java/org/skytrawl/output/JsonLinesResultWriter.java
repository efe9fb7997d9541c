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
        List<DatasetRow> rows = result.rows();
        List<TableColumn<DatasetRow>> columns = DatasetColumns.of(result).stream()
                // "origins" has all of these
                .filter(column ->
                        !result.columns().names().isEmpty() || !column.name().startsWith("origin"))
                .toList();
        boolean origins = result.columns().names().isEmpty();
        lines(out, json -> {
            for (DatasetRow row : rows) {
                json.writeStartObject();
                columns.forEach(column -> member(column, row, json));
                if (origins) {
                    origins(row.dataset().origins(), json);
                }
                json.writeEndObject();
            }
            if (!rows.isEmpty()) {
                json.writeRaw('\n');
            }
        });
        out.flush();
    }

    @Override
    public void write(TargetSummary summary, OutputStream out) throws IOException {
        lines(out, json -> {
            for (TargetSummary.Row row : summary.rows()) {
                json.writeStartObject();
                TargetSummary.Row.COLUMNS.forEach(column -> value(column.name(), column.value(row), json));
                json.writeEndObject();
            }
            json.writeRaw('\n');
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

    private static void member(TableColumn<DatasetRow> column, DatasetRow row, JsonGenerator json) {
        FoundDataset dataset = row.dataset();
        switch (column.name()) {
            case "origins" -> origins(dataset.origins(), json);
            case "merged" -> {
                if (!dataset.merged().isEmpty()) {
                    json.writeName("merged");
                    MergedJson.write(dataset.merged(), json);
                }
            }
            default -> value(column.name(), column.value(row), json);
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
