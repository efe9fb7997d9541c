package org.skytrawl.simvo.truth;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.fault.Fault.Effect;
import org.skytrawl.simvo.universe.Dataset;
import org.skytrawl.simvo.universe.SimProtocol;
import org.skytrawl.simvo.universe.SimService;
import org.skytrawl.simvo.universe.Universe;

/**
 * Computes the datasets that can be found, from the universe alone. The code is as plain as possible, and shares
 * nothing with the code that it judges.
 */
public final class Truth {
    private final Question question;
    private final List<Candidate> candidates;
    private final List<List<Integer>> matching = new ArrayList<>();
    private final @Nullable Fate[] fates;

    /** The candidates that are queried first, and those that are queried first or as stand-ins. */
    private final BitSet asked = new BitSet();

    private final BitSet askedInTheEnd = new BitSet();

    private Truth(Universe universe, Question question) {
        this.question = question;
        this.candidates = Candidates.of(universe);
        this.fates = new @Nullable Fate[candidates.size()];
        for (Candidate candidate : candidates) {
            matching.add(matching(candidate.protocol(), candidate.service(), question));
        }
        choose();
    }

    public static TruthAnswer of(Universe universe, Question question) {
        TreeSet<Integer> all = new TreeSet<>();
        for (SimService service : universe.services()) {
            all.addAll(matching(service.protocol(), service, question));
        }
        return new Truth(universe, question).answer(all);
    }

    private static List<Integer> matching(SimProtocol protocol, @Nullable SimService service, Question question) {
        return service == null ? List.of() : ids(service, dataset -> DatasetMatch.counts(protocol, dataset, question));
    }

    private static List<Integer> ids(SimService service, Predicate<Dataset> which) {
        return service.published().stream()
                .map(SimService.Published::dataset)
                .filter(which)
                .map(Dataset::id)
                .distinct()
                .toList();
    }

    private void choose() {
        List<Integer> left = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            fates[i] = withoutOthers(candidates.get(i));
            if (fates[i] == null) {
                left.add(i);
            }
        }
        Elision elision = Elision.of(left.stream().map(candidates::get).toList(), question.matchingTypes());
        int[] ends = elision.ends();
        boolean[] atLast =
                elision.askedInTheEnd(i -> candidates.get(left.get(i)).effect() == Effect.ALL);
        for (int i = 0; i < ends.length; i++) {
            int candidate = left.get(i);
            asked.set(candidate, ends[i] == i);
            askedInTheEnd.set(candidate, atLast[i]);
            fates[candidate] = ends[i] == i
                    ? asked(candidates.get(candidate))
                    : new Fate(
                            Fate.Kind.ELIDED, candidates.get(left.get(ends[i])).ivoid());
        }
    }

    private static Fate asked(Candidate candidate) {
        String fault = candidate.fault();
        return fault == null || candidate.effect() == Effect.ALL
                ? new Fate(Fate.Kind.ASKED_OK)
                : new Fate(Fate.Kind.ASKED_FAULTY, fault);
    }

    /** The fate of a candidate that does not depend on others, or null if it can be queried. */
    private @Nullable Fate withoutOthers(Candidate candidate) {
        Fate excluded = excluded(candidate, question);
        if (excluded != null) {
            return excluded;
        }
        if (candidate.protocol().has(SimProtocol.Rule.NEEDS_PLACE) && question.place() == null) {
            return new Fate(Fate.Kind.SKIPPED, "no cone");
        }
        if (!question.isBounded()) {
            return new Fate(Fate.Kind.SKIPPED, "unbounded");
        }
        Match match = CoverageMatch.of(candidate.declared(), question);
        if (match == Match.NO) {
            return new Fate(Fate.Kind.PRUNED_OUTSIDE);
        }
        return match.counts(question.inclusive()) ? null : new Fate(Fate.Kind.PRUNED_UNDECLARED);
    }

    /** The fate of a candidate that is not queried about any place, or null. */
    static @Nullable Fate excluded(Candidate candidate, Question question) {
        if (candidate.kind().isForMembers()) {
            return new Fate(Fate.Kind.SKIPPED, "needs login");
        }
        if (candidate.kind().isTheory() && !question.theory()) {
            return new Fate(Fate.Kind.SKIPPED, "theory");
        }
        if (!candidate.protocol().givesAnyOf(question.matchingTypes())) {
            return new Fate(Fate.Kind.SKIPPED, "other types");
        }
        if (!TypeTerms.mayHave(candidate.productTypes(), question.productTypes())) {
            return new Fate(Fate.Kind.SKIPPED, "other types declared");
        }
        return null;
    }

    private TruthAnswer answer(SortedSet<Integer> all) {
        TreeSet<Integer> reachable = new TreeSet<>();
        TreeSet<Integer> partial = new TreeSet<>();
        TreeSet<Integer> afterAll = new TreeSet<>();
        List<RegisteredService> services = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            if (askedInTheEnd.get(i) && candidate.effect() == Effect.ALL) {
                afterAll.addAll(matching.get(i));
                reachable.addAll(asked.get(i) ? matching.get(i) : List.of());
            }
            if (askedInTheEnd.get(i) && (candidate.isUncertain() || question.isVague())) {
                partial.addAll(uncertain(candidate));
            }
            services.add(new RegisteredService(
                    candidate.protocol(),
                    candidate.ivoids(),
                    candidate.accessUrl(),
                    candidate.table(),
                    candidate.service() == null ? -1 : candidate.service().number(),
                    candidate.fault(),
                    Objects.requireNonNull(fates[i]),
                    matching.get(i)));
        }
        partial.removeAll(reachable);
        return new TruthAnswer(question, all, reachable, partial, afterAll, services);
    }

    private List<Integer> uncertain(Candidate candidate) {
        return candidate.service() == null
                ? List.of()
                : ids(candidate.service(), dataset -> DatasetMatch.mayCount(candidate.protocol(), dataset, question));
    }
}
