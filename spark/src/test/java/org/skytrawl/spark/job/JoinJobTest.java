package org.skytrawl.spark.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.harvest.catalogue.CatalogueState;
import org.skytrawl.harvest.catalogue.CatalogueWriter;
import org.skytrawl.harvest.groups.TooLarge;
import org.skytrawl.harvest.state.Entry;
import org.skytrawl.harvest.state.HarvestFolder;
import org.skytrawl.harvest.state.ServiceStore;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Service;
import org.skytrawl.model.Target;
import org.skytrawl.spark.FootprintCatalogue;
import org.skytrawl.spark.LocalSpark;

class JoinJobTest {
    private static final FootprintCatalogue FOOTPRINTS = new FootprintCatalogue(3_000, 100, 5);

    @TempDir
    private static Path shared;

    private static Path harvest;

    @TempDir
    private Path dir;

    private final ByteArrayOutputStream report = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @BeforeAll
    static void writeFootprints() throws Exception {
        harvest = shared.resolve("harvest");
        FOOTPRINTS.write(harvest);
    }

    @BeforeEach
    void startSpark() {
        assertThat(LocalSpark.session().version()).startsWith("4.");
    }

    private int run(String... args) {
        return JoinJob.run(
                new PrintStream(report, true, StandardCharsets.UTF_8),
                new PrintStream(errors, true, StandardCharsets.UTF_8),
                args);
    }

    private String out() {
        return dir.resolve("pairs").toString();
    }

    private Dataset<Row> pairs() {
        return LocalSpark.session().read().parquet(out());
    }

