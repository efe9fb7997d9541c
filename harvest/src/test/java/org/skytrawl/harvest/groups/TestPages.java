package org.skytrawl.harvest.groups;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.skytrawl.harvest.read.HarvestPages;
import org.skytrawl.harvest.state.FileSums;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.RecordLayout;
import org.skytrawl.model.Service;
import org.skytrawl.parquet.ParquetColumn;
import org.skytrawl.parquet.ParquetTable;
import org.skytrawl.parquet.ParquetWriter;
import org.skytrawl.protocol.obstap.ObsTap;

/** Pages for tests. */
final class TestPages {
    private static final RecordLayout LAYOUT = new RecordLayout(Arrays.asList(ObsCoreColumn.values()));

    private final Path folder;
    private final List<HarvestPages.Page> pages = new ArrayList<>();

    TestPages(Path folder) {
        this.folder = folder;
    }

    static Service service(String resource, String host) {
        return Service.of(
                List.of(new Ivoid("ivo://" + resource)),
                "Service " + host,
                ObsTap.PROTOCOL,
                "http://" + host + ".example/tap",
                "ivoa.obscore");
    }

    /** A record with these values. */
    static ObsCoreRecord record(Map<ObsCoreColumn, Object> cells) {
        double[] numbers = new double[LAYOUT.numbers()];
        String[] texts = new String[LAYOUT.texts()];
        Arrays.fill(numbers, Double.NaN);
        new EnumMap<>(cells).forEach((column, value) -> {
            if (column.isText()) {
                texts[LAYOUT.slot(column)] = (String) value;
            } else {
                numbers[LAYOUT.slot(column)] = ((Number) value).doubleValue();
            }
        });
        return new ObsCoreRecord(LAYOUT, numbers, texts);
    }

    void add(Service service, List<ObsCoreRecord> rows) throws IOException {
        List<ParquetColumn<ObsCoreRecord>> columns = Arrays.stream(ObsCoreColumn.values())
                .map(column ->
                        new ParquetColumn<ObsCoreRecord>(column.name(), column.type(), false, row -> row.value(column)))
                .toList();
        Path file = folder.resolve("page-" + pages.size() + ".parquet");
        try (var out = Files.newOutputStream(file)) {
            ParquetWriter<ObsCoreRecord> writer = new ParquetWriter<>(
                    new ParquetTable<>("page", columns, Map.of(), null, Math.max(1, rows.size()), 5000), out);
            writer.write(rows);
            writer.finish();
        }
        try (var in = Files.newInputStream(file)) {
            pages.add(new HarvestPages.Page(pages.size(), service, file, FileSums.of(in), Instant.EPOCH, rows.size()));
        }
    }

    HarvestPages pages() {
        return new HarvestPages(pages);
    }
}
