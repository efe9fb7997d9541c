package org.skytrawl.output;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.MergedRecord;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.OutsideText;
import org.skytrawl.model.RecordLayout;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;

/** The merged records of a dataset as a JSON array of objects with the non-null {@link MergedRecord#COLUMNS}. */
final class MergedJson {
    private static final JsonFactory FACTORY = new JsonFactory();
    /** A bound for hostile files. */
    private static final int MOST = 10_000;

    private MergedJson() {}

    static @Nullable String text(FoundDataset dataset) {
        if (dataset.merged().isEmpty()) {
            return null;
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(dataset.merged(), json);
        }
        return text.toString();
    }

    static void write(List<MergedRecord> merged, JsonGenerator json) {
        json.writeStartArray();
        for (MergedRecord record : merged) {
            json.writeStartObject();
            json.writeStringProperty("ivoid", CellText.clean(record.ivoid().value()));
            json.writeStringProperty("protocol", record.protocol().name());
            for (ObsCoreColumn column : MergedRecord.COLUMNS) {
                Object value = CellText.clean(record.identity().value(column));
                JsonLinesResultWriter.value(column.name(), value, json);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** @throws IllegalArgumentException if it is not an array of merged records */
    static List<MergedRecord> read(JsonNode array, ReadTally tally) {
        if (!array.isArray()) {
            throw new IllegalArgumentException("merged records must be an array");
        }
        List<MergedRecord> merged = new ArrayList<>();
        for (JsonNode object : array) {
            if (merged.size() == MOST) {
                tally.badCells++;
                break;
            }
            merged.add(new MergedRecord(
                    new Ivoid(object.path("ivoid").asString("")),
                    tally.protocol(object.path("protocol").asString("")),
                    record(object, tally)));
        }
        return merged;
    }

    private static ObsCoreRecord record(JsonNode object, ReadTally tally) {
        List<ObsCoreColumn> columns = MergedRecord.COLUMNS.stream()
                .filter(column -> object.has(column.name()))
                .toList();
        RecordLayout layout = new RecordLayout(columns);
        double[] numbers = new double[layout.numbers()];
        @Nullable String[] texts = new @Nullable String[layout.texts()];
        for (ObsCoreColumn column : columns) {
            JsonNode value = object.path(column.name());
            if (column.isText()) {
                String text = value.asString();
                boolean fits = text.length() <= OutsideText.longest(column);
                tally.badCells += fits ? 0 : 1;
                texts[layout.slot(column)] = fits ? text : null;
            } else if (value.isNumber()) {
                numbers[layout.slot(column)] = value.doubleValue();
            } else {
                throw new IllegalArgumentException(column + " must be a number");
            }
        }
        return new ObsCoreRecord(layout, numbers, texts);
    }
}
