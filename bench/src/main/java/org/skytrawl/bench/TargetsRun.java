package org.skytrawl.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.Skytrawl;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Target;
import org.skytrawl.model.TargetList;
import org.skytrawl.model.TargetMatches;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.QueryFacts;
import org.skytrawl.simvo.truth.SimTargets;
import org.skytrawl.targets.TargetFile;

/**
 * A long target list, beside one question for each target, extrapolated from {@value #SINGLE} of them that are asked for one after
 * the other; then a list of a million targets and few services. The simulated VO and each client are processes of their own; the
 * clients have a heap of 1 GiB. Arguments: a folder for files, numbers of targets and services.
 */
final class TargetsRun {
    private static final int SINGLE = 100;
    private static final int MOST_TARGETS = 1_000_000;
    private static final int FEW_SERVICES = 12;
    private static final long SEED = 7;
    private static final double FEWER_REQUESTS = 1 / 50.0;
    private static final double LESS_TIME = 1 / 50.0;
    private static final String LIST = "targets.csv";
    private static final String HEAP = "-Xmx1g";
    private static final OperatingSystemMXBean OS = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private TargetsRun() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        if (args[1].startsWith("http")) {
            client(folder, args[1], args[2].equals("single"));
            System.exit(0);
        }
        Measured.say("%s", Measured.machine());
        int status = compared(folder, Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        status |= longest(folder);
        System.exit(status);
    }

    private static int compared(Path folder, int targets, int services) throws Exception {
        write(folder, targets);
        try (SimvoProcess vo = simvo(folder, services, "0.2s")) {
            Run single = run(vo, folder, "single").times(targets / (double) SINGLE);
            Run list = run(vo, folder, "list");
            say(SINGLE + " single questions, extrapolated to " + targets, single);
            say("a list of " + targets + " targets, " + services + " services of 0.2 s", list);
            Measured.say("cpu of single questions: %.4f", list.cpuS / single.cpuS);
            return Measured.verdict("requests of single questions", list.requests / single.requests, FEWER_REQUESTS)
                    | Measured.verdict("time of single questions", list.wallS / single.wallS, LESS_TIME);
        }
    }

    private static int longest(Path folder) throws Exception {
        write(folder, MOST_TARGETS);
        try (SimvoProcess vo = simvo(folder, FEW_SERVICES, "0s")) {
            say("a list of " + MOST_TARGETS + " targets, " + FEW_SERVICES + " services", run(vo, folder, "list"));
            return 0;
        }
    }

    private static void write(Path folder, int targets) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(folder.resolve(LIST))) {
            SimTargets.of(SEED).writeCsv(targets, out);
        }
    }

    private static SimvoProcess simvo(Path folder, int services, String latency) throws IOException {
        return SimvoProcess.start(
                folder, "--services", "" + services, "--layout", "targets", "--latency", latency, "--seed", "" + SEED);
    }

    /**
     * What a run took.
     *
     * @param heapMb the most in use when a garbage collection began
     * @param keptMb the most in use when one had ended
     */
    private record Run(double wallS, double cpuS, double requests, long pairs, long heapMb, long keptMb) {
        Run times(double factor) {
            return new Run(factor * wallS, factor * cpuS, factor * requests, (long) (factor * pairs), heapMb, keptMb);
        }
    }

    private static void say(String what, Run run) {
        Measured.say(
                "%s: %.0f requests, %.1f s, %.1f s cpu, %d pairs, heap at most %d MB, %d MB after a collection",
                what, run.requests, run.wallS, run.cpuS, run.pairs, run.heapMb, run.keptMb);
    }

    private static Run run(SimvoProcess vo, Path folder, String how) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                TargetsRun.class.getName(),
                folder.toString(),
                vo.registryUrl(),
                how));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String[] facts = {};
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("RUN ")) {
                    facts = line.split(" ", -1);
                } else {
                    Measured.say("  %s", line);
                }
            }
        }
        int status = process.waitFor();
        if (status != 0 || facts.length == 0) {
            throw new IllegalStateException("the client ended with " + status);
        }
        return new Run(
                Double.parseDouble(facts[1]),
                Double.parseDouble(facts[2]),
                Double.parseDouble(facts[3]),
                Long.parseLong(facts[4]),
                Long.parseLong(facts[5]),
                Long.parseLong(facts[6]));
    }

    /** Asks, and says how that was. The list has been read and the registry's snapshot is there when the time begins. */
    private static void client(Path folder, String registry, boolean single) throws Exception {
        PeakHeap heap = new PeakHeap();
        Path cache = Files.createDirectories(folder.resolve("cache"));
        try (Skytrawl client = Skytrawl.builder()
                .registries(List.of(registry))
                .cacheDirectory(cache)
                .open()) {
            client.images().cone(10.68, 41.27, 0.1).plan();
            long cpu = OS.getProcessCpuTime();
            long start = System.nanoTime();
            TargetList targets = TargetFile.read(folder.resolve(LIST)).list();
            Measured.say(
                    "list read in %.1f s, %.1f s cpu",
                    (System.nanoTime() - start) / 1e9, (OS.getProcessCpuTime() - cpu) / 1e9);
            Tally tally = new Tally();
            cpu = OS.getProcessCpuTime();
            start = System.nanoTime();
            if (single) {
                for (int i = 0; i < SINGLE; i++) {
                    // in the order of the sky, so that they are spread over it
                    Target target = targets.target((int) ((i + 0.5) * targets.size() / SINGLE));
                    DiscoveryResult found = client.images()
                            .cone(target.raDeg(), target.decDeg(), target.radiusDeg())
                            .run();
                    tally.add(found, found.datasets().size());
                }
            } else {
                DiscoveryResult found = client.images().targets(targets).run();
                tally.add(found, pairs(found));
            }
            double wallS = (System.nanoTime() - start) / 1e9;
            double cpuS = (OS.getProcessCpuTime() - cpu) / 1e9;
            tally.say();
            Measured.say(
                    "RUN %.3f %.3f %d %d %d %d",
                    wallS, cpuS, tally.requests, tally.pairs, heap.mostMb(), heap.mostKeptMb());
        }
    }

    private static long pairs(DiscoveryResult found) {
        long pairs = 0;
        for (FoundDataset dataset : found.datasets()) {
            TargetMatches matches = Objects.requireNonNull(dataset.record().matches());
            pairs += matches.size();
        }
        return pairs;
    }

    /** Adds up what runs have brought. */
    private static final class Tally {
        private long requests;
        private long pairs;
        private long asked;
        private long left;
        private final Map<String, Integer> outcomes = new TreeMap<>();

        void add(DiscoveryResult found, long foundPairs) {
            pairs += foundPairs;
            for (ServiceEnded ended : found.log().services()) {
                outcomes.merge(ended.outcome().word(), 1, Integer::sum);
                QueryFacts facts = ended.facts();
                requests += facts == null ? 0 : facts.attempts();
                QueryFacts.Targets targets = facts == null ? null : facts.targets();
                asked += targets == null ? 0 : targets.asked();
                left += targets == null ? 0 : targets.asked() - targets.answered();
            }
        }

        void say() {
            Measured.say("%s; of %d pairs of service and target %d not answered", outcomes, asked, left);
        }
    }
}
