package org.skytrawl.spark.source;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.provenance.ProvenanceEvent;

/** The rows of datasets: the columns of ObsCore in its units, and where they are from. */
final class LiveRows {
    static final StructType SCHEMA = schema();

    private static final ObsCoreColumn[] COLUMNS = ObsCoreColumn.values();

    private LiveRows() {}

    private static StructType schema() {
        StructType schema = new StructType();
        for (ObsCoreColumn column : ObsCoreColumn.values()) {
            schema = schema.add(column.name(), type(column), true, column.description());
        }
        return schema.add(
                        "origins",
                        DataTypes.StringType,
                        false,
                        "IVOIDs of the services that have it, the kept one first")
                .add("protocol", DataTypes.StringType, false, "Protocol of the service whose row was kept")
                .add("query_url", DataTypes.StringType, false, "URL of the query that gave it")
                .add("outcome", DataTypes.StringType, true, "How the service ended whose row was kept");
    }

    private static DataType type(ObsCoreColumn column) {
        return switch (column.type()) {
            case TEXT -> DataTypes.StringType;
            case INTEGER -> DataTypes.LongType;
            case REAL -> DataTypes.DoubleType;
        };
    }

    /** One service as an origin names it. */
    private record Named(Ivoid ivoid, String protocol) {}

    static List<InternalRow> of(LiveRun.Found found) {
        Map<Named, String> outcomes = new HashMap<>();
        for (ProvenanceEvent.ServiceEnded end : found.ends()) {
            // of several services of one resource, the one that lacks something
            outcomes.merge(
                    new Named(end.service().ivoid(), end.service().protocol().name()),
                    end.outcome().word(),
                    (one, other) -> one.equals("answered") ? other : one);
        }
        return found.datasets().stream().map(dataset -> row(dataset, outcomes)).toList();
    }

    private static InternalRow row(FoundDataset dataset, Map<Named, String> outcomes) {
        @Nullable Object[] cells = new @Nullable Object[COLUMNS.length + 4];
        for (int i = 0; i < COLUMNS.length; i++) {
            cells[i] = cell(dataset.record(), COLUMNS[i]);
        }
        Origin origin = dataset.origin();
        cells[COLUMNS.length] = text(dataset.origins().stream()
                .map(each -> each.ivoid().value())
                .distinct()
                .collect(Collectors.joining(" ")));
        cells[COLUMNS.length + 1] = text(origin.protocol().name());
        cells[COLUMNS.length + 2] = text(origin.url());
        cells[COLUMNS.length + 3] =
                text(outcomes.get(new Named(origin.ivoid(), origin.protocol().name())));
        return new GenericInternalRow(cells);
    }

    private static @Nullable Object cell(ObsCoreRecord record, ObsCoreColumn column) {
        if (column.isText()) {
            return text(record.text(column));
        }
        double number = record.number(column);
        if (Double.isNaN(number)) {
            return null;
        }
        return column.type() == ObsCoreColumn.Type.INTEGER ? (Object) (long) number : (Object) number;
    }

    static @Nullable UTF8String text(@Nullable String text) {
        return text == null ? null : UTF8String.fromString(text);
    }
}
