package org.skytrawl.selection;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Service;
import org.skytrawl.model.TargetSet;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.registry.Candidate;

/** The services that a run queries, and why it does not query the others: one decision for each candidate. Immutable. */
public final class Selection {
    private final List<Candidate> candidates;
    private final List<Decision> decisions;
    private final List<Service> kept;
    private final Map<Service, TargetSet> targets;
    private final Function<Predicate<Service>, Selection> again;
    private final Supplier<StandbyServices> reserve;
    private final Function<Ivoid, List<Explanation>> explanation;

    Selection(
            List<Candidate> candidates,
            List<Decision> decisions,
            Map<Service, TargetSet> targets,
            Supplier<StandbyServices> reserve,
            Function<Predicate<Service>, Selection> again,
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
        return again.apply(chosen);
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
