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
import org.skytrawl.registry.Reserve;
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
    private final Reserve reserve;

    FailOver(Selection selection, Constraints constraints, boolean inclusive, EventStream events) {
        this.selection = selection;
        this.constraints = constraints;
        this.inclusive = inclusive;
        this.events = events;
        this.reserve = selection.reserve();
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
            for (Decision out : reserve.withAnswerOf(ended.service())) {
                left(out.service(), out.elidedBy(ended.service()), null);
            }
            return List.of();
        }
        List<ServiceTask> chosen = new ArrayList<>();
        inPlaceOf(ended.service(), chosen);
        return chosen;
    }

    private void inPlaceOf(Service silent, List<ServiceTask> chosen) {
        for (Decision decision : reserve.withoutAnswerOf(silent)) {
            chooseOrSkip(decision.service(), silent, chosen);
        }
    }

    /** A plan may have been made for another question; one that cannot be asked does not answer for others either. */
    private void chooseOrSkip(Service service, @Nullable Service silent, List<ServiceTask> chosen) {
        ServiceOutcome unaskable = ServiceQuery.unaskable(service, constraints, inclusive);
        if (unaskable == null) {
            chosen.add(ServiceTask.of(service, constraints, inclusive, silent == null ? null : silent.ivoid()));
        } else {
            left(service, unaskable, silent);
            inPlaceOf(service, chosen);
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
