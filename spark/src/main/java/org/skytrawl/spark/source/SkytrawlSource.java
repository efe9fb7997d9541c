package org.skytrawl.spark.source;

import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** {@code spark.read.format("skytrawl")}: datasets from live services, or with {@code table=services} how the services ended. */
public final class SkytrawlSource implements TableProvider, DataSourceRegister {
    /** For Spark. */
    public SkytrawlSource() {}

    @Override
    public String shortName() {
        return "skytrawl";
    }

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return new OfOptions(LiveOptions.of(options)).schema();
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return new OfOptions(LiveOptions.of(new CaseInsensitiveStringMap(properties)));
    }

    private record OfOptions(LiveOptions options) implements Table, SupportsRead {
        private boolean hasServices() {
            return options.table().equals(LiveOptions.SERVICES);
        }

        @Override
        public String name() {
            return "skytrawl " + options.table();
        }

        @Override
        @SuppressWarnings("deprecation")
        public StructType schema() {
            return hasServices() ? ServicesScan.SCHEMA : LiveRows.SCHEMA;
        }

        @Override
        public Set<TableCapability> capabilities() {
            return Set.of(TableCapability.BATCH_READ);
        }

        @Override
        public ScanBuilder newScanBuilder(CaseInsensitiveStringMap unused) {
            return () -> hasServices() ? new ServicesScan(options) : new LiveScan(options);
        }
    }
}
