package org.skytrawl.output;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Overlap;
import org.skytrawl.model.Question;
import org.skytrawl.model.Target;
import org.skytrawl.model.TargetList;
import org.skytrawl.model.TargetMatches;
import org.skytrawl.model.TargetPairs;
import org.skytrawl.model.TargetRegion;
import tools.jackson.core.JsonGenerator;

/**
 * Records as they arrive, one JSON object a line; with a target list a line for each pair of target and record. Another service may give the same dataset; the end of the run decides
 * which record represents it.
 */
public final class ProvisionalJsonLines {
    private ProvisionalJsonLines() {}

    /** @param record with a target list only the matches that are new */
    public static void write(Question question, Origin origin, ObsCoreRecord record, OutputStream out)
            throws IOException {
        TargetMatches matches = record.matches();
        TargetRegion targets = question.targets();
        if (targets == null || matches == null) {
            double separationDeg = question.separationDeg(record);
            line(
                    origin,
                    record,
                    record.overlap(),
                    out,
                    json -> JsonLinesResultWriter.value(
                            DatasetColumns.SEPARATION, Double.isNaN(separationDeg) ? null : separationDeg, json));
            return;
        }
        for (int i = 0; i < matches.size(); i++) {
            int number = matches.number(i);
            line(origin, record, matches.overlap(i), out, json -> target(targets.list(), number, record, json));
        }
    }

    private static void target(TargetList list, int number, ObsCoreRecord record, JsonGenerator json) {
        Target target = list.target(number);
        double separationDeg = TargetPairs.separationDeg(list, number, record);
        JsonLinesResultWriter.value(DatasetColumns.TARGET, CellText.clean(target.id()), json);
        JsonLinesResultWriter.value(DatasetColumns.TARGET_RA, target.raDeg(), json);
        JsonLinesResultWriter.value(DatasetColumns.TARGET_DEC, target.decDeg(), json);
        JsonLinesResultWriter.value(
                DatasetColumns.TARGET_SEPARATION, Double.isNaN(separationDeg) ? null : separationDeg, json);
    }

    private static void line(
            Origin origin,
            ObsCoreRecord record,
            @Nullable Overlap overlap,
            OutputStream out,
            Consumer<JsonGenerator> place)
            throws IOException {
        JsonLinesResultWriter.lines(out, json -> {
            json.writeStartObject();
            json.writeBooleanProperty("provisional", true);
            for (ObsCoreColumn column : ObsCoreColumn.values()) {
                JsonLinesResultWriter.value(column.name(), CellText.clean(record.value(column)), json);
            }
            place.accept(json);
            JsonLinesResultWriter.value("overlap", overlap == null ? null : overlap.word(), json);
            JsonLinesResultWriter.origins(List.of(origin), json);
            json.writeEndObject();
            json.writeRaw('\n');
        });
    }
}
