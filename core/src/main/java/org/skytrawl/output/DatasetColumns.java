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
    static final String TARGET = "target";
    static final String TARGET_RA = "target_ra";
    static final String TARGET_DEC = "target_dec";
    static final String TARGET_SEPARATION = "target_separation";

    /** Those that do not depend on the question. */
    private static final Map<String, TableColumn<DatasetRow>> OTHERS = others();

    /** Those of the target of a pair. */
    private static final Map<String, TableColumn<DatasetRow>> TARGETS = targets();

    private DatasetColumns() {}

    /** The columns that are chosen, in order. {@link ColumnChoice#ALL} gives ObsCore's in its order, then the others. */
    static List<TableColumn<DatasetRow>> of(ResultExtract result) {
        List<FoundDataset> datasets = result.datasets();
        Question question = result.log().question();
        List<TableColumn<DatasetRow>> columns = new ArrayList<>();
        for (String name : result.columns().names()) {
            columns.add(named(name, question));
        }
        if (columns.isEmpty()) {
            obsCore(datasets).forEach(column -> columns.add(obsCore(column)));
            boolean hasTargets = question != null && question.targets() != null;
            if (question != null && question.region() != null && !hasTargets) {
                columns.add(separation(question));
            }
            boolean merged =
                    datasets.stream().anyMatch(dataset -> !dataset.merged().isEmpty());
            OTHERS.forEach((name, column) -> {
                if (merged || !name.equals("merged")) {
                    columns.add(column);
                }
            });
            if (hasTargets) {
                columns.addAll(TARGETS.values());
            }
        }
        return List.copyOf(columns);
    }

    /**
     * A column by its name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static TableColumn<DatasetRow> named(String name, @Nullable Question question) {
        ObsCoreColumn column = ObsCoreColumn.of(name);
        TableColumn<DatasetRow> other = name.equals(SEPARATION)
                ? separation(question)
                : TARGETS.containsKey(name) ? TARGETS.get(name) : OTHERS.get(name);
        if (column == null && other == null) {
            throw new IllegalArgumentException("there is no column '" + name + "'");
        }
        return column == null ? Objects.requireNonNull(other) : obsCore(column);
    }

    private static TableColumn<DatasetRow> separation(@Nullable Question question) {
        return TableColumn.<DatasetRow>of(
                        SEPARATION,
                        Double.class,
                        "pos.angDistance",
                        "Distance of its centre from the centre of the region",
                        row -> {
                            double deg = question == null
                                    ? Double.NaN
                                    : question.separationDeg(row.dataset().record());
                            return Double.isNaN(deg) ? null : deg;
                        })
                .in("deg");
    }

    private static TableColumn<DatasetRow> obsCore(ObsCoreColumn column) {
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
                row -> row.dataset().record().value(column));
    }

    private static Map<String, TableColumn<DatasetRow>> others() {
        List<TableColumn<DatasetRow>> columns = List.of(
                TableColumn.text(
                        "origin_ivoid",
                        "meta.ref.ivoid",
                        "Resource of the service that gave this record",
                        row -> row.dataset().origin().ivoid().value()),
                TableColumn.text(
                        "origin_title",
                        "meta.title",
                        "Title of that resource",
                        row -> row.dataset().origin().title()),
                TableColumn.text(
                        "origin_protocol",
                        "meta.code",
                        "Protocol of that service",
                        row -> row.dataset().origin().protocol().name()),
                TableColumn.text(
                        "origin_url",
                        "meta.ref.url",
                        "URL of the query that found it; for ObsTAP the URL of the endpoint",
                        row -> row.dataset().origin().url()),
                TableColumn.text(
                        "origins",
                        "meta.ref.ivoid",
                        "Resources of all services that gave this dataset, separated by blanks, origin_ivoid first",
                        row -> words(row.dataset(), DatasetColumns::word)),
                TableColumn.text(
                        "origins_protocols",
                        "meta.code",
                        "Protocols of those services, in the same order",
                        row -> words(row.dataset(), origin -> origin.protocol().name())),
                TableColumn.text(
                        "merged",
                        null,
                        "Identifiers of other records of the same dataset, where they differ: a JSON array",
                        row -> MergedJson.text(row.dataset())),
                TableColumn.text(
                        "overlap",
                        "meta.code",
                        "How its place was judged: tested (its geometry overlaps), service (on the service's word),"
                                + " unknown (kept by inclusive)",
                        row -> {
                            Overlap overlap = row.overlap();
                            return overlap == null ? null : overlap.word();
                        }));
        return byName(columns);
    }

    private static Map<String, TableColumn<DatasetRow>> targets() {
        return byName(List.of(
                TableColumn.text(
                        TARGET,
                        "meta.id;src",
                        "Target of the list of which the dataset overlaps the circle",
                        DatasetRow::target),
                TableColumn.<DatasetRow>of(
                                TARGET_RA,
                                Double.class,
                                "pos.eq.ra",
                                "ICRS right ascension of the target",
                                DatasetRow::targetRaDeg)
                        .in("deg"),
                TableColumn.<DatasetRow>of(
                                TARGET_DEC,
                                Double.class,
                                "pos.eq.dec",
                                "ICRS declination of the target",
                                DatasetRow::targetDecDeg)
                        .in("deg"),
                TableColumn.<DatasetRow>of(
                                TARGET_SEPARATION,
                                Double.class,
                                "pos.angDistance",
                                "Distance of the dataset's centre from the target",
                                DatasetRow::targetSeparationDeg)
                        .in("deg")));
    }

    private static Map<String, TableColumn<DatasetRow>> byName(List<TableColumn<DatasetRow>> columns) {
        Map<String, TableColumn<DatasetRow>> byName = new LinkedHashMap<>();
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
