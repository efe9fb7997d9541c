package org.skytrawl.spark.source;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;

/** Makes the readers on the executors. */
final class SkytrawlReaders implements PartitionReaderFactory {
    private static final long serialVersionUID = 1;

    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
        return switch (partition) {
            case LivePartition live -> new LiveReader(live);
            case ServicesScan.Folder folder -> new ServicesReader(folder);
            default -> throw new IllegalArgumentException("not a partition of skytrawl: " + partition);
        };
    }
}
