package org.skytrawl.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetListTest {
    private static List<Target> targets(int size) {
        Random random = new Random(size);
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            targets.add(new Target(
                    "Grüße " + i, random.nextDouble() * 400 - 20, random.nextDouble() * 180 - 90, 0.001 + i % 3));
        }
        return targets;
    }

    @Test
    void keepsTheTargetsInTheirOrder() {
        List<Target> given = targets(1000);
        TargetList list = TargetList.of(given);
        assertThat(list).containsExactlyElementsOf(given);
        for (int row = 0; row < 1000; row++) {
            int number = list.numberOfRow(row);
            assertThat(list.row(number)).isEqualTo(row);
            assertThat(list.target(number)).isEqualTo(given.get(row));
            assertThat(list.numberOf(given.get(row).id())).isEqualTo(number);
        }
        assertThat(list.numberOf("Grüße 1000")).isEqualTo(-1);
    }

    @Test
    void twoTargetsOfOneIdAreAnErrorThatNamesThem() {
        List<Target> given = targets(20);
        given.add(new Target("Grüße 7", 1, 2, 3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TargetList.of(given))
                .withMessage("targets 8 and 21 have the same id 'Grüße 7'");
    }

    @Test
    void anEmptyListAndWrongTargetsAreErrors() {
        assertThatIllegalArgumentException().isThrownBy(() -> TargetList.of(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Target("a", 1, 91, 1))
                .withMessageContaining("91");
        assertThatIllegalArgumentException().isThrownBy(() -> new Target(" ", 1, 9, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Target("a", Double.NaN, 9, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Target("a", 1, 9, 0));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void setsAreThoseOfBits(long seed) {
        Random random = new Random(seed);
        BitSet a = bits(random);
        BitSet b = bits(random);
        BitSet both = (BitSet) a.clone();
        both.and(b);
        BitSet any = (BitSet) a.clone();
        any.or(b);
        BitSet rest = (BitSet) a.clone();
        rest.andNot(b);
        assertThat(set(a).intersection(set(b))).isEqualTo(set(both));
        assertThat(set(a).union(set(b))).isEqualTo(set(any));
        assertThat(set(a).minus(set(b))).isEqualTo(set(rest));
        assertThat(set(any).containsAll(set(a))).isTrue();
        assertThat(set(a).containsAll(set(b))).isEqualTo(both.equals(b));
        assertThat(set(a).size()).isEqualTo(a.cardinality());
        assertThat(TargetSet.parse(set(a).text(), 100)).isEqualTo(set(a));
        for (int i = 0; i < 100; i++) {
            assertThat(set(a).contains(i)).isEqualTo(a.get(i));
        }
        BitSet some = new BitSet();
        a.stream().skip(5).limit(10).forEach(some::set);
        assertThat(set(a).slice(5, 10)).isEqualTo(set(some));
    }

    private static BitSet bits(Random random) {
        BitSet bits = new BitSet();
        double density = random.nextDouble();
        for (int i = 0; i < 100; i++) {
            bits.set(i, random.nextDouble() < density);
        }
        return bits;
    }

    private static TargetSet set(BitSet bits) {
        TargetSet.Builder set = new TargetSet.Builder();
        bits.stream().forEach(set::add);
        return set.build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "1-", "-1", "3-2", "100", "99-100", "5 4", "1  2", "99999999999"})
    void otherTextsAreNoSets(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> TargetSet.parse(text, 100));
    }

    @Test
    void matchesUniteToTheStrongerWord() {
        TargetMatches tested = matches(Overlap.TESTED, 1, 5);
        TargetMatches word = matches(Overlap.SERVICE, 2, 5, 900_000);
        TargetMatches both = TargetMatches.union(tested, word);
        assertThat(both).isEqualTo(TargetMatches.union(word, tested)).isNotNull();
        assertThat(both.size()).isEqualTo(4);
        assertThat(both.number(3)).isEqualTo(900_000);
        assertThat(both.overlap(3)).isEqualTo(Overlap.SERVICE);
        assertThat(both.overlap(2)).isEqualTo(Overlap.TESTED);
        assertThat(both.strongest()).isEqualTo(Overlap.TESTED);
        assertThat(TargetMatches.union(null, word)).isSameAs(word);
        assertThat(word.minus(tested)).isEqualTo(matches(Overlap.SERVICE, 2, 900_000));
        assertThat(tested.minus(word)).isEqualTo(tested);
        assertThat(tested.minus(both)).isNull();
    }

    private static TargetMatches matches(Overlap overlap, int... numbers) {
        TargetMatches matches = TargetMatches.of(numbers, overlap);
        assertThat(matches).isNotNull();
        return matches;
    }
}