    private static List<Target> targets(int count) {
        SplittableRandom random = new SplittableRandom(count);
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double raDeg = i % 10 == 0 ? 359.9 : random.nextDouble(360);
            double decDeg = i % 10 == 1 ? 89.5 : Math.toDegrees(Math.asin(random.nextDouble(-1, 1)));
            targets.add(new Target("t" + i, raDeg, decDeg, i % 7 == 0 ? 3 : 0.5));
        }
        return targets;
    }

    private String csv(List<Target> targets) throws IOException {
        StringBuilder text = new StringBuilder("id,ra,dec,radius\n");
        for (Target target : targets) {
            text.append(String.join(
                            ",",
                            target.id(),
                            Double.toString(target.raDeg()),
                            Double.toString(target.decDeg()),
                            Double.toString(target.radiusDeg())))
                    .append('\n');
        }
        return Files.writeString(dir.resolve("targets.csv"), text).toString();
    }

    @Test
    void findsThePairsOfBruteForce() throws IOException {
        List<Target> targets = targets(300);
        assertThat(run("--harvest", harvest.toString(), "--targets", csv(targets), "--out", out()))
                .as(errors::toString)
                .isZero();
        assertThat(BruteForce.written(pairs()))
                .isEqualTo(BruteForce.pairs(targets, FOOTPRINTS))
                .hasSizeGreaterThan(100);
        Row first = pairs().where("target_row = 3").head();
        assertThat(first.<String>getAs("target_id")).isEqualTo("t3");
        assertThat(first.<Double>getAs("target_ra")).isEqualTo(targets.get(3).raDeg());
        assertThat(first.<Double>getAs("target_dec")).isEqualTo(targets.get(3).decDeg());
        assertThat(first.<Double>getAs("target_radius")).isEqualTo(0.5);
        assertThat(first.<String>getAs("service")).isEqualTo(FootprintCatalogue.FOLDER);
        assertThat(report.toString().lines())
                .contains("300 targets: id id, position ra and dec, radius radius")
                .anyMatch(line -> line.matches("wrote \\d+ pairs to .*"));
    }

    @Test
    void aTableOfPositionsGivesThePairsOfBruteForce() {
        List<Target> targets = targets(200).stream()
                .map(target -> new Target(target.id(), target.raDeg(), target.decDeg(), 0.7))
                .toList();
        List<Row> rows = new ArrayList<>();
        targets.forEach(target -> rows.add(RowFactory.create(target.id(), target.raDeg(), target.decDeg())));
        rows.add(RowFactory.create("nowhere", null, 3.0));
        String table = dir.resolve("table").toString();
        StructType schema = new StructType()
                .add("id", DataTypes.StringType)
                .add("RA", DataTypes.DoubleType)
                .add("Dec", DataTypes.DoubleType);
        LocalSpark.session().createDataFrame(rows, schema).write().parquet(table);
        assertThat(run("--harvest", harvest.toString(), "--table", table, "--radius", "0.7", "--out", out()))
                .as(errors::toString)
                .isZero();
        assertThat(BruteForce.written(pairs()))
                .isEqualTo(BruteForce.pairs(targets, FOOTPRINTS))
                .hasSizeGreaterThan(100);
        assertThat(report.toString()).contains("1 rows of " + table + " have no position, and match nothing");
    }

    @Test
    void readsOnlyFilesNearTheTargets() throws IOException {
        List<Target> targets = List.of(new Target("one", 200, 20, 2));
        assertThat(run("--harvest", harvest.toString(), "--targets", csv(targets), "--out", out()))
                .as(errors::toString)
                .isZero();
        assertThat(BruteForce.written(pairs()))
                .isEqualTo(BruteForce.pairs(targets, FOOTPRINTS))
                .isNotEmpty();
        String line = report.toString()
                .lines()
                .filter(each -> each.startsWith("read "))
                .findFirst()
                .orElseThrow();
        String[] words = line.split(" ", -1);
        assertThat(Integer.parseInt(words[4])).as(line).isBetween(3, 10);
        assertThat(Integer.parseInt(words[6])).as(line).isEqualTo(50);
        assertThat(Long.parseLong(words[1])).as(line).isPositive();
    }

    private Path largestFile() throws IOException {
        Path copy = dir.resolve("copy");
        try (Stream<Path> files = Files.walk(harvest)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(harvest.relativize(file).toString()));
            }
        }
        try (Stream<Path> files = Files.walk(copy.resolve("catalogue").resolve("datasets"))) {
            return files.filter(file -> file.toString().contains("Npix="))
                    .max(Comparator.comparing(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }

    private static void damage(Path file, long at) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(at);
            int old = bytes.read();
            bytes.seek(at);
            bytes.write(old ^ 0x40);
        }
    }

    private void failsNaming(Path file) throws IOException {
        assertThat(run("--harvest", dir.resolve("copy").toString(), "--targets", csv(targets(300)), "--out", out()))
                .isEqualTo(1);
        assertThat(errors.toString()).startsWith("JoinJob: ").contains(file.toString());
        assertThat(errors.toString().lines()).hasSize(1);
        assertThat(pairsAreThere()).isFalse();
    }

    private boolean pairsAreThere() throws IOException {
        Path folder = Path.of(out());
        if (!Files.exists(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".parquet"));
        }
    }

    @Test
    void aDamagedPageIsAnErrorThatNamesTheFile() throws IOException {
        Path file = largestFile();
        damage(file, 2_000);
        failsNaming(file);
    }

    @Test
    void aDamagedFooterIsAnErrorThatNamesTheFile() throws IOException {
        Path file = largestFile();
        damage(file, Files.size(file) - 600);
        failsNaming(file);
    }

    @Test
    void aFileThatWasCutIsAnErrorThatNamesIt() throws IOException {
        Path file = largestFile();
        Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(file), 1_000));
        failsNaming(file);
    }

    @Test
    void whatTheCatalogueLacksIsSaid() throws IOException {
        Path gaps = dir.resolve("gaps");
        Service service = Service.of(
                List.of(new Ivoid("ivo://gaps.example/tap")),
                "Gaps",
                Protocol.named("OBSTAP"),
                "https://gaps.example/tap",
                "ivoa.obscore");
        try (HarvestFolder folder = HarvestFolder.open(gaps)) {
            Instant time = Instant.parse("2026-12-01T06:00:00Z");
            folder.write(
                    new HarvestFolder.About(time, "the year 2009", List.of(List.of("t_min < 55197")), true),
                    List.of(service));
            ServiceStore store = folder.store(service);
            store.append(new Entry.Plan(time, List.of(), List.of(), 10L));
            store.append(new Entry.Gap(time, "c", 10L, "it did not answer"));
            store.append(new Entry.Done(time, 0, 10L, false));
            CatalogueWriter.begin(folder, 100)
                    .finish(CatalogueState.of(folder), List.of(), List.of(new TooLarge("all of it", 4000)));
            store.append(new Entry.Gap(time, "c", 10L, "it did not answer again"));
        }
        assertThat(run("--harvest", gaps.toString(), "--targets", csv(targets(3)), "--out", out()))
                .isZero();
        assertThat(report.toString())
                .contains("the harvest has only the year 2009\n")
                .contains("the harvest has changed since its catalogue was made, at ")
                .contains("1 of 1 services are not complete in the catalogue, so pairs are missing: skytrawl harvest"
                        + " status -d " + gaps + " tells why\n")
                .contains("1 identifiers have rows that were not merged, for lack of memory");
    }

    @Test
    void mistakesAreNamedInOneLine() throws IOException {
        String csv = csv(targets(3));
        String empty = Files.createDirectory(dir.resolve("empty")).toString();
        assertThat(run("--harvest", empty, "--targets", csv, "--out", out())).isEqualTo(1);
        assertThat(run("--harvest", harvest.toString(), "--targets", csv, "--out", empty))
                .isEqualTo(1);
        assertThat(run("--harvest", harvest.toString(), "--targets", dir + "/none.csv", "--out", out()))
                .isEqualTo(1);
        assertThat(run("--harvest", harvest.toString(), "--table", dir + "/none", "--radius", "1", "--out", out()))
                .isEqualTo(1);
        assertThat(run("--harvest", harvest.toString(), "--targets", csv, "--radius", "200", "--out", out()))
                .isEqualTo(1);
        List<String> lines = errors.toString().lines().toList();
        assertThat(lines).hasSize(5).allMatch(line -> line.startsWith("JoinJob: "));
        assertThat(lines.get(0)).contains(empty + " has no catalogue");
        assertThat(lines.get(1)).isEqualTo("JoinJob: " + empty + " exists: --out names a new folder");
        assertThat(lines.get(2)).contains("none.csv");
        assertThat(lines.get(3)).contains(dir + "/none");
        assertThat(lines.get(4)).isEqualTo("JoinJob: --radius must be in (0,180] degrees, not 200.0");
        assertThat(run("--harvest", harvest.toString(), "--out", out())).isEqualTo(2);
    }
}
