package org.skytrawl.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Interval;
import org.skytrawl.model.Question;
import org.skytrawl.registry.Candidate;
import org.skytrawl.registry.regtap.RegistrySnapshot;
import org.skytrawl.registry.snapshot.SnapshotFile;
import org.skytrawl.selection.Selection;
import org.skytrawl.selection.ServiceSelection;

/** Loads a registry snapshot of 30,000 candidates, and selects among them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class SelectBenchmark {
    private static final int CANDIDATES = 30_000;
    private static final Question CONE = new Question(new Cone(274.688, -13.792, 0.1), null, null, Set.of("image"));
    private static final Question ALL_AXES = new Question(
            new Cone(274.688, -13.792, 0.1), new Interval(4e-7, 7e-7), new Interval(50_000, 51_000), Set.of("image"));
    private static final Question WIDE = new Question(new Cone(274.688, -13.792, 30), null, null, Set.of("image"));

    private SnapshotState state = new SnapshotState(null, List.of());

    private record SnapshotState(
            @org.jspecify.annotations.Nullable SnapshotFile file, List<Candidate> candidates) {}

    /** Writes the snapshot into a folder of its own. */
    @Setup
    public void save() throws IOException {
        RegistrySnapshot snapshot = Candidates.snapshot(CANDIDATES);
        SnapshotFile file = SnapshotFile.save(Files.createTempDirectory("skytrawl-bench"), snapshot);
        state = new SnapshotState(file, file.load().candidates());
        Measured.say("%n# snapshot of %d candidates, %d kB on disk", CANDIDATES, file.bytes() / 1000);
        Measured.say(
                "# ranges of all MOCs: %d; kept: cone %d, all axes %d, 30 degrees %d, inclusive %d",
                state.candidates().stream().mapToLong(SelectBenchmark::ranges).sum(),
                cone().kept().size(),
                allAxes().kept().size(),
                wide().kept().size(),
                inclusive().kept().size());
    }

    private static long ranges(Candidate candidate) {
        var moc = candidate.service().coverage().spatial();
        return moc == null ? 0 : moc.toAscii().chars().filter(c -> c == ' ').count() + 1;
    }

    /** Deletes what {@link #save} wrote. */
    @TearDown
    public void delete() throws IOException {
        SnapshotFile file = state.file();
        if (file != null) {
            Path directory = file.store().folder().directory();
            try (var files = Files.list(directory)) {
                for (Path path : files.toList()) {
                    Files.delete(path);
                }
            }
            Files.delete(directory);
        }
    }

    /** What the others are compared with. */
    @Benchmark
    public RegistrySnapshot load() {
        return java.util.Objects.requireNonNull(state.file()).load();
    }

    /** A small cone. */
    @Benchmark
    public Selection cone() {
        return ServiceSelection.select(state.candidates(), CONE, false, true, true);
    }

    /** A small cone, a band and a span of time. */
    @Benchmark
    public Selection allAxes() {
        return ServiceSelection.select(state.candidates(), ALL_AXES, false, true, true);
    }

    /** A cone of 30 degrees. */
    @Benchmark
    public Selection wide() {
        return ServiceSelection.select(state.candidates(), WIDE, false, true, true);
    }

    /** A small cone, services without coverage included: more to elide. */
    @Benchmark
    public Selection inclusive() {
        return ServiceSelection.select(state.candidates(), CONE, true, true, true);
    }
}
