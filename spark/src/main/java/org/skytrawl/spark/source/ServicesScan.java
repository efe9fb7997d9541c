package org.skytrawl.spark.source;

import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Reads how each service ended, from the logs of all runs in a folder. Asks nobody. */
final class ServicesScan implements Scan, Batch {
    static final StructType SCHEMA = new StructType()
            .add("run", DataTypes.StringType, false, "Folder of the run: its time, and a random part")
            .add("hosts", DataTypes.StringType, false, "Hosts of its group; empty if it was not asked")
            .add("ivoid", DataTypes.StringType, true, "Resource of the service")
            .add("title", DataTypes.StringType, true, "Title of the resource")
            .add("protocol", DataTypes.StringType, true, "Protocol")
            .add("access_url", DataTypes.StringType, true, "Access URL")
            .add("table_name", DataTypes.StringType, true, "TAP only: the table")
            .add("outcome", DataTypes.StringType, false, "How it ended; unknown if its task has not ended")
            .add("loss", DataTypes.BooleanType, false, "Whether datasets may be missing because of it")
            .add("reason", DataTypes.StringType, false, "Why; empty if the outcome says all")
            .add("records", DataTypes.LongType, true, "Records kept; null if it was not asked")
            .add("seconds", DataTypes.DoubleType, true, "From the first request to the last row");

    /** @param log the folder of the runs */
    record Folder(String log) implements InputPartition {}

    private final LiveOptions options;

    ServicesScan(LiveOptions options) {
        this.options = options;
    }

    @Override
    public StructType readSchema() {
        return SCHEMA;
    }

    @Override
    public Batch toBatch() {
        return this;
    }

    @Override
    public InputPartition[] planInputPartitions() {
        return new InputPartition[] {new Folder(options.log().toString())};
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return new SkytrawlReaders();
    }
}
