package org.skytrawl.spark.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.io.FileUtils;
import org.jspecify.annotations.Nullable;
import org.skytrawl.harvest.catalogue.Catalogue;
import org.skytrawl.harvest.catalogue.CatalogueFile;
import org.skytrawl.spark.SparkCluster;

/**
 * {@code bench/run catalogue}: the pages of a harvest are merged into a catalogue on one machine by {@code skytrawl harvest}, and by
 * {@link CatalogueJob} on a standalone cluster with two workers of one core and 1 GB each; the files must be the same. Arguments: a
 * folder with the harvest in {@code pages}, its number of rows, and the command that is skytrawl on one machine.
 */
final class CatalogueRun {
    private static final Duration LIMIT = Duration.ofHours(2);
    private static final long POLL_S = 2;

    private CatalogueRun() {}

    public static void main(String... args) throws Exception {
        Path dir = Path.of(args[0]).toAbsolutePath();
        long rows = Long.parseLong(args[1]);
        Path harvest = dir.resolve("pages");
        System.out.printf(Locale.ROOT, "%d rows in pages, %.0f bytes a row%n", rows, (double) bytes(harvest) / rows);
        FileUtils.deleteDirectory(harvest.resolve("catalogue").toFile());
        List<String> command = new ArrayList<>(Arrays.asList(args).subList(2, args.length));
        command.addAll(List.of("harvest", "-d", harvest.toString()));
        long before = bytes(dir);
        double oneS;
        try (Disk disk = new Disk(dir)) {
            oneS = JoinRun.seconds(() -> JoinRun.run(command));
            say("one machine", oneS, oneS, disk.mostBytes() - before, rows);
        }
        List<CatalogueFile> files = Catalogue.open(harvest).files();
        System.out.printf(
                Locale.ROOT,
                "%d files, %.0f bytes a row%n",
                files.size(),
                (double) bytes(harvest.resolve("catalogue")) / rows);

        FileUtils.deleteDirectory(harvest.resolve("catalogue").toFile());
        try (SparkCluster cluster = SparkCluster.start(dir.resolve("cluster"), 2);
                Disk disk = new Disk(dir)) {
            SparkCluster.Result[] result = new SparkCluster.Result[1];
            double s = JoinRun.seconds(() -> result[0] = cluster.submit(
                            CatalogueJob.class.getName(), SparkCluster.MEASURED, List.of(harvest.toString()))
                    .await(LIMIT));
            if (result[0].exit() != 0) {
                throw new IOException(result[0].stderr() + cluster.logs());
            }
            say("2 workers", s, oneS, disk.mostBytes() - before, rows);
        }
        boolean same = Catalogue.open(harvest).files().equals(files);
        System.out.println("the files of both: " + (same ? "the same" : "NOT THE SAME"));
        System.exit(same ? 0 : 1);
    }

    private static void say(String who, double seconds, double oneS, long scratchBytes, long rows) {
        System.out.printf(
                Locale.ROOT,
                "%s: %.0f s, %.2f of one machine; at most %.0f bytes of a row on disk on the way, the catalogue included%n",
                who,
                seconds,
                seconds / oneS,
                (double) scratchBytes / rows);
    }

    /** Looks how much is in a folder from time to time. */
    private static final class Disk implements AutoCloseable {
        private final AtomicLong most = new AtomicLong();
        private final CountDownLatch end = new CountDownLatch(1);

        Disk(Path folder) {
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    while (!end.await(POLL_S, TimeUnit.SECONDS)) {
                        most.accumulateAndGet(bytes(folder), Math::max);
                    }
                } catch (InterruptedException e) {
                    // nobody interrupts it
                    Thread.currentThread().interrupt();
                }
            });
        }

        long mostBytes() {
            return most.get();
        }

        @Override
        public void close() {
            end.countDown();
        }
    }

    private static long bytes(Path folder) {
        AtomicLong sum = new AtomicLong();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    sum.addAndGet(attributes.size());
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    // deleted meanwhile
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sum.get();
    }
}
