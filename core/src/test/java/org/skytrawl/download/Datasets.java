package org.skytrawl.download;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.RecordLayout;
import org.skytrawl.protocol.sia.Sia2;

/** Makes datasets for tests. */
final class Datasets {
    /** A service in a private network, so that its datasets may be there too. */
    static final String LOCAL = "http://127.0.0.1:1/sia2?";

    private Datasets() {}

    /** One with this access URL and these columns, found by a service on this machine. */
    static FoundDataset of(@Nullable String accessUrl, Object... columns) {
        return foundBy(LOCAL, accessUrl, columns);
    }

    static FoundDataset foundBy(String service, @Nullable String accessUrl, Object... columns) {
        Map<ObsCoreColumn, Object> values = new TreeMap<>();
        if (accessUrl != null) {
            values.put(ObsCoreColumn.access_url, accessUrl);
        }
        for (int i = 0; i < columns.length; i += 2) {
            values.put(ObsCoreColumn.valueOf((String) columns[i]), columns[i + 1]);
        }
        RecordLayout layout = new RecordLayout(values.keySet());
        double[] numbers = new double[layout.numbers()];
        List<String> texts = new ArrayList<>();
        values.forEach((column, value) -> {
            if (column.isText()) {
                texts.add((String) value);
            } else {
                numbers[layout.slot(column)] = ((Number) value).doubleValue();
            }
        });
        return new FoundDataset(
                new ObsCoreRecord(layout, numbers, texts.toArray(String[]::new)),
                List.of(new Origin(new Ivoid("ivo://x/y"), "A service", Sia2.PROTOCOL, service)));
    }
}
