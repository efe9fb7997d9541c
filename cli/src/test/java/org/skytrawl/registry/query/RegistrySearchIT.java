package org.skytrawl.registry.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Interval;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.StoppedException;
import org.skytrawl.registry.access.RegistryFeatures;
import org.skytrawl.registry.search.Author;
import org.skytrawl.registry.search.DataModel;
import org.skytrawl.registry.search.Ivoids;
import org.skytrawl.registry.search.RegistrySearch;
import org.skytrawl.registry.search.Resource;
import org.skytrawl.registry.search.SearchConstraint;
import org.skytrawl.registry.search.SearchResult;
import org.skytrawl.registry.search.ServiceType;
import org.skytrawl.registry.search.SpatialCoverage;
import org.skytrawl.registry.search.SpatialCoverage.Relation;
import org.skytrawl.registry.search.SpectralCoverage;
import org.skytrawl.registry.search.TemporalCoverage;
import org.skytrawl.registry.search.UatConcept;
import org.skytrawl.registry.search.UcdPatterns;
import org.skytrawl.registry.search.Waveband;
import org.skytrawl.registry.search.Words;
import org.skytrawl.run.Registries;
import org.skytrawl.simvo.SimulatedVo;
import org.skytrawl.simvo.universe.Coverage;
import org.skytrawl.simvo.universe.Resource.Kind;
import org.skytrawl.simvo.universe.SimOptions;
import org.skytrawl.simvo.universe.Span;
import org.skytrawl.sky.Moc;
import org.skytrawl.sky.RegionCover;
import org.skytrawl.sky.SkyCircle;

/** Every constraint against a simulated registry, also where that registry can do less. */
@Timeout(180)
class RegistrySearchIT {
    private static final Cone PLACE = new Cone(10.68, 41.27, 2);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static SimulatedVo vo;

    @SuppressWarnings("NullAway.Init")
    private static Registries registries;

    @BeforeAll
    static void start() throws IOException {
        vo = SimulatedVo.start(SimOptions.of(150, 3));
        registries = Registries.open(List.of(vo.registryUrl()), folder);
    }

    @AfterAll
    static void stop() {
        registries.close();
        vo.close();
    }

    /** Constraints that find some of the resources, but not all. */
    static List<SearchConstraint> constraints() {
        SpatialCoverage place = SpatialCoverage.of(PLACE);
        return List.of(
                Words.of("tap"),
                Words.of("IMAGES", "registry"),
                Words.of("registry_of"),
                Words.of("survey", "tap"),
                new Author("%Echo%"),
                new Author("Ech_, E."),
                ServiceType.of("sia"),
                ServiceType.of("sia2"),
                ServiceType.of("sia2").withAuxiliary(true),
                ServiceType.of("sia1", "scs").withAuxiliary(true),
                ServiceType.of("ivo://ivoa.net/std/TAP"),
                ServiceType.of("ivo://ivoa.net/std/sia#query-2.0").withAuxiliary(true),
                Waveband.of("optical"),
                Waveband.of("X-ray", "radio"),
                DataModel.of("obscore"),
                DataModel.of("obscore_new"),
                DataModel.of("regtap"),
                Ivoids.of("IVO://sim.skytrawl/registry", "ivo://nowhere/else"),
                UcdPatterns.of("pos.eq.%"),
                place,
                place.withRelation(Relation.COVERS),
                place.withRelation(Relation.ENCLOSED),
                place.withInclusive(true),
                place.withRelation(Relation.COVERS).withInclusive(true),
                SpatialCoverage.of(new Cone(10.68, 41.27, 60)).withRelation(Relation.ENCLOSED),
                SpatialCoverage.point(10.68, 41.27),
                SpatialCoverage.of(PolygonRegion.ofDegrees(9, 40, 12, 40, 12, 42, 9, 42)),
                SpatialCoverage.of(MocRegion.parse("2/10-30")),
                SpectralCoverage.of("500nm"),
                SpectralCoverage.of("2keV..").withInclusive(true),
                TemporalCoverage.of("2009-01-01..2010-12-31"),
                TemporalCoverage.of("..1985-01-01").withInclusive(true));
    }

    private static List<String> found(@Nullable RegistryFeatures features, int limit, SearchConstraint... constraints)
            throws StoppedException {
        return all(features, limit, constraints).ivoids().stream()
                .map(Ivoid::value)
                .toList();
    }

    /** What is found by a registry that is known to have these features, or by its own for null. */
    private static SearchRun.FoundIvoids all(
            @Nullable RegistryFeatures features, int limit, SearchConstraint... constraints) throws StoppedException {
        return registries
                .mirrors()
                .ask(
                        registry -> new SearchRun(
                                        registry,
                                        new ConstraintAdql(features == null ? registry.features() : features)
                                                .all(List.of(constraints)),
                                        limit)
                                .find(),
                        Deadline.after(Duration.ofSeconds(60)),
                        new Cancellation())
                .answer();
    }

