package org.skytrawl.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.skytrawl.Discovery;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.simvo.universe.UniverseMaker;
import tools.jackson.databind.json.JsonMapper;

/**
 * The same run over 2,000 services, a quarter of which sends a gigabyte of rows each, in JVMs of 512 MB and of 6 GB: they must
 * find the same of the services that do not flood, and the small one must not take much longer. The simulated VO and each client are
 * processes of their own; one round of each to warm up the VO, then the best of three, in turn. Argument: a folder for files.
 */
final class MemoryRun {
    private static final int ROUNDS = 3;
    private static final int SERVICES = 2_000;
    private static final String SMALL = "-Xmx512m";
    private static final String LARGE = "-Xmx6g";
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final double BOUND = 1.5;

    private MemoryRun() {}

    public static void main(String[] args) throws Exception {
        if (args.length > 1) {
            client(args[1], Path.of(args[0]));
            System.exit(0);
        }
        Path folder = Path.of(args[0]);
        Measured.say("%s", Measured.machine());
        try (SimvoProcess vo = SimvoProcess.start(
                folder,
                "--services",
                "" + SERVICES,
                "--layout",
                "plain",
                "--faults",
                "row_flood=0.25,table_refs=0.01")) {
            Set<Integer> reachable = reachable(folder.resolve("truth.json"));
            Run small = Run.FOREVER;
            Run large = Run.FOREVER;
            boolean same = true;
            for (int round = 0; round <= ROUNDS; round++) {
                Run now = run(SMALL, vo, folder, reachable);
                Run other = run(LARGE, vo, folder, reachable);
                small = round == 0 ? small : small.better(now);
                large = round == 0 ? large : large.better(other);
                say(round, SMALL, now, reachable.size());
                say(round, LARGE, other, reachable.size());
                same &= now.datasets.equals(other.datasets);
            }
            Measured.say("the same datasets of services that answer: %s", same ? "kept" : "NOT KEPT");
            System.exit((same ? 0 : 1)
                    | Measured.verdict(
                            SERVICES + " services, a quarter flooding, " + SMALL + " of " + LARGE,
                            small.wallS / large.wallS,
                            BOUND));
        }
    }

    /** What one run was like. */
    private record Run(double wallS, long heapMb, int lost, Set<Integer> datasets) {
        static final Run FOREVER = new Run(Double.MAX_VALUE, 0, 0, Set.of());

        Run better(Run other) {
            return wallS <= other.wallS ? this : other;
        }
    }

    /** The datasets of services that answer, flooding ones not among them. */
    private static Set<Integer> reachable(Path truth) throws IOException {
        Set<Integer> ids = new HashSet<>();
        try (Reader in = Files.newBufferedReader(truth)) {
            JsonMapper.builder().build().readTree(in).get("reachable").forEach(id -> ids.add(id.asInt()));
        }
        return ids;
    }

    private static void say(int round, String heap, Run run, int reachable) {
        Measured.say(
                "  %s %-8s %.2f s, at most %d MB kept, %d services lost, %d of %d datasets of services that answer",
                round == 0 ? "warm-up" : "round " + round,
                heap,
                run.wallS,
                run.heapMb,
                run.lost,
                run.datasets.size(),
                reachable);
    }

    /** Runs a client with this heap. */
    private static Run run(String heap, SimvoProcess vo, Path folder, Set<Integer> reachable)
            throws IOException, InterruptedException {
        Path cache = Files.createDirectories(folder.resolve("cache"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-cp",
                System.getProperty("java.class.path"),
                MemoryRun.class.getName(),
                cache.toString(),
                vo.registryUrl()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Set<Integer> datasets = new HashSet<>();
        String[] facts = {};
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("RUN ")) {
                    facts = line.split(" ", -1);
                } else {
                    datasets.add(Integer.valueOf(line));
                }
            }
        }
        datasets.retainAll(reachable);
        int status = process.waitFor();
        if (status != 0 || facts.length == 0) {
            throw new IllegalStateException("the client with " + heap + " ended with " + status);
        }
        return new Run(Double.parseDouble(facts[1]), Long.parseLong(facts[2]), Integer.parseInt(facts[3]), datasets);
    }

    /** Asks, and says how that was and which datasets it found. */
    private static void client(String registry, Path cache) throws InterruptedException {
        PeakHeap heap = new PeakHeap();
        long start = System.nanoTime();
        DiscoveryResult found = Discovery.images()
                .cone(10.68, 41.27, 0.2)
                .time("2009-01-01", "2020-12-31")
                .options(DiscoveryOptions.DEFAULTS.withServiceTimeout(TIMEOUT))
                .registries(List.of(registry))
                .cacheDirectory(cache)
                .run();
        double wallS = (System.nanoTime() - start) / 1e9;
        Measured.say("RUN %.3f %d %d", wallS, heap.mostKeptMb(), found.losses().size());
        for (FoundDataset dataset : found.datasets()) {
            Object url = dataset.record().value(ObsCoreColumn.access_url);
            Integer id = url == null ? null : UniverseMaker.datasetId(url.toString());
            if (id != null) {
                Measured.say("%d", id);
            }
        }
    }
}
