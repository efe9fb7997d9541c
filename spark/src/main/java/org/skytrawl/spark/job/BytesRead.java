package org.skytrawl.spark.job;

import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.skytrawl.harvest.state.HarvestException;

/** Counts the bytes that tasks read from files. Thread-safe. */
final class BytesRead extends SparkListener {
    private static final long WAIT_MS = 60_000;

    private final AtomicLong bytes = new AtomicLong();

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
        TaskMetrics metrics = end.taskMetrics();
        if (metrics != null) {
            bytes.addAndGet(metrics.inputMetrics().bytesRead());
        }
    }

    /** So far, also of tasks that failed. */
    long soFar(SparkSession spark) {
        try {
            spark.sparkContext().listenerBus().waitUntilEmpty(WAIT_MS);
        } catch (TimeoutException e) {
            throw new HarvestException("Spark does not tell what was read", e);
        }
        return bytes.get();
    }
}