    private static RegistryFeatures features() throws StoppedException {
        return registries
                .mirrors()
                .ask(registry -> registry.features(), Deadline.after(Duration.ofSeconds(60)), new Cancellation())
                .answer();
    }

    @Test
    void theRegistrySaysWhatItCan() throws StoppedException {
        RegistryFeatures features = features();
        assertThat(features.hasMoc()).isTrue();
        // it has UNION, but says that its language is ADQL 2.0, for which there is no name for that
        assertThat(features.hasUnion()).isFalse();
        assertThat(features.functions()).contains("ivo_hasword", "ivo_nocasematch", "ivo_hashlist_has");
    }

    @ParameterizedTest
    @MethodSource("constraints")
    void whatIsLookedAtHereIsWhatTheRegistryWouldSay(SearchConstraint constraint) throws StoppedException {
        RegistryFeatures can = features();
        List<String> bySearch = found(null, 1_000, constraint);
        assertThat(bySearch.size()).isBetween(1, vo.universe().resources().size() + 1);
        assertThat(found(less(can, can.functions(), true, true), 1_000, constraint))
                .as("with UNION")
                .isEqualTo(bySearch);
        assertThat(found(less(can, can.functions(), true, false), 1_000, constraint))
                .as("without MOC")
                .isEqualTo(bySearch);
        assertThat(found(less(can, Set.of(), false, false), 1_000, constraint))
                .as("without anything")
                .isEqualTo(bySearch);
        assertThat(found(less(can, Set.of("ivo_hasword"), false, true), 1_000, constraint))
                .as("without comparison of case")
                .isEqualTo(bySearch);
    }

    private static RegistryFeatures less(RegistryFeatures can, Set<String> functions, boolean union, boolean moc) {
        return new RegistryFeatures(can.columns(), functions, union, moc, can.hasGeometry());
    }

    private static Set<String> truth(Predicate<Coverage> wanted) {
        Set<String> ivoids = vo.universe().resources().stream()
                .filter(resource -> wanted.test(resource.coverage()))
                .map(org.skytrawl.simvo.universe.Resource::ivoid)
                .collect(Collectors.toCollection(TreeSet::new));
        if (wanted.test(Coverage.NONE)) {
            ivoids.add("ivo://sim.skytrawl/org");
            ivoids.add("ivo://sim.skytrawl/registry");
        }
        return ivoids;
    }

    private static Predicate<Coverage> space(Predicate<Moc> wanted, boolean inclusive) {
        return coverage -> {
            try {
                return coverage.moc() == null ? inclusive : wanted.test(Moc.parse(coverage.moc()));
            } catch (org.skytrawl.sky.ShapeFormatException e) {
                throw new AssertionError(e);
            }
        };
    }

    @Test
    void placesAreThoseOfTheUniverse() throws StoppedException {
        Moc place = RegionCover.of(SkyCircle.ofDegrees(10.68, 41.27, 2)).cells();
        SpatialCoverage sought = SpatialCoverage.of(PLACE);
        assertThat(found(null, 1_000, sought))
                .containsExactlyElementsOf(truth(space(moc -> moc.overlaps(place), false)));
        assertThat(found(null, 1_000, sought.withRelation(Relation.COVERS)))
                .containsExactlyElementsOf(truth(space(moc -> place.minus(moc).isEmpty(), false)));
        assertThat(found(null, 1_000, sought.withRelation(Relation.ENCLOSED).withInclusive(true)))
                .containsExactlyElementsOf(truth(space(moc -> moc.minus(place).isEmpty(), true)));
        assertThat(found(null, 1_000, sought.withInclusive(true)))
                .containsExactlyElementsOf(truth(space(moc -> moc.overlaps(place), true)))
                .contains("ivo://sim.skytrawl/org")
                .hasSizeGreaterThan(found(null, 1_000, sought).size());
    }

    @Test
    void wavelengthsAndTimesAreThoseOfTheUniverse() throws StoppedException {
        Span band = new Span(400e-9, 700e-9);
        assertThat(found(null, 1_000, SpectralCoverage.of("400nm..700nm")))
                .isNotEmpty()
                .containsExactlyElementsOf(truth(coverage ->
                        coverage.wavelengthM() != null && coverage.wavelengthM().overlaps(band)));
        Span time = new Span(54832, 55561);
        assertThat(found(null, 1_000, new TemporalCoverage(new Interval(54832, 55561), true)))
                .containsExactlyElementsOf(truth(
                        coverage -> coverage.mjd() == null || coverage.mjd().overlaps(time)));
    }

