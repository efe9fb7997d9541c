package org.skytrawl.output;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;

/** The columns of a list of datasets: the same in every format. */
final class DatasetColumns {
    private DatasetColumns() {}

    /**
     * ObsCore's columns in its order, the mandatory ones and those optional ones that some record has, then where the
     * datasets come from.
     */
    static List<TableColumn<FoundDataset>> of(List<FoundDataset> datasets) {
        List<TableColumn<FoundDataset>> columns = new ArrayList<>();
        for (ObsCoreColumn column : obsCore(datasets)) {
            columns.add(new TableColumn<>(
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
                    dataset -> dataset.record().value(column)));
        }
        columns.add(TableColumn.of(
                "origin_ivoid",
                String.class,
                "meta.ref.ivoid",
                "Resource of the service whose record this is",
                dataset -> dataset.origin().ivoid().value()));
        columns.add(TableColumn.of(
                "origin_title",
                String.class,
                "meta.title",
                "Title of that resource",
                dataset -> dataset.origin().title()));
        columns.add(TableColumn.of(
                "origin_protocol",
                String.class,
                "meta.code",
                "Protocol by which the service was asked",
                dataset -> dataset.origin().protocol().name()));
        columns.add(TableColumn.of(
                "origin_url",
                String.class,
                "meta.ref.url",
                "The query that found it; for ObsTAP the endpoint it was sent to",
                dataset -> dataset.origin().url()));
        columns.add(TableColumn.of(
                "origins",
                String.class,
                "meta.ref.ivoid",
                "Resources of all services that gave this dataset, separated by blanks, the one whose record this is first",
                dataset -> ivoids(dataset.origins())));
        return List.copyOf(columns);
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

    private static String ivoids(List<Origin> origins) {
        if (origins.size() == 1) {
            return word(origins.getFirst());
        }
        // a service may have given it by several protocols
        return origins.stream().map(DatasetColumns::word).distinct().collect(Collectors.joining(" "));
    }

    /** The ivoid as one word: a registry may hold one with a blank in it. */
    private static String word(Origin origin) {
        String ivoid = origin.ivoid().value();
        return ivoid.indexOf(' ') < 0 ? ivoid : ivoid.replace(" ", "%20");
    }
}
