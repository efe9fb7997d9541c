package org.skytrawl.server.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.skytrawl.provenance.ProvenanceEvent.RunEnded;
import org.skytrawl.provenance.ReadLog;

/** The runs on disk: reads them at the start, and says which are too many. Thread-safe. */
final class RunFiles {
    private final Path folder;
    private final RunLimits limits;
    private final Consumer<String> said;

    RunFiles(DataFolder folder, RunLimits limits, Consumer<String> said) {
        this.folder = folder.runs();
        this.limits = limits;
        this.said = said;
    }

    RunFolder create(RunRecord run) throws IOException {
        RunFolder files = RunFolder.create(folder.resolve(run.id()));
        files.write(run);
        return files;
    }

    /** All runs on disk, the oldest first. */
    List<ServedRun> stored(StoredResults results) {
        List<ServedRun> runs = new ArrayList<>();
        for (Path each : folders()) {
            RunFolder files = new RunFolder(each);
            try {
                if (!Files.exists(each.resolve("run.json"))) {
                    // a deletion that was interrupted
                    files.delete();
                    continue;
                }
                RunRecord record = files.record();
                if (!record.id().equals(String.valueOf(each.getFileName()))) {
                    throw new IOException("it has the name of another run: " + record.id());
                }
                RunRecord ended = record.summary() == null ? interrupted(record, files) : record;
                ServedRun run = ServedRun.stored(ended, files, results);
                run.measure();
                runs.add(run);
            } catch (IOException e) {
                said.accept("the stored run in " + each + " cannot be read and is left alone: " + e.getMessage());
            }
        }
        runs.sort(Comparator.comparing(ServedRun::started).thenComparing(ServedRun::id));
        return runs;
    }

    private List<Path> folders() {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            said.accept("the folder of stored runs, " + folder + ", cannot be read: " + e.getMessage());
            return List.of();
        }
    }

    /** A run of a server that was killed. */
    private static RunRecord interrupted(RunRecord record, RunFolder files) throws IOException {
        ReadLog log = null;
        String note = null;
        try {
            log = files.log();
        } catch (IOException e) {
            // killed within its first line: the run is listed, so that it counts and can be deleted
            note = "its log cannot be read: " + e.getMessage();
        }
        RunSummary summary = RunSummary.interrupted(log);
        summary = note == null ? summary : summary.withNote(note);
        RunEnded end = log == null ? null : log.summary();
        if (log != null && end != null && files.hasResult()) {
            // the kill came between the two files
            RunState state = Ending.isStopped(log.events(), end) ? RunState.STOPPED : RunState.DONE;
            summary = RunSummary.ended(
                    state, summary.progress(), end, log.missing().size());
        }
        RunRecord ended = record.with(summary);
        files.write(ended);
        return ended;
    }

    /** Ends a run that asked nobody: on disk first, so that a run that was seen to end has ended after a kill too. */
    void neverBegan(ServedRun run, RunState state) {
        RunSummary end = RunSummary.unbegun(state, Instant.now());
        try {
            run.write(files -> files.end(end));
        } catch (IOException e) {
            said.accept("the run " + run.id() + " is not stored: " + e.getMessage());
        } finally {
            run.measure();
            run.end(end);
        }
    }

    /** Deletes the files of a run; what cannot be deleted is said. */
    void delete(ServedRun run) {
        try {
            run.delete();
        } catch (IOException e) {
            said.accept("the files of the run " + run.id() + " cannot be deleted: " + e.getMessage());
        }
    }

    /**
     * The ended runs to delete, the oldest first: of each kind those older than its limit, then as many as bring number and bytes below
     * its limits.
     *
     * @param newestFirst all runs
     */
    List<ServedRun> tooOld(List<ServedRun> newestFirst) {
        List<ServedRun> old = new ArrayList<>();
        for (RunKind kind : RunKind.values()) {
            List<ServedRun> some =
                    newestFirst.stream().filter(run -> run.kind() == kind).toList();
            old.addAll(tooOld(some, limits.of(kind)));
        }
        return old;
    }

    private List<ServedRun> tooOld(List<ServedRun> newestFirst, RunLimits.OfKind most) {
        Instant oldest = Instant.now().minus(most.kept());
        List<ServedRun> old = new ArrayList<>();
        long bytes = 0;
        int count = 0;
        for (ServedRun run : newestFirst) {
            bytes += run.bytes();
            count++;
            boolean isTooMuch = bytes > most.mostStoredBytes() || count > most.mostStored();
            if (run.isOver() && (run.started().isBefore(oldest) || (isTooMuch && count > 1))) {
                bytes -= run.bytes();
                count--;
                old.add(run);
            }
        }
        if (!old.isEmpty()) {
            said.accept(old.size() + (old.size() == 1 ? " stored run" : " stored runs")
                    + " deleted, the oldest: the limits are "
                    + most.kept().toDays() + (most.kept().toDays() == 1 ? " day, " : " days, ") + most.mostStored()
                    + " runs, "
                    + (most.mostStoredBytes() >> 20) + " MiB");
        }
        return old.reversed();
    }
}
