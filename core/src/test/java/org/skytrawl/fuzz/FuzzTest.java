package org.skytrawl.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Isolated;

@DisabledIfSystemProperty(named = "fuzz.index", matches = ".*", disabledReason = "one mutant is asked for")
@Isolated("uses all processors; memory is measured")
class FuzzTest {
    private static final Mutations MUTATIONS =
            Mutations.ofVoTables(Fuzz.resources("/votable/made/", "every_type_binary.xml", "sia1_wcs.xml"));

    /** All mutants, each with how often it came: which thread makes which is by chance. */
    private static Map<String, Integer> mutants() {
        Map<String, Integer> seen = new ConcurrentHashMap<>();
        Fuzz.run(
                "itself",
                300,
                MUTATIONS::mutant,
                (mutant, random) -> seen.merge(java.util.Arrays.toString(mutant) + random.nextInt(), 1, Integer::sum));
        return seen;
    }

    @Test
    void theSameSeedMakesTheSameMutants() {
        Map<String, Integer> first = mutants();
        assertThat(first).hasSizeGreaterThan(250);
        assertThat(mutants()).isEqualTo(first);
    }

    @Test
    void aFindingNamesItsMutant() {
        for (Exception found : List.of(new IllegalStateException("odd"), new java.io.IOException("odd"))) {
            Throwable thrown = catchThrowable(() -> Fuzz.run("findings", 1, MUTATIONS::mutant, (mutant, random) -> {
                throw found;
            }));
            assertThat(thrown)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("mutant 0 of findings with seed ")
                    .hasMessageContaining("-Dfuzz.index=0")
                    .hasCause(found);
        }
    }

    @Test
    void whatTakesTooMuchMemoryIsAFinding() {
        byte[][] kept = new byte[1][];
        Throwable thrown = catchThrowable(
                () -> Fuzz.run("memory", 1, MUTATIONS::mutant, (mutant, random) -> kept[0] = new byte[200 << 20]));
        assertThat(thrown).isInstanceOf(AssertionError.class).hasMessageContaining("bytes of memory");
        assertThat(kept[0]).hasSize(200 << 20);
    }
}
