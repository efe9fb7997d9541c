package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skytrawl.Discovery;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.model.Cone;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Interval;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.Question;
import org.skytrawl.protocol.obstap.ObsTap;
import org.skytrawl.protocol.sia.Sia1;
import org.skytrawl.protocol.sia.Sia2;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableFactory;
import uk.ac.starlink.table.TableSequence;
import uk.ac.starlink.util.FileDataSource;

/** Discovery at a real data centre: testbed/dachs on 127.0.0.1:8080. */
@Tag("dachs")
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DachsIT {
    private static final String REGISTRY = "http://127.0.0.1:8080/tap";

    private static final String NO_IMAGES = "of protocol SSA, which has only spectra, SEDs and time series";

    /** Shared by all tests but those that are about it: one snapshot is enough. */
    @TempDir
    private static Path cache;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--cone 10.68,41.27,0.2 | 17",
                "--cone 10.68,41.27,0.2 --inclusive | 17",
                "--cone 10.68,41.27,0.2 --inclusive --no-elide | 17",
                "--cone 10.68,41.27,0.2 --spectrum 500nm | 4",
                "--cone 10.68,41.27,5 --time 55000..55012 | 6",
                "--cone 0.1,-5,0.1 | 9",
                "--cone 35.2,80,5 | 2",
                "--cone 0,90,3 | 12",
                "--cone 0,-90,12 | 8",
                "--spectrum 21cm --time 58000/58010 | 5",
                "--spectrum 21cm --time 58000/58010 --type image,cube | 5",
                "--spectrum 6cm --time 58000/58010.5 --type cube | 2",
            })
    void theCommandFindsWhatSqlSays(String args, int expected) throws Exception {
        List<String> command = new ArrayList<>(List.of("images", "--registry", REGISTRY, "--format", "csv"));
        command.addAll(Arrays.asList(args.split(" ")));
        Cli said = Cli.process(folder, command.toArray(String[]::new));
        assertThat(said.status()).isZero();
        assertThat(said.out().lines()).hasSize(expected + 1);
        assertThat(said.err()).contains("found       " + expected + " datasets").doesNotContain("MISSING");
    }

    @Test
    void selectionSaysWhyTheOthersAreNotAsked() throws Exception {
        assertThat(decisions("--cone", "10.68,41.27,0.2"))
                .containsExactlyInAnyOrder(
                        "ask opta/q/sia",
                        "ask loner/q/sia",
                        "pruned widec/q/sia outside in space",
                        "pruned radb/q/sia2 outside in space",
                        "pruned tap no declared coverage in space",
                        "skipped specl/q/ssa " + NO_IMAGES,
                        "skipped specx/q/ssa " + NO_IMAGES,
                        "skipped tser/q/ssa " + NO_IMAGES,
                        "pruned __system__/siap2/sitewide no declared coverage in space");
        // all collections have something in this cone, so that nothing is pruned
        assertThat(decisions("--cone", "10,20,80", "--inclusive").stream()
                        .map(line -> line.split(" ")[0] + " " + line.split(" ")[1]))
                .containsExactlyInAnyOrder(
                        "ask tap",
                        "ask loner/q/sia",
                        "skipped specl/q/ssa",
                        "skipped specx/q/ssa",
                        "skipped tser/q/ssa",
                        "elided opta/q/sia",
                        "elided widec/q/sia",
                        "elided radb/q/sia2",
                        "elided __system__/siap2/sitewide");
    }

    @Test
    void seededQuestionsGetExactlyWhatSqlSays() throws Exception {
        Random random = new Random(20261123);
        for (int i = 0; i < 40; i++) {
            Question asked = question(random);
            assertThat(urls(discover(asked, DiscoveryOptions.DEFAULTS)))
                    .as("question %d: %s", i, asked)
                    .isEqualTo(DachsSql.accessUrls(asked));
        }
    }

    @Test
    void everyProtocolGivesTheSameDatasetsOnce() throws Exception {
        Random random = new Random(7);
        DiscoveryOptions inclusive = DiscoveryOptions.DEFAULTS.withInclusive(true);
        for (int i = 0; i < 12; i++) {
            Question asked = question(random);
            Set<String> truth = DachsSql.accessUrls(asked);
            DiscoveryResult elided = discover(asked, inclusive);
            DiscoveryResult all = discover(asked, inclusive.withElide(false));
            assertThat(urls(elided)).as("elided, question %d: %s", i, asked).isEqualTo(truth);
            assertThat(urls(all)).as("all, question %d: %s", i, asked).isEqualTo(truth);
            assertThat(all.datasets()).as("no duplicate, question %d", i).hasSize(truth.size());
        }
    }

    @Test
    void datasetsKeepAllTheirOrigins() throws Exception {
        Question m31 = new Question(new Cone(10.68, 41.27, 0.2), null, null, Set.of("image"));
        DiscoveryResult found =
                discover(m31, DiscoveryOptions.DEFAULTS.withInclusive(true).withElide(false));
        FoundDataset image = found.datasets().stream()
                .filter(dataset -> String.valueOf(dataset.record().text(ObsCoreColumn.access_url))
                        .endsWith("m31_r_0.fits"))
                .findFirst()
                .orElseThrow();
        assertThat(image.origins().stream().map(origin -> origin.protocol()))
                .containsExactly(ObsTap.PROTOCOL, Sia2.PROTOCOL, Sia1.PROTOCOL);
        assertThat(image.record().text(ObsCoreColumn.obs_publisher_did))
                .isEqualTo("ivo://x-loopback.test/~?opta/data/m31_r_0.fits");
    }

    @Test
    void theVotableCarriesDatasetsAndTheFateOfEveryService() throws Exception {
        Path file = folder.resolve("found.vot");
        Path log = folder.resolve("run.jsonl");
        Cli said = Cli.process(
                cache,
                "images",
                "--registry",
                REGISTRY,
                "--cone",
                "10.68,41.27,0.2",
                "-o",
                file.toString(),
                "--log",
                log.toString());
        assertThat(said.status()).isZero();
        assertThat(said.out()).isEmpty();
        TableSequence tables = new StarTableFactory().makeStarTables(new FileDataSource(file.toFile()), "votable");
        StarTable datasets = tables.nextTable();
        StarTable services = tables.nextTable();
        assertThat(column(datasets, "access_url")).hasSize(17);
        assertThat(column(services, "ivoid").stream().filter(DachsIT::isOfTestbed))
                .hasSize(9);
        List<String> lines = Files.readAllLines(log);
        assertThat(lines.getFirst()).startsWith("{\"event\":\"run\"");
        assertThat(lines.getLast()).startsWith("{\"event\":\"summary\"");
        assertThat(lines.stream()
                        .filter(line -> line.startsWith("{\"event\":\"service\""))
                        .filter(line -> line.contains("\"ivoid\":\"ivo://x-loopback.test/")))
                .hasSize(9);
    }

    @Test
    void aServiceListStandsInForTheRegistry() throws Exception {
        Path list = Files.writeString(folder.resolve("services.csv"), """
                ivoid,title,standard_id,access_url,table_name
                ivo://x-loopback.test/opta/q/sia,Optical,ivo://ivoa.net/std/sia,http://127.0.0.1:8080/opta/q/sia/siap.xml?,
                ivo://x-loopback.test/tap,TAP,ivo://ivoa.net/std/tap,http://127.0.0.1:8080/tap/,ivoa.obscore
                """);
        Cli said = Cli.process(
                folder, "images", "--services", list.toString(), "--cone", "10.68,41.27,0.2", "--format", "jsonl");
        assertThat(said.status()).isZero();
        assertThat(said.out().lines()).hasSize(12).allMatch(line -> line.startsWith("{") && line.contains("OBSTAP"));
        assertThat(said.err()).contains("asked       2 services: 2 answered").contains("12 duplicates merged away");
    }

    @Test
    void theReadmesExampleRuns() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ReadmeExample.class.getName());
        builder.environment().put("IVOA_REGISTRY", REGISTRY);
        builder.environment().put("XDG_CACHE_HOME", folder.toString());
        Path said = folder.resolve("said");
        Process process = builder.redirectOutput(said.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.waitFor(60, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(Files.readAllLines(said))
                .hasSize(17)
                .contains(
                        "http://127.0.0.1:8080/getproduct/opta/data/m31_r_0.fits from Loopback Optical Survey A Images");
    }

    @Test
    void choosingWorksWhileEveryRegistryIsDown() throws Exception {
        Question m31 = new Question(new Cone(10.68, 41.27, 0.2), null, null, Set.of("image"));
        assertThat(discover(m31, DiscoveryOptions.DEFAULTS).datasets()).hasSize(17);
        // the same snapshot again: the registry's own table is not asked
        assertThat(Discovery.of(m31)
                        .registries(List.of("http://127.0.0.1:1/tap", REGISTRY))
                        .cacheDirectory(cache)
                        .run()
                        .datasets())
                .hasSize(17);
    }

    private static List<String> decisions(String... question) throws Exception {
        List<String> command = new ArrayList<>(List.of("services", "--registry", REGISTRY));
        command.addAll(List.of(question));
        Cli said = Cli.process(cache, command.toArray(String[]::new));
        assertThat(said.status()).isZero();
        return said.out()
                .lines()
                .map(line -> line.split("\t"))
                .filter(cells -> isOfTestbed(cells[2]))
                .map(cells -> cells[0] + " " + cells[2].substring("ivo://x-loopback.test/".length())
                        + (cells[0].equals("ask") ? "" : " " + cells[4]))
                .toList();
    }

    /** Not of testbed/regtap: its records are in the registry too, with coverage that prunes them in all these questions. */
    private static boolean isOfTestbed(String ivoid) {
        return ivoid.startsWith("ivo://x-loopback.test/");
    }

    /** Cones over the whole sky with and without band and time; ends of time keep away from those of the data. */
    private static Question question(Random random) {
        double[][] places = {{10.68, 41.27}, {0.02, -5}, {37.95, 89.26}, {83.82, -5.39}, {0, 0}, {180, -60}, {359, 40}};
        double[] place = places[random.nextInt(places.length)];
        double raDeg = place[0] + random.nextGaussian() * 2;
        double decDeg = Math.clamp(place[1] + random.nextGaussian() * 2, -90, 90);
        Cone cone = new Cone(
                raDeg, decDeg, random.nextBoolean() ? 0.05 + random.nextDouble() : 8 * random.nextDouble() + 0.1);
        Interval[] bands = {
            null, new Interval(4e-7, 6e-7), new Interval(3e-6, 4e-6), new Interval(0.1, Double.POSITIVE_INFINITY)
        };
        Interval[] times = {
            null,
            new Interval(55000.5, 55200.5),
            new Interval(57000.5, 58100.5),
            new Interval(Double.NEGATIVE_INFINITY, 57030.5)
        };
        return new Question(
                cone, bands[random.nextInt(bands.length)], times[random.nextInt(times.length)], Set.of("image"));
    }

    private static DiscoveryResult discover(Question asked, DiscoveryOptions options) throws Exception {
        DiscoveryResult found = Discovery.of(asked)
                .options(options)
                .registries(List.of(REGISTRY))
                .cacheDirectory(cache)
                .run();
        assertThat(found.losses().stream().map(DachsIT::describe))
                .as(asked.toString())
                .isEmpty();
        return found;
    }

    private static String describe(ServiceEnded ended) {
        return String.format(Locale.ROOT, "%s: %s", ended.service().ivoid(), ended.outcome());
    }

    private static Set<String> urls(DiscoveryResult found) {
        return found.datasets().stream()
                .map(dataset -> dataset.record().text(ObsCoreColumn.access_url))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> column(StarTable table, String name) throws Exception {
        int column = 0;
        while (!table.getColumnInfo(column).getName().equals(name)) {
            column++;
        }
        List<String> cells = new ArrayList<>();
        try (var sequence = table.getRowSequence()) {
            while (sequence.next()) {
                cells.add(String.valueOf(sequence.getCell(column)));
            }
        }
        return cells;
    }
}
