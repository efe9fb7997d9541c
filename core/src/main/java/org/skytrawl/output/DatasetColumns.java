package org.skytrawl.output;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.Overlap;
import org.skytrawl.model.Question;

/** The columns of a list of datasets, the same in every format. */
final class DatasetColumns {
    static final String SEPARATION = "separation";

    /** Those that do not depend on the question. */
    private static final Map<String, TableColumn<FoundDataset>> OTHERS = others();

    private DatasetColumns() {}

    /** The columns that are chosen, in order. {@link ColumnChoice#ALL} gives ObsCore's in its order, then the others. */
    static List<TableColumn<FoundDataset>> of(ResultExtract result) {
        List<FoundDataset> datasets = result.datasets();
        Question question = result.log().question();
        List<TableColumn<FoundDataset>> columns = new ArrayList<>();
        for (String name : result.columns().names()) {
            columns.add(named(name, question));
        }
        if (columns.isEmpty()) {
            obsCore(datasets).forEach(column -> columns.add(obsCore(column)));
            if (question != null && question.region() != null) {
                columns.add(separation(question));
            }
            boolean merged =
                    datasets.stream().anyMatch(dataset -> !dataset.merged().isEmpty());
            OTHERS.forEach((name, column) -> {
                if (merged || !name.equals("merged")) {
                    columns.add(column);
                }
            });
        }
        return List.copyOf(columns);
    }

    /**
     * A column by its name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static TableColumn<FoundDataset> named(String name, @Nullable Question question) {
        ObsCoreColumn column = ObsCoreColumn.of(name);
        TableColumn<FoundDataset> other = name.equals(SEPARATION) ? separation(question) : OTHERS.get(name);
        if (column == null && other == null) {
            throw new IllegalArgumentException("there is no column '" + name + "'");
        }
        return column == null ? Objects.requireNonNull(other) : obsCore(column);
    }

    private static TableColumn<FoundDataset> separation(@Nullable Question question) {
        return TableColumn.<FoundDataset>of(
                        SEPARATION,
                        Double.class,
                        "pos.angDistance",
                        "Distance of its centre from the centre of the region",
                        dataset -> {
                            double deg = question == null ? Double.NaN : question.separationDeg(dataset.record());
                            return Double.isNaN(deg) ? null : deg;
                        })
                .in("deg");
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

    private static Map<String, TableColumn<FoundDataset>> others() {
        List<TableColumn<FoundDataset>> columns = List.of(
                TableColumn.text(
                        "origin_ivoid",
                        "meta.ref.ivoid",
                        "Resource of the service that gave this record",
                        dataset -> dataset.origin().ivoid().value()),
                TableColumn.text(
                        "origin_title",
                        "meta.title",
                        "Title of that resource",
                        dataset -> dataset.origin().title()),
                TableColumn.text(
                        "origin_protocol",
                        "meta.code",
                        "Protocol of that service",
                        dataset -> dataset.origin().protocol().name()),
                TableColumn.text(
                        "origin_url",
                        "meta.ref.url",
                        "URL of the query that found it; for ObsTAP the URL of the endpoint",
                        dataset -> dataset.origin().url()),
                TableColumn.text(
                        "origins",
                        "meta.ref.ivoid",
                        "Resources of all services that gave this dataset, separated by blanks, origin_ivoid first",
                        dataset -> words(dataset, DatasetColumns::word)),
                TableColumn.text(
                        "origins_protocols",
                        "meta.code",
                        "Protocols of those services, in the same order",
                        dataset -> words(dataset, origin -> origin.protocol().name())),
                TableColumn.text(
                        "merged",
                        null,
                        "Identifiers of other records of the same dataset, where they differ: a JSON array",
                        MergedJson::text),
                TableColumn.text(
                        "overlap",
                        "meta.code",
                        "How its place was judged: tested (its geometry overlaps), service (on the service's word),"
                                + " unknown (kept by inclusive)",
                        dataset -> {
                            Overlap overlap = dataset.record().overlap();
                            return overlap == null ? null : overlap.word();
                        }));
        Map<String, TableColumn<FoundDataset>> byName = new LinkedHashMap<>();
        columns.forEach(column -> byName.put(column.name(), column));
        return byName;
    }

    /** The ObsCore columns of the list, in ObsCore's order. */
    private static Set<ObsCoreColumn> obsCore(List<FoundDataset> datasets) {
        EnumSet<ObsCoreColumn> absent = EnumSet.allOf(ObsCoreColumn.class);
        absent.removeIf(ObsCoreColumn::isMandatory);
        for (FoundDataset dataset : datasets) {
            absent.removeIf(column -> isFilled(dataset.record(), column));
        }
        return EnumSet.complementOf(absent);
    }

    private static boolean isFilled(ObsCoreRecord record, ObsCoreColumn column) {
        return column.isText() ? record.text(column) != null : !Double.isNaN(record.number(column));
    }

    private static String words(FoundDataset dataset, Function<Origin, String> word) {
        List<Origin> origins = dataset.origins();
        return origins.size() == 1
                ? word.apply(origins.getFirst())
                : origins.stream().map(word).collect(Collectors.joining(" "));
    }

    /** The ivoid as one word: a registry may hold an ivoid with a blank, or with the escape of a blank. */
    private static String word(Origin origin) {
        return origin.ivoid().value().replace("%20", "%2520").replace(" ", "%20");
    }

    /** The inverse of {@link #word}. */
    static String ivoid(String word) {
        return word.replace("%20", " ").replace("%2520", "%20").strip();
    }
}
