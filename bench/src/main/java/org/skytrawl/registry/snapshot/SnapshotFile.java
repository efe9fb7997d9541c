package org.skytrawl.registry.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.NullMarked;
import org.skytrawl.registry.Candidate;
import org.skytrawl.registry.regtap.CandidateBuilder;
import org.skytrawl.registry.regtap.RegistrySnapshot;
import org.skytrawl.registry.regtap.ServiceOrder;

/**
 * A registry snapshot on disk, for benchmarks.
 *
 * @param store where it is
 * @param source the registry that it is of
 */
@NullMarked
public record SnapshotFile(SnapshotStore store, String source) {
    /** Writes a snapshot, its candidates in the order in which {@link CandidateBuilder} has them. */
    public static SnapshotFile save(Path directory, RegistrySnapshot snapshot) throws IOException {
        SnapshotStore store = new SnapshotStore(directory);
        List<Candidate> ordered = new ArrayList<>(snapshot.candidates());
        ordered.sort(Comparator.comparing(Candidate::service, ServiceOrder.BEST_FIRST));
        store.save(
                new RegistrySnapshot(
                        snapshot.source(),
                        snapshot.fetched(),
                        snapshot.coverageAxes(),
                        snapshot.onPrivateNetwork(),
                        ordered,
                        snapshot.notes()),
                null);
        return new SnapshotFile(store, snapshot.source());
    }

    /** Loads it as a run does. */
    public RegistrySnapshot load() {
        return Objects.requireNonNull(store.load(source).snapshot(), "the snapshot cannot be read");
    }

    /** Its size in bytes. */
    public long bytes() throws IOException {
        return Files.size(store.file(source));
    }
}
