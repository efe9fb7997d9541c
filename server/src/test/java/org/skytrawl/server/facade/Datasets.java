package org.skytrawl.server.facade;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.RecordLayout;

/** Datasets with some columns. */
final class Datasets {
    private Datasets() {}

    static FoundDataset of(Object... columnsAndValues) {
        Map<ObsCoreColumn, Object> values = new EnumMap<>(ObsCoreColumn.class);
        for (int i = 0; i < columnsAndValues.length; i += 2) {
            values.put((ObsCoreColumn) columnsAndValues[i], columnsAndValues[i + 1]);
        }
        RecordLayout layout = new RecordLayout(values.keySet());
        double[] numbers = new double[layout.numbers()];
        @Nullable String[] texts = new @Nullable String[layout.texts()];
        values.forEach((column, value) -> {
            if (column.isText()) {
                texts[layout.slot(column)] = (String) value;
            } else {
                numbers[layout.slot(column)] = ((Number) value).doubleValue();
            }
        });
        Origin origin = new Origin(new Ivoid("ivo://x/y"), "title", Protocol.UNKNOWN, "http://x/");
        return new FoundDataset(new ObsCoreRecord(layout, numbers, texts), List.of(origin));
    }
}
