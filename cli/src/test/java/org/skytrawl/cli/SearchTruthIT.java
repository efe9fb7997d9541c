package org.skytrawl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.skytrawl.Discovery;
import org.skytrawl.DiscoveryPlan;
import org.skytrawl.Skytrawl;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Question;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.registry.Candidate;
import org.skytrawl.registry.list.ServiceList;
import org.skytrawl.registry.query.SearchRun;
import org.skytrawl.registry.query.ServicesOf;
import org.skytrawl.registry.search.Author;
import org.skytrawl.registry.search.RegistrySearch;
import org.skytrawl.registry.search.Resource;
import org.skytrawl.registry.search.SearchConstraint;
import org.skytrawl.registry.search.SearchResult;
import org.skytrawl.registry.search.ServiceType;
import org.skytrawl.registry.search.Waveband;
import org.skytrawl.run.Registries;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.universe.SimOptions;

/** What a search finds in the registry of a simulated VO is what its tables say, looked at in plain Java. */
@Timeout(180)
class SearchTruthIT {
    @TempDir
    private static Path cache;

    private static SimulatedVo vo;
    private static Registries registries;
    private static WholeTables tables;

    @BeforeAll
    static void start() throws Exception {
        vo = SimulatedVo.start(SimOptions.of(60, 7));
        registries = Registries.open(List.of(vo.registryUrl()), cache);
        tables = WholeTables.read(
                vo.registryUrl(),
                "resource",
                "capability",
                "interface",
                "res_role",
                "res_subject",
                "subject_uat",
                "res_detail",
                "res_table",
                "table_column",
                "stc_spatial",
                "stc_spectral",
                "stc_temporal");
    }

    @AfterAll
    static void end() {
        registries.close();
        vo.close();
    }

    private static SearchResult found(List<SearchConstraint> constraints) throws Exception {
        return SearchRun.search(
                new RegistrySearch(constraints, 100_000),
                registries.mirrors(),
                Deadline.after(Duration.ofSeconds(60)),
                new Cancellation());
    }

    @ParameterizedTest
    @MethodSource("org.skytrawl.cli.SearchTruthCases#cases")
    void findsWhatTheTablesSay(SearchTruthCases.Case asked) throws Exception {
        Set<String> truth = asked.truth().apply(tables);
        SearchResult found = found(asked.constraints());
        assertThat(found.truncated()).isFalse();
        assertThat(found.resources().stream()
                        .map(resource -> resource.ivoid().value())
                        .toList())
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(truth);
        if (!asked.name().endsWith("none")) {
            assertThat(truth)
                    .as("a case that can fail")
                    .isNotEmpty()
                    .hasSizeLessThan(tables.ivoids().size());
        }
    }

    @Test
    void servicesOfAllResourcesAreTheOnesThatDiscoveryChoosesFrom() throws Exception {
        List<Candidate> known = registries
                .snapshots()
                .read(
                        List.of(vo.registryUrl()),
                        new Question(new Cone(10.68, 41.27, 1), null, null, Set.of("image")),
                        false,
                        Deadline.after(Duration.ofSeconds(60)),
                        new Cancellation())
                .snapshot()
                .candidates();
        SearchResult all = found(List.of(new Author("%")));
        assertThat(all.resources()).hasSize(tables.ivoids().size());
        ServiceList services = registries
                .mirrors()
                .ask(new ServicesOf("all", all.ivoids()), Deadline.after(Duration.ofSeconds(60)), new Cancellation())
                .answer();
        assertThat(services.candidates()).isEqualTo(known);
        assertThat(services.mayBePrivate()).isTrue();
        assertThat(services.notes())
                .anyMatch(note -> note.startsWith("resources without an SIA or SSA service or an ObsCore table ("))
                .anyMatch(note -> note.startsWith("services that cannot be queried ("));
    }

