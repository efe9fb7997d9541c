package org.skytrawl.spark.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Service;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.QueryFacts;
import org.skytrawl.provenance.ServiceOutcome;

/** Gives the services of all runs, one run after the other. Used by one thread. */
final class ServicesReader implements PartitionReader<InternalRow> {
    private final ServicesScan.Folder folder;
    private @Nullable Deque<RunFolder> runs;
    private final Deque<RunFolder.End> ends = new ArrayDeque<>();
    private RunFolder.@Nullable End end;

    ServicesReader(ServicesScan.Folder folder) {
        this.folder = folder;
    }

    @Override
    public boolean next() throws IOException {
        Deque<RunFolder> left = runs;
        if (left == null) {
            left = new ArrayDeque<>(RunFolder.all(Path.of(folder.log())));
            runs = left;
        }
        while (ends.isEmpty() && !left.isEmpty()) {
            ends.addAll(left.removeFirst().ends());
        }
        end = ends.pollFirst();
        return end != null;
    }

    @Override
    public InternalRow get() {
        RunFolder.End it = Objects.requireNonNull(end, "there is no row");
        Service service = it.service();
        ProvenanceEvent.ServiceEnded ended = it.end();
        QueryFacts facts = ended == null ? null : ended.facts();
        return new GenericInternalRow(new @Nullable Object[] {
            LiveRows.text(it.run()),
            LiveRows.text(it.hosts()),
            LiveRows.text(service == null ? null : service.ivoid().value()),
            LiveRows.text(service == null ? null : service.title()),
            LiveRows.text(service == null ? null : service.protocol().name()),
            LiveRows.text(service == null ? null : service.accessUrl()),
            LiveRows.text(service == null ? null : service.tableName()),
            LiveRows.text(ended == null ? "unknown" : ended.outcome().word()),
            ended == null || ended.outcome().isLoss(),
            LiveRows.text(ended == null ? "its task has not ended, or was lost" : reason(ended.outcome())),
            facts == null ? null : (Object) facts.records(),
            facts == null ? null : (Object) facts.seconds()
        });
    }

    private static String reason(ServiceOutcome outcome) {
        return switch (outcome) {
            case ServiceOutcome.Answered it -> it.warning();
            case ServiceOutcome.Overflowed it -> it.reason();
            case ServiceOutcome.Incomplete it -> it.reason();
            case ServiceOutcome.Failed it -> it.reason();
            case ServiceOutcome.Elided it -> it.by() + ": " + it.reason();
            case ServiceOutcome.Skipped it -> it.reason();
            case ServiceOutcome.TimedOut it -> it.reason();
            case ServiceOutcome.Cancelled it -> it.reason();
            case ServiceOutcome.Pruned it -> it.reason();
        };
    }

    @Override
    public void close() {
        ends.clear();
        runs = new ArrayDeque<>();
    }
}
