package org.skytrawl.registry.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.MocRegion;
import org.skytrawl.model.PolygonRegion;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.registry.access.RegistryFeatures;
import org.skytrawl.registry.search.Author;
import org.skytrawl.registry.search.DataModel;
import org.skytrawl.registry.search.Ivoids;
import org.skytrawl.registry.search.SearchConstraint;
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

/** The registry of the DaCHS in {@code testbed/dachs} takes all of our ADQL, and what is looked at here is what it would say. */
@Tag("dachs")
@Timeout(120)
class RegistrySearchDachsIT {
    private static final String URL = "http://127.0.0.1:8080/tap";

    /** Of another resource than ours, which are others in each testbed. */
    private static final String LONER = "ivo://x-loopback.test/loner/q/sia";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    static List<SearchConstraint> thatFindLoner() {
        SpatialCoverage m31 = SpatialCoverage.of(new Cone(10.68, 41.27, 0.2));
        return List.of(
                Words.of("infrared", "Deep"),
                Words.of("infrared-astronomy"),
                Words.of("astro"),
                new Author("Loopback, _."),
                ServiceType.of("sia"),
                ServiceType.of("tap", "sia2").withAuxiliary(true),
                Waveband.of("Infrared", "X-ray"),
                Ivoids.of("IVO://X-LOOPBACK.test/loner/q/sia"),
                UcdPatterns.of("pos.eq.r_;meta.main", "VOX:Image%", "time%"),
                new UatConcept(Set.of("infrared-astronomy", "surveys")),
                m31,
                m31.withRelation(Relation.COVERS),
                SpatialCoverage.of(new Cone(10.68, 41.27, 30)).withRelation(Relation.ENCLOSED),
                SpatialCoverage.point(10.68, 41.27).withInclusive(true),
                SpatialCoverage.of(PolygonRegion.ofDegrees(9, 40, 12, 40, 12, 42, 9, 42)),
                SpatialCoverage.of(MocRegion.parse("2/0-80")),
                SpectralCoverage.of("3.5um"),
                SpectralCoverage.of("3um..").withInclusive(true),
                TemporalCoverage.of("59001"),
                TemporalCoverage.of("59003..").withInclusive(true));
    }

    static List<SearchConstraint> thatFindOthers() {
        SpatialCoverage pole = SpatialCoverage.of(new Cone(0, -80, 0.1));
        return List.of(
                Words.of("radio"),
                Words.of("100%"),
                new Author("Loopback Bot"),
                ServiceType.of("sia2"),
                ServiceType.of("ivo://ivoa.net/std/registry"),
                Waveband.of("optical"),
                DataModel.of("obscore"),
                DataModel.of("regtap"),
                DataModel.of("obscore_new"),
                DataModel.of("epntap"),
                new UatConcept(Set.of("virtual-observatories")),
                pole,
                pole.withRelation(Relation.ENCLOSED).withInclusive(false),
                SpectralCoverage.of("..1um"),
                TemporalCoverage.of("55000..55100"));
    }

    private List<String> found(SearchConstraint constraint, boolean canAll) throws Exception {
        try (Registries registries = Registries.open(List.of(URL), folder)) {
            return registries
                    .mirrors()
                    .ask(
                            registry -> {
                                RegistryFeatures can = registry.features();
                                assertThat(can.hasMoc() && can.hasUnion()).isTrue();
                                RegistryFeatures less =
                                        new RegistryFeatures(can.columns(), Set.of(), false, false, false);
                                return new SearchRun(
                                                registry,
                                                new ConstraintAdql(canAll ? can : less).all(List.of(constraint)),
                                                1_000)
                                        .find();
                            },
                            Deadline.after(Duration.ofSeconds(60)),
                            new Cancellation())
                    .answer()
                    .ivoids()
                    .stream()
                    .map(Ivoid::value)
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource
    void thatFindLoner(SearchConstraint constraint) throws Exception {
        assertThat(found(constraint, true)).contains(LONER).isEqualTo(found(constraint, false));
    }

    @ParameterizedTest
    @MethodSource
    void thatFindOthers(SearchConstraint constraint) throws Exception {
        assertThat(found(constraint, true)).doesNotContain(LONER).isEqualTo(found(constraint, false));
    }
}
