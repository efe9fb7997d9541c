package org.skytrawl.selection;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Axis;
import org.skytrawl.model.CoverageJudge;
import org.skytrawl.model.Declared;
import org.skytrawl.model.DiscoveryOptions;
import org.skytrawl.model.ProductTypes;
import org.skytrawl.model.Protocol;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.model.ServiceKey;
import org.skytrawl.model.TargetSet;
import org.skytrawl.model.Verdict;
import org.skytrawl.protocol.ProtocolDescriptor;
import org.skytrawl.protocol.known.KnownProtocols;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.registry.Candidate;
import org.skytrawl.registry.regtap.ServiceOrder;

/**
 * Chooses among candidates. Removes those that cannot be queried or have no such data, then those whose coverage does not
 * match, then those that only repeat others. Pure: the order of the candidates does not matter.
 */
public final class ServiceSelection {
    private static final ServiceOutcome.Skipped NOT_CHOSEN =
            new ServiceOutcome.Skipped(ServiceOutcome.Skipped.Why.NOT_CHOSEN, "not chosen by the caller");

    private static final ServiceOutcome.Skipped THEORY = new ServiceOutcome.Skipped(
            ServiceOutcome.Skipped.Why.THEORY, "it declares only theoretical or artificial data");

    /** Orders candidates that differ only in these. */
    private static final Comparator<Candidate> REST = Comparator.comparing(
                    (Candidate candidate) -> candidate.servedBy().toString())
            .thenComparing(candidate -> candidate.tableNames().toString())
            .thenComparing(candidate -> candidate.service().declared().theory())
            .thenComparing(
                    candidate -> new TreeSet<>(candidate.service().declared().productTypes()).toString());

    private ServiceSelection() {}

    /** {@link #select(List, Question, DiscoveryOptions.Which, boolean)} without theory. */
    public static Selection select(
            List<Candidate> candidates, Question constraints, boolean inclusive, boolean elide, boolean prune) {
        return select(candidates, constraints, new DiscoveryOptions.Which(inclusive, elide, false), prune);
    }

    /** @param prune whether what a service declares decides: coverage, product types, and theory */
    public static Selection select(
            List<Candidate> candidates, Question constraints, DiscoveryOptions.Which which, boolean prune) {
        return select(candidates, constraints, which, prune, Map.of(), Set.of());
    }

    /** As an earlier run did, whose services declare nothing: without pruning, each for the targets that it was asked for. */
    public static Selection again(
            List<Candidate> candidates,
            Question constraints,
            DiscoveryOptions.Which which,
            Map<Service, TargetSet> asked) {
        return select(candidates, constraints, which, false, asked, Set.of());
    }

    /**
     * @param known the targets of services, where their coverage does not tell them
     * @param stored what these declare does not decide: their answers are at hand
     */
    private static Selection select(
            List<Candidate> candidates,
            Question constraints,
            DiscoveryOptions.Which which,
            boolean prune,
            Map<Service, TargetSet> known,
            Set<ServiceKey> stored) {
        List<Candidate> ordered = new ArrayList<>(candidates);
        ordered.sort(ServiceSelection::bestFirst);
        CoverageJudge judge = new CoverageJudge(constraints);
        Map<Protocol, Optional<ServiceOutcome>> unaskable = new HashMap<>();
        Set<String> relatedTypes = ProductTypes.related(constraints.productTypes());
        List<Candidate> askable = new ArrayList<>();
        List<TargetSet> targets = new ArrayList<>();
        List<@Nullable ServiceOutcome> left = new ArrayList<>(ordered.size());
        for (Candidate candidate : ordered) {
            ServiceOutcome why = candidate.preset();
            if (why == null) {
                why = unaskable(candidate.service(), constraints, unaskable);
            }
            TargetSet within = known.get(candidate.service());
            if (why == null && prune && !stored.contains(candidate.service().key())) {
                Declared declared = candidate.service().declared();
                why = unsuited(declared, relatedTypes, which.theory());
                if (why == null) {
                    within = judge.targets(declared.coverage());
                    why = pruned(judge.judge(declared.coverage(), within), which.inclusive());
                }
            }
            left.add(why);
            if (why == null) {
                askable.add(candidate);
                if (constraints.targets() != null) {
                    boolean partly = declaresPartly(candidate) && which.inclusive();
                    targets.add(within == null || partly ? constraints.targets().set() : within);
                }
            }
        }
        Elision elision =
                which.elide() ? Elision.of(askable, constraints.productTypes(), targets) : Elision.none(askable);
        Map<Service, TargetSet> targetsOf = new HashMap<>();
        for (int i = 0; i < targets.size(); i++) {
            targetsOf.put(askable.get(i).service(), targets.get(i));
        }
        List<Decision> decisions = new ArrayList<>(ordered.size());
        int next = 0;
        for (int i = 0; i < ordered.size(); i++) {
            Service service = ordered.get(i).service();
            ServiceOutcome why = left.get(i);
            decisions.add(why == null ? elision.decision(next++) : new Decision.Excluded(service, why));
        }
        return new Selection(
                ordered,
                decisions,
                targetsOf,
                elision::reserve,
                (others, more) -> select(others, constraints, which, prune, known, union(stored, more)),
                ivoid -> Explanation.of(ivoid, ordered, decisions, constraints, which.inclusive(), prune));
    }

