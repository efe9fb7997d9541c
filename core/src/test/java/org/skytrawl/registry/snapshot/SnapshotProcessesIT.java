package org.skytrawl.registry.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.registry.access.FakeRegistry;
import org.skytrawl.registry.access.WriteLock;
import org.skytrawl.registry.regtap.RegistryContents;
import org.skytrawl.registry.regtap.RegistrySnapshot;

/** Several programs use one directory of snapshots, and one of them dies. */
@Timeout(120)
class SnapshotProcessesIT {
    @TempDir
    Path directory;

    private Process start(String what, String url) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SnapshotProcess.class.getName(),
                        what,
                        directory.toString(),
                        url)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void end(Process process) throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void twoThatUpdateAtOnceAskTheRegistryOnce() throws Exception {
        try (FakeRegistry fake = new FakeRegistry()) {
            fake.sia1("ivo://a/1", 1);
            CountDownLatch go = new CountDownLatch(1);
            fake.held = go;
            Process one = start("update", fake.url());
            try (BufferedReader first = one.inputReader()) {
                await(() -> fake.requests() > 0);
                Process two = start("update", fake.url());
                try (BufferedReader second = two.inputReader()) {
                    assertThat(second.readLine()).isEqualTo("waiting");
                    go.countDown();
                    assertThat(first.readLine()).isEqualTo("has 1 fetched");
                    assertThat(second.readLine()).isEqualTo("has 1 from disk");
                } finally {
                    end(two);
                }
            } finally {
                end(one);
            }
            assertThat(fake.queries.stream().filter(query -> query.contains("FROM rr.resource WHERE (")))
                    .hasSize(1);
        }
    }

    @Test
    void oneThatDiesWhileItFetchesLeavesTheOthersFree() throws Exception {
        try (FakeRegistry fake = new FakeRegistry()) {
            fake.sia1("ivo://a/1", 1);
            CountDownLatch go = new CountDownLatch(1);
            fake.held = go;
            Process one = start("update", fake.url());
            await(() -> fake.requests() > 0);
            Process two = start("update", fake.url());
            try (BufferedReader second = two.inputReader()) {
                assertThat(second.readLine()).isEqualTo("waiting");
                end(one);
                go.countDown();
                assertThat(second.readLine()).isEqualTo("has 1 fetched");
            } finally {
                end(one);
                end(two);
            }
        }
    }

    @Test
    void oneThatDiesWhileItWritesDamagesNothing() throws Exception {
        String url = "http://reg.test/tap";
        SnapshotStore store = new SnapshotStore(directory);
        RegistrySnapshot old = new RegistrySnapshot(
                url,
                Instant.parse("2026-03-01T12:00:00Z"),
                java.util.Set.of(),
                true,
                List.of(),
                List.of("the old one"));
        RegistryContents rows =
                new RegistryContents(old.fetched(), List.of("a query"), List.of(List.of()), Map.of(), List.of());
        store.save(old, rows);
        assertThat(store.contents(url)).isEqualTo(rows);

        Process writer = start("write", url);
        try (BufferedReader said = writer.inputReader()) {
            assertThat(said.readLine()).isEqualTo("has the lock: true");
            await(() -> parts().anyMatch(part -> part.toFile().length() > 100_000));
        } finally {
            end(writer);
        }
        List<Path> left = parts().toList();
        assertThat(left).as("it was killed in the middle").hasSize(1);
        assertThat(store.load(url)).isEqualTo(new SnapshotStore.Loaded(old, List.of()));
        assertThat(store.contents(url))
                .as("its rows were there already; they do not belong to the old snapshot")
                .isNull();

        Deadline soon = Deadline.after(Duration.ofSeconds(10));
        WriteLock.take(store.lockFile(url), soon, new Cancellation(), () -> {}).close();
        store.save(old, rows);
        assertThat(parts()).as("it may be that somebody still writes it").hasSize(1);
        Files.setLastModifiedTime(left.getFirst(), FileTime.from(Instant.now().minus(Duration.ofMinutes(11))));
        store.save(old, rows);
        assertThat(parts()).isEmpty();
        assertThat(store.contents(url)).isEqualTo(rows);
    }

    private Stream<Path> parts() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".part")).toList().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        Deadline deadline = Deadline.after(Duration.ofSeconds(60));
        while (!condition.getAsBoolean()) {
            assertThat(deadline.isOver()).isFalse();
            Thread.onSpinWait();
        }
    }
}
