package org.skytrawl.cli.output;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.RecordLayout;
import org.skytrawl.protocol.ssa.Ssa;

/** A row of a result for tests: some cells, from a service of spectra. */
public final class FoundRows {
    private final Map<ObsCoreColumn, Object> cells = new EnumMap<>(ObsCoreColumn.class);

    public FoundRows with(ObsCoreColumn column, @Nullable Object value) {
        if (value != null) {
            cells.put(column, value);
        }
        return this;
    }

    public FoundDataset get() {
        RecordLayout layout = new RecordLayout(cells.keySet());
        double[] numbers = new double[layout.numbers()];
        @Nullable String[] texts = new @Nullable String[layout.texts()];
        cells.forEach((column, value) -> {
            if (column.isText()) {
                texts[layout.slot(column)] = (String) value;
            } else {
                numbers[layout.slot(column)] = ((Number) value).doubleValue();
            }
        });
        return new FoundDataset(
                new ObsCoreRecord(layout, numbers, texts),
                List.of(new Origin(new Ivoid("ivo://x/y"), "", Ssa.PROTOCOL, "http://h/ssa")));
    }
}
