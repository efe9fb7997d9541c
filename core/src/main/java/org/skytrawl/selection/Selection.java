package org.skytrawl.selection;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Service;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.registry.Candidate;

/** Which services are to be asked, and why the rest are not: one decision for each candidate. Immutable. */
public final class Selection {
    private final List<Candidate> candidates;
    private final List<Decision> decisions;
    private final List<Service> kept;
    private final Function<Predicate<Service>, Selection> again;
    private final Supplier<StandbyServices> reserve;
    private final Function<Ivoid, List<Explanation>> explanation;

    /** Orders the decisions by preference, so that the order of the candidates does not show. */
    Selection(
            List<Candidate> candidates,
            List<Decision> decisions,
            Supplier<StandbyServices> reserve,
            Function<Predicate<Service>, Selection> again,
            Function<Ivoid, List<Explanation>> explanation) {
        this.explanation = explanation;
        this.again = again;
        this.reserve = reserve;
        this.candidates = List.copyOf(candidates);
        this.decisions = List.copyOf(decisions);
        this.kept = this.decisions.stream()
                .filter(Decision::isKept)
                .map(Decision::service)
                .toList();
    }

    /** One for each candidate, the better protocol first, then by ivoid and access URL. */
    public List<Decision> decisions() {
        return decisions;
    }

    /** The candidates that were decided on, in the same order. */
    public List<Candidate> candidates() {
        return candidates;
    }

    /** The services to ask, in the same order. */
    public List<Service> kept() {
        return kept;
    }

    /** The candidates that are not asked, in the same order. */
    public List<Decision> left() {
        return decisions.stream().filter(decision -> !decision.isKept()).toList();
    }

    /** What keeps an eye on the services that are left out for the sake of others; a new one for each run. */
    public StandbyServices reserve() {
        return reserve.get();
    }

    /**
     * The same question for those services only that the caller chooses among the askable ones; the others are skipped, as
     * not chosen. What had been left out for the sake of one of those is chosen from anew.
     */
    public Selection only(Predicate<Service> chosen) {
        return again.apply(chosen);
    }

    /** Why each service of a resource is asked, or is not; empty if none of the candidates belongs to it. */
    public List<Explanation> explain(Ivoid ivoid) {
        return explanation.apply(ivoid);
    }

    /** How many services are not asked for want of declared coverage; {@code inclusive} would ask them. */
    public int undeclared() {
        return (int) decisions.stream()
                .filter(decision -> decision instanceof Decision.Excluded left
                        && left.why() instanceof ServiceOutcome.Pruned pruned
                        && pruned.undeclared())
                .count();
    }
}
