package org.skytrawl.output;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;

/** The columns of a list of datasets: the same in every format. */
final class DatasetColumns {
    private static final Map<String, TableColumn<FoundDataset>> ORIGINS = origins();

    private DatasetColumns() {}

    /**
     * The chosen columns; if none are chosen, ObsCore's in its order, the mandatory ones and those optional ones that some
     * record has, then where the datasets come from.
     */
    static List<TableColumn<FoundDataset>> of(List<FoundDataset> datasets, ColumnChoice choice) {
        List<TableColumn<FoundDataset>> columns = new ArrayList<>();
        for (String name : choice.names()) {
            ObsCoreColumn column = ObsCoreColumn.of(name);
            TableColumn<FoundDataset> origin = ORIGINS.get(name);
            if (column != null) {
                columns.add(obsCore(column));
            } else if (origin != null) {
                columns.add(origin);
            }
        }
        if (columns.isEmpty()) {
            obsCore(datasets).forEach(column -> columns.add(obsCore(column)));
            boolean merged =
                    datasets.stream().anyMatch(dataset -> !dataset.merged().isEmpty());
            ORIGINS.forEach((name, column) -> {
                if (merged || !name.equals("merged")) {
                    columns.add(column);
                }
            });
        }
        return List.copyOf(columns);
    }

    private static TableColumn<FoundDataset> obsCore(ObsCoreColumn column) {
        return new TableColumn<>(
                column.name(),
                switch (column.type()) {
                    case TEXT -> String.class;
                    case INTEGER -> Long.class;
                    case REAL -> Double.class;
                },
                column.unit(),
                column.ucd(),
                column.utype(),
                column.description(),
                dataset -> dataset.record().value(column));
    }

    private static Map<String, TableColumn<FoundDataset>> origins() {
        List<TableColumn<FoundDataset>> columns = List.of(
                TableColumn.of(
                        "origin_ivoid",
                        String.class,
                        "meta.ref.ivoid",
                        "Resource of the service whose record this is",
                        dataset -> dataset.origin().ivoid().value()),
                TableColumn.of(
                        "origin_title",
                        String.class,
                        "meta.title",
                        "Title of that resource",
                        dataset -> dataset.origin().title()),
                TableColumn.of(
                        "origin_protocol",
                        String.class,
                        "meta.code",
                        "Protocol by which the service was asked",
                        dataset -> dataset.origin().protocol().name()),
                TableColumn.of(
                        "origin_url",
                        String.class,
                        "meta.ref.url",
                        "The query that found it; for ObsTAP the endpoint it was sent to",
                        dataset -> dataset.origin().url()),
                TableColumn.of(
                        "origins",
                        String.class,
                        "meta.ref.ivoid",
                        "Resources of all services that gave this dataset, separated by blanks, the one whose record this"
                                + " is first",
                        dataset -> words(dataset, DatasetColumns::word)),
                TableColumn.of(
                        "origins_protocols",
                        String.class,
                        "meta.code",
                        "Protocols by which those services were asked, in the same order",
                        dataset -> words(dataset, origin -> origin.protocol().name())),
                TableColumn.of(
                        "merged",
                        String.class,
                        null,
                        "What other records of the same dataset were known by, where that was something else: a JSON"
                                + " array",
                        MergedJson::text));
        Map<String, TableColumn<FoundDataset>> byName = new LinkedHashMap<>();
        columns.forEach(column -> byName.put(column.name(), column));
        return byName;
    }

    /** The ObsCore columns of the list, in ObsCore's order. */
    static Set<ObsCoreColumn> obsCore(List<FoundDataset> datasets) {
        Set<ObsCoreColumn> present = EnumSet.noneOf(ObsCoreColumn.class);
        ObsCoreColumn[] columns = ObsCoreColumn.values();
        for (ObsCoreColumn column : columns) {
            if (column.isMandatory()) {
                present.add(column);
            }
        }
        for (FoundDataset dataset : datasets) {
            for (ObsCoreColumn column : columns) {
                if (!present.contains(column) && isFilled(dataset.record(), column)) {
                    present.add(column);
                }
            }
        }
        return present;
    }

    private static boolean isFilled(ObsCoreRecord record, ObsCoreColumn column) {
        return column.isText() ? record.text(column) != null : !Double.isNaN(record.number(column));
    }

    private static String words(FoundDataset dataset, java.util.function.Function<Origin, String> word) {
        List<Origin> origins = dataset.origins();
        return origins.size() == 1
                ? word.apply(origins.getFirst())
                : origins.stream().map(word).collect(Collectors.joining(" "));
    }

    /** The ivoid as one word: a registry may hold one with a blank in it, or with what stands for a blank here. */
    private static String word(Origin origin) {
        return origin.ivoid().value().replace("%20", "%2520").replace(" ", "%20");
    }

    /** The ivoid of such a word. */
    static String ivoid(String word) {
        return word.replace("%20", " ").replace("%2520", "%20").strip();
    }
}
