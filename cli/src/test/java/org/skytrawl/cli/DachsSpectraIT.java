package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.skytrawl.Discovery;
import org.skytrawl.DiscoveryResult;
import org.skytrawl.model.Cone;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.Interval;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.Question;
import org.skytrawl.protocol.obstap.ObsTap;
import org.skytrawl.protocol.ssa.Ssa;
import org.skytrawl.registry.list.ServiceList;

/** Spectra and time series of a real data centre, testbed/dachs, by SSA and ObsTAP. */
@Tag("dachs")
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DachsSpectraIT {
    private static final String REGISTRY = "http://127.0.0.1:8080/tap";
    private static final String HEAD = "ivoid,title,standard_id,access_url,table_name,max_records\n";
    private static final String OBSTAP =
            HEAD + "ivo://x-loopback.test/tap,TAP,ivo://ivoa.net/std/tap,http://127.0.0.1:8080/tap/,ivoa.obscore,\n";
    private static final Cone SUPERNOVA = new Cone(10.70, 41.25, 0.02);

    /** Names no services by itself: those that the registry selects. */
    private static final String SELECTED = "";

    @TempDir
    private static Path cache;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spectrum | --cone 10.70,41.25,0.02 | 24",
                "spectrum | --cone 10.70,41.25,0.02 --inclusive | 24",
                "spectrum | --cone 10.70,41.25,0.02 --inclusive --no-elide | 24",
                "spectrum | --cone 10.70,41.25,0.02 --spectrum 1um..2.5um | 10",
                "spectrum | --cone 10.70,41.25,0.02 --spectrum 0.5keV..2keV | 2",
                "spectrum | --cone 10.70,41.25,0.02 --time 2010-11-10..2010-11-29 | 11",
                "spectrum | --spectrum 1.35GHz..1.4GHz | 1",
                "spectrum | --cone 0,-5,0.1 | 8",
                "spectrum | --cone 0,90,1 | 6",
                "timeseries | --cone 10.70,41.25,0.02 | 6",
                "timeseries | --cone 83.6,-5.4,0.1 --spectrum 1keV..5keV | 5",
                "timeseries | --cone 10.70,41.25,0.02 --spectrum 500nm | 2",
                "light-curve | --cone 10.70,41.25,0.02 --inclusive | 6",
                "image,spectrum | --cone 10.70,41.25,0.02 | 34",
            })
    void theCommandFindsWhatSqlSays(String types, String args, int expected) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("images", "--registry", REGISTRY, "--format", "csv", "--type", types));
        command.addAll(Arrays.asList(args.split(" ")));
        Cli said = Cli.process(cache, command.toArray(String[]::new));
        assertThat(said.status()).as(said.err()).isZero();
        assertThat(said.out().lines()).hasSize(expected + 1);
        assertThat(said.err())
                .contains("every service queried answered completely")
                .doesNotContain("MISSING");
    }

    @Test
    void selectionSaysWhyTheOthersAreNotAsked() throws Exception {
        assertThat(decisions("--type", "spectrum", "--cone", "10.70,41.25,0.02"))
                .containsExactlyInAnyOrder(
                        "ask specl/q/ssa",
                        "ask specx/q/ssa",
                        // declares no product types, so it may have spectra
                        "ask tser/q/ssa",
                        "pruned tap",
                        "skipped opta/q/sia",
                        "skipped loner/q/sia",
                        "skipped widec/q/sia",
                        "skipped radb/q/sia2",
                        "skipped __system__/siap2/sitewide");
        assertThat(decisions("--type", "spectrum,image", "--cone", "10.70,41.25,0.02", "--inclusive"))
                .containsExactlyInAnyOrder(
                        "ask tap",
                        "ask loner/q/sia",
                        "elided specl/q/ssa",
                        "elided specx/q/ssa",
                        "elided tser/q/ssa",
                        "elided opta/q/sia",
                        "elided __system__/siap2/sitewide",
                        "pruned widec/q/sia",
                        "pruned radb/q/sia2");
        assertThat(decisions("--type", "spectrum", "--cone", "10.70,41.25,0.02", "--spectrum", "1um..2.5um"))
                .contains("ask specx/q/ssa", "pruned specl/q/ssa", "pruned tser/q/ssa");
    }

    @Test
    void theRegistryIsSearchedForSsa() throws Exception {
        Cli said = Cli.process(cache, "registry", "search", "--registry", REGISTRY, "--service-type", "ssa");
        assertThat(said.status()).as(said.err()).isZero();
        assertThat(said.out())
                .contains("ivo://x-loopback.test/specl/q/ssa")
                .contains("ivo://x-loopback.test/specx/q/ssa")
                .contains("ivo://x-loopback.test/tser/q/ssa")
                .doesNotContain("ivo://x-loopback.test/opta/q/sia");
    }

    @Test
    void aServiceCanBeGivenByItsUrl() throws Exception {
        Cli said = Cli.process(
                cache,
                "images",
                "--type",
                "spectrum",
                "--ssa",
                "http://127.0.0.1:8080/specl/q/ssa/ssap.xml?",
                "--cone",
                "10.70,41.25,0.02",
                "--format",
                "jsonl");
        assertThat(said.status()).as(said.err()).isZero();
        assertThat(said.out().lines()).hasSize(12).allMatch(line -> line.contains("\"SSA\""));
    }

    @Test
    void seededQuestionsGetExactlyWhatSqlSays() throws Exception {
        Random random = new Random(20261130);
        for (int i = 0; i < 40; i++) {
            Question asked = question(random);
            assertThat(urls(discover(asked, SELECTED, DiscoveryOptions.DEFAULTS)))
                    .as("question %d: %s", i, asked)
                    .isEqualTo(DachsSql.allUrls(asked));
        }
    }

    @Test
    void everyProtocolGivesTheSameDatasetsOnce() throws Exception {
        Random random = new Random(7);
        DiscoveryOptions inclusive = DiscoveryOptions.DEFAULTS.withInclusive(true);
        for (int i = 0; i < 4; i++) {
            Question asked = question(random);
            Set<String> truth = DachsSql.allUrls(asked);
            DiscoveryResult all = discover(asked, SELECTED, inclusive.withElide(false));
            assertThat(urls(discover(asked, SELECTED, inclusive)))
                    .as("elided, question %d: %s", i, asked)
                    .containsAll(truth);
            assertThat(urls(all)).as("all, question %d: %s", i, asked).containsAll(truth);
            assertThat(all.datasets())
                    .as("no duplicate, question %d: %s", i, asked)
                    .hasSameSizeAs(urls(all));
            assertThat(urls(discover(asked, OBSTAP, DiscoveryOptions.DEFAULTS)))
                    .as("ObsTAP alone, question %d: %s", i, asked)
                    .isEqualTo(DachsSql.obscoreUrls(asked));
        }
    }

    @Test
    void aDatasetInSeveralFormatsIsAsManyRows() throws Exception {
        Question asked = new Question(SUPERNOVA, new Interval(1e-6, 2.5e-6), null, Set.of("spectrum"));
        DiscoveryResult found = discover(
                asked, SELECTED, DiscoveryOptions.DEFAULTS.withInclusive(true).withElide(false));
        Map<String, Set<String>> formats = found.datasets().stream()
                .collect(Collectors.groupingBy(
                        dataset -> text(dataset, ObsCoreColumn.obs_publisher_did),
                        Collectors.mapping(
                                dataset -> text(dataset, ObsCoreColumn.access_format),
                                Collectors.toCollection(TreeSet::new))));
        Set<String> two = Set.of("application/fits", "application/x-votable+xml");
        Set<String> three =
                Set.of("application/fits", "application/x-votable+xml", "application/x-votable+xml;content=datalink");
        assertThat(formats)
                .isEqualTo(Map.of(
                        "ivo://x-loopback.test/specx?nir_00", three,
                        "ivo://x-loopback.test/specx?nir_01", two,
                        "ivo://x-loopback.test/specx?nir_02", three,
                        "ivo://x-loopback.test/specx?nir_03", two));
        assertThat(found.datasets())
                .allSatisfy(dataset -> assertThat(dataset.origins().stream().map(origin -> origin.protocol()))
                        .containsExactlyInAnyOrder(ObsTap.PROTOCOL, Ssa.PROTOCOL));
    }

    /** At most 12 spectra have one place, and 3 rows of one place have one time. */
    @ParameterizedTest
    @CsvSource({"15,", "5, 55000.5"})
    void anAnswerThatIsCutOffIsMended(int maxRecords, @Nullable Double fromMjd) throws Exception {
        Interval mjd = fromMjd == null ? null : new Interval(fromMjd, 56600.5);
        Question asked = new Question(new Cone(30, 20, 40), null, mjd, Set.of("spectrum"));
        DiscoveryResult found = discover(
                asked,
                ssa("specl", maxRecords) + row("specx", maxRecords),
                DiscoveryOptions.DEFAULTS.withServiceTimeout(Duration.ofMinutes(1)));
        assertThat(urls(found)).hasSizeGreaterThan(30).isEqualTo(DachsSql.allUrls(asked));
        assertThat(found.datasets())
                .allSatisfy(dataset -> assertThat(dataset.origin().url()).endsWith("&MAXREC=" + maxRecords));
    }

    /** DaCHS takes SIZE for a radius and refuses one over 90 degrees, though it declares a maxSearchRadius of 90 degrees. */
    @ParameterizedTest
    @ValueSource(doubles = {44, 60, 100})
    void circlesOfAnySizeAreAnswered(double radiusDeg) throws Exception {
        Question asked = new Question(new Cone(150, 2, radiusDeg), null, null, Set.of("spectrum"));
        assertThat(urls(discover(asked, SELECTED, DiscoveryOptions.DEFAULTS))).isEqualTo(DachsSql.allUrls(asked));
    }

    /** DaCHS compares TIME with the middle of an observation: it would omit light curves that are longer than the time asked for. */
    @Test
    void lightCurvesLongerThanTheTimeAskedForAreFound() throws Exception {
        Question asked = new Question(SUPERNOVA, null, new Interval(55495, 55500), Set.of("timeseries"));
        DiscoveryOptions inclusive = DiscoveryOptions.DEFAULTS.withInclusive(true);
        Set<String> truth = DachsSql.allUrls(asked);
        assertThat(truth).hasSize(6);
        assertThat(urls(discover(asked, SELECTED, inclusive))).as("ObsTAP").isEqualTo(truth);
        assertThat(urls(discover(asked, OBSTAP, DiscoveryOptions.DEFAULTS)))
                .as("ObsTAP")
                .isEqualTo(truth);
        for (DiscoveryOptions options : List.of(DiscoveryOptions.DEFAULTS, inclusive)) {
            assertThat(urls(discover(asked, ssa("tser", null), options)))
                    .as("SSA")
                    .isEqualTo(truth);
        }
    }

    private static String ssa(String collection, @Nullable Integer maxRecords) {
        return HEAD + row(collection, maxRecords);
    }

    private static String row(String collection, @Nullable Integer maxRecords) {
        return "ivo://x-loopback.test/%s/q/ssa,SSA,ivo://ivoa.net/std/ssa,http://127.0.0.1:8080/%s/q/ssa/ssap.xml?,,%s\n"
                .formatted(collection, collection, maxRecords == null ? "" : maxRecords);
    }

    private static List<String> decisions(String... question) throws Exception {
        List<String> command = new ArrayList<>(List.of("services", "--registry", REGISTRY));
        command.addAll(List.of(question));
        Cli said = Cli.process(cache, command.toArray(String[]::new));
        assertThat(said.status()).as(said.err()).isZero();
        String ours = "ivo://x-loopback.test/";
        return said.out()
                .lines()
                .map(line -> line.split("\t"))
                .filter(cells -> cells[2].startsWith(ours))
                .map(cells -> cells[0] + " " + cells[2].substring(ours.length()))
                .toList();
    }

    /** Circles and bands and times in which there is something; their ends keep away from those of the data. */
    private static Question question(Random random) {
        double[][] places = {
            {10.7, 41.25}, {0.02, -5}, {37.95, 89.26}, {83.7, -5.39}, {150.1, 2.2}, {220, 0}, {35, -45}, {359, 40}
        };
        double[] place = places[random.nextInt(places.length)];
        double spreadDeg = random.nextBoolean() ? 0.02 : 2;
        Cone cone = new Cone(
                place[0] + random.nextGaussian() * spreadDeg,
                Math.clamp(place[1] + random.nextGaussian() * spreadDeg, -90, 90),
                spreadDeg * (0.1 + 3 * random.nextDouble()));
        Interval[] bands = {
            null,
            null,
            new Interval(4.2e-7, 5.2e-7),
            new Interval(1.1e-6, 2e-6),
            new Interval(1e-10, 1e-9),
            new Interval(0.1, Double.POSITIVE_INFINITY)
        };
        // none cuts a light curve so that its middle is outside
        Interval[] times = {
            null,
            null,
            new Interval(55000.5, 55600.5),
            new Interval(55700.5, Double.POSITIVE_INFINITY),
            new Interval(Double.NEGATIVE_INFINITY, 56050.5)
        };
        List<Set<String>> types = List.of(
                Set.of("spectrum"), Set.of("timeseries"), Set.of("spectrum", "timeseries"), Set.of("sed"), Set.of());
        return new Question(
                cone,
                bands[random.nextInt(bands.length)],
                times[random.nextInt(times.length)],
                types.get(random.nextInt(types.size())));
    }

    private static DiscoveryResult discover(Question asked, String services, DiscoveryOptions options)
            throws Exception {
        Discovery discovery = Discovery.of(asked).options(options).cacheDirectory(cache);
        DiscoveryResult found = services.isEmpty()
                ? discovery.registries(List.of(REGISTRY)).run()
                : discovery
                        .services(ServiceList.read(
                                "services.csv", new ByteArrayInputStream(services.getBytes(StandardCharsets.UTF_8))))
                        .run();
        assertThat(found.losses().stream()
                        .map(ended -> ended.service().ivoid() + ": " + ended.outcome())
                        // records of testbed/regtap, which large regions select: none of them is an existing service
                        .filter(loss -> !loss.startsWith("ivo://x-regtap.test/")))
                .as(asked.toString())
                .isEmpty();
        return found;
    }

    private static String text(FoundDataset dataset, ObsCoreColumn column) {
        return String.valueOf(dataset.record().text(column));
    }

    private static Set<String> urls(DiscoveryResult found) {
        return found.datasets().stream()
                .map(dataset -> text(dataset, ObsCoreColumn.access_url))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
