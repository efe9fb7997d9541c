package org.skytrawl.server.question;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.skytrawl.server.question.Uploads.Upload;

class SentRegionsTest {
    private static final Upload UPLOAD = new Upload("0".repeat(64), "a.fits", Path.of("a"), true);

    @Test
    void fewFilesAreReadAtOnce() throws Exception {
        SentRegions regions = new SentRegions(Uploads.none());
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch two = new CountDownLatch(2);
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> read = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int number = i;
                read.add(threads.submit(() -> regions.read("moc", UPLOAD, "key " + number, () -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    two.countDown();
                    await(go);
                    now.decrementAndGet();
                    return number;
                })));
            }
            assertThat(two.await(30, TimeUnit.SECONDS)).isTrue();
            go.countDown();
            for (int i = 0; i < 8; i++) {
                assertThat(read.get(i).get(30, TimeUnit.SECONDS)).isEqualTo(i);
            }
        }
        assertThat(most).hasValue(2);
    }

    @Test
    void aFileThatManyAskForIsNotReadForEach() throws Exception {
        SentRegions regions = new SentRegions(Uploads.none());
        AtomicInteger count = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> read = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                read.add(threads.submit(() -> regions.read("moc", UPLOAD, "key", count::incrementAndGet)));
            }
            for (Future<Integer> each : read) {
                assertThat(each.get(30, TimeUnit.SECONDS)).isBetween(1, 2);
            }
        }
        assertThat(count.get()).isBetween(1, 2);
    }

    private static void await(CountDownLatch go) {
        try {
            go.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
