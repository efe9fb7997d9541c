package org.skytrawl.selection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Service;
import org.skytrawl.model.ServiceKey;
import org.skytrawl.model.TargetSet;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.registry.Candidate;

/** The services that a run queries, and why it does not query the others: one decision for each candidate. Immutable. */
public final class Selection {
    private final List<Candidate> candidates;
    private final List<Decision> decisions;
    private final List<Service> kept;
    private final Map<Service, TargetSet> targets;
    private final Again again;
    private final Supplier<StandbyServices> reserve;
    private final Function<Ivoid, List<Explanation>> explanation;

    /** Selects anew with the same question. */
    interface Again {
        /** @param stored the answers of these are at hand, besides those of before */
        Selection of(List<Candidate> candidates, Set<ServiceKey> stored);
    }

    Selection(
            List<Candidate> candidates,
            List<Decision> decisions,
            Map<Service, TargetSet> targets,
            Supplier<StandbyServices> reserve,
            Again again,
            Function<Ivoid, List<Explanation>> explanation) {
        this.explanation = explanation;
        this.targets = targets;
        this.again = again;
        this.reserve = reserve;
        this.candidates = List.copyOf(candidates);
        this.decisions = List.copyOf(decisions);
        this.kept = this.decisions.stream()
                .filter(Decision::isKept)
                .map(Decision::service)
                .toList();
    }

    /** One for each candidate: by protocol, the best first, then by ivoid and access URL. */
    public List<Decision> decisions() {
        return decisions;
    }

    /** The candidates in the order of the decisions. */
    public List<Candidate> candidates() {
        return candidates;
    }

    /** The services to query, in the same order. */
    public List<Service> kept() {
        return kept;
    }

    /** The candidates that are not queried, in the same order. */
    public List<Decision> left() {
        return decisions.stream().filter(decision -> !decision.isKept()).toList();
    }

    /** The targets to ask a service for that can be queried: those in its coverage; null without a target list. */
    public @Nullable TargetSet targets(Service service) {
        return targets.get(service);
    }

    /** The stand-ins for services that fail; a new object for each run. */
    public StandbyServices reserve() {
        return reserve.get();
    }

    /**
     * Limits the selection to some of the services that can be queried. The others are skipped as not chosen, and so
     * represent no service any more.
     *
     * @param chosen true for the services that the caller wants
     */
    public Selection only(Predicate<Service> chosen) {
        return again.of(ServiceSelection.without(candidates, decisions, chosen), Set.of());
    }

    /**
     * Adds services whose answers are at hand: whatever they declare, they are not left out, unless the question cannot be put to
     * them or another has the same data. One that is a candidate already stays one candidate.
     */
    public Selection with(List<Service> stored) {
        Set<ServiceKey> keys = new TreeSet<>();
        stored.forEach(service -> keys.add(service.key()));
        List<Candidate> all = new ArrayList<>();
        Set<ServiceKey> known = new TreeSet<>();
        for (Candidate each : candidates) {
            boolean isStored = keys.contains(each.service().key());
            // to read an answer, neither a login nor a usable interface is needed
            all.add(isStored ? new Candidate(each.service(), each.servedBy(), each.tableNames(), null) : each);
            known.add(each.service().key());
        }
        stored.stream()
                .filter(service -> !known.contains(service.key()))
                .map(Candidate::of)
                .forEach(all::add);
        return again.of(all, keys);
    }

    /** Why each service of a resource is queried, or is not; empty if it has no candidate. */
    public List<Explanation> explain(Ivoid ivoid) {
        return explanation.apply(ivoid);
    }

    /** The number of services that are left out only because they declare no coverage. */
    public int undeclared() {
        return (int) decisions.stream()
                .filter(decision -> decision instanceof Decision.Excluded left
                        && left.why() instanceof ServiceOutcome.Pruned pruned
                        && pruned.undeclared())
                .count();
    }
}
