package org.skytrawl.simvo.truth;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.fault.Fault;
import org.skytrawl.simvo.fault.Fault.Effect;
import org.skytrawl.simvo.truth.PairAnswer.Pair;
import org.skytrawl.simvo.truth.PairAnswer.ServiceOfTargets;
import org.skytrawl.simvo.universe.Coverage;
import org.skytrawl.simvo.universe.Dataset;
import org.skytrawl.simvo.universe.SimProtocol;
import org.skytrawl.simvo.universe.SimService;
import org.skytrawl.simvo.universe.Universe;

/**
 * Computes the pairs of targets and datasets that can be found: for each target what {@link Truth} gives for a question
 * about its circle, with the same rules and faster. Shares nothing with the code that it judges.
 */
public final class PairTruth {
    /** As far from its centre a dataset without extent may count if all unknown counts. */
    private static final double BARE_REACH_DEG = 2;

    private static final NearDatasets NONE = new NearDatasets(List.of(), 0);

    private final Question question;
    private final List<Candidate> candidates;

    /** The fates that depend neither on the place nor on other candidates. */
    private final boolean[] excluded;

    private final List<Predicate<Target>> covers = new ArrayList<>();
    private final List<NearDatasets> datasets = new ArrayList<>();
    private final List<NearDatasets> uncertain = new ArrayList<>();
    private final Map<BitSet, Choice> choices = new HashMap<>();
    private final int[] targets;
    private final Set<Pair> matching = new HashSet<>();
    private final Set<Pair> reachable = new HashSet<>();
    private final Set<Pair> partial = new HashSet<>();
    private final Set<Pair> withFailOver = new HashSet<>();

    /** The candidates that are queried first, and those that are queried first or as stand-ins. */
    private record Choice(BitSet asked, BitSet askedInTheEnd) {}

