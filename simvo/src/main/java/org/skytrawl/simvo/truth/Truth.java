package org.skytrawl.simvo.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.universe.SimProtocol;
import org.skytrawl.simvo.universe.SimService;
import org.skytrawl.simvo.universe.Universe;

/**
 * Works out what there is to be found, from the universe alone: the plainest code that could be right, which shares nothing
 * with what it is the measure of.
 */
public final class Truth {
    private final Question question;
    private final List<Candidate> candidates;
    private final List<List<Integer>> matching = new ArrayList<>();
    private final @Nullable Fate[] fates;

    /** For each candidate the place of the one asked for it, or -1 if it could not be asked anyway. */
    private final int[] askedFor;

    private Truth(Universe universe, Question question) {
        this.question = question;
        this.candidates = Candidates.of(universe);
        this.fates = new @Nullable Fate[candidates.size()];
        this.askedFor = new int[candidates.size()];
        for (Candidate candidate : candidates) {
            matching.add(matching(candidate.protocol(), candidate.service(), question));
        }
        choose();
    }

    /** The answer to a question. */
    public static TruthAnswer of(Universe universe, Question question) {
        TreeSet<Integer> all = new TreeSet<>();
        for (SimService service : universe.services()) {
            all.addAll(matching(service.protocol(), service, question));
        }
        return new Truth(universe, question).answer(all);
    }

    private static List<Integer> matching(SimProtocol protocol, @Nullable SimService service, Question question) {
        return service == null
                ? List.of()
                : service.published().stream()
                        .map(SimService.Published::dataset)
                        .filter(dataset -> DatasetMatch.counts(protocol, dataset, question))
                        .map(org.skytrawl.simvo.universe.Dataset::id)
                        .toList();
    }

    private void choose() {
        List<Integer> left = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            askedFor[i] = -1;
            fates[i] = withoutOthers(candidates.get(i));
            if (fates[i] == null) {
                left.add(i);
            }
        }
        int[] ends = Elision.of(left.stream().map(candidates::get).toList(), question.wantsOnlyImages());
        for (int i = 0; i < ends.length; i++) {
            int candidate = left.get(i);
            int end = left.get(ends[i]);
            String fault = candidates.get(candidate).fault();
            askedFor[candidate] = end;
            if (candidate != end) {
                fates[candidate] = new Fate.Elided(candidates.get(end).ivoid());
            } else {
                fates[candidate] = fault == null ? new Fate.AskedOk() : new Fate.AskedFaulty(fault);
            }
        }
    }

    /** What becomes of a candidate whatever other ones there are, or null if it can be asked. */
    private @Nullable Fate withoutOthers(Candidate candidate) {
        if (candidate.forMembers()) {
            return new Fate.Skipped("needs login");
        }
        if (candidate.protocol() != SimProtocol.OBSTAP && !question.wantsImages()) {
            return new Fate.Skipped("no images asked");
        }
        if (candidate.protocol() == SimProtocol.SIA1 && question.cone() == null) {
            return new Fate.Skipped("no cone");
        }
        if (!question.isBounded()) {
            return new Fate.Skipped("unbounded");
        }
        Match match = CoverageMatch.of(candidate.declared(), question);
        if (match == Match.NO) {
            return new Fate.PrunedOutside();
        }
        return match.counts(question.inclusive()) ? null : new Fate.PrunedUndeclared();
    }

    private TruthAnswer answer(SortedSet<Integer> all) {
        TreeSet<Integer> reachable = new TreeSet<>();
        TreeSet<Integer> partial = new TreeSet<>();
        TreeSet<Integer> afterAll = new TreeSet<>();
        List<RegisteredService> services = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            boolean works = candidate.fault() == null;
            if (askedFor[i] == i) {
                if (works) {
                    reachable.addAll(matching.get(i));
                } else if (candidate.givesPart()) {
                    partial.addAll(matching.get(i));
                }
            } else if (askedFor[i] >= 0 && works && candidates.get(askedFor[i]).fault() != null) {
                afterAll.addAll(matching.get(i));
            }
            services.add(new RegisteredService(
                    candidate.protocol(),
                    candidate.ivoids(),
                    candidate.accessUrl(),
                    candidate.table(),
                    candidate.service() == null ? -1 : candidate.service().number(),
                    candidate.fault(),
                    java.util.Objects.requireNonNull(fates[i]),
                    matching.get(i)));
        }
        partial.removeAll(reachable);
        afterAll.addAll(reachable);
        return new TruthAnswer(question, all, reachable, partial, afterAll, services);
    }
}
