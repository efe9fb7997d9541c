package org.skytrawl.spark.job;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.skytrawl.model.Target;
import org.skytrawl.spark.FootprintCatalogue;
import org.skytrawl.spark.LocalSpark;
import org.skytrawl.spark.SparkCluster;

/**
 * {@code bench/run join}: a target list joined with made-up footprints, on one machine by {@code skytrawl datasets --harvest}, and
 * by {@link JoinJob} on a standalone cluster with one and with two workers of one core and 1 GB each; the pairs of a sample of
 * the targets are compared with those of brute force. Arguments: a folder, the number of footprints, that of targets, and the
 * command that is skytrawl on one machine. Footprints that are in the folder are not made again.
 */
final class JoinRun {
    private static final long MAX_ROWS = 200_000;
    private static final long SEED = 1;
    private static final int SAMPLE = 20;
    private static final double RADIUS_DEG = 0.1;
    private static final Duration LIMIT = Duration.ofHours(1);

    private JoinRun() {}

    public static void main(String... args) throws Exception {
        Path dir = Path.of(args[0]).toAbsolutePath();
        FootprintCatalogue footprints = new FootprintCatalogue(Long.parseLong(args[1]), MAX_ROWS, SEED);
        Path harvest = dir.resolve("footprints-" + args[1]);
        if (!Files.exists(harvest.resolve("catalogue"))) {
            double seconds = seconds(() -> footprints.write(harvest));
            System.out.printf(Locale.ROOT, "%s footprints written in %.0f s%n", args[1], seconds);
        }
        List<Target> targets = targets(Integer.parseInt(args[2]));
        Path list = dir.resolve("targets.csv");
        write(targets, list);

        List<String> command = new ArrayList<>(Arrays.asList(args).subList(3, args.length));
        Path one = dir.resolve("one.parquet");
        command.addAll(List.of("datasets", "--harvest", harvest.toString(), "--targets", list.toString()));
        command.addAll(List.of("--radius", "" + RADIUS_DEG, "-o", one.toString()));
        double oneS = seconds(() -> run(command));
        Set<String> pairs =
                pairs(LocalSpark.session().read().parquet(one.toString()).withColumnRenamed("target", "target_id"));
        System.out.printf(Locale.ROOT, "one machine: %.1f s, %d pairs%n", oneS, pairs.size());

        boolean exact = true;
        for (int workers = 1; workers <= 2; workers++) {
            Path out = dir.resolve("pairs-" + workers);
            try (SparkCluster cluster = SparkCluster.start(dir.resolve("cluster-" + workers), workers)) {
                SparkCluster.Result[] result = new SparkCluster.Result[1];
                double s = seconds(() -> result[0] = cluster.submit(
                                JoinJob.class.getName(),
                                SparkCluster.MEASURED,
                                List.of(
                                        "--harvest", harvest.toString(),
                                        "--targets", list.toString(),
                                        "--radius", "" + RADIUS_DEG,
                                        "--out", out.toString()))
                        .await(LIMIT));
                if (result[0].exit() != 0) {
                    throw new IOException(result[0].stderr() + cluster.logs());
                }
                System.out.printf(
                        Locale.ROOT,
                        "%d workers: %.1f s, %.2f of one machine%n%s",
                        workers,
                        s,
                        s / oneS,
                        result[0].stdout());
            }
            Set<String> found = pairs(LocalSpark.session().read().parquet(out.toString()));
            if (!found.equals(pairs)) {
                exact = false;
                System.out.println("the pairs of " + workers + " workers are others than those of one machine");
            }
        }

        List<Target> sample = targets.subList(0, Math.min(SAMPLE, targets.size()));
        Set<String> ids = sample.stream().map(Target::id).collect(Collectors.toSet());
        Set<String> expected = BruteForce.pairs(sample, footprints);
        Set<String> found = pairs.stream()
                .filter(pair -> ids.contains(pair.substring(0, pair.indexOf(' '))))
                .collect(Collectors.toCollection(TreeSet::new));
        exact &= found.equals(expected);
        System.out.printf(
                "brute force, %d targets: %d pairs: %s%n",
                sample.size(), expected.size(), exact ? "the same" : "NOT THE SAME");
        System.exit(exact ? 0 : 1);
    }

    private static Set<String> pairs(Dataset<Row> rows) {
        return BruteForce.written(rows);
    }

    private static List<Target> targets(int count) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            targets.add(new Target(
                    "t" + i, random.nextDouble(360), Math.toDegrees(Math.asin(random.nextDouble(-1, 1))), RADIUS_DEG));
        }
        return targets;
    }

    private static void write(List<Target> targets, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("id,ra,dec\n");
            for (Target target : targets) {
                out.write(target.id() + "," + target.raDeg() + "," + target.decDeg() + "\n");
            }
        }
    }

    static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("not done within " + LIMIT + ": " + command);
        }
        if (process.exitValue() != 0) {
            throw new IOException("status " + process.exitValue() + ": " + command);
        }
    }

    interface Work {
        void run() throws Exception;
    }

    static double seconds(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }
}
