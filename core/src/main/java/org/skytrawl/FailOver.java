package org.skytrawl;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Constraints;
import org.skytrawl.model.Service;
import org.skytrawl.protocol.ServiceQuery;
import org.skytrawl.provenance.ProvenanceEvent;
import org.skytrawl.provenance.ServiceOutcome;
import org.skytrawl.registry.Decision;
import org.skytrawl.registry.Selection;

/**
 * Which services a run asks, and which after all: those that were left out for the sake of one that has not answered
 * completely (spec section 2). Says of all others why they are not asked, of the elided ones as soon as it is certain.
 */
final class FailOver {
    private final Selection selection;
    private final Constraints constraints;
    private final boolean inclusive;
    private final EventStream events;

    FailOver(Selection selection, Constraints constraints, boolean inclusive, EventStream events) {
        this.selection = selection;
        this.constraints = constraints;
        this.inclusive = inclusive;
        this.events = events;
    }

    /** The services to begin with. */
    List<ServiceTask> first() {
        List<ServiceTask> chosen = new ArrayList<>();
        for (Decision decision : selection.decisions()) {
            if (decision.isKept()) {
                chooseOrSkip(decision.service(), null, chosen);
            } else if (decision.next() == null) {
                left(decision.service(), decision.left(), null);
            }
        }
        return chosen;
    }

    /** The services to ask now that this one has ended: none if it has answered completely. */
    List<ServiceTask> after(ServiceTask ended, ServiceOutcome outcome) {
        if (outcome instanceof ServiceOutcome.Answered) {
            leaveOut(ended.service(), ended.service());
            return List.of();
        }
        return inPlaceOf(ended.service());
    }

    private List<ServiceTask> inPlaceOf(Service silent) {
        List<ServiceTask> chosen = new ArrayList<>();
        for (Decision decision : selection.elidedFor(silent)) {
            chooseOrSkip(decision.service(), silent, chosen);
        }
        return chosen;
    }

    /** A plan may have been made for another question; one that cannot be asked does not answer for others either. */
    private void chooseOrSkip(Service service, @Nullable Service silent, List<ServiceTask> chosen) {
        ServiceOutcome unaskable = ServiceQuery.unaskable(service, constraints, inclusive);
        if (unaskable == null) {
            chosen.add(ServiceTask.of(service, constraints, inclusive, silent == null ? null : silent.ivoid()));
        } else {
            left(service, unaskable, silent);
            chosen.addAll(inPlaceOf(service));
        }
    }

    /** What is elided for the sake of a service, directly or over others, stays so: one of them has answered. */
    private void leaveOut(Service service, Service answered) {
        for (Decision decision : selection.elidedFor(service)) {
            left(decision.service(), decision.elidedBy(answered), null);
            leaveOut(decision.service(), answered);
        }
    }

    private void left(Service service, @Nullable ServiceOutcome outcome, @Nullable Service silent) {
        events.emit(new ProvenanceEvent.ServiceEnded(
                Instant.now(),
                service,
                java.util.Objects.requireNonNull(outcome),
                null,
                silent == null ? null : silent.ivoid()));
    }
}
