package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.Discovery;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.model.DiscoveryOptions;

/** Twenty runs over 1,000 services, 40% of them faulty, in one JVM: nothing may be left over. */
class SoakIT {
    private static final int RUNS = 20;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

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

    private DiscoveryResult run(String registry) throws InterruptedException {
        DiscoveryOptions options = new DiscoveryOptions(
                false, true, true, Duration.ofSeconds(2), null, new DiscoveryOptions.Limits(4, 512, 1 << 22));
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

    @Test
    void leavesNothingBehind() throws Exception {
        Process simvo = Cli.start(
                folder,
                List.of(
                        "simvo",
                        "--services",
                        "1000",
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
            int datasets = run(registry).datasets().size();
            assertThat(datasets).isPositive();
            Held before = settled(new Held(Long.MAX_VALUE / 2, Long.MAX_VALUE, Set.of()));
            for (int i = 1; i < RUNS; i++) {
                DiscoveryResult found = run(registry);
                assertThat(found.log().summary()).isNotNull();
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