    /** Whether it has records that declare no coverage in space, besides those that do. */
    private static boolean declaresPartly(Candidate candidate) {
        return candidate.service().declared().coverage().partly().contains(Axis.SPACE);
    }

    private static int bestFirst(Candidate one, Candidate other) {
        int order = ServiceOrder.BEST_FIRST.compare(one.service(), other.service());
        return order == 0 ? REST.compare(one, other) : order;
    }

    /** The rules of the protocols. The rule for the question is evaluated once for thousands of services. */
    private static @Nullable ServiceOutcome unaskable(
            Service service, Question constraints, Map<Protocol, Optional<ServiceOutcome>> known) {
        ProtocolDescriptor protocol = KnownProtocols.descriptor(service.protocol());
        ServiceOutcome unusable = protocol.unusable(service);
        return unusable != null
                ? unusable
                : known.computeIfAbsent(protocol, it -> Optional.ofNullable(protocol.unaskable(constraints)))
                        .orElse(null);
    }

    /**
     * By the kinds of data that it declares.
     *
     * @param related the types asked for, and those of which data may be of one of them; empty for any
     */
    private static ServiceOutcome.@Nullable Skipped unsuited(Declared declared, Set<String> related, boolean theory) {
        Set<String> types = declared.knownProductTypes();
        if (!types.isEmpty() && !related.isEmpty() && Collections.disjoint(types, related)) {
            return new ServiceOutcome.Skipped(
                    ServiceOutcome.Skipped.Why.OTHER_TYPES,
                    "it declares other product types: " + String.join(", ", new TreeSet<>(types)));
        }
        return declared.theory() && !theory ? THEORY : null;
    }

    private static Set<ServiceKey> union(Set<ServiceKey> some, Set<ServiceKey> others) {
        Set<ServiceKey> all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }

    /** Marks the candidates that could be queried but are not chosen. */
    static List<Candidate> without(List<Candidate> candidates, List<Decision> decisions, Predicate<Service> chosen) {
        List<Candidate> rest = new ArrayList<>(candidates.size());
        for (int i = 0; i < candidates.size(); i++) {
            Candidate it = candidates.get(i);
            boolean drop = !(decisions.get(i) instanceof Decision.Excluded) && !chosen.test(it.service());
            rest.add(drop ? new Candidate(it.service(), it.servedBy(), it.tableNames(), NOT_CHOSEN) : it);
        }
        return rest;
    }

    /** A mismatch on any axis comes before an undeclared one. */
    private static ServiceOutcome.@Nullable Pruned pruned(Map<Axis, Verdict> verdicts, boolean inclusive) {
        for (Map.Entry<Axis, Verdict> axis : verdicts.entrySet()) {
            if (axis.getValue() == Verdict.NO) {
                return new ServiceOutcome.Pruned(axis.getKey(), false);
            }
        }
        for (Map.Entry<Axis, Verdict> axis : verdicts.entrySet()) {
            if (!axis.getValue().matches(inclusive)) {
                return new ServiceOutcome.Pruned(axis.getKey(), true);
            }
        }
        return null;
    }
}
