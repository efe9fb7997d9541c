package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.skytrawl.Discovery;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.Origin;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.ServiceOutcome;

/** The runs of {@link SoakIT} and {@link LongSoakIT}, in a JVM of their own: its threads, files and memory are counted. */
final class SoakRuns {
    private final Path folder;

    private SoakRuns(Path folder) {
        this.folder = folder;
    }

    /** Arguments: a folder, the number of runs, the number of services, the time limit for a service in seconds. */
    public static void main(String... args) throws Exception {
        new SoakRuns(Path.of(args[0]))
                .leavesNothingBehind(
                        Integer.parseInt(args[1]),
                        Integer.parseInt(args[2]),
                        Duration.ofSeconds(Integer.parseInt(args[3])));
        System.out.println(DONE);
        System.exit(0);
    }

    static final String DONE = "nothing is left behind";

    /** What this JVM holds. */
    private record Held(long heapMb, long files, Set<String> threads) {
        static Held now() {
            System.gc();
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            long files = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                    ? unix.getOpenFileDescriptorCount()
                    : 0;
            return new Held(
                    (runtime.totalMemory() - runtime.freeMemory()) >> 20,
                    files,
                    Thread.getAllStackTraces().keySet().stream()
                            .map(Thread::getName)
                            // OkHttp's one timer of the whole JVM ends by itself after a minute without work
                            .filter(name -> !name.equals("OkHttp TaskRunner"))
                            .filter(name ->
                                    name.startsWith("skytrawl") || name.contains("STIL") || name.contains("OkHttp"))
                            .collect(Collectors.toSet()));
        }
    }

    private DiscoveryResult run(String registry, Duration timeout) throws InterruptedException {
        DiscoveryOptions options = DiscoveryOptions.DEFAULTS
                .withServiceTimeout(timeout)
                .withLimits(new DiscoveryOptions.Limits(4, 512, 1 << 22));
        return Discovery.images()
                .cone(10.68, 41.27, 0.2)
                .time("2009-01-01", "2020-12-31")
                .options(options)
                .registries(List.of(registry))
                .cacheDirectory(folder)
                .run();
    }

    /** Waits for what ends by itself a moment after a run: idle carriers and the event thread. */
    private static Held settled(Held before) {
        Held held = Held.now();
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < end
                && (held.files > before.files || !held.threads.isEmpty() || held.heapMb > before.heapMb + 20)) {
            Thread.onSpinWait();
            held = Held.now();
        }
        return held;
    }

    /**
     * The datasets of each service that answered, by their number in the simulated VO: which URL is kept of a dataset that several
     * have may depend on what faults let through.
     */
    private static Map<String, Set<String>> given(DiscoveryResult found) {
        Map<String, Set<String>> given = new HashMap<>();
        for (ServiceEnded ended : found.log().services()) {
            if (ended.outcome() instanceof ServiceOutcome.Answered) {
                given.put(ended.service().protocol() + " " + ended.service().ivoid(), new TreeSet<>());
            }
        }
        for (FoundDataset dataset : found.datasets()) {
            String id = String.valueOf(dataset.record().text(ObsCoreColumn.access_url))
                    .replaceFirst(".*[?&]id=([0-9]+).*", "$1");
            for (Origin origin : dataset.origins()) {
                given.computeIfPresent(origin.protocol() + " " + origin.ivoid(), (service, ids) -> {
                    ids.add(id);
                    return ids;
                });
            }
        }
        return given;
    }

    /** Services that answered both times gave the same, and most of them did. */
    private static void assertSame(Map<String, Set<String>> first, Map<String, Set<String>> again) {
        Map<String, Set<String>> both = new HashMap<>(first);
        both.keySet().retainAll(again.keySet());
        assertThat(both).hasSizeGreaterThan(first.size() / 2);
        both.forEach(
                (service, ids) -> assertThat(again.get(service)).as(service).isEqualTo(ids));
    }

    private void leavesNothingBehind(int runs, int services, Duration timeout) throws Exception {
        Process simvo = Cli.start(
                folder,
                List.of(
                        "simvo",
                        "--services",
                        Integer.toString(services),
                        "--faults",
                        "0.4,url_slashes=0.01",
                        "--for",
                        "10m",
                        "--truth",
                        folder.resolve("truth.json").toString()));
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(simvo.getInputStream(), StandardCharsets.UTF_8))) {
            String registry = out.readLine().substring("registry ".length());
            out.readLine();
            Map<String, Set<String>> first = given(run(registry, timeout));
            assertThat(first.values()).anyMatch(ids -> !ids.isEmpty());
            Held before = settled(new Held(Long.MAX_VALUE / 2, Long.MAX_VALUE, Set.of()));
            for (int i = 1; i < runs; i++) {
                DiscoveryResult found = run(registry, timeout);
                assertThat(found.log().summary()).isNotNull();
                assertSame(first, given(found));
            }
            Held after = settled(before);
            assertThat(after.threads).isEmpty();
            assertThat(after.files).isLessThanOrEqualTo(before.files);
            assertThat(after.heapMb).isLessThanOrEqualTo(before.heapMb + 20);
        } finally {
            simvo.destroy();
        }
    }
}