    @Test
    void standardsAreThoseOfTheUniverse() throws StoppedException {
        assertThat(found(null, 1_000, ServiceType.of("sia2").withAuxiliary(true)))
                .containsExactlyElementsOf(having(Kind.SIA2, Kind.SIA2_AUX, Kind.SIA2_AS_SIA1, Kind.SIA2_MEMBERS));
        assertThat(found(null, 1_000, ServiceType.of("sia1")))
                .containsExactlyElementsOf(having(Kind.SIA1, Kind.SIA2_AS_SIA1));
    }

    private static List<String> having(Kind... kinds) {
        Set<Kind> wanted = Set.of(kinds);
        return vo.universe().resources().stream()
                .filter(resource ->
                        resource.capabilities().stream().anyMatch(capability -> wanted.contains(capability.kind())))
                .map(org.skytrawl.simvo.universe.Resource::ivoid)
                .sorted()
                .toList();
    }

    @Test
    void constraintsAllHold() throws StoppedException {
        SearchConstraint place = SpatialCoverage.of(PLACE);
        SearchConstraint type = ServiceType.of("sia1");
        List<String> both = found(null, 1_000, place, type);
        assertThat(both)
                .isNotEmpty()
                .isEqualTo(found(null, 1_000, place).stream()
                        .filter(having(Kind.SIA1, Kind.SIA2_AS_SIA1)::contains)
                        .toList());
        assertThat(found(less(features(), Set.of(), false, false), 1_000, place, type))
                .isEqualTo(both);
    }

    @Test
    void aCutIsSeenAndSaid() throws StoppedException {
        SearchConstraint type = ServiceType.of("sia1");
        List<String> whole = found(null, 1_000, type);
        int count = whole.size();
        assertThat(all(null, count, type).truncated()).isFalse();
        assertThat(all(null, count - 1, type).truncated()).isTrue();
        assertThat(found(null, count - 1, type)).isEqualTo(whole.subList(0, count - 1));
        SearchConstraint place = SpatialCoverage.of(PLACE);
        RegistryFeatures less = less(features(), Set.of(), false, false);
        List<String> near = found(null, 1_000, place);
        assertThat(all(less, near.size(), place).truncated()).isFalse();
        SearchRun.FoundIvoids cut = all(less, near.size() - 1, place);
        assertThat(cut.truncated()).isTrue();
        assertThat(cut.notes()).singleElement().asString().contains("cannot compare MOCs");
    }

    @Test
    void givesWholeResourcesInOrder() throws StoppedException {
        SearchResult result = SearchRun.search(
                RegistrySearch.of(ServiceType.of("sia1"))
                        .and(SpatialCoverage.of(PLACE))
                        .withLimit(3),
                registries.mirrors(),
                Deadline.after(Duration.ofSeconds(60)),
                new Cancellation());
        assertThat(result.resources()).hasSize(3);
        assertThat(result.truncated()).isTrue();
        assertThat(result.registry()).isEqualTo(vo.registryUrl());
        assertThat(result.resources().stream()
                        .map(Resource::ivoid)
                        .map(Ivoid::value)
                        .toList())
                .isSorted();
        assertThat(result.resources().stream()
                        .flatMap(resource -> resource.capabilities().stream())
                        .map(Resource.Capability::standardId)
                        .filter(Objects::nonNull))
                .contains("ivo://ivoa.net/std/sia");
        assertThat(result.notes()).isEmpty();
    }

    @Test
    void findsNothingWithoutTrouble() throws StoppedException {
        SearchResult result = SearchRun.search(
                RegistrySearch.of(Words.of("platypus")),
                registries.mirrors(),
                Deadline.after(Duration.ofSeconds(60)),
                new Cancellation());
        assertThat(result.resources()).isEmpty();
        assertThat(result.truncated()).isFalse();
    }

    /** Texts that would end a literal, or a query, if they were taken for more than data. */
    @Test
    void whatUsersWriteIsData() throws StoppedException {
        List<SearchConstraint> hostile = new ArrayList<>();
        for (String text : List.of("x') OR (1=1", "';--", "a'' OR 'a'='a", "\\", "\"res_title\"z")) {
            hostile.add(new Author(text));
            hostile.add(UcdPatterns.of(text));
            hostile.add(Ivoids.of("ivo://" + text));
            hostile.add(new UatConcept(Set.of(text)));
        }
        Stream.of("x')z", "o'neill%", "b;z", "q\"_'z").map(Words::of).forEach(hostile::add);
        for (SearchConstraint constraint : hostile) {
            assertThat(found(null, 1_000, constraint)).as(constraint.toString()).isEmpty();
        }
    }
}