    private PairTruth(Universe universe, Question question) {
        this.question = question;
        this.candidates = Candidates.of(universe);
        this.excluded = new boolean[candidates.size()];
        this.targets = new int[candidates.size()];
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            excluded[i] = Truth.excluded(candidate, question) != null;
            covers.add(covers(candidate));
            datasets.add(near(candidate.service(), bareReachDeg()));
            // a service that is asked otherwise may have any of them in mind
            uncertain.add(isUncertain(candidate) ? near(candidate.service(), 180) : NONE);
        }
    }

    /**
     * @param constraints all but the place: its cone must be null
     * @throws IllegalArgumentException if there is a cone, or two targets have the same id
     */
    public static PairAnswer of(Universe universe, List<Target> targets, Question constraints) {
        if (constraints.cone() != null) {
            throw new IllegalArgumentException("a question about targets has no cone");
        }
        if (targets.stream().map(Target::id).distinct().count() < targets.size()) {
            throw new IllegalArgumentException("two targets have the same id");
        }
        PairTruth truth = new PairTruth(universe, constraints);
        truth.addMatching(universe, targets);
        targets.forEach(truth::add);
        return truth.answer();
    }

    private double bareReachDeg() {
        return question.inclusive() ? BARE_REACH_DEG : 0;
    }

    private static boolean isUncertain(Candidate candidate) {
        return candidate.isUncertain() || spoilsUploads(candidate);
    }

    private static boolean spoilsUploads(Candidate candidate) {
        SimService service = candidate.service();
        Fault fault = service == null ? null : service.fault();
        return service != null
                && service.protocol().table() != null
                && service.ways().uploads().isTaken()
                && fault != null
                && fault.isOfUploads();
    }

    private static NearDatasets near(@Nullable SimService service, double bareReachDeg) {
        List<Dataset> all = service == null
                ? List.of()
                : service.published().stream()
                        .map(SimService.Published::dataset)
                        .distinct()
                        .toList();
        return new NearDatasets(all, bareReachDeg);
    }

    /** Whether a candidate's records declare that it covers a target, or nothing, if that counts. */
    private Predicate<Target> covers(Candidate candidate) {
        Match elsewhere = CoverageMatch.of(candidate.declared(), question);
        List<NearCells> known = new ArrayList<>();
        boolean unknown = false;
        for (Coverage coverage : candidate.declared()) {
            String moc = coverage.moc();
            unknown |= moc == null;
            if (moc != null) {
                known.add(new NearCells(moc));
            }
        }
        Match otherwise = unknown ? Match.UNKNOWN : Match.NO;
        return target -> (known.stream().anyMatch(cells -> cells.overlap(target)) ? Match.YES : otherwise)
                .and(elsewhere)
                .counts(question.inclusive());
    }

    private void addMatching(Universe universe, List<Target> all) {
        for (SimService service : universe.services()) {
            NearDatasets near = near(service, bareReachDeg());
            all.forEach(target -> matching.addAll(pairs(service.protocol(), near, target)));
        }
    }

    private List<Pair> pairs(SimProtocol protocol, NearDatasets near, Target target) {
        Question about = about(target);
        List<Pair> pairs = new ArrayList<>();
        near.forEachNear(target, dataset -> {
            if (DatasetMatch.counts(protocol, dataset, about)) {
                pairs.add(new Pair(target.id(), dataset.id()));
            }
        });
        return pairs;
    }

    private Question about(Target target) {
        return new Question(
                target.cone(),
                question.wavelengthM(),
                question.mjd(),
                question.productTypes(),
                question.inclusive(),
                question.theory());
    }

    private void add(Target target) {
        BitSet left = new BitSet();
        for (int i = 0; i < candidates.size(); i++) {
            left.set(i, !excluded[i] && covers.get(i).test(target));
        }
        Choice choice = choices.computeIfAbsent(left, this::choice);
        choice.asked.stream().forEach(i -> targets[i]++);
        choice.askedInTheEnd.stream().forEach(i -> {
            Candidate candidate = candidates.get(i);
            if (candidate.effect() == Effect.ALL && !spoilsUploads(candidate)) {
                List<Pair> pairs = pairs(candidate.protocol(), datasets.get(i), target);
                withFailOver.addAll(pairs);
                if (choice.asked.get(i)) {
                    reachable.addAll(pairs);
                }
            }
            addUncertain(candidate.protocol(), uncertain.get(i), target);
        });
    }

    private void addUncertain(SimProtocol protocol, NearDatasets near, Target target) {
        Question about = about(target);
        near.forEachNear(target, dataset -> {
            if (DatasetMatch.mayCount(protocol, dataset, about)) {
                partial.add(new Pair(target.id(), dataset.id()));
            }
        });
    }

    private Choice choice(BitSet left) {
        int[] numbers = left.stream().toArray();
        Elision elision =
                Elision.of(IntStream.of(numbers).mapToObj(candidates::get).toList(), question.matchingTypes());
        int[] ends = elision.ends();
        boolean[] atLast = elision.askedInTheEnd(i -> candidates.get(numbers[i]).effect() == Effect.ALL);
        Choice choice = new Choice(new BitSet(), new BitSet());
        for (int i = 0; i < numbers.length; i++) {
            choice.asked.set(numbers[i], ends[i] == i);
            choice.askedInTheEnd.set(numbers[i], atLast[i]);
        }
        return choice;
    }

    private PairAnswer answer() {
        partial.removeAll(reachable);
        Map<ServiceOfTargets, Integer> counts = new HashMap<>();
        for (int i = 0; i < targets.length; i++) {
            Candidate candidate = candidates.get(i);
            int number = candidate.service() == null ? -1 : candidate.service().number();
            counts.merge(
                    new ServiceOfTargets(candidate.ivoids(), candidate.accessUrl(), number), targets[i], Integer::sum);
        }
        return new PairAnswer(matching, reachable, partial, withFailOver, counts);
    }
}