    @Test
    void aDiscoveryAsksTheServicesThatASearchHasFound() throws Exception {
        SearchResult found = found(List.of(Waveband.of("optical"), ServiceType.of("sia1", "sia2")));
        Set<Ivoid> ivoids = new java.util.HashSet<>();
        found.resources().stream().map(Resource::ivoid).forEach(ivoids::add);
        ServiceList services = registries
                .mirrors()
                .ask(
                        new ServicesOf("optical", found.ivoids()),
                        Deadline.after(Duration.ofSeconds(60)),
                        new Cancellation())
                .answer();
        DiscoveryPlan plan =
                Discovery.images().cone(10.68, 41.27, 1).services(services).plan();
        assertThat(plan.selection().decisions())
                .isNotEmpty()
                .allMatch(decision -> ivoids.containsAll(decision.service().ivoids()));
        assertThat(plan.selection().kept()).isNotEmpty();
        assertThat(services.candidates())
                .as("coverage is known")
                .anyMatch(candidate ->
                        !candidate.service().coverage().wavelengthM().isEmpty());
    }

    @Test
    void aClientSearchesAndReadsTheServices() throws Exception {
        List<String> urls = List.of(vo.registryUrl());
        try (Skytrawl client =
                Skytrawl.builder().registries(urls).cacheDirectory(cache).open()) {
            RegistrySearch search = RegistrySearch.of(Waveband.of("optical"), ServiceType.of("sia1", "sia2"));
            SearchResult found = client.registry().search(search);
            assertThat(found.ivoids()).isEqualTo(found(search.constraints()).ivoids());
            ServiceList services = client.registry().services(found, Duration.ofSeconds(60));
            ServiceList asked = registries
                    .mirrors()
                    .ask(
                            new ServicesOf("the search", found.ivoids()),
                            Deadline.after(Duration.ofSeconds(60)),
                            new Cancellation())
                    .answer();
            assertThat(services.candidates()).isNotEmpty().isEqualTo(asked.candidates());
        }
    }

    @Test
    void theCommandWritesAListThatServicesReads() throws Exception {
        Path file = cache.resolve("found.csv");
        Cli search = Cli.run(
                "registry",
                "search",
                "--service-type",
                "sia1,sia2",
                "--waveband",
                "millimeter",
                "--registry",
                vo.registryUrl(),
                "-o",
                file.toString());
        assertThat(search.status()).isZero();
        Set<String> found = new TreeSet<>();
        search.out().lines().forEach(line -> found.add(line.split("\t", -1)[0]));
        assertThat(search.err()).contains(" services in " + file);
        Cli services = Cli.run("services", "--cone", "10.68,41.27,1", "--no-elide", "--services", file.toString());
        assertThat(services.status()).isZero();
        Set<String> asked = new TreeSet<>();
        services.out().lines().forEach(line -> asked.add(line.split("\t", -1)[2]));
        assertThat(asked).isNotEmpty().isSubsetOf(found);
        Path again = cache.resolve("again.csv");
        Cli.run(
                "services",
                "--cone",
                "10.68,41.27,1",
                "--no-elide",
                "--services",
                file.toString(),
                "-o",
                again.toString());
        // images are the question: of a resource with images and spectra one service is left
        List<String> ofImages = Files.readAllLines(file).stream()
                .filter(line -> !line.contains("ivo://ivoa.net/std/ssa"))
                .toList();
        assertThat(ofImages).hasSizeLessThan(Files.readAllLines(file).size());
        assertThat(Files.readAllLines(again)).isEqualTo(ofImages);
        Cli wrong = Cli.run("registry", "search", "x", "--registry", vo.registryUrl(), "-o", "found.pdf");
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err()).contains("-o: no form of a service list has the extension of 'found.pdf'");
    }

    @Test
    void resourcesWithoutServicesAreCounted() {
        Path file = cache.resolve("nothing.csv");
        Cli search = Cli.run(
                "registry",
                "search",
                "--ivoid",
                "ivo://sim.skytrawl/org",
                "--registry",
                vo.registryUrl(),
                "-o",
                "" + file);
        assertThat(search.status()).isZero();
        assertThat(search.err())
                .contains("list of 0 services in " + file)
                .contains(
                        "note: resources without an SIA or SSA service or an ObsCore table (1): ivo://sim.skytrawl/org");
    }
}
