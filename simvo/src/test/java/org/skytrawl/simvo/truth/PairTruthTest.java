package org.skytrawl.simvo.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.skytrawl.simvo.fault.FaultPlan;
import org.skytrawl.simvo.http.SimServer;
import org.skytrawl.simvo.truth.PairAnswer.Pair;
import org.skytrawl.simvo.truth.Question.Range;
import org.skytrawl.simvo.universe.Dataset;
import org.skytrawl.simvo.universe.SimOptions;
import org.skytrawl.simvo.universe.SimProtocol;
import org.skytrawl.simvo.universe.Universe;
import org.skytrawl.simvo.universe.UniverseMaker;

class PairTruthTest {
    private static final Question IMAGES = new Question(null, null, null, Set.of("image"), false);

    /** Some near datasets, some at the poles and at RA 0, some anywhere. */
    private static List<Target> targets(Universe universe, int count) {
        SplittableRandom random = new SplittableRandom(7);
        List<Target> all = new ArrayList<>();
        all.add(new Target("north", 0, 90, 1));
        all.add(new Target("south", 77, -90, 0.5));
        all.add(new Target("zero", 0, 0, 0.2));
        all.add(new Target("last", 359.9999, 12, 2));
        while (all.size() < count) {
            Dataset near =
                    universe.datasets().get(random.nextInt(universe.datasets().size()));
            boolean anywhere = all.size() % 4 == 0;
            double dec = anywhere ? random.nextDouble(-90, 90) : near.decDeg() + random.nextDouble(-0.5, 0.5);
            all.add(new Target(
                    "t" + all.size(),
                    anywhere ? random.nextDouble(360) : near.raDeg() + random.nextDouble(-0.5, 0.5),
                    Math.clamp(dec, -90, 90),
                    random.nextDouble(0.001, 0.4)));
        }
        return all;
    }

    private static Stream<Question> questions() {
        return Stream.of(
                IMAGES,
                IMAGES.asInclusive(),
                new Question(null, null, new Range(54_832, 59_215), Set.of("image"), false),
                new Question(null, new Range(1e-7, 1e-6), null, Set.of("spectrum", "timeseries"), false),
                new Question(null, null, null, Set.of(), true, true));
    }

    /** The slow and plain way: a question for each target. */
    @ParameterizedTest
    @MethodSource("questions")
    void pairsAreWhatSingleQuestionsFind(Question question) throws IOException {
        try (SimServer server = SimServer.start()) {
            Universe universe = UniverseMaker.make(SimOptions.of(60, 3).withFaults(FaultPlan.parse("0.3")), server);
            List<Target> targets = targets(universe, 24);
            PairAnswer all = PairTruth.of(universe, targets, question);
            Set<Pair> matching = new HashSet<>();
            Set<Pair> reachable = new HashSet<>();
            Set<Pair> partial = new HashSet<>();
            Set<Pair> withFailOver = new HashSet<>();
            int asked = 0;
            for (Target target : targets) {
                TruthAnswer one = Truth.of(
                        universe,
                        new Question(
                                target.cone(),
                                question.wavelengthM(),
                                question.mjd(),
                                question.productTypes(),
                                question.inclusive(),
                                question.theory()));
                one.matching().forEach(id -> matching.add(new Pair(target.id(), id)));
                one.reachable().forEach(id -> reachable.add(new Pair(target.id(), id)));
                one.partial().forEach(id -> partial.add(new Pair(target.id(), id)));
                one.withFailOver().forEach(id -> withFailOver.add(new Pair(target.id(), id)));
                asked += (int) one.services().stream()
                        .filter(service -> service.fate().kind() == Fate.Kind.ASKED_OK
                                || service.fate().kind() == Fate.Kind.ASKED_FAULTY)
                        .count();
            }
            assertThat(all.matching()).isEqualTo(matching).isNotEmpty();
            assertThat(all.reachable()).isEqualTo(reachable).isNotEmpty();
            assertThat(all.partial()).isEqualTo(partial);
            assertThat(all.withFailOver()).isEqualTo(withFailOver);
            assertThat(all.targets().values().stream().mapToInt(i -> i).sum()).isEqualTo(asked);
        }
    }

    /** A client may give up a service whose answers to uploads are wrong; where nothing is uploaded it has no reason to. */
    @Test
    void pairsOfServicesWithWrongAnswersToUploadsAreUncertain() throws IOException {
        SimOptions options = SimOptions.of(12, 3).withLayout(SimOptions.Layout.TARGETS);
        try (SimServer server = SimServer.start()) {
            List<Target> targets = SimTargets.of(3).first(300);
            PairAnswer healthy = PairTruth.of(UniverseMaker.make(options, server), targets, IMAGES);
            Universe universe = UniverseMaker.make(options.withFaults(FaultPlan.parse("upload-shifts=1")), server);
            PairAnswer all = PairTruth.of(universe, targets, IMAGES);
            Set<Integer> ofUploads = new HashSet<>();
            universe.services().stream()
                    .filter(service -> service.protocol() == SimProtocol.OBSTAP
                            && service.ways().uploads().isTaken())
                    .flatMap(service -> service.published().stream())
                    .forEach(published -> ofUploads.add(published.dataset().id()));
            assertThat(all.matching()).isEqualTo(healthy.matching()).isEqualTo(healthy.reachable());
            assertThat(all.reachable()).isNotEmpty().noneMatch(pair -> ofUploads.contains(pair.dataset()));
            assertThat(all.partial()).isNotEmpty().allMatch(pair -> ofUploads.contains(pair.dataset()));
            assertThat(all.matching())
                    .allMatch(pair ->
                            all.reachable().contains(pair) || all.partial().contains(pair));
        }
    }

    @Test
    void aQuestionWithAConeIsNoneAboutTargets() throws IOException {
        try (SimServer server = SimServer.start()) {
            Universe universe = UniverseMaker.make(SimOptions.of(10, 3), server);
            assertThatThrownBy(() -> PairTruth.of(universe, List.of(), Question.EXAMPLE))
                    .isInstanceOf(IllegalArgumentException.class);
            Target target = new Target("a", 1, 2, 0.1);
            assertThatThrownBy(() -> PairTruth.of(universe, List.of(target, target), IMAGES))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("the same id");
        }
    }
}
