package org.skytrawl.registry;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Predicate;
import org.skytrawl.model.Service;
import org.skytrawl.provenance.ServiceOutcome;

/** Which services are to be asked, and why the rest are not: one decision for each candidate. Immutable. */
public final class Selection {
    private static final ServiceOutcome.Skipped NOT_CHOSEN =
            new ServiceOutcome.Skipped(ServiceOutcome.Skipped.Why.NOT_CHOSEN, "not chosen by the caller");

    private final List<Decision> decisions;
    private final List<Service> kept;
    private final IdentityHashMap<Service, List<Service>> elidedFor;

    /** Orders the decisions by preference, so that the order of the candidates does not show. */
    Selection(List<Decision> decisions) {
        this.decisions = List.copyOf(decisions);
        this.kept = this.decisions.stream()
                .filter(Decision::isKept)
                .map(Decision::service)
                .toList();
        // by identity: a service's hash would go over its whole coverage
        this.elidedFor = new IdentityHashMap<>();
        for (Decision decision : this.decisions) {
            if (decision.instead() != null) {
                elidedFor
                        .computeIfAbsent(decision.instead(), service -> new ArrayList<>())
                        .add(decision.service());
            }
        }
    }

    /** One for each candidate, the better protocol first, then by ivoid and access URL. */
    public List<Decision> decisions() {
        return decisions;
    }

    /** The services to ask, in the same order. */
    public List<Service> kept() {
        return kept;
    }

    /** The candidates that are not asked, in the same order. */
    public List<Decision> left() {
        return decisions.stream().filter(decision -> !decision.isKept()).toList();
    }

    /**
     * The services that are left out for the sake of this one: those to ask after all if it fails.
     *
     * @param service one of {@link #kept}, the same object
     */
    public List<Service> elidedFor(Service service) {
        return List.copyOf(elidedFor.getOrDefault(service, List.of()));
    }

    /** The same without those services that the caller does not choose: they are skipped, as not chosen. */
    public Selection only(Predicate<Service> chosen) {
        return new Selection(decisions.stream()
                .map(decision -> decision.isKept() && !chosen.test(decision.service())
                        ? new Decision(decision.service(), NOT_CHOSEN, null)
                        : decision)
                .toList());
    }

    /** How many services are not asked for want of declared coverage; {@code inclusive} would ask them. */
    public int undeclared() {
        return (int) decisions.stream()
                .filter(decision -> decision.left() instanceof ServiceOutcome.Pruned pruned && pruned.undeclared())
                .count();
    }
}
