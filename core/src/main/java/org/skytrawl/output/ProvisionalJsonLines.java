package org.skytrawl.output;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Overlap;
import org.skytrawl.model.Question;

/**
 * Records as they arrive, one JSON object a line. Another service may give the same dataset; the end of the run decides
 * which record represents it.
 */
public final class ProvisionalJsonLines {
    private ProvisionalJsonLines() {}

    public static void write(Question question, Origin origin, ObsCoreRecord record, OutputStream out)
            throws IOException {
        double separationDeg = question.separationDeg(record);
        JsonLinesResultWriter.lines(out, json -> {
            json.writeStartObject();
            json.writeBooleanProperty("provisional", true);
            for (ObsCoreColumn column : ObsCoreColumn.values()) {
                JsonLinesResultWriter.value(column.name(), CellText.clean(record.value(column)), json);
            }
            JsonLinesResultWriter.value(
                    DatasetColumns.SEPARATION, Double.isNaN(separationDeg) ? null : separationDeg, json);
            Overlap overlap = record.overlap();
            JsonLinesResultWriter.value("overlap", overlap == null ? null : overlap.word(), json);
            JsonLinesResultWriter.origins(List.of(origin), json);
            json.writeEndObject();
            json.writeRaw('\n');
        });
    }
}
