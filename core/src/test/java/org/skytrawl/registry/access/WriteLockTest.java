package org.skytrawl.registry.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.StopCause;
import org.skytrawl.net.StoppedException;

@Timeout(90)
class WriteLockTest {
    @TempDir
    Path directory;

    private static WriteLock take(Path file, Runnable waiting) throws IOException, StoppedException {
        return WriteLock.take(file, Deadline.after(Duration.ofSeconds(20)), new Cancellation(), waiting);
    }

    private static void givesUp(Path file) {
        assertThatThrownBy(() ->
                        WriteLock.take(file, Deadline.after(Duration.ofMillis(120)), new Cancellation(), () -> {}))
                .isInstanceOfSatisfying(
                        StoppedException.class, e -> assertThat(e.stopCause()).isEqualTo(StopCause.TIMEOUT));
    }

    @Test
    void oneHasItAtATime() throws Exception {
        Path file = directory.resolve("new/a.lock");
        CountDownLatch waiting = new CountDownLatch(1);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            WriteLock first = take(file, () -> {});
            assertThat(first.waited()).isFalse();
            Future<WriteLock> second = executor.submit(() -> take(file, waiting::countDown));
            waiting.await();
            assertThat(second.isDone()).isFalse();
            first.close();
            assertThat(second.get().waited()).isTrue();
            givesUp(file);
            second.get().close();
        }
        take(file, () -> {}).close();
        assertThat(file).exists();
    }

    @Test
    void threadsTakeTurns() throws Exception {
        Path file = directory.resolve("a.lock");
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                var unused = executor.submit(() -> {
                    WriteLock lock = take(file, () -> {});
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    inside.decrementAndGet();
                    lock.close();
                    return null;
                });
            }
        }
        assertThat(most).hasValue(1);
    }

    @Test
    void aFileIsTheSameWhicheverWayLeadsThere() throws Exception {
        Path real = Files.createDirectory(directory.resolve("real"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), real);
        try (WriteLock held = take(real.resolve("a.lock"), () -> {})) {
            givesUp(link.resolve("a.lock"));
            givesUp(directory.resolve("real/../real/a.lock"));
            assertThat(held.waited()).isFalse();
        }
    }

    @Test
    void alsoALockThatOthersInThisProgramHoldIsWaitedFor() throws Exception {
        Path file = directory.resolve("a.lock");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            assertThat(channel.lock()).isNotNull();
            givesUp(file);
        }
        take(file, () -> {}).close();
    }

    @Test
    void aFolderThatCannotBeMadeIsSaid() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> take(file.resolve("a.lock"), () -> {})).isInstanceOf(IOException.class);
    }
}
