package org.skytrawl.spark.job;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.skytrawl.harvest.Harvest;
import org.skytrawl.harvest.state.HarvestException;
import org.skytrawl.harvest.state.HarvestFolder;
import org.skytrawl.harvest.take.Harvester;
import org.skytrawl.model.DurationText;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.Service;
import org.skytrawl.spark.lease.HostLeases;
import org.skytrawl.spark.lease.LeaseTerms;
import org.skytrawl.spark.lease.PoliteGroup;

/**
 * Continues a harvest on a cluster: {@code spark-submit --class org.skytrawl.spark.job.HarvestJob JAR -d DIR}. The folder has been
 * begun by {@code skytrawl harvest}, and is at the same path on all machines. One task for each group of hosts, under leases.
 */
public final class HarvestJob {
    private static final String USAGE =
            "HarvestJob -d DIR [--leases FOLDER] [--page-rows N] [--timeout TIME] [--deadline TIME]"
                    + " [--between FROM..TO]";

    private static final int PAGE_ROWS = 50_000;

    private HarvestJob() {}

    /** The driver. Ends with an exception if an argument is wrong, the folder cannot be used, or a task fails four times. */
    public static void main(String... args) throws IOException {
        HarvestTask task = task(args);
        try (SparkSession spark =
                SparkSession.builder().appName("skytrawl harvest").getOrCreate()) {
            run(spark.sparkContext(), task, System.out);
        }
    }

    /** @throws IllegalArgumentException naming what is wrong */
    static HarvestTask task(String... args) {
        Map<String, String> given = new LinkedHashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            String name = args[i].equals("-d") ? "--dir" : args[i];
            if (i + 1 == args.length || given.put(name, args[i + 1]) != null) {
                throw new IllegalArgumentException("'" + args[i] + "' has no value, or is given twice: " + USAGE);
            }
        }
        String dir = given.remove("--dir");
        if (dir == null) {
            throw new IllegalArgumentException("give the folder of the harvest: " + USAGE);
        }
        String path = Path.of(dir).toAbsolutePath().normalize().toString();
        String leases = given.remove("--leases");
        String pageRows = given.remove("--page-rows");
        String timeout = given.remove("--timeout");
        String deadline = given.remove("--deadline");
        String between = given.remove("--between");
        if (!given.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no option " + given.keySet().iterator().next() + ": " + USAGE);
        }
        HarvestTask task = new HarvestTask(
                path,
                leases == null
                        ? Path.of(path, "leases").toString()
                        : Path.of(leases).toAbsolutePath().normalize().toString(),
                pageRows == null ? PAGE_ROWS : number("--page-rows", pageRows),
                timeout == null ? Duration.ofMinutes(10) : DurationText.parse(timeout),
                LeaseTerms.MAY_ASK,
                deadline == null ? null : Instant.now().plus(DurationText.parse(deadline)),
                between == null ? "" : between,
                Harvester.PAUSES);
        // what is wrong is said before anything begins
        var unused = task.options(null);
        var unusedTerms = task.terms();
        return task;
    }

    private static int number(String name, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + ": '" + text + "' is no whole number", e);
        }
    }

    /** Harvests what is not complete, and prints what there is then. */
    static void run(SparkContext spark, HarvestTask task, PrintStream out) {
        HostLeases.refuseSpeculation(spark.getConf());
        Path dir = Path.of(task.dir());
        if (HarvestFolder.read(dir).about() == null) {
            throw new HarvestException(dir + " has no harvest: begin it with skytrawl harvest -d " + dir);
        }
        // keeps others away as long as this driver lives
        try (HarvestFolder folder = HarvestFolder.open(dir)) {
            List<List<Integer>> groups = groups(dir, folder.services());
            out.println("harvest of " + groups.size() + " groups of hosts in " + dir);
            if (!groups.isEmpty()) {
                List<Boolean> ends = JavaSparkContext.fromSparkContext(spark)
                        .parallelize(groups, groups.size())
                        .map(task)
                        .collect();
                out.println(ends.stream().filter(ended -> ended).count() + " of them have ended");
            }
        }
        for (Harvest.ServiceStatus each : Harvest.status(dir, false)) {
            out.println(String.format(
                    Locale.ROOT,
                    "%s %s: %,d rows%s",
                    each.complete() ? "complete" : "not complete",
                    each.service().accessUrl(),
                    each.rows(),
                    each.gaps().isEmpty()
                            ? ""
                            : "; " + PlainText.of(each.gaps().getFirst().reason(), 200)));
        }
    }

    /** The services that are not complete, as numbers in the list of the folder. */
    private static List<List<Integer>> groups(Path dir, List<Service> all) {
        Map<Service, Integer> numbers = new HashMap<>();
        List<Service> open = new ArrayList<>();
        // an executor of a driver that was killed may still write
        try (HarvestFolder reading = HarvestFolder.read(dir)) {
            for (int i = 0; i < all.size(); i++) {
                if (!reading.store(all.get(i)).state().isComplete()) {
                    numbers.put(all.get(i), i);
                    open.add(all.get(i));
                }
            }
        }
        List<List<Integer>> groups = new ArrayList<>();
        for (PoliteGroup group : PoliteGroup.of(open)) {
            List<Integer> of = new ArrayList<>();
            group.services().forEach(service -> of.add(Objects.requireNonNull(numbers.get(service))));
            groups.add(of);
        }
        return groups;
    }
}
