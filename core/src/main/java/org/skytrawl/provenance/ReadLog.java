package org.skytrawl.provenance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Service;

/**
 * A log that was read back. Immutable and thread-safe. Services are without their coverage; the same service is the same
 * object in all events.
 *
 * @param name what it is called: the file's name
 * @param events what happened, in order; the first is the run's beginning
 * @param whole whether the run came to its end: else it was killed, or still goes on
 * @param notes what a reader should know of the reading: a torn last line, what this version does not know
 */
public record ReadLog(String name, List<ProvenanceEvent> events, boolean whole, List<String> notes) {
    /**
     * Keeps its own copies.
     *
     * @throws IllegalArgumentException if it does not begin with the run's beginning
     */
    public ReadLog {
        events = List.copyOf(events);
        notes = List.copyOf(notes);
        if (events.isEmpty() || !(events.getFirst() instanceof ProvenanceEvent.RunStarted)) {
            throw new IllegalArgumentException("a log begins with the run's beginning");
        }
    }

    /** What was asked, and how. */
    public ProvenanceEvent.RunStarted run() {
        return (ProvenanceEvent.RunStarted) events.getFirst();
    }

    /** Where the services come from, or null if the run did not come so far. */
    public ProvenanceEvent.@Nullable RegistryRead registry() {
        return first(ProvenanceEvent.RegistryRead.class);
    }

    /** The summary, or null if the run did not come so far. */
    public ProvenanceEvent.@Nullable RunEnded summary() {
        return first(ProvenanceEvent.RunEnded.class);
    }

    /** The services that were to be asked, or stood by, in order; none in the logs of version 0.1. */
    public List<ProvenanceEvent.ServiceSelected> selected() {
        return all(ProvenanceEvent.ServiceSelected.class);
    }

    /** What became of the services that have ended, in order. */
    public List<ProvenanceEvent.ServiceEnded> services() {
        return all(ProvenanceEvent.ServiceEnded.class);
    }

    /** The services that were to be asked and have not ended: those that a run that was killed did not come to, or through. */
    public List<Service> unended() {
        Set<Service> ended = new HashSet<>();
        services().forEach(each -> ended.add(each.service()));
        return selected().stream()
                .filter(each -> each.elidedBy() == null && !ended.contains(each.service()))
                .map(ProvenanceEvent.ServiceSelected::service)
                .toList();
    }

    /** What was not answered completely: the losses, and {@link #unended}. */
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
     * Whether the log says of every service that there was to choose from what was to become of it. If not, the run was
     * killed before it had written all of them.
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
     * The log as if nobody had been asked yet: where what they gave is not at hand. What an earlier run had been answered
     * stays.
     */
    public ReadLog beforeAsking() {
        Set<Service> selected = new HashSet<>();
        selected().forEach(each -> selected.add(each.service()));
        List<ProvenanceEvent> before = new ArrayList<>();
        for (ProvenanceEvent event : events) {
            if (event instanceof ProvenanceEvent.ServiceEnded ended
                    && ended.ofRun() == null
                    && !isBeforeAsking(ended.outcome())) {
                // the logs of version 0.1 say nothing of it before its end
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
        return new ProvenanceEvent.ServiceSelected(
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
