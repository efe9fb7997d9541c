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
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.commons.io.FileUtils;
import org.jspecify.annotations.Nullable;
import org.skytrawl.harvest.MadeHarvest;
import org.skytrawl.harvest.MadeRecords;
import org.skytrawl.harvest.catalogue.Catalogue;
import org.skytrawl.harvest.catalogue.CatalogueFile;
import org.skytrawl.harvest.state.Cell;
import org.skytrawl.harvest.state.Entry;
import org.skytrawl.harvest.state.HarvestFolder;
import org.skytrawl.harvest.state.Range;
import org.skytrawl.harvest.state.ServiceStore;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.spark.SparkCluster;

/**
 * {@code bench/run catalogue}: made-up pages of twenty services, each of which has a tenth of its datasets from the one before, are
 * merged into a catalogue on one machine by {@code skytrawl harvest}, and by {@link CatalogueJob} on a standalone cluster with two
 * workers of one core and 1 GB each; the files must be the same. Arguments: a folder, the number of rows, and the command that is
 * skytrawl on one machine. Pages that are in the folder are not made again.
 */
final class CatalogueRun {
    private static final int SERVICES = 20;
    private static final int PAGE_ROWS = 50_000;
    private static final int SHARED_PER_CENT = 10;

    /** Java's generator begins alike with seeds that are near each other. */
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private static final Duration LIMIT = Duration.ofHours(2);
    private static final long POLL_S = 2;

    private CatalogueRun() {}

    public static void main(String... args) throws Exception {
        Path dir = Path.of(args[0]).toAbsolutePath();
        long rows = Long.parseLong(args[1]);
        Path harvest = dir.resolve("pages-" + rows);
        Path written = dir.resolve("pages-" + rows + ".complete");
        if (!Files.exists(written)) {
            double seconds = JoinRun.seconds(() -> write(harvest, Math.toIntExact(rows / SERVICES)));
            System.out.printf(
                    Locale.ROOT,
                    "%d rows written in %.0f s, %.0f bytes a row%n",
                    rows,
                    seconds,
                    (double) bytes(harvest) / rows);
            Files.createFile(written);
        }
        FileUtils.deleteDirectory(harvest.resolve("catalogue").toFile());
        List<String> command = new ArrayList<>(Arrays.asList(args).subList(2, args.length));
        command.addAll(List.of("harvest", "-d", harvest.toString()));
        long before = bytes(harvest);
        double oneS;
        try (Disk disk = new Disk(harvest)) {
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
        Path work = dir.resolve("cluster");
        try (SparkCluster cluster = SparkCluster.start(work, 2);
                Disk disk = new Disk(work)) {
            SparkCluster.Result[] result = new SparkCluster.Result[1];
            double s = JoinRun.seconds(() ->
                    result[0] = cluster.submit(CatalogueJob.class.getName(), Map.of(), List.of(harvest.toString()))
                            .await(LIMIT));
            if (result[0].exit() != 0) {
                throw new IOException(result[0].stderr() + cluster.logs());
            }
            say("2 workers", s, oneS, disk.mostBytes(), rows);
        }
        boolean same = Catalogue.open(harvest).files().equals(files);
        System.out.println("the files of both: " + (same ? "the same" : "NOT THE SAME"));
        System.exit(same ? 0 : 1);
    }

    private static void say(String who, double seconds, double oneS, long scratchBytes, long rows) {
        System.out.printf(
                Locale.ROOT,
                "%s: %.0f s, %.2f of one machine; at most %.0f bytes of a row on disk on the way%n",
                who,
                seconds,
                seconds / oneS,
                (double) scratchBytes / rows);
    }

    private static void write(Path dir, int each) throws IOException {
        try (HarvestFolder folder = HarvestFolder.open(dir)) {
            MadeHarvest.begin(
                    folder,
                    IntStream.range(0, SERVICES).mapToObj(MadeHarvest::service).toList());
            for (int i = 0; i < SERVICES; i++) {
                int first = Math.toIntExact((long) i * each * (100 - SHARED_PER_CENT) / 100);
                write(folder.store(MadeHarvest.service(i)), first, each);
            }
        }
    }

    private static void write(ServiceStore store, int first, int rows) throws IOException {
        int pages = (rows + PAGE_ROWS - 1) / PAGE_ROWS;
        store.append(new Entry.Plan(MadeHarvest.TIME, List.of(), List.of("t_min"), (long) rows));
        List<String> cells = List.of(Cell.WHOLE.id());
        if (pages > 1) {
            store.split(new Entry.Split(
                    MadeHarvest.TIME,
                    Cell.WHOLE.id(),
                    IntStream.range(0, pages)
                            .mapToObj(i ->
                                    new Entry.Part(Range.between("t_min", "" + i, "" + (i + 1)), (long) of(i, rows)))
                            .toList()));
            cells = store.state().parts(Cell.WHOLE).stream().map(Cell::id).toList();
        }
        for (int i = 0; i < pages; i++) {
            int from = first + i * PAGE_ROWS;
            List<ObsCoreRecord> records = new ArrayList<>();
            for (int number = from; number < from + of(i, rows); number++) {
                // the same wherever it is
                records.add(new MadeRecords(number * SPREAD).record("vo", number));
            }
            MadeHarvest.page(store, cells.get(i), records);
        }
        store.append(new Entry.Done(MadeHarvest.TIME, rows, (long) rows, true));
    }

    private static int of(int page, int rows) {
        return Math.min(PAGE_ROWS, rows - page * PAGE_ROWS);
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
