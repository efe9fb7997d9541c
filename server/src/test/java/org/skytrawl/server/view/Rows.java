package org.skytrawl.server.view;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Cone;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Overlap;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Question;
import org.skytrawl.model.RecordLayout;
import org.skytrawl.output.ResultExtract;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceLog;
import org.skytrawl.provenance.RunContext;

/** Views of made-up datasets. */
public final class Rows {
    public static final Origin SIA = new Origin(
            new Ivoid("ivo://a.example/sia"),
            "Images of A",
            Protocol.named("SIA2"),
            "http://a.example/sia?POS=CIRCLE%2010%2020%201");
    public static final Origin TAP = new Origin(
            new Ivoid("ivo://b.example/tap"), "Tables of B", Protocol.named("OBSTAP"), "https://B.example/tap/sync");

    private Rows() {}

    /** @param values numbers, whole numbers and texts by column */
    public static FoundDataset dataset(Map<ObsCoreColumn, ?> values, Origin... origins) {
        RecordLayout layout = new RecordLayout(values.keySet());
        double[] numbers = new double[layout.numbers()];
        @Nullable String[] texts = new @Nullable String[layout.texts()];
        values.forEach((column, value) -> {
            if (column.isText()) {
                texts[layout.slot(column)] = value.toString();
            } else {
                numbers[layout.slot(column)] = ((Number) value).doubleValue();
            }
        });
        List<Origin> from = origins.length == 0 ? List.of(SIA) : Arrays.asList(origins);
        return new FoundDataset(new ObsCoreRecord(layout, numbers, texts).withOverlap(Overlap.TESTED), from);
    }

    public static DatasetView view(FoundDataset... datasets) {
        return view(Arrays.asList(datasets));
    }

    public static DatasetView view(List<FoundDataset> datasets) {
        return new DatasetView(ResultExtract.of(datasets, log()), 7, false);
    }

    /** Of a run about a place. */
    public static ProvenanceLog log() {
        ProvenanceLog log = ProvenanceLog.inMemory();
        Question question = new Question(new Cone(10, 20, 1), null, null, Set.of());
        log.append(new ProvenanceEvent.RunStarted(
                Instant.parse("2026-11-30T20:47:25Z"),
                "0b9f1e5c-0000-4000-8000-000000000000",
                "1.0",
                question,
                DiscoveryOptions.DEFAULTS,
                RunContext.NONE));
        return log;
    }

    static Filters filters(String... pairs) {
        Map<String, List<String>> parameters = new java.util.HashMap<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            parameters
                    .computeIfAbsent(pair.substring(0, equals), name -> new ArrayList<>())
                    .add(pair.substring(equals + 1));
        }
        return Filters.of(parameters);
    }
}
