package org.skytrawl.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.skytrawl.Discovery;
import org.skytrawl.DiscoveryListener;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ServiceOutcome;

/**
 * Whole runs against a simulated VO in a process of its own: how long they take beside the slowest service that is in time.
 * One run to warm up (which also fetches the registry's snapshot), then the best of three, of the big host one. Arguments: a folder for files, the launcher script,
 * and {@code host} for the big host only.
 */
final class VoRun {
    private static final int ROUNDS = 3;
    private static final double SECOND = 1.0;
    private static final OperatingSystemMXBean OS = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Path folder;
    private final String launcher;
    private int status;

    private VoRun(Path folder, String launcher) {
        this.folder = folder;
        this.launcher = launcher;
    }

    /** What one run was like. */
    private record Run(
            DiscoveryResult found,
            double wallS,
            double firstRecordS,
            double lastAnswerS,
            double cpuS,
            long heapMb,
            int threads) {}

    public static void main(String[] args) throws Exception {
        VoRun bench = new VoRun(Path.of(args[0]), args[1]);
        Measured.say("%s", Measured.machine());
        if (args.length < 3) {
            bench.plain(60, 512, 0);
            bench.plain(300, 512, 1.5);
            bench.plain(2000, 2000, 2);
            bench.cold();
            bench.wild();
            bench.faulty();
            bench.hanging();
        }
        bench.oneHost();
        bench.bigHost();
        System.exit(bench.status);
    }

    /** So many services on as many hosts, each of which answers after a second. */
    private void plain(int services, int concurrency, double bound) throws Exception {
        try (SimvoProcess vo = simvo("--services", "" + services, "--layout", "plain", "--latency", "1.0s")) {
            Run best = best(vo, DiscoveryOptions.DEFAULTS.withLimits(4, concurrency));
            say(services + " services of 1.0 s", best);
            check(best, services, services * 6);
            if (bound > 0) {
                status |= Measured.verdict(services + " services of 1.0 s, of that second", best.wallS / SECOND, bound);
            }
        }
    }

    /** The same for the whole command, the JVM's start included. */
    private void cold() throws Exception {
        try (SimvoProcess vo = simvo("--services", "300", "--layout", "plain", "--latency", "1.0s")) {
            double best = Double.MAX_VALUE;
            for (int round = 0; round <= ROUNDS; round++) {
                List<String> arguments = List.of(
                        launcher,
                        "images",
                        "--cone",
                        "10.68,41.27,0.2",
                        "--time",
                        "2009-01-01..2020-12-31",
                        "--registry",
                        vo.registryUrl(),
                        "--quiet",
                        "-o",
                        folder.resolve("cold.vot").toString());
                ProcessBuilder command = new ProcessBuilder(arguments).inheritIO();
                command.environment().put("XDG_CACHE_HOME", folder.toString());
                long start = System.nanoTime();
                int ended = command.start().waitFor();
                double wallS = (System.nanoTime() - start) / 1e9;
                if (ended != 0) {
                    throw new IllegalStateException("the command ended with " + ended);
                }
                best = round == 0 ? best : Math.min(best, wallS);
            }
            status |= Measured.verdict(
                    "300 services of 1.0 s, the whole cold process, of that second", best / SECOND, 2.5);
        }
    }

    /** As in the VO: most are quick, a few slow, a third is faulty. */
    private void wild() throws Exception {
        Duration timeout = Duration.ofSeconds(5);
        try (SimvoProcess vo =
                simvo("--services", "300", "--latency", "lognormal:300ms,0.8", "--faults", "0.3", "--seed", "11")) {
            Run best = best(vo, DiscoveryOptions.DEFAULTS.withServiceTimeout(timeout));
            say("300 wild services, 30% faulty, timeout 5 s", best);
            Measured.say(
                    "    %s", Objects.requireNonNull(best.found.log().summary()).outcomes());
            status |= Measured.verdict(
                    "300 wild services, 30% faulty, of a timeout and that of what is asked instead",
                    best.wallS / (2 * timeout.toSeconds()), 1.15);
        }
    }

    /** All kinds of faults mixed, no host with more services than may be asked at once: one timeout, and what is asked instead. */
    private void faulty() throws Exception {
        Duration timeout = Duration.ofSeconds(5);
        try (SimvoProcess vo =
                simvo("--services", "300", "--layout", "plain", "--latency", "1.0s", "--faults", "0.3")) {
            Run best = best(vo, DiscoveryOptions.DEFAULTS.withServiceTimeout(timeout));
            say("300 services of 1.0 s, 30% faulty, timeout 5 s", best);
            status |= Measured.verdict(
                    "30% faulty, of timeout, slowest healthy answer and 2 s",
                    best.wallS / (timeout.toSeconds() + 3), 1);
        }
    }

    /** 180 services of 0.2 s on one host, 20 on their own: the one must not hold up the others. */
    private void oneHost() throws Exception {
        try (SimvoProcess vo = simvo("--services", "200", "--layout", "one_host", "--latency", "200ms")) {
            double byFoursS = 180 / 4.0 * 0.2;
            Run fixed = best(vo, DiscoveryOptions.DEFAULTS.withLimits(4, 512));
            say("200 services of 0.2 s, 180 of them on one host, 4 at once there", fixed);
            status |= Measured.verdict("one host's 180 by fours, of 45 times 0.2 s", fixed.wallS / byFoursS, 1.3);
            Run adaptive = best(vo, DiscoveryOptions.DEFAULTS);
            say("the same, the limit adapts", adaptive);
            status |= Measured.verdict("one host's 180, of 45 times 0.2 s", adaptive.wallS / byFoursS, 0.5);
        }
    }

