package org.skytrawl.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Ivoid;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.model.TargetSet;
import org.skytrawl.protocol.known.KnownProtocols;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.registry.Candidate;
import org.skytrawl.selection.Decision;
import org.skytrawl.selection.Selection;
import org.skytrawl.selection.StandbyServices;

/**
 * Decides which services a run queries first, and which stand-ins it queries when one fails (spec section 2). Logs why the other
 * services are not queried; for elided ones as soon as it is certain.
 */
final class FailOver {
    private final Selection selection;
    private final Question constraints;
    private final RunQueries queries;
    private final EventStream events;
    private final StandbyServices reserve;
    private final PreviousRun history;
    private final Predicate<Service> isStored;

    /** @param isStored whether an answer is read from where it is kept, so that nothing is sent */
    FailOver(
            Selection selection,
            Question constraints,
            boolean inclusive,
            EventStream events,
            PreviousRun history,
            Predicate<Service> isStored) {
        this.isStored = isStored;
        this.history = history;
        this.selection = selection;
        this.constraints = constraints;
        this.queries = history.queries(constraints, inclusive).withTargets(this::targetsToAsk);
        this.events = events;
        this.reserve = selection.reserve();
    }

    private TargetSet targetsToAsk(Service service) {
        TargetSet left = history.targets().left().get(service);
        return left == null ? targets(service) : left;
    }

    /** All that the service is to be asked for, in this run and the earlier one. */
    private TargetSet targets(Service service) {
        TargetSet chosen = selection.targets(service);
        return chosen == null ? Objects.requireNonNull(constraints.targets()).set() : chosen;
    }

    /** The services to query first. Logs for the others why they are not queried, or which service they stand by for. */
    List<ServiceTask> first() {
        Set<Service> settled = carryOver();
        List<Decision> decisions = selection.decisions();
        for (int i = 0; i < decisions.size(); i++) {
            if (!settled.contains(decisions.get(i).service())) {
                select(selection.candidates().get(i), decisions.get(i));
            }
        }
        List<ServiceTask> chosen = new ArrayList<>();
        for (Decision decision : decisions) {
            if (!settled.contains(decision.service()) && isAsked(decision)) {
                reserve.isAsked(decision.service());
                chooseOrSkip(decision.service(), null, chosen);
            }
        }
        return chosen;
    }

    private boolean isAsked(Decision decision) {
        return decision.isKept()
                || (decision instanceof Decision.Elided && history.toAsk().contains(decision.service()));
    }

    /** The services settled by an earlier run. An elided one stays so only if its representative has answered. */
    private Set<Service> carryOver() {
        if (history.carried().isEmpty()) {
            return Set.of();
        }
        Map<Service, ServiceEnded> earlier = history.byService();
        Map<Service, Decision> decisions = new HashMap<>();
        selection.decisions().forEach(decision -> decisions.put(decision.service(), decision));
        Map<Service, Candidate> candidates = new HashMap<>();
        selection.candidates().forEach(candidate -> candidates.put(candidate.service(), candidate));
        Set<Service> settled = new HashSet<>();
        for (ServiceEnded ended : history.carried()) {
            Decision decision = decisions.get(ended.service());
            boolean isSettled =
                    decision == null || decision.isKept() || !(ended.outcome() instanceof ServiceOutcome.Elided);
            if (isSettled && settled.add(ended.service())) {
                carryTargets(candidates.get(ended.service()), ended);
                events.emit(ended);
                if (decision != null) {
                    reserve.isAsked(decision.service());
                }
            }
        }
        for (Service service : List.copyOf(settled)) {
            Decision decision = decisions.get(service);
            ServiceEnded ended = earlier.get(service);
            if (decision != null && ended != null && ended.outcome() instanceof ServiceOutcome.Answered) {
                for (Decision.Elided out : reserve.withAnswerOf(decision.service())) {
                    settled.add(out.service());
                    ServiceEnded before = earlier.get(out.service());
                    if (before != null) {
                        carryTargets(candidates.get(out.service()), before);
                        events.emit(before);
                    } else {
                        notAsked(out.service(), out.by(service), null);
                    }
                }
            }
        }
        return settled;
    }

    /** Logs the targets of a service that is not queried again, for a rerun. */
    private void carryTargets(@Nullable Candidate candidate, ServiceEnded ended) {
        if (candidate == null || !history.targets().whole().containsKey(ended.service())) {
            return;
        }
        boolean isElided = ended.outcome() instanceof ServiceOutcome.Elided;
        selected(
                candidate,
                isElided ? null : queries.of(ended.service()).text(),
                ended.outcome() instanceof ServiceOutcome.Elided elided ? elided.by() : null);
    }

    /** Logs a service that is queried or stands by as selected, an excluded one with its reason. */
    private void select(Candidate candidate, Decision decision) {
        Service service = decision.service();
        if (isAsked(decision)) {
            if (KnownProtocols.unaskable(service, constraints) == null) {
                selected(
                        candidate,
                        isStored.test(service) ? null : queries.of(service).text(),
                        null);
            }
        } else if (decision instanceof Decision.Elided elided) {
            selected(candidate, null, elided.representative().ivoid());
        } else if (decision instanceof Decision.Excluded excluded) {
            notAsked(service, excluded.why(), null);
        }
    }

    private void selected(Candidate candidate, @Nullable String query, @Nullable Ivoid elidedBy) {
        events.emit(new ProvenanceEvent.ServiceSelected(
                Instant.now(),
                candidate.service(),
                new ProvenanceEvent.ServiceSelected.ToSend(
                        query, constraints.targets() == null ? null : targets(candidate.service())),
                elidedBy,
                candidate.servedBy(),
                List.copyOf(candidate.tableNames())));
    }

    /** The stand-ins to query after the end of a service; empty if it answered completely. */
    List<ServiceTask> after(ServiceTask ended, ServiceOutcome outcome) {
        if (outcome instanceof ServiceOutcome.Answered) {
            for (Decision.Elided out : reserve.withAnswerOf(ended.service())) {
                notAsked(out.service(), out.by(ended.service()), null);
            }
            return List.of();
        }
        List<ServiceTask> chosen = new ArrayList<>();
        inPlaceOf(ended.service(), chosen);
        return chosen;
    }

    private void inPlaceOf(Service failed, List<ServiceTask> chosen) {
        for (Decision decision : reserve.withoutAnswerOf(failed)) {
            chooseOrSkip(decision.service(), failed, chosen);
        }
    }

    /** The plan may be for another question: a service that cannot be asked does not represent others either. */
    private void chooseOrSkip(Service service, @Nullable Service failed, List<ServiceTask> chosen) {
        ServiceOutcome unaskable = KnownProtocols.unaskable(service, constraints);
        if (unaskable == null) {
            chosen.add(new ServiceTask(service, queries, failed == null ? null : failed.ivoid()));
        } else {
            notAsked(service, unaskable, failed);
            inPlaceOf(service, chosen);
        }
    }

    private void notAsked(Service service, @Nullable ServiceOutcome outcome, @Nullable Service failed) {
        events.emit(new ProvenanceEvent.ServiceEnded(
                Instant.now(), service, Objects.requireNonNull(outcome), null, failed == null ? null : failed.ivoid()));
    }
}
