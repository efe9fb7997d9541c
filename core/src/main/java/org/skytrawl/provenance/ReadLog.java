package org.skytrawl.provenance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Service;

/**
 * A log that was read from a file. Immutable and thread-safe. Services have no coverage; each service is one object in
 * all events.
 *
 * @param name name of the file
 * @param events in order; the first is the start of the run
 * @param whole whether the run ended; if not, it was killed or still runs
 * @param notes remarks on reading: a torn last line, unknown members
 */
public record ReadLog(String name, List<ProvenanceEvent> events, boolean whole, List<String> notes) {
    /** @throws IllegalArgumentException if the first event is not the start of the run */
    public ReadLog {
        events = List.copyOf(events);
        notes = List.copyOf(notes);
        if (events.isEmpty() || !(events.getFirst() instanceof ProvenanceEvent.RunStarted)) {
            throw new IllegalArgumentException("a log begins with the start of the run");
        }
    }

    public ProvenanceEvent.RunStarted run() {
        return (ProvenanceEvent.RunStarted) events.getFirst();
    }

    /** Null if the run did not get that far. */
    public ProvenanceEvent.@Nullable RegistryRead registry() {
        return first(ProvenanceEvent.RegistryRead.class);
    }

    /** Null if the run did not get that far. */
    public ProvenanceEvent.@Nullable RunEnded summary() {
        return first(ProvenanceEvent.RunEnded.class);
    }

    /** The services to be queried and their stand-ins, in order. The logs of version 0.1 have none. */
    public List<ProvenanceEvent.ServiceSelected> selected() {
        return all(ProvenanceEvent.ServiceSelected.class);
    }

    /** The services that have ended, in order. */
    public List<ProvenanceEvent.ServiceEnded> services() {
        return all(ProvenanceEvent.ServiceEnded.class);
    }

    /** The services to be queried that have not ended, because the run was killed. */
    public List<Service> unended() {
        Set<Service> ended = new HashSet<>();
        services().forEach(each -> ended.add(each.service()));
        return selected().stream()
                .filter(each -> each.elidedBy() == null && !ended.contains(each.service()))
                .map(ProvenanceEvent.ServiceSelected::service)
                .toList();
    }

    /** The services without a complete answer: losses and {@link #unended}. */
    public List<Service> missing() {
        Set<Service> missing = new LinkedHashSet<>();
        for (ProvenanceEvent.ServiceEnded each : services()) {
            if (each.outcome().isLoss()) {
                missing.add(each.service());
            }
        }
        missing.addAll(unended());
        return List.copyOf(missing);
    }

    /**
     * Whether the log has the decision on every candidate. If not, the run was killed before it had written them all.
     */
    public boolean knowsAllServices() {
        ProvenanceEvent.RegistryRead registry = registry();
        Set<Service> known = new HashSet<>();
        selected().forEach(each -> known.add(each.service()));
        long others = services().stream()
                .map(ProvenanceEvent.ServiceEnded::service)
                .filter(service -> !known.contains(service))
                .count();
        return registry != null && (whole || selected().size() + others >= registry.candidates());
    }

    /**
     * The log as before the first query, for a run whose results are lost. Answers carried over from an earlier run
     * stay.
     */
    public ReadLog beforeAsking() {
        Set<Service> selected = new HashSet<>();
        selected().forEach(each -> selected.add(each.service()));
        List<ProvenanceEvent> before = new ArrayList<>();
        for (ProvenanceEvent event : events) {
            if (event instanceof ProvenanceEvent.ServiceEnded ended
                    && ended.ofRun() == null
                    && !isBeforeAsking(ended.outcome())) {
                // the logs of version 0.1 first mention a service at its end
                if (selected.add(ended.service())) {
                    before.add(asSelected(ended));
                }
            } else if (!(event instanceof ProvenanceEvent.RunEnded)) {
                before.add(event);
            }
        }
        return new ReadLog(name, before, false, notes);
    }

    private static ProvenanceEvent.ServiceSelected asSelected(ProvenanceEvent.ServiceEnded ended) {
        return ProvenanceEvent.ServiceSelected.of(
                ended.time(),
                ended.service(),
                ended.facts() == null ? null : ended.facts().query(),
                ended.outcome() instanceof ServiceOutcome.Elided elided ? elided.by() : null,
                List.of(),
                List.of());
    }

    private static boolean isBeforeAsking(ServiceOutcome outcome) {
        return outcome instanceof ServiceOutcome.Pruned
                || (outcome instanceof ServiceOutcome.Skipped && !outcome.isLoss());
    }

    private <E extends ProvenanceEvent> @Nullable E first(Class<E> type) {
        return events.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElse(null);
    }

    private <E extends ProvenanceEvent> List<E> all(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