    /** 200 services of 0.5 s on one host, a fifth of them hanging: they must not hold up the healthy ones. */
    private void bigHost() throws Exception {
        Duration timeout = Duration.ofSeconds(20);
        try (SimvoProcess vo = simvo(
                "--services",
                "223",
                "--layout",
                "one_host",
                "--latency",
                "500ms",
                "--faults",
                "hang-before-headers=0.2")) {
            Run run = best(vo, DiscoveryOptions.DEFAULTS.withServiceTimeout(timeout), 1);
            say("200 services of 0.5 s on one host, a fifth hanging, timeout 20 s", run);
            Measured.say("    the last healthy one has answered after %.2f s", run.lastAnswerS);
            if (run.found.losses().size() != 45) {
                throw new IllegalStateException(run.found.losses().size() + " lost, not 45");
            }
            status |= Measured.verdict("a big host, of the timeout", run.wallS / timeout.toSeconds(), 1.75);
            status |= Measured.verdict("its healthy services, of 12 s", run.lastAnswerS / 12, 1);
        }
    }

    /** A quarter never answers: that costs the timeout, once. */
    private void hanging() throws Exception {
        Duration timeout = Duration.ofSeconds(3);
        try (SimvoProcess vo = simvo(
                "--services",
                "200",
                "--layout",
                "plain",
                "--latency",
                "200ms",
                "--faults",
                "hang-before-headers=0.25")) {
            Run best = best(vo, DiscoveryOptions.DEFAULTS.withServiceTimeout(timeout));
            say("200 services, a quarter of them hanging, timeout 3 s", best);
            if (best.found.losses().size() != 50) {
                throw new IllegalStateException(best.found.losses().size() + " lost, not 50");
            }
            status |= Measured.verdict("a hanging quarter, of the timeout", best.wallS / timeout.toSeconds(), 1.2);
        }
    }

    private SimvoProcess simvo(String... options) throws IOException {
        return SimvoProcess.start(folder, options);
    }

    private static void check(Run run, int services, int datasets) {
        int answered =
                Objects.requireNonNull(run.found.log().summary()).outcomes().getOrDefault("answered", 0);
        if (answered != services || run.found.datasets().size() != datasets) {
            throw new IllegalStateException(answered + " answered and "
                    + run.found.datasets().size() + " datasets, not " + services + " and " + datasets);
        }
    }

    private Run best(SimvoProcess vo, DiscoveryOptions options) throws Exception {
        return best(vo, options, ROUNDS);
    }

    private Run best(SimvoProcess vo, DiscoveryOptions options, int rounds) throws Exception {
        Path cache = Files.createTempDirectory(folder, "cache");
        List<Run> runs = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            Run run = run(vo, options, cache);
            Measured.say("  %s: %.2f s", round == 0 ? "warm-up" : "round " + round, run.wallS);
            if (round > 0) {
                runs.add(run);
            }
        }
        return runs.stream()
                .min((one, other) -> Double.compare(one.wallS, other.wallS))
                .orElseThrow();
    }

    private static Run run(SimvoProcess vo, DiscoveryOptions options, Path cache) throws InterruptedException {
        System.gc();
        THREADS.resetPeakThreadCount();
        AtomicLong first = new AtomicLong();
        AtomicLong lastAnswer = new AtomicLong();
        long cpu = OS.getProcessCpuTime();
        long start = System.nanoTime();
        heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
        DiscoveryResult found = Discovery.images()
                .cone(10.68, 41.27, 0.2)
                .time("2009-01-01", "2020-12-31")
                .options(options)
                .registries(List.of(vo.registryUrl()))
                .cacheDirectory(cache)
                .listener(new DiscoveryListener() {
                    @Override
                    public void onEvent(ProvenanceEvent event) {
                        if (event instanceof ProvenanceEvent.ServiceEnded ended
                                && ended.outcome() instanceof ServiceOutcome.Answered) {
                            lastAnswer.set(System.nanoTime());
                        }
                    }

                    @Override
                    public void onRecord(Origin origin, ObsCoreRecord record) {
                        first.compareAndSet(0, System.nanoTime());
                    }
                })
                .run();
        long end = System.nanoTime();
        return new Run(
                found,
                (end - start) / 1e9,
                (first.get() - start) / 1e9,
                (lastAnswer.get() - start) / 1e9,
                (OS.getProcessCpuTime() - cpu) / 1e9,
                heapPools().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() >> 20,
                THREADS.getPeakThreadCount());
    }

    /** Garbage included: with a heap of which nothing need be collected, all that was allocated. */
    private static Stream<MemoryPoolMXBean> heapPools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP);
    }

    private static void say(String what, Run run) {
        Measured.say(
                "%s: %.2f s, first record after %.2f s, %.2f s cpu, %d MB heap, %d platform threads at most, %d datasets",
                what,
                run.wallS,
                run.firstRecordS,
                run.cpuS,
                run.heapMb,
                run.threads,
                run.found.datasets().size());
    }
}
