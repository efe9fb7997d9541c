package org.skytrawl.provenance;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.skytrawl.model.Service;
import org.skytrawl.model.TargetRegion;
import org.skytrawl.model.TargetSet;

/** The targets that the services of a run were to be asked for, and those that they have not answered for. */
public final class UnansweredTargets {
    private UnansweredTargets() {}

    /** The targets to ask each service for, where the log has them; empty without a target list. */
    public static Map<Service, TargetSet> asked(List<? extends ProvenanceEvent> events) {
        Map<Service, TargetSet> asked = new TreeMap<>(Service.BY_REGISTRATION);
        for (ProvenanceEvent event : events) {
            if (event instanceof ProvenanceEvent.ServiceSelected selected && selected.targets() != null) {
                asked.put(selected.service(), selected.targets());
            }
        }
        return Collections.unmodifiableMap(asked);
    }

    /**
     * For each service that has ended without a complete answer the targets that it has not answered for, never empty.
     *
     * @param events of a run with a target list
     * @param targets those of the question
     */
    public static Map<Service, TargetSet> of(List<? extends ProvenanceEvent> events, TargetRegion targets) {
        Map<Service, TargetSet> asked = asked(events);
        Map<Service, TargetSet> left = new TreeMap<>(Service.BY_REGISTRATION);
        for (ProvenanceEvent event : events) {
            if (event instanceof ProvenanceEvent.ServiceEnded ended
                    && ended.outcome().isLoss()) {
                left.put(ended.service(), left(ended, asked.getOrDefault(ended.service(), targets.set())));
            }
        }
        return Collections.unmodifiableMap(left);
    }

    /** All that were to be asked for, unless the service tells which are left. */
    private static TargetSet left(ProvenanceEvent.ServiceEnded ended, TargetSet asked) {
        QueryFacts.Targets targets =
                ended.facts() == null ? null : ended.facts().targets();
        if (targets == null || targets.left().isEmpty()) {
            return asked;
        }
        return targets.left();
    }
}
