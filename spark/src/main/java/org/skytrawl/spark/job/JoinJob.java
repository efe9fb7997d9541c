package org.skytrawl.spark.job;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.skytrawl.harvest.catalogue.Catalogue;
import org.skytrawl.harvest.catalogue.CatalogueState;
import org.skytrawl.harvest.state.HarvestFolder;
import org.skytrawl.model.PlainText;
import org.skytrawl.spark.function.SkytrawlExtensions;
import org.skytrawl.targets.ReadTargets;
import org.skytrawl.targets.TargetFile;
import org.skytrawl.targets.TargetFileOptions;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Joins a target list, or a table of positions, with the footprints of a harvest:
 * {@code spark-submit --class org.skytrawl.spark.job.JoinJob skytrawl-spark.jar --harvest DIR --targets FILE --radius 0.1 --out DIR2}.
 * Overlaps are judged as in a run.
 */
@Command(
        name = "JoinJob",
        mixinStandardHelpOptions = true,
        description = "Joins positions with the footprints of a harvest's catalogue, on a cluster.")
public final class JoinJob implements Callable<Integer> {
    /** What tests of overlap may be wrong by, as a part of the radius. */
    private static final double SLACK = 1e-3;

    private static final double LEAST_SLACK_DEG = 1e-6;

    @Option(
            names = "--harvest",
            required = true,
            paramLabel = "DIR",
            description = "The folder of a harvest that has a catalogue; all workers see it under this name.")
    private @Nullable Path harvest;

    @ArgGroup(multiplicity = "1")
    private @Nullable Positions positions;

    private static final class Positions {
        @Option(
                names = "--targets",
                paramLabel = "FILE",
                description = "A target list: CSV, VOTable, FITS, ECSV or JSON Lines, up to a million rows.")
        private @Nullable Path targets;

        @Option(
                names = "--table",
                paramLabel = "PATH",
                description = "A table of any length: a Parquet file or folder with columns ra and dec.")
        private @Nullable String table;
    }

    @Option(
            names = "--radius",
            paramLabel = "DEG",
            description = "Radius of all circles in degrees. A target list may have a column instead.")
    private @Nullable Double radiusDeg;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "A new folder for the pairs, as Parquet files.")
    private @Nullable String out;

    private final PrintStream report;

    /** @param report gets what was done, in lines */
    JoinJob(PrintStream report) {
        this.report = report;
    }

    /** Runs a job. Exits with status 1 if it fails, and 2 if the arguments are wrong. */
    public static void main(String... args) {
        int status;
        try {
            status = run(System.out, System.err, args);
        } finally {
            SparkSession.getDefaultSession().foreach(session -> {
                session.stop();
                return null;
            });
        }
        if (status != 0) {
            System.exit(status);
        }
    }

    static int run(PrintStream report, PrintStream errors, String... args) {
        return new CommandLine(new JoinJob(report))
                .setExecutionExceptionHandler((error, line, parsed) -> {
                    errors.println("JoinJob: " + JobErrors.line(error));
                    return 1;
                })
                .execute(args);
    }

    @Override
    public Integer call() throws IOException {
        Path folder = given(harvest);
        String target = given(out);
        Positions from = given(positions);
        if (radiusDeg != null && !(radiusDeg > 0 && radiusDeg <= 180)) {
            throw new IllegalArgumentException("--radius must be in (0,180] degrees, not " + radiusDeg);
        }
        if (target.indexOf(':') < 0 && Files.exists(Path.of(target))) {
            throw new IllegalArgumentException(target + " exists: --out names a new folder");
        }
        Catalogue catalogue = Catalogue.open(folder);
        sayWhatIsMissing(folder, catalogue);
        ReadTargets list = from.targets == null ? null : targets(from.targets);
        SparkSession spark = SparkSession.builder()
                .appName("JoinJob")
                .withExtensions(new SkytrawlExtensions())
                .getOrCreate();
        BytesRead bytes = new BytesRead();
        spark.sparkContext().addSparkListener(bytes);
        try {
            if (list != null) {
                report.println(list.list().size() + " targets: " + list.columns());
                list.notes().forEach(report::println);
                TargetTable table = new TargetTable(list.list());
                double slackDeg = SLACK * table.largestRadiusDeg() + LEAST_SLACK_DEG;
                FootprintScan scan = new FootprintScan(spark, catalogue, table.circles()::overlapsAny, slackDeg);
                write(spark, scan, new TargetJoin(spark, table, slackDeg).pairs(scan), target, bytes);
            } else {
                double radius = given(radiusDeg, "--radius is needed with --table");
                CatalogueJoin join = new CatalogueJoin(spark, given(from.table), radius);
                if (join.dropped() > 0) {
                    report.println(join.dropped() + " rows of " + from.table + " have no position, and match nothing");
                }
                FootprintScan scan = new FootprintScan(spark, catalogue, join.near(), SLACK * radius + LEAST_SLACK_DEG);
                write(spark, scan, join.pairs(scan), target, bytes);
            }
        } finally {
            spark.sparkContext().removeSparkListener(bytes);
        }
        return 0;
    }

    /** Pairs with datasets that the catalogue does not have are missing too. */
    private void sayWhatIsMissing(Path folder, Catalogue catalogue) {
        try (HarvestFolder harvested = HarvestFolder.read(folder)) {
            HarvestFolder.About about = harvested.about();
            if (about != null && about.isLimited()) {
                report.println("the harvest has only " + PlainText.of(about.question(), 200));
            }
            if (!CatalogueState.of(harvested).hash().equals(catalogue.state())) {
                report.println("the harvest has changed since its catalogue was made, at " + catalogue.created());
            }
        }
        long open = catalogue.services().stream()
                .filter(service -> !service.complete())
                .count();
        if (open > 0) {
            report.println(open + " of " + catalogue.services().size()
                    + " services are not complete in the catalogue, so pairs are missing: skytrawl harvest status -d "
                    + folder + " tells why");
        }
        if (!catalogue.unmerged().isEmpty()) {
            report.println(
                    catalogue.unmerged().size()
                            + " identifiers have rows that were not merged, for lack of memory: their pairs may come several times");
        }
    }

    private ReadTargets targets(Path file) {
        TargetFileOptions options = TargetFileOptions.DEFAULTS;
        return TargetFile.read(file, radiusDeg == null ? options : options.withRadiusDeg(radiusDeg));
    }

    private void write(SparkSession spark, FootprintScan scan, Dataset<Row> pairs, String target, BytesRead bytes) {
        FileCheck.all(spark, scan.files());
        long before = bytes.soFar(spark);
        pairs.write().parquet(target);
        long read = bytes.soFar(spark) - before;
        report.println("read " + read + " bytes of " + scan.files().size() + " of " + scan.allFiles() + " files");
        report.println("wrote " + spark.read().parquet(target).count() + " pairs to " + target);
    }

    private static <T> T given(@Nullable T value) {
        return given(value, "an option is missing");
    }

    private static <T> T given(@Nullable T value, String otherwise) {
        if (value == null) {
            throw new IllegalArgumentException(otherwise);
        }
        return value;
    }
}
