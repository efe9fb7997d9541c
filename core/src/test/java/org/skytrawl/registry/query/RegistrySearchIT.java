package org.skytrawl.registry.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.skytrawl.model.DiscoveryException;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.MocRegion;
import org.skytrawl.net.Cancellation;
import org.skytrawl.net.Deadline;
import org.skytrawl.net.StoppedException;
import org.skytrawl.registry.access.RegistryReply;
import org.skytrawl.registry.search.Author;
import org.skytrawl.registry.search.RegistrySearch;
import org.skytrawl.registry.search.SearchConstraint;
import org.skytrawl.registry.search.SearchResult;
import org.skytrawl.registry.search.SpatialCoverage;
import org.skytrawl.registry.search.TemporalCoverage;
import org.skytrawl.registry.search.UatConcept;
import org.skytrawl.run.Registries;

/** Searching in registries that give little at once, lack something, or do not answer. */
@Timeout(60)
class RegistrySearchIT {
    private static final SearchConstraint ANY = new Author("%");
    private static final SearchConstraint PLACE = SpatialCoverage.of(MocRegion.parse("3/100"));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private ScriptedRegistry first;

    @SuppressWarnings("NullAway.Init")
    private ScriptedRegistry second;

    @BeforeEach
    void start() throws IOException {
        first = new ScriptedRegistry();
        second = new ScriptedRegistry();
        for (ScriptedRegistry registry : List.of(first, second)) {
            IntStream.range(0, 10).forEach(i -> registry.ivoids.add(ivoid(i)));
        }
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    private static String ivoid(int number) {
        return String.format(Locale.ROOT, "ivo://x/%02d", number);
    }

    private Registries registries(ScriptedRegistry... asked) {
        return Registries.open(Arrays.stream(asked).map(ScriptedRegistry::url).toList(), folder);
    }

    private RegistryReply<SearchRun.FoundIvoids> find(int limit, SearchConstraint constraint, ScriptedRegistry... asked)
            throws StoppedException {
        try (Registries registries = registries(asked)) {
            return registries
                    .mirrors()
                    .ask(
                            registry -> new SearchRun(
                                            registry,
                                            new ConstraintAdql(registry.features()).all(List.of(constraint)),
                                            limit)
                                    .find(),
                            Deadline.after(Duration.ofSeconds(20)),
                            new Cancellation());
        }
    }

    private static List<Integer> numbers(SearchRun.FoundIvoids found) {
        return found.ivoids().stream()
                .map(Ivoid::value)
                .map(ivoid -> Integer.valueOf(ivoid.substring(8)))
                .toList();
    }

    @Test
    void goesOnWhereTheRegistryStopped() throws StoppedException {
        first.rowsAtOnce = 4;
        SearchRun.FoundIvoids all = find(10, ANY, first).answer();
        assertThat(numbers(all)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(all.truncated()).isFalse();
        String start = "SELECT ivoid FROM rr.resource WHERE ivoid IN (SELECT ivoid FROM rr.res_role WHERE base_role ="
                + " 'creator' AND role_name LIKE '%')";
        assertThat(first.queries)
                .containsExactly(
                        start + " ORDER BY ivoid",
                        start + " AND ivoid > 'ivo://x/03' ORDER BY ivoid",
                        start + " AND ivoid > 'ivo://x/07' ORDER BY ivoid");
    }

    @Test
    void partsThatDoNotFitTogetherAreNoAnswer() throws StoppedException {
        first.rowsAtOnce = 4;
        first.forgetful = true;
        RegistryReply<SearchRun.FoundIvoids> told = find(10, ANY, first, second);
        assertThat(told.url()).isEqualTo(second.url());
        assertThat(told.tried())
                .containsExactly(first.url() + ": rr.resource: the parts of a cut answer do not fit together");
        first.rowsAtOnce = 0;
        assertThat(find(10, ANY, first, second).url()).isEqualTo(second.url());
    }

    @Test
    void asksForOneMoreThanWantedToKnowOfACut() throws StoppedException {
        SearchRun.FoundIvoids some = find(9, ANY, first).answer();
        assertThat(numbers(some)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(some.truncated()).isTrue();
        assertThat(first.queries).hasSize(1);
        assertThat(find(10, ANY, first).answer().truncated()).isFalse();
    }

    @Test
    void looksAtPagesHereAndGoesOn() throws StoppedException {
        first.hasMoc = false;
        first.rowsAtOnce = 4;
        first.coverage.put(ivoid(2), "3/100");
        first.coverage.put(ivoid(3), "4/401");
        first.coverage.put(ivoid(8), "3/101");
        SearchRun.FoundIvoids found = find(10, PLACE, first).answer();
        assertThat(numbers(found)).containsExactly(2, 3);
        assertThat(found.truncated()).isFalse();
        assertThat(found.notes()).containsExactly(first.url() + ": it cannot compare MOCs: places are compared here");
        assertThat(first.queries.get(1))
                .startsWith("SELECT ivoid, coverage, ref_system_name FROM rr.stc_spatial WHERE (ivoid IN ('ivo://x/00',"
                        + " 'ivo://x/01', 'ivo://x/02', 'ivo://x/03') AND (coverage IS NOT NULL))");
        SearchRun.FoundIvoids one = find(1, PLACE, first).answer();
        assertThat(numbers(one)).containsExactly(2);
        assertThat(one.truncated()).isTrue();
    }

    @Test
    void coverageThatCannotBeReadIsUndeclaredAndSaid() throws StoppedException {
        first.hasMoc = false;
        first.coverage.put(ivoid(1), "6/rubbish");
        first.coverage.put(ivoid(2), "3/100");
        first.coverage.put(ivoid(3), "3/7");
        SearchRun.FoundIvoids strict = find(20, PLACE, first).answer();
        assertThat(numbers(strict)).containsExactly(2);
        assertThat(strict.notes()).anySatisfy(note -> assertThat(note).contains("ivo://x/01"));
        SearchRun.FoundIvoids inclusive = find(
                        20, SpatialCoverage.of(MocRegion.parse("3/100")).withInclusive(true), first)
                .answer();
        assertThat(numbers(inclusive)).containsExactly(0, 1, 2, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void anEmptyMocDeclaresNothing() throws StoppedException {
        first.hasMoc = false;
        first.coverage.put(ivoid(1), "6/");
        first.coverage.put(ivoid(2), "4/400");
        first.coverage.put(ivoid(3), "3/7");
        SpatialCoverage enclosed =
                SpatialCoverage.of(MocRegion.parse("3/100")).withRelation(SpatialCoverage.Relation.ENCLOSED);
        assertThat(numbers(find(20, enclosed, first).answer())).containsExactly(2);
        SearchRun.FoundIvoids inclusive = find(
                        20, SpatialCoverage.of(MocRegion.parse("3/100")).withInclusive(true), first)
                .answer();
        assertThat(numbers(inclusive)).containsExactly(0, 1, 2, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void saysThatAConceptMayHaveMoreWhereSubjectsAreNotMapped() throws StoppedException {
        first.columns.remove("rr.subject_uat");
        UatConcept surveys = new UatConcept(Set.of("surveys"));
        assertThat(find(20, surveys, first).answer().notes())
                .singleElement()
                .asString()
                .contains("no table rr.subject_uat");
    }

    @Test
    void passesOverARegistryWithoutTheTable() throws StoppedException {
        first.columns.remove("rr.stc_spatial");
        RegistryReply<SearchRun.FoundIvoids> told = find(20, PLACE, first, second);
        assertThat(told.url()).isEqualTo(second.url());
        assertThat(told.tried()).containsExactly(first.url() + ": it has no table rr.stc_spatial");
        assertThat(first.queries).isEmpty();
    }

    @Test
    void saysWhatEachLacksIfNoneCan() {
        first.columns.remove("rr.stc_temporal");
        second.columns.remove("rr.stc_temporal");
        try (Registries registries = registries(first, second)) {
            RegistrySearch search = RegistrySearch.of(TemporalCoverage.of("50000"));
            assertThatThrownBy(() -> SearchRun.search(
                            search, registries.mirrors(), Deadline.after(Duration.ofSeconds(20)), new Cancellation()))
                    .isInstanceOf(DiscoveryException.class)
                    .hasMessageContaining(first.url() + ": it has no table rr.stc_temporal")
                    .hasMessageContaining(second.url() + ": it has no table rr.stc_temporal");
        }
    }

    @Test
    void namesTheRegistryThatCouldAsFarAsIsRemembered() throws StoppedException {
        first.hasMoc = false;
        first.ivoids.clear();
        second.ivoids.clear();
        try (Registries registries = registries(second)) {
            registries.mirrors().check(Deadline.after(Duration.ofSeconds(20)), new Cancellation());
        }
        try (Registries registries = registries(first, second)) {
            RegistrySearch search = RegistrySearch.of(PLACE);
            SearchResult here = SearchRun.search(
                    search, registries.mirrors(), Deadline.after(Duration.ofSeconds(20)), new Cancellation());
            assertThat(here.registry()).isEqualTo(first.url());
            assertThat(here.notes())
                    .containsExactly(
                            first.url() + ": it cannot compare MOCs: places are compared here",
                            second.url() + " can evaluate all constraints, according to its last known features");
            second.hangs = true;
            first.hangs = true;
            assertThatThrownBy(() -> SearchRun.search(
                            search, registries.mirrors(), Deadline.after(Duration.ofSeconds(2)), new Cancellation()))
                    .isInstanceOf(DiscoveryException.class)
                    .hasMessageContaining(
                            "according to its last known features, " + first.url() + " or " + second.url());
        }
    }

    @Test
    void aRegistryThatHangsIsLeftForTheNext() throws StoppedException {
        first.hangs = true;
        try (Registries registries = registries(first, second)) {
            second.ivoids.clear();
            SearchResult result = SearchRun.search(
                    RegistrySearch.of(ANY),
                    registries.mirrors(),
                    Deadline.after(Duration.ofSeconds(3)),
                    new Cancellation());
            assertThat(result.registry()).isEqualTo(second.url());
            assertThat(result.tried()).singleElement().asString().contains("timed out");
            assertThat(result.resources()).isEmpty();
        }
    }

    @Test
    void endsSoonWhenCancelled() throws InterruptedException {
        first.hangs = true;
        Cancellation cancellation = new Cancellation();
        try (Registries registries = registries(first, second)) {
            Thread canceller = Thread.ofVirtual().start(() -> {
                while (first.queries.isEmpty()) {
                    Thread.onSpinWait();
                }
                cancellation.cancel();
            });
            long begun = System.nanoTime();
            RegistrySearch search = RegistrySearch.of(ANY);
            assertThatThrownBy(() -> SearchRun.search(
                            search, registries.mirrors(), Deadline.after(Duration.ofSeconds(30)), cancellation))
                    .isInstanceOf(StoppedException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
            assertThat(second.queries).isEmpty();
            canceller.join();
        }
    }

    @Test
    void needsSomethingToLookFor() {
        assertThatThrownBy(RegistrySearch::of)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one constraint");
        RegistrySearch search = RegistrySearch.of(ANY);
        assertThatThrownBy(() -> search.withLimit(0)).hasMessageContaining("1 to 1000000, not 0");
        assertThat(search.and(PLACE).constraints()).containsExactly(ANY, PLACE);
    }
}
