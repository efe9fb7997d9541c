package org.skytrawl.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.skytrawl.registry.regtap.RegistrySnapshot;
import org.skytrawl.registry.snapshot.SnapshotFile;

/**
 * The whole command {@code services} among 30,000 candidates, the JVM's start and the reading of the snapshot included, beside
 * {@code --version}, which reads nothing. Both take turns; the medians of nine. Arguments: a folder for files, the launcher
 * script.
 */
final class ServicesRun {
    private static final int CANDIDATES = 30_000;
    private static final int ROUNDS = 9;

    /** On the machine of docs/performance.md {@code --version} takes 0.16 s: this is a second. */
    private static final double BOUND = 6.2;

    private ServicesRun() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        String launcher = args[1];
        Measured.say("%s", Measured.machine());
        RegistrySnapshot made = Candidates.snapshot(CANDIDATES);
        SnapshotFile file = SnapshotFile.save(
                Files.createDirectories(folder.resolve("skytrawl")),
                new RegistrySnapshot(
                        made.source(),
                        Instant.now(),
                        made.coverageAxes(),
                        made.onPrivateNetwork(),
                        made.candidates(),
                        made.notes()));
        Measured.say("snapshot of %d candidates, %d kB on disk", CANDIDATES, file.bytes() / 1000);
        List<String> version = List.of(launcher, "--version");
        List<String> services =
                List.of(launcher, "services", "--registry", file.source(), "--cone", "274.688,-13.792,0.1", "--quiet");
        double[] versionS = new double[ROUNDS];
        double[] servicesS = new double[ROUNDS];
        seconds(folder, version, 1);
        seconds(folder, services, CANDIDATES);
        for (int round = 0; round < ROUNDS; round++) {
            versionS[round] = seconds(folder, version, 1);
            servicesS[round] = seconds(folder, services, CANDIDATES);
        }
        Measured.say("--version %.2f s (%s)", median(versionS), all(versionS));
        Measured.say("services %.2f s (%s)", median(servicesS), all(servicesS));
        Measured.say("%s", Measured.machine());
        int status =
                Measured.verdict("services among 30,000, of --version", median(servicesS) / median(versionS), BOUND);
        System.exit(status);
    }

    /** How long a command takes, its lines counted to see that it did what it should. */
    private static double seconds(Path folder, List<String> command, int lines)
            throws IOException, InterruptedException {
        File out = folder.resolve("out").toFile();
        ProcessBuilder process =
                new ProcessBuilder(command).redirectOutput(out).redirectError(ProcessBuilder.Redirect.INHERIT);
        process.environment().put("XDG_CACHE_HOME", folder.toString());
        long start = System.nanoTime();
        int status = process.start().waitFor();
        double seconds = (System.nanoTime() - start) / 1e9;
        long found = Files.readAllLines(out.toPath()).size();
        if (status != 0 || found != lines) {
            throw new IllegalStateException(
                    String.join(" ", command) + " ended with " + status + " and " + found + " lines, not " + lines);
        }
        return seconds;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static String all(double[] values) {
        List<String> texts = new ArrayList<>();
        for (double value : values) {
            texts.add(String.format(java.util.Locale.ROOT, "%.2f", value));
        }
        return String.join(" ", texts);
    }
}
