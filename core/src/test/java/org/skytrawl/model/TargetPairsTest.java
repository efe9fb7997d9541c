package org.skytrawl.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.skytrawl.merge.Records;
import org.skytrawl.protocol.sia.Sia2;

class TargetPairsTest {
    /** Far from each other, in an order that is not that of the sky. */
    private static final TargetList LIST = TargetList.of(List.of(
            new Target("south", 10, -80, 1),
            new Target("north", 200, 80, 1),
            new Target("empty", 100, 0, 1),
            new Target("middle", 50, 10, 2)));

    private static final Origin ORIGIN = new Origin(new Ivoid("ivo://x/s"), "", Sia2.PROTOCOL, "http://s/");

    private static FoundDataset dataset(String name, double raDeg, double decDeg, @Nullable TargetMatches matches) {
        Records record = Records.of("ivo://d/" + name, null, "http://d/" + name)
                .at(raDeg)
                .with(ObsCoreColumn.s_dec, decDeg)
                .titled(name);
        return new FoundDataset(record.get().withMatches(matches), List.of(ORIGIN));
    }

    private static @Nullable TargetMatches matches(Overlap overlap, String... ids) {
        TargetMatches.Builder matches = new TargetMatches.Builder();
        for (String id : ids) {
            matches.add(LIST.numberOf(id), overlap);
        }
        return matches.build();
    }

    private static List<String> words(List<TargetPair> pairs) {
        return pairs.stream()
                .map(pair -> pair.target().id() + " " + pair.dataset().record().text(ObsCoreColumn.obs_title) + " "
                        + pair.overlap().word())
                .toList();
    }

    private static final List<FoundDataset> DATASETS = List.of(
            dataset("far", 50, 11, matches(Overlap.TESTED, "middle")),
            dataset("unknown", Double.NaN, Double.NaN, matches(Overlap.UNKNOWN, "middle", "south")),
            dataset("none", 0, 0, null),
            dataset("near", 50, 10.1, matches(Overlap.SERVICE, "middle")),
            dataset("wide", 10, -80, matches(Overlap.TESTED, "south", "north")));

    @Test
    void areInTheOrderOfTheListThenOfSeparation() {
        TargetPairs pairs = TargetPairs.of(DATASETS, LIST);
        assertThat(words(pairs))
                .containsExactly(
                        "south wide tested",
                        "south unknown unknown",
                        "north wide tested",
                        "middle near service",
                        "middle far tested",
                        "middle unknown unknown");
        assertThat(pairs.getFirst().separationDeg()).isZero();
        assertThat(pairs.get(1).separationDeg()).isNaN();
        assertThat(pairs.get(4).separationDeg()).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(pairs.distinctTargets()).isEqualTo(3);
    }

    @Test
    void keepTheirOrderWhenSomeAreTaken() {
        TargetPairs pairs = TargetPairs.of(DATASETS, LIST);
        TargetPairs some =
                pairs.only(dataset -> !"unknown".equals(dataset.record().text(ObsCoreColumn.obs_title)));
        assertThat(words(some))
                .containsExactly("south wide tested", "north wide tested", "middle near service", "middle far tested");
        assertThat(words(some.first(1))).containsExactly("south wide tested");
        assertThat(some.datasets())
                .extracting(it -> it.record().text(ObsCoreColumn.obs_title))
                .containsExactly("wide", "near", "far");
        assertThat(words(pairs.sorted((a, b) -> pairs.overlap(a).compareTo(pairs.overlap(b)))))
                .containsExactly(
                        "south wide tested",
                        "north wide tested",
                        "middle far tested",
                        "middle near service",
                        "south unknown unknown",
                        "middle unknown unknown");
    }

    @Test
    void sortsStably() {
        int[] values = new Random(7).ints(1001, 0, 20).toArray();
        int[] order = StableSort.order(values.length, (a, b) -> Integer.compare(values[a], values[b]));
        List<Integer> expected =
                new ArrayList<>(IntStream.range(0, values.length).boxed().toList());
        expected.sort((a, b) -> Integer.compare(values[a], values[b]));
        assertThat(IntStream.of(order).boxed().toList()).isEqualTo(expected);
        assertThat(StableSort.order(0, (a, b) -> 0)).isEmpty();
    }

    @Test
    void matchesAreCollectedInAnyOrderTheStrongestForEach() {
        TargetMatches matches = new TargetMatches.Builder()
                .add(7, Overlap.UNKNOWN)
                .add(999_999, Overlap.SERVICE)
                .add(3, Overlap.TESTED)
                .add(7, Overlap.TESTED)
                .add(7, Overlap.SERVICE)
                .build();
        assertThat(matches).isNotNull();
        assertThat(IntStream.range(0, matches.size())
                        .mapToObj(i -> matches.number(i) + " " + matches.overlap(i))
                        .toList())
                .containsExactly("3 TESTED", "7 TESTED", "999999 SERVICE");
        assertThat(new TargetMatches.Builder().build()).isNull();
    }

    @Test
    void aSetWithTooManyRangesBecomesTheSmallestLargerOne() {
        TargetSet set = TargetSet.parse("0 2-3 7 10-20 22 100", 200);
        assertThat(set.inRanges(6)).isSameAs(set);
        assertThat(set.inRanges(5).text()).isEqualTo("0 2-3 7 10-22 100");
        assertThat(set.inRanges(3).text()).isEqualTo("0-3 7-22 100");
        assertThat(set.inRanges(1).text()).isEqualTo("0-100");
        Random random = new Random(3);
        for (int round = 0; round < 100; round++) {
            TargetSet.Builder builder = new TargetSet.Builder();
            for (int i = 0; i < 300; i++) {
                if (random.nextInt(3) == 0) {
                    builder.add(i);
                }
            }
            TargetSet any = builder.build();
            int most = 1 + random.nextInt(20);
            TargetSet larger = any.inRanges(most);
            assertThat(larger.containsAll(any)).isTrue();
            assertThat(larger.ranges()).isEqualTo(Math.min(most, any.ranges()));
        }
    }
}
