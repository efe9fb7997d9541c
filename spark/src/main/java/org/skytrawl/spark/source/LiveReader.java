package org.skytrawl.spark.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.jspecify.annotations.Nullable;
import org.skytrawl.net.HostKey;
import org.skytrawl.net.RequestGate;
import org.skytrawl.registry.Candidate;
import org.skytrawl.spark.lease.HostLeases;
import org.skytrawl.spark.lease.LeaseTerms;
import org.skytrawl.spark.lease.PoliteGroup;

/** Asks the services of one partition when the first row is wanted, and gives its datasets. Used by one thread. */
final class LiveReader implements PartitionReader<InternalRow> {
    /** Others go on asking for that long, and then this task fails. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final LivePartition partition;
    private @Nullable Iterator<InternalRow> rows;
    private @Nullable InternalRow row;

    LiveReader(LivePartition partition) {
        this.partition = partition;
    }

    @Override
    public boolean next() throws IOException {
        Iterator<InternalRow> all = rows;
        if (all == null) {
            try {
                all = LiveRows.of(found()).iterator();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("the task was cancelled", e);
            }
            rows = all;
        }
        row = all.hasNext() ? all.next() : null;
        return row != null;
    }

    @Override
    public InternalRow get() {
        return Objects.requireNonNull(row, "there is no row");
    }

    private LiveRun.Found found() throws IOException, InterruptedException {
        TaskContext task = TaskContext.get();
        // rises over all attempts of an application
        long attempt = task == null ? 0 : task.taskAttemptId();
        Path folder = Path.of(partition.runFolder());
        if (!Files.isDirectory(folder)) {
            throw new IOException("there is no folder " + folder
                    + " on this machine: option log must be at the same path on all machines");
        }
        Path logFile = new RunFolder(folder).log(partition.group(), attempt);
        String leases = partition.leases();
        LiveRun.Stopper stopper = new LiveRun.Stopper();
        if (leases == null) {
            return LiveRun.run(partition, logFile, RequestGate.OPEN, stopper);
        }
        LeaseTerms terms = LeaseTerms.of(partition.run().options().serviceTimeout());
        HostLeases held = HostLeases.take(
                Path.of(leases),
                hosts(),
                terms,
                PATIENCE.plus(terms.untilOver()),
                "process " + ProcessHandle.current().pid() + ", task " + partition.group() + " attempt " + attempt,
                stopper::stop);
        try (held) {
            boolean ended = false;
            try {
                LiveRun.Found found = LiveRun.run(partition, logFile, held, stopper);
                ended = true;
                held.confirm();
                return found;
            } finally {
                if (!ended) {
                    held.abandon();
                }
            }
        }
    }

    private Collection<HostKey> hosts() throws IOException {
        List<PoliteGroup> groups = PoliteGroup.of(partition.plan(partition.run()).selection().candidates().stream()
                .map(Candidate::service)
                .toList());
        Collection<HostKey> hosts = new LinkedHashSet<>();
        groups.forEach(group -> hosts.addAll(group.hosts()));
        return hosts;
    }

    @Override
    public void close() {
        rows = null;
        row = null;
    }
}
